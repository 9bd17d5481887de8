package store

import (
	"context"

	"chitra/internal/app"
	"chitra/internal/vault"
)

const snapshotColumns = "s.act_no, s.as_of, s.sha256, s.source_name, s.persons, s.refused, s.recorded_at"

// NewestSnapshot is the snapshot in force: of those that are links of a chain the
// one loaded last; of those from before, the one with the latest day. Its row is
// written by the last transaction of its load, so that one that is there is ready.
func (t *tx) NewestSnapshot(ctx context.Context) (app.RegistrySnapshot, error) {
	s, _, err := one[app.RegistrySnapshot](ctx, t, `SELECT `+snapshotColumns+` FROM registry_snapshot s
LEFT JOIN registry_link l ON l.snapshot_no = s.act_no
ORDER BY CASE WHEN l.snapshot_no IS NULL THEN 0 ELSE 1 END DESC, CASE WHEN l.snapshot_no IS NULL THEN s.as_of ELSE '' END DESC, s.act_no DESC LIMIT 1`)
	return s, err
}

// LastSnapshot is the one loaded last: what the next is compared with.
func (t *tx) LastSnapshot(ctx context.Context) (app.RegistrySnapshot, error) {
	s, _, err := one[app.RegistrySnapshot](ctx, t, `SELECT `+snapshotColumns+` FROM registry_snapshot s ORDER BY s.act_no DESC LIMIT 1`)
	return s, err
}

// RootOf is the first snapshot of the chain that a snapshot is a link of.
func (t *tx) RootOf(ctx context.Context, snapshot int64) (int64, error) {
	return t.rootOf(ctx, snapshot)
}

// SnapshotBySHA256 finds the newest snapshot that was loaded from the same bytes.
func (t *tx) SnapshotBySHA256(ctx context.Context, sum string) (app.RegistrySnapshot, bool, error) {
	return one[app.RegistrySnapshot](ctx, t, `SELECT `+snapshotColumns+` FROM registry_snapshot s WHERE s.sha256 = ? ORDER BY s.act_no DESC LIMIT 1`, sum)
}

// SnapshotOf is the snapshot of a number.
func (t *tx) SnapshotOf(ctx context.Context, snapshot int64) (app.RegistrySnapshot, bool, error) {
	return one[app.RegistrySnapshot](ctx, t, `SELECT `+snapshotColumns+` FROM registry_snapshot s WHERE s.act_no = ?`, snapshot)
}

const personColumns = "p.snapshot_no, p.personal_id, p.full_name, p.date_of_birth, p.sex, p.commune_code, p.status, p.died_on, p.old_ids, p.household, p.name_date_key, p.twin_key"

// PersonsByNumber fetches persons by the number in force.
func (t *tx) PersonsByNumber(ctx context.Context, snapshot int64, numbers []string) ([]app.RegistryPerson, error) {
	cond, arg := t.store.engine.in("p.personal_id", t.sealed(vault.Identity, numbers))
	return t.persons(ctx, cond, snapshot, arg)
}

// PersonsByNameDate fetches persons by the key of name and date of birth.
func (t *tx) PersonsByNameDate(ctx context.Context, snapshot int64, keys []int64) ([]app.RegistryPerson, error) {
	cond, arg := t.store.engine.inInts("p.name_date_key", keys)
	return t.persons(ctx, cond, snapshot, arg)
}

// PersonsByTwin fetches persons by the key of surname, date and commune.
func (t *tx) PersonsByTwin(ctx context.Context, snapshot int64, keys []int64) ([]app.RegistryPerson, error) {
	cond, arg := t.store.engine.inInts("p.twin_key", keys)
	return t.persons(ctx, cond, snapshot, arg)
}

func (t *tx) persons(ctx context.Context, cond string, snapshot int64, arg any) ([]app.RegistryPerson, error) {
	root, err := t.rootOf(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	return list[app.RegistryPerson](ctx, t, `SELECT `+personColumns+` FROM registry_person p WHERE `+cond+` AND `+standing+
		` ORDER BY p.personal_id`, append([]any{arg}, standingArgs(root, snapshot)...)...)
}

// PersonsByOldNumber fetches persons by numbers they no longer carry. A row of a
// person and those of its old numbers are of one snapshot.
func (t *tx) PersonsByOldNumber(ctx context.Context, snapshot int64, old []string) ([]app.OldNumberPerson, error) {
	root, err := t.rootOf(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	cond, arg := t.store.engine.in("o.old_id", t.sealed(vault.Identity, old))
	return list[app.OldNumberPerson](ctx, t, `SELECT o.old_id, `+personColumns+`
FROM registry_old_number o JOIN registry_person p ON p.personal_id = o.personal_id AND p.snapshot_no = o.snapshot_no
WHERE `+cond+` AND `+standing+` ORDER BY o.old_id, p.personal_id`, append([]any{arg}, standingArgs(root, snapshot)...)...)
}

// Frequencies are what was counted of a snapshot.
func (t *tx) Frequencies(ctx context.Context, snapshot int64) ([]app.RegistryFrequency, error) {
	return list[app.RegistryFrequency](ctx, t, `SELECT snapshot_no, part, data FROM registry_frequency WHERE snapshot_no = ? ORDER BY part`, snapshot)
}

const communeColumns = "code, name, province_code, province_name, district_name, valid_from, valid_to, successors, act_no"

// Communes are the store's own reference rows.
func (t *tx) Communes(ctx context.Context) ([]app.Commune, error) {
	return list[app.Commune](ctx, t, `SELECT `+communeColumns+` FROM commune ORDER BY code, valid_from`)
}
