package store

import (
	"context"

	"chitra/internal/app"
)

// ReviewMatches are the newest matches of a period that a person has to decide,
// with their evidence.
func (t *tx) ReviewMatches(ctx context.Context, period string) ([]app.RowInMatch, error) {
	return t.waiting(ctx, period, "")
}

// ContestedMatches are those of them whose number is somebody else's.
func (t *tx) ContestedMatches(ctx context.Context, period string) ([]app.RowInMatch, error) {
	return t.waiting(ctx, period, " AND m.outcome = 'contested'")
}

func (t *tx) waiting(ctx context.Context, period, which string) ([]app.RowInMatch, error) {
	return list[app.RowInMatch](ctx, t, `SELECT `+t.columns("row_match", "m.")+`, u.snapshot_no, u.policy, f.file_name, f.period, f.series,
  f.programme, r.person_key, 1 = 1 AS in_force
FROM (`+inForce+`) f CROSS JOIN row_match m JOIN match_run u ON u.act_no = m.run_no
JOIN list_row r ON r.version_no = m.version_no AND r.row_key = m.row_key
WHERE m.version_no = f.act_no AND m.action = 'review' AND `+newestMatch+which+` ORDER BY m.version_no, m.row_key`, period, endOfTime)
}

// decisionsNow are decisions with what became of each.
func (t *tx) decisionsNow() string {
	return `SELECT ` + t.columns("review_decision", "d.") + `, COALESCE(b.registry_sha256, '') AS registry_sha256, COALESCE(b.at_stake, 0) AS at_stake,
  COALESCE(b.needs_second, 0) AS needs_second, COALESCE(b.group_id, '') AS group_id, COALESCE(b.recheck, 0) AS recheck,
  COALESCE(s.act_no, 0) AS second_no, COALESCE(s.second_person, '') AS second_person, COALESCE(s.reason, '') AS second_reason,
  COALESCE(s.recorded_at, '') AS second_at, COALESCE(c.act_no, 0) AS recheck_no, COALESCE(c.second_person, '') AS recheck_person,
  COALESCE(c.personal_id, '') AS recheck_id, COALESCE(c.reason, '') AS recheck_reason, COALESCE(c.recorded_at, '') AS recheck_at,
  COALESCE(c.agrees, 0) AS agrees, COALESCE(w.act_no, 0) AS withdrawn_no, COALESCE(w.actor, '') AS withdrawn_by,
  COALESCE(w.reason, '') AS withdraw_reason, COALESCE(w.recorded_at, '') AS withdrawn_at
FROM review_decision d
LEFT JOIN review_basis b ON b.act_no = d.act_no AND b.person_key = d.person_key
LEFT JOIN review_second s ON s.decision_no = d.act_no AND s.person_key = d.person_key
LEFT JOIN review_recheck c ON c.decision_no = d.act_no AND c.person_key = d.person_key
LEFT JOIN review_withdrawal w ON w.decision_no = d.act_no AND w.person_key = d.person_key`
}

// Decisions are the newest decisions of a programme, one a person key.
func (t *tx) Decisions(ctx context.Context, programme string) ([]app.DecisionNow, error) {
	return list[app.DecisionNow](ctx, t, t.decisionsNow()+`
WHERE d.programme = ? AND d.act_no = (SELECT MAX(n.act_no) FROM review_decision n WHERE n.person_key = d.person_key AND n.programme = d.programme)
ORDER BY d.person_key`, programme)
}

// AllDecisions are all decisions ever, in the order they were taken.
func (t *tx) AllDecisions(ctx context.Context) ([]app.DecisionNow, error) {
	return list[app.DecisionNow](ctx, t, t.decisionsNow()+` ORDER BY d.act_no, d.person_key`)
}

// LedTo are the payments that a decision led to for a person key, or its second
// word, that are in a batch an approver has consented to, or that have left.
func (t *tx) LedTo(ctx context.Context, personKey string, decision, second int64) ([]app.LedPayment, error) {
	return list[app.LedPayment](ctx, t, `SELECT DISTINCT p.id AS payment_id, p.period, p.state, p.batch_id FROM row_match m
JOIN list_row r ON r.version_no = m.version_no AND r.row_key = m.row_key
JOIN payment p ON p.beneficiary_id = m.beneficiary_id AND p.version_no = m.version_no AND p.row_key = m.row_key
LEFT JOIN batch b ON b.id = p.batch_id
WHERE m.decision_no IN (?, ?) AND m.decision_no > 0 AND r.person_key = ? AND p.state NOT IN ('held', 'void')
  AND (p.state <> 'waiting' OR b.state IN ('approved', 'released') OR EXISTS (SELECT 1 FROM approval a
    WHERE a.batch_id = b.id AND b.state = 'submitted'))
ORDER BY p.period, p.id`, decision, second, personKey)
}

// Plants are the known cases of a period.
func (t *tx) Plants(ctx context.Context, period string) ([]app.ReviewPlant, error) {
	return list[app.ReviewPlant](ctx, t, `SELECT `+t.columns("review_plant", "")+` FROM review_plant WHERE period = ? ORDER BY row_ref`, period)
}

// PlantOf is a known case by its row's name.
func (t *tx) PlantOf(ctx context.Context, rowRef string) (app.ReviewPlant, bool, error) {
	return one[app.ReviewPlant](ctx, t, `SELECT `+t.columns("review_plant", "")+` FROM review_plant WHERE row_ref = ?`, rowRef)
}

// PlantAnswers are what reviewers said of known cases.
func (t *tx) PlantAnswers(ctx context.Context) ([]app.ReviewPlantAnswer, error) {
	return list[app.ReviewPlantAnswer](ctx, t, `SELECT `+t.columns("review_plant_answer", "")+` FROM review_plant_answer ORDER BY row_ref, actor`)
}

// ReturnRows are the rows in force of a period that go back to their commune:
// those the match stopped, those it found nobody for, those a reviewer said
// nobody is, and those that were told of another row of their person.
func (t *tx) ReturnRows(ctx context.Context, period string) ([]app.ReturnRow, error) {
	return list[app.ReturnRow](ctx, t, `SELECT `+t.columns("list_row", "r.")+`, m.outcome, m.action, m.hold, m.evidence, f.file_name, f.series, f.programme
FROM (`+inForce+`) f CROSS JOIN list_row r
JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND `+newestMatch+`
  AND (m.action = 'stop' OR m.action = 'review' AND m.outcome = 'not_found' OR m.action = 'decided' AND m.personal_id = ''
    OR m.action IN ('automatic', 'decided') AND m.personal_id <> '' AND m.beside LIKE '%person_repeated%')
ORDER BY r.commune, f.act_no, r.sheet, r.line, r.row_key`, period, endOfTime)
}
