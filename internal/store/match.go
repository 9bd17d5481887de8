package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"strings"

	"chitra/internal/app"
	"chitra/internal/vault"
)

const newestMatch = `m.run_no = (SELECT MAX(n.run_no) FROM row_match n WHERE n.version_no = m.version_no AND n.row_key = m.row_key)`

// NewestMatches are the newest matches of the rows in force of a period, without
// their evidence, which is most of their size.
func (t *tx) NewestMatches(ctx context.Context, period string) ([]app.NewestMatch, error) {
	var out []app.NewestMatch
	columns := strings.Replace(t.columns("row_match", "m."), "m.evidence", "'' AS evidence", 1)
	err := each(ctx, t, func(m app.NewestMatch) error {
		// Runs of a row follow one another, the newest last.
		if n := len(out); n > 0 && out[n-1].VersionNo == m.VersionNo && out[n-1].RowKey == m.RowKey {
			out[n-1] = m
			return nil
		}
		out = append(out, m)
		return nil
	}, `SELECT `+columns+`, u.snapshot_no, u.policy, f.file_name, f.period, f.series
FROM (`+inForce+`) f CROSS JOIN row_match m JOIN match_run u ON u.act_no = m.run_no
WHERE m.version_no = f.act_no ORDER BY m.version_no, m.row_key, m.run_no`, period, endOfTime)
	return out, err
}

// MatchedPersons are the rows in force of a period whose newest match names a
// person.
func (t *tx) MatchedPersons(ctx context.Context, period string) iter.Seq2[app.MatchedPerson, error] {
	return func(yield func(app.MatchedPerson, error) bool) {
		err := each(ctx, t, func(p app.MatchedPerson) error {
			if !yield(p, nil) {
				return errEnough
			}
			return nil
		}, `SELECT m.version_no, m.row_key, m.personal_id, m.beside, f.programme, f.list_commune AS commune, f.series
FROM (`+inForce+`) f CROSS JOIN list_row r JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND r.status = 'taken' AND m.personal_id <> '' AND `+newestMatch, period, endOfTime)
		if err != nil && !errors.Is(err, errEnough) {
			yield(app.MatchedPerson{}, err)
		}
	}
}

// errEnough ends a walk whose reader wants no more.
var errEnough = errors.New("enough")

// sharedNow are the numbers on more than one taken row of a programme and period.
const sharedNow = `SELECT f.programme, r.personal_id, COUNT(*) AS rows_of FROM (` + inForce + `) f CROSS JOIN list_row r
WHERE r.version_no = f.act_no AND r.status = 'taken' AND r.personal_id <> '' GROUP BY f.programme, r.personal_id HAVING COUNT(*) > 1`

// SharedNumbers are the numbers on more than one taken row of a programme.
func (t *tx) SharedNumbers(ctx context.Context, period string) ([]app.SharedNumber, error) {
	return list[app.SharedNumber](ctx, t, sharedNow, period, endOfTime)
}

// RowsToMatch are the rows whose newest match may no longer be what would be said.
func (t *tx) RowsToMatch(ctx context.Context, period string, snapshot int64, policy string) ([]app.RowHead, error) {
	return list[app.RowHead](ctx, t, `WITH shared AS (`+sharedNow+`)
SELECT f.programme, r.version_no, r.row_key FROM (`+inForce+`) f CROSS JOIN list_row r
LEFT JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key AND `+newestMatch+`
LEFT JOIN match_run u ON u.act_no = m.run_no
LEFT JOIN shared s ON s.programme = f.programme AND s.personal_id = r.personal_id
WHERE r.version_no = f.act_no AND r.status = 'taken' AND (m.run_no IS NULL OR u.snapshot_no <> ? OR u.policy <> ?
  OR (s.rows_of IS NOT NULL) <> (m.outcome = 'number_shared')
  OR EXISTS (SELECT 1 FROM review_decision d WHERE d.person_key = r.person_key AND d.programme = f.programme AND d.act_no > m.decision_no)
  OR EXISTS (SELECT 1 FROM review_second d WHERE d.person_key = r.person_key AND d.programme = f.programme AND d.act_no > m.decision_no)
  OR EXISTS (SELECT 1 FROM review_withdrawal d WHERE d.person_key = r.person_key AND d.programme = f.programme AND d.act_no > m.decision_no)
  OR EXISTS (SELECT 1 FROM review_recheck d WHERE d.person_key = r.person_key AND d.programme = f.programme AND d.agrees = 0 AND d.act_no > m.decision_no))
ORDER BY r.version_no, r.row_key`, period, endOfTime, period, endOfTime, snapshot, policy)
}

// MatchCounts counts the taken rows in force by what was last said of them.
func (t *tx) MatchCounts(ctx context.Context, period string) ([]app.MatchCount, error) {
	return list[app.MatchCount](ctx, t, `SELECT m.outcome, m.action, COUNT(*) AS rows_of FROM (`+inForce+`) f
CROSS JOIN list_row r JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND r.status = 'taken' AND `+newestMatch+` GROUP BY m.outcome, m.action ORDER BY m.outcome, m.action`, period, endOfTime)
}

// Claims are the taken rows in force of a programme and period with their newest
// match.
func (t *tx) Claims(ctx context.Context, programme, period string) ([]app.Claim, error) {
	var out []app.Claim
	err := each(ctx, t, func(c app.Claim) error {
		// Runs of a row follow one another, the newest last.
		if n := len(out); n > 0 && out[n-1].VersionNo == c.VersionNo && out[n-1].RowKey == c.RowKey {
			out[n-1] = c
			return nil
		}
		out = append(out, c)
		return nil
	}, `SELECT r.version_no, r.row_key, r.commune, r.category, r.coefficient, r.rate_amount, r.arrears_amount, r.recovery_amount,
  r.total_amount, r.account, r.account_text, r.bank_bin, r.holder, r.relation, m.action, m.due, m.hold, m.beneficiary_id, m.payee_name, m.date_of_birth
FROM (`+inForce+`) f CROSS JOIN list_row r
JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND f.programme = ? AND r.status = 'taken' ORDER BY r.version_no, r.row_key, m.run_no`, period, endOfTime, programme)
	return out, err
}

// NewestMatch is one row's newest match.
func (t *tx) NewestMatch(ctx context.Context, version int64, rowKey string) (app.RowInMatch, bool, error) {
	var m app.RowInMatch
	err := t.get(ctx, &m, `SELECT `+t.store.tables["row_match"].columnList("m.")+`, u.snapshot_no, u.policy, v.file_name, l.period, l.series, l.programme, r.person_key,
  v.version = (SELECT MAX(w.version) FROM list_version w WHERE w.list_id = v.list_id) AS in_force
FROM row_match m JOIN match_run u ON u.act_no = m.run_no
JOIN list_row r ON r.version_no = m.version_no AND r.row_key = m.row_key
JOIN list_version v ON v.act_no = m.version_no JOIN list l ON l.id = v.list_id
WHERE m.version_no = ? AND m.row_key = ? AND `+newestMatch, version, rowKey)
	if errors.Is(err, sql.ErrNoRows) {
		return app.RowInMatch{}, false, nil
	}
	return m, err == nil, err
}

// Row finds one row, of whatever version.
func (t *tx) Row(ctx context.Context, version int64, rowKey string) (app.ListRow, bool, error) {
	var r app.ListRow
	err := t.get(ctx, &r, `SELECT `+t.store.tables["list_row"].columnList("")+` FROM list_row WHERE version_no = ? AND row_key = ?`, version, rowKey)
	if errors.Is(err, sql.ErrNoRows) {
		return app.ListRow{}, false, nil
	}
	return r, err == nil, err
}

// BeneficiariesOf are the owners of the numbers that have one.
func (t *tx) BeneficiariesOf(ctx context.Context, numbers []string) ([]app.BeneficiaryNumber, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	cond, arg := t.store.engine.in("personal_id", t.sealed(vault.Identity, numbers))
	return list[app.BeneficiaryNumber](ctx, t, `SELECT personal_id, beneficiary_id, act_no FROM beneficiary_number WHERE `+cond+` ORDER BY personal_id`, arg)
}

// NumbersOf are all numbers of beneficiaries.
func (t *tx) NumbersOf(ctx context.Context, beneficiaries []string) ([]app.BeneficiaryNumber, error) {
	cond, arg := t.store.engine.in("beneficiary_id", beneficiaries)
	return list[app.BeneficiaryNumber](ctx, t, `SELECT personal_id, beneficiary_id, act_no FROM beneficiary_number WHERE `+cond+
		` ORDER BY beneficiary_id, personal_id`, arg)
}

// StoppedRows are the rows in force of a period whose newest match stops them.
func (t *tx) StoppedRows(ctx context.Context, period string) ([]app.StoppedRow, error) {
	return list[app.StoppedRow](ctx, t, `SELECT `+t.store.tables["list_row"].columnList("r.")+`, m.outcome, f.file_name, f.series
FROM (`+inForce+`) f CROSS JOIN list_row r
JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = f.act_no AND m.action = 'stop' AND `+newestMatch+` ORDER BY f.act_no, r.sheet, r.line`, period, endOfTime)
}
