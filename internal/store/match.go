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
	lists, err := t.listsInForce(ctx, "", period)
	if err != nil {
		return nil, err
	}
	var out blocks[app.NewestMatch]
	columns := strings.Replace(t.columns("row_match", "m."), "m.evidence", "'' AS evidence", 1)
	for _, l := range lists {
		err := newest(ctx, t, func(m app.NewestMatch) error {
			m.FileName, m.Period, m.Series = l.FileName, period, l.Series
			return out.add(m)
		}, func(m *app.NewestMatch) string { return m.RowKey }, `SELECT `+columns+`, u.snapshot_no, u.policy
FROM row_match m JOIN match_run u ON u.act_no = m.run_no WHERE m.version_no = ? ORDER BY m.row_key, m.run_no`, l.ActNo)
		if err != nil {
			return nil, err
		}
	}
	return out.all(), nil
}

// newest streams what runs said of rows, and hands on the last of each row: runs of
// a row follow one another, the newest last.
func newest[T any](ctx context.Context, t *tx, visit func(T) error, key func(*T) string, query string, args ...any) error {
	var last T
	some := false
	err := each(ctx, t, func(v T) error {
		if some && key(&last) != key(&v) {
			if err := visit(last); err != nil {
				return err
			}
		}
		last, some = v, true
		return nil
	}, query, args...)
	if err != nil || !some {
		return err
	}
	return visit(last)
}

// RowsSaid are the taken rows in force of a period with their newest match: one
// walk of either table a list, each by its key.
func (t *tx) RowsSaid(ctx context.Context, period string, half app.Half) iter.Seq2[app.RowSaid, error] {
	return func(yield func(app.RowSaid, error) bool) {
		err := t.rowsSaid(ctx, period, half, func(r app.RowSaid) error {
			if !yield(r, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(app.RowSaid{}, err)
		}
	}
}

func (t *tx) rowsSaid(ctx context.Context, period string, half app.Half, visit func(app.RowSaid) error) error {
	lists, err := t.halfInForce(ctx, period, half)
	if err != nil {
		return err
	}
	for _, l := range lists {
		err := newest(ctx, t, func(r app.RowSaid) error {
			r.Programme, r.Commune, r.Series, r.VersionNo = l.Programme, l.ListCommune, l.Series, l.ActNo
			return visit(r)
		}, func(r *app.RowSaid) string { return r.RowKey }, `SELECT r.row_key, r.person_key, r.personal_id AS number, COALESCE(m.run_no, 0) AS run_no, COALESCE(m.outcome, '') AS outcome,
  COALESCE(m.action, '') AS action, COALESCE(m.personal_id, '') AS personal_id, COALESCE(m.beside, '') AS beside, COALESCE(m.decision_no, 0) AS decision_no
FROM list_row r LEFT JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = ? AND r.status = 'taken' ORDER BY r.row_key, m.run_no`, l.ActNo)
		if err != nil {
			return err
		}
	}
	return nil
}

// halfInForce are the lists of a period, or one half of them.
func (t *tx) halfInForce(ctx context.Context, period string, half app.Half) ([]listInForce, error) {
	lists, err := t.listsInForce(ctx, "", period)
	switch half {
	case app.FirstHalf:
		lists = lists[:len(lists)/2]
	case app.SecondHalf:
		lists = lists[len(lists)/2:]
	}
	return lists, err
}

// RowsPlaced are the rows in force of a period with their newest match.
func (t *tx) RowsPlaced(ctx context.Context, period string) ([]app.RowPlaced, error) {
	lists, err := t.listsInForce(ctx, "", period)
	if err != nil {
		return nil, err
	}
	var out blocks[app.RowPlaced]
	for _, l := range lists {
		err := newest(ctx, t, func(r app.RowPlaced) error {
			r.Programme, r.Series, r.FileName, r.VersionNo = l.Programme, l.Series, l.FileName, l.ActNo
			return out.add(r)
		}, func(r *app.RowPlaced) string { return r.RowKey }, `SELECT r.row_key, r.status, r.sheet, r.line, COALESCE(m.run_no, 0) AS run_no,
  COALESCE(m.action, '') AS action, COALESCE(m.due, 0) AS due, COALESCE(m.hold, '') AS hold, COALESCE(m.beneficiary_id, '') AS beneficiary_id
FROM list_row r LEFT JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = ? ORDER BY r.row_key, m.run_no`, l.ActNo)
		if err != nil {
			return nil, err
		}
	}
	return out.all(), nil
}

// PaymentsPlaced are the payments of a period that are not void.
func (t *tx) PaymentsPlaced(ctx context.Context, period string) ([]app.PaymentPlaced, error) {
	return list[app.PaymentPlaced](ctx, t, `SELECT programme, beneficiary_id, id, amount, state, held_reason, account_id FROM payment
WHERE period = ? AND state <> 'void' ORDER BY beneficiary_id, number`, period)
}

// RowsNaming are the rows in force of a period whose newest match names one of the
// persons. That it is the newest is looked for in the end, of those alone.
func (t *tx) RowsNaming(ctx context.Context, period string, persons []string) ([]app.RowNaming, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	lists, err := t.listsInForce(ctx, "", period)
	if err != nil {
		return nil, err
	}
	of := make(map[int64]listInForce, len(lists))
	for _, l := range lists {
		of[l.ActNo] = l
	}
	cond, arg := t.store.engine.in("m.personal_id", t.sealed(vault.Identity, persons))
	var out blocks[app.RowNaming]
	err = each(ctx, t, func(r app.RowNaming) error {
		l := of[r.VersionNo]
		r.Programme, r.Commune, r.Series = l.Programme, l.ListCommune, l.Series
		return out.add(r)
	}, `SELECT m.version_no, m.row_key, m.personal_id, m.beside FROM (`+inForce+`) f CROSS JOIN row_match m
WHERE m.version_no = f.act_no AND `+cond+` AND `+newestMatch+` ORDER BY m.version_no, m.row_key`, period, endOfTime, arg)
	return out.all(), err
}

// errEnough ends a walk whose reader wants no more.
var errEnough = errors.New("enough")

// RunsOf are the runs of a period.
func (t *tx) RunsOf(ctx context.Context, period string) ([]app.RunBasis, error) {
	return list[app.RunBasis](ctx, t, `SELECT act_no, snapshot_no, policy FROM match_run WHERE period = ? ORDER BY act_no`, period)
}

// DecisionsSince are the newest acts of reviewers, one a person key.
func (t *tx) DecisionsSince(ctx context.Context) ([]app.DecisionSince, error) {
	return list[app.DecisionSince](ctx, t, `SELECT d.programme, d.person_key, MAX(d.act_no) AS act_no FROM (
  SELECT programme, person_key, act_no FROM review_decision
  UNION ALL SELECT programme, person_key, act_no FROM review_second
  UNION ALL SELECT programme, person_key, act_no FROM review_withdrawal
  UNION ALL SELECT programme, person_key, act_no FROM review_recheck WHERE agrees = 0) d
GROUP BY d.programme, d.person_key ORDER BY d.programme, d.person_key`)
}

// Claims are the taken rows in force of a period with what they claim and their
// newest match: one walk of either table a list, each by its key.
func (t *tx) Claims(ctx context.Context, period string, half app.Half, visit func(app.Claim) error) error {
	lists, err := t.halfInForce(ctx, period, half)
	if err != nil {
		return err
	}
	for _, l := range lists {
		err := newest(ctx, t, func(c app.Claim) error {
			c.Programme, c.VersionNo = l.Programme, l.ActNo
			return visit(c)
		}, func(c *app.Claim) string { return c.RowKey }, `SELECT r.row_key, r.person_key, r.personal_id AS number, r.commune, r.category, r.coefficient, r.rate_amount, r.arrears_amount, r.recovery_amount,
  r.total_amount, r.account, r.account_text, r.bank_bin, r.holder, r.relation, COALESCE(m.run_no, 0) AS run_no, COALESCE(m.outcome, '') AS outcome, COALESCE(m.decision_no, 0) AS decision_no,
  COALESCE(m.action, '') AS action, COALESCE(m.due, 0) AS due, COALESCE(m.hold, '') AS hold, COALESCE(m.beneficiary_id, '') AS beneficiary_id, COALESCE(m.payee_name, '') AS payee_name, COALESCE(m.date_of_birth, '') AS date_of_birth
FROM list_row r LEFT JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key
WHERE r.version_no = ? AND r.status = 'taken' ORDER BY r.row_key, m.run_no`, l.ActNo)
		if err != nil {
			return err
		}
	}
	return nil
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
