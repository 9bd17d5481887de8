package store

import (
	"context"
	"database/sql"
	"errors"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/vault"
)

// FindList finds a list by what makes it one.
func (t *tx) FindList(ctx context.Context, programme, period, commune, series string) (app.List, bool, error) {
	var l app.List
	err := t.get(ctx, &l, `SELECT id, programme, period, commune, series, act_no FROM list
WHERE programme = ? AND period = ? AND commune = ? AND series = ?`, programme, period, commune, series)
	if errors.Is(err, sql.ErrNoRows) {
		return app.List{}, false, nil
	}
	return l, err == nil, err
}

// NewestVersion is the version in force of a list.
func (t *tx) NewestVersion(ctx context.Context, listID string) (app.ListVersion, bool, error) {
	var v app.ListVersion
	err := t.get(ctx, &v, `SELECT act_no, list_id, version, sha256, file_name, lines, taken, refused, uploaded_by, recorded_at
FROM list_version WHERE list_id = ? ORDER BY version DESC LIMIT 1`, listID)
	if errors.Is(err, sql.ErrNoRows) {
		return app.ListVersion{}, false, nil
	}
	return v, err == nil, err
}

// ListByID finds a list by its name.
func (t *tx) ListByID(ctx context.Context, id string) (app.List, bool, error) {
	return one[app.List](ctx, t, `SELECT `+t.columns("list", "")+` FROM list WHERE id = ?`, id)
}

// VersionOf finds a version by the act that made it.
func (t *tx) VersionOf(ctx context.Context, act int64) (app.ListVersion, bool, error) {
	return one[app.ListVersion](ctx, t, `SELECT `+t.columns("list_version", "")+` FROM list_version WHERE act_no = ?`, act)
}

// OriginsOf are the versions below one, the nearest first.
func (t *tx) OriginsOf(ctx context.Context, act int64) ([]app.ListOrigin, error) {
	return list[app.ListOrigin](ctx, t, `SELECT `+t.columns("list_origin", "")+` FROM list_origin WHERE act_no = ? ORDER BY steps`, act)
}

// HadVersion says whether a list ever had a version of these bytes.
func (t *tx) HadVersion(ctx context.Context, listID, sum string) (bool, error) {
	var n int64
	err := t.get(ctx, &n, `SELECT COUNT(*) FROM list_version WHERE list_id = ? AND sha256 = ?`, listID, sum)
	return n > 0, err
}

// RefusedBefore says whether a file of these bytes was refused to an actor for a
// reason already.
func (t *tx) RefusedBefore(ctx context.Context, kind, sum, actor, reason string) (bool, error) {
	var n int64
	err := t.get(ctx, &n, `SELECT COUNT(*) FROM upload WHERE sha256 = ? AND kind = ? AND outcome = 'refused'
AND actor = ? AND reason = ?`, sum, kind, actor, reason)
	return n > 0, err
}

// RefusedUploads are the newest tries of a kind that were refused.
func (t *tx) RefusedUploads(ctx context.Context, kind string, limit int) ([]app.Upload, error) {
	return list[app.Upload](ctx, t, `SELECT `+t.columns("upload", "")+` FROM upload
WHERE kind = ? AND outcome = 'refused' ORDER BY act_no DESC, sha256 LIMIT ?`, kind, limit)
}

// inForce are the newest versions of the lists of a period, by a clock: facts
// recorded later are not seen. Rows are joined to it by CROSS JOIN, which keeps
// SQLite from walking the rows of every month first.
const inForce = `SELECT l.programme, l.period, l.commune AS list_commune, l.series, v.uploaded_by, v.file_name, v.act_no
FROM list l JOIN list_version v ON v.list_id = l.id
WHERE l.period = ? AND v.version = (SELECT MAX(w.version) FROM list_version w WHERE w.list_id = l.id AND w.recorded_at <= ?)`

// listInForce is a list of a period with its version in force.
type listInForce struct {
	Programme   string `db:"programme"`
	ListCommune string `db:"list_commune"`
	Series      string `db:"series"`
	FileName    string `db:"file_name"`
	UploadedBy  string `db:"uploaded_by"`
	ActNo       int64  `db:"act_no"`
}

// row is a row of the list.
func (l listInForce) row(r app.ListRow) app.CurrentRow {
	return app.CurrentRow{ListRow: r, Programme: l.Programme, ListCommune: l.ListCommune, Series: l.Series, FileName: l.FileName, UploadedBy: l.UploadedBy}
}

// listsInForce are the lists of a period, of one programme or of all. Rows asked
// for list by list come in the order of their keys without being sorted, and do
// not each say again of what list they are.
func (t *tx) listsInForce(ctx context.Context, programme, period string) ([]listInForce, error) {
	return list[listInForce](ctx, t, `SELECT f.programme, f.list_commune, f.series, f.file_name, f.uploaded_by, f.act_no
FROM (`+inForce+`) f WHERE ? IN ('', f.programme) ORDER BY f.act_no`, period, endOfTime, programme)
}

// CurrentRows are the rows of the versions in force of a period.
func (t *tx) CurrentRows(ctx context.Context, programme, period string) ([]app.CurrentRow, error) {
	lists, err := t.listsInForce(ctx, programme, period)
	if err != nil {
		return nil, err
	}
	var out blocks[app.CurrentRow]
	for _, l := range lists {
		err := each(ctx, t, func(r app.ListRow) error { return out.add(l.row(r)) }, `SELECT `+t.columns("list_row", "")+` FROM list_row WHERE version_no = ? ORDER BY row_key`, l.ActNo)
		if err != nil {
			return nil, err
		}
	}
	return out.all(), nil
}

// RowsByKey are some rows of a version, in the order of their keys.
func (t *tx) RowsByKey(ctx context.Context, version int64, keys []string) ([]app.CurrentRow, error) {
	l, ok, err := one[listInForce](ctx, t, `SELECT l.programme, l.commune AS list_commune, l.series, v.file_name, v.uploaded_by, v.act_no
FROM list_version v JOIN list l ON l.id = v.list_id WHERE v.act_no = ?`, version)
	if err != nil || !ok {
		return nil, err
	}
	out := make([]app.CurrentRow, 0, len(keys))
	cond, arg := t.store.engine.in("r.row_key", keys)
	err = each(ctx, t, func(r app.ListRow) error {
		out = append(out, l.row(r))
		return nil
	}, `SELECT `+t.columns("list_row", "r.")+` FROM list_row r WHERE r.version_no = ? AND `+cond+` ORDER BY r.row_key`, version, arg)
	return out, err
}

// endOfTime is later than every fact.
const endOfTime = "9999-12-31T23:59:59.999Z"

// RowsOf are the rows of one version.
func (t *tx) RowsOf(ctx context.Context, version int64) ([]app.ListRow, error) {
	return list[app.ListRow](ctx, t, `SELECT `+t.store.tables["list_row"].columnList("")+` FROM list_row WHERE version_no = ? ORDER BY row_key`, version)
}

// IssuesOf are the faults of one version, in the order they were found.
func (t *tx) IssuesOf(ctx context.Context, version int64) ([]app.ListIssue, error) {
	return list[app.ListIssue](ctx, t, `SELECT `+t.store.tables["list_issue"].columnList("")+` FROM list_issue WHERE version_no = ? ORDER BY n`, version)
}

// VersionsOf are all versions of a list, the oldest first.
func (t *tx) VersionsOf(ctx context.Context, listID string) ([]app.ListVersion, error) {
	return list[app.ListVersion](ctx, t, `SELECT `+t.columns("list_version", "")+` FROM list_version WHERE list_id = ? ORDER BY version`, listID)
}

// TotalsInForce are rows and amount of the version in force of a list. A row's
// amount is its total, else its rate.
func (t *tx) TotalsInForce(ctx context.Context, programme, period, commune, series string) (app.ListTotals, error) {
	var out app.ListTotals
	err := t.get(ctx, &out, `SELECT COUNT(*) AS rows_before, COALESCE(SUM(COALESCE(r.total_amount, r.rate_amount, 0)), 0) AS amount_before
FROM (`+inForce+` AND l.programme = ? AND l.commune = ? AND l.series = ?) f CROSS JOIN list_row r WHERE r.version_no = f.act_no`,
		period, endOfTime, programme, commune, series)
	return out, err
}

// RowsElsewhere are the rows in force of a period, taken and refused, but for one
// list, that have one of the traces. They are read once for all traces together.
func (t *tx) RowsElsewhere(ctx context.Context, period, exceptList string, by beneficiary.Traces) ([]app.RowElsewhere, error) {
	number, numbers := t.store.engine.in("r.personal_id", t.sealed(vault.Identity, by.Numbers))
	key, keys := t.store.engine.in("r.row_key", by.Keys)
	birth, births := t.store.engine.in("r.birth_date", by.Births)
	anyBirth, anyBirths := t.store.engine.in("r.birth_date", by.AnyBirths)
	return list[app.RowElsewhere](ctx, t, `SELECT f.programme, f.list_commune, f.series, `+t.columns("list_row", "r.")+`
FROM (`+inForce+` AND l.id <> ?) f CROSS JOIN list_row r
WHERE r.version_no = f.act_no AND (`+number+` OR `+key+` OR (r.personal_id = '' AND `+birth+`) OR `+anyBirth+`) ORDER BY r.version_no, r.row_key`,
		period, endOfTime, exceptList, numbers, keys, births, anyBirths)
}

// ApprovedOf counts the payments made of any version of a list that are in a batch
// an approver has consented to, or that have left.
func (t *tx) ApprovedOf(ctx context.Context, listID string) (int64, error) {
	var n int64
	err := t.get(ctx, &n, `SELECT COUNT(*) FROM list l JOIN payment p ON p.period = l.period AND p.programme = l.programme
LEFT JOIN batch b ON b.id = p.batch_id
WHERE l.id = ? AND p.version_no IN (SELECT v.act_no FROM list_version v WHERE v.list_id = l.id) AND p.state NOT IN ('held', 'void')
  AND (p.state <> 'waiting' OR b.state IN ('approved', 'released') OR EXISTS (SELECT 1 FROM approval a
    WHERE a.batch_id = b.id AND b.state = 'submitted'))`, listID)
	return n, err
}
