package store

import (
	"context"

	"chitra/internal/app"
)

// WaitingRows are the taken rows in force of a period whose newest match does not
// let them through.
func (t *tx) WaitingRows(ctx context.Context, period string) ([]app.WaitingRow, error) {
	return list[app.WaitingRow](ctx, t, `SELECT `+t.columns("list_row", "r.")+`, m.outcome, m.tier, m.action, m.evidence
FROM (`+inForce+`) f CROSS JOIN list_row r
JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND r.status = 'taken' AND m.action IN ('review', 'stop') AND `+newestMatch+` ORDER BY r.version_no, r.row_key`, period, endOfTime)
}

// lastAnswer is the act of the newest answer to question q.
const lastAnswer = `(SELECT MAX(x.act_no) FROM registry_answer x WHERE x.request_no = q.request_no AND x.n = q.n)`

// LastQuestions are the newest questions about each of some person keys.
func (t *tx) LastQuestions(ctx context.Context, personKeys []string) ([]app.LastQuestion, error) {
	cond, arg := t.store.engine.in("q.person_key", personKeys)
	return list[app.LastQuestion](ctx, t, `SELECT q.person_key, q.request_no, q.n, r.period, COALESCE(`+lastAnswer+`, 0) AS answered_by
FROM registry_request_line q JOIN registry_request r ON r.act_no = q.request_no
WHERE `+cond+` AND q.request_no = (SELECT MAX(y.request_no) FROM registry_request_line y WHERE y.person_key = q.person_key)
ORDER BY q.person_key`, arg)
}

// RegistryAnswers are the newest answers about each of some person keys.
func (t *tx) RegistryAnswers(ctx context.Context, personKeys []string) ([]app.AnswerAbout, error) {
	cond, arg := t.store.engine.in("q.person_key", personKeys)
	return list[app.AnswerAbout](ctx, t, `SELECT `+t.columns("registry_answer", "a.")+`, q.person_key, s.as_of, s.recorded_at
FROM registry_request_line q JOIN registry_answer a ON a.request_no = q.request_no AND a.n = q.n
JOIN registry_response s ON s.act_no = a.act_no
WHERE `+cond+` AND NOT EXISTS (SELECT 1 FROM registry_request_line y JOIN registry_answer b ON b.request_no = y.request_no AND b.n = y.n
  WHERE y.person_key = q.person_key AND (b.act_no > a.act_no OR b.act_no = a.act_no AND b.request_no > a.request_no))
ORDER BY q.person_key`, arg)
}

// RegistryRequests are all requests with how many of their questions are answered.
func (t *tx) RegistryRequests(ctx context.Context) ([]app.RequestState, error) {
	return list[app.RequestState](ctx, t, `SELECT `+t.columns("registry_request", "r.")+`,
  (SELECT COUNT(*) FROM registry_request_line q WHERE q.request_no = r.act_no
    AND EXISTS (SELECT 1 FROM registry_answer a WHERE a.request_no = q.request_no AND a.n = q.n)) AS answered
FROM registry_request r ORDER BY r.act_no`)
}

// RowsAsked are the rows that the questions of some requests are about.
func (t *tx) RowsAsked(ctx context.Context, requests []int64) ([]app.RowAsked, error) {
	cond, arg := t.store.engine.inInts("q.request_no", requests)
	return list[app.RowAsked](ctx, t, `SELECT q.request_no, q.n, `+t.columns("list_row", "r.")+`
FROM registry_request_line q JOIN list_row r ON r.version_no = q.version_no AND r.row_key = q.row_key
WHERE `+cond+` ORDER BY q.request_no, q.n`, arg)
}

// AnswersTo are the newest answers to each question of some requests.
func (t *tx) AnswersTo(ctx context.Context, requests []int64) ([]app.RegistryAnswer, error) {
	cond, arg := t.store.engine.inInts("q.request_no", requests)
	return list[app.RegistryAnswer](ctx, t, `SELECT `+t.columns("registry_answer", "q.")+` FROM registry_answer q
WHERE `+cond+` AND q.act_no = `+lastAnswer+` ORDER BY q.request_no, q.n`, arg)
}

// ResponseBySHA256 finds the answers that were taken from the same bytes.
func (t *tx) ResponseBySHA256(ctx context.Context, sum string) (app.RegistryResponse, bool, error) {
	return one[app.RegistryResponse](ctx, t, `SELECT `+t.columns("registry_response", "")+` FROM registry_response WHERE sha256 = ?`, sum)
}

// ResponseOf is the response of a number.
func (t *tx) ResponseOf(ctx context.Context, response int64) (app.RegistryResponse, bool, error) {
	return one[app.RegistryResponse](ctx, t, `SELECT `+t.columns("registry_response", "")+` FROM registry_response WHERE act_no = ?`, response)
}

// AnswersStanding are those answers of a response that no later one has overtaken.
func (t *tx) AnswersStanding(ctx context.Context, response int64) ([]app.RegistryAnswer, error) {
	return list[app.RegistryAnswer](ctx, t, `SELECT `+t.columns("registry_answer", "q.")+` FROM registry_answer q
WHERE q.act_no = ? AND q.act_no = `+lastAnswer+` ORDER BY q.request_no, q.n`, response)
}

// ResponseConsents are the responses that were confirmed.
func (t *tx) ResponseConsents(ctx context.Context) ([]app.RegistryResponseConsent, error) {
	return list[app.RegistryResponseConsent](ctx, t, `SELECT `+t.columns("registry_response_consent", "")+` FROM registry_response_consent ORDER BY response_no`)
}
