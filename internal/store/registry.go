package store

import (
	"context"
	"database/sql"
	"errors"

	"chitra/internal/app"
)

const snapshotColumns = "act_no, as_of, sha256, source_name, persons, refused, recorded_at"

// NewestSnapshot is the snapshot in force. Its row is written by the last
// transaction of its load, so that a snapshot that is there is ready.
func (t *tx) NewestSnapshot(ctx context.Context) (app.RegistrySnapshot, error) {
	var s app.RegistrySnapshot
	err := t.get(ctx, &s, `SELECT `+snapshotColumns+` FROM registry_snapshot ORDER BY as_of DESC, act_no DESC LIMIT 1`)
	if errors.Is(err, sql.ErrNoRows) {
		return app.RegistrySnapshot{}, nil
	}
	return s, err
}

// SnapshotBySHA256 finds a snapshot that was loaded from the same bytes.
func (t *tx) SnapshotBySHA256(ctx context.Context, sum string) (app.RegistrySnapshot, bool, error) {
	var s app.RegistrySnapshot
	err := t.get(ctx, &s, `SELECT `+snapshotColumns+` FROM registry_snapshot WHERE sha256 = ? ORDER BY act_no LIMIT 1`, sum)
	if errors.Is(err, sql.ErrNoRows) {
		return app.RegistrySnapshot{}, false, nil
	}
	return s, err == nil, err
}

// SnapshotOf is the snapshot of a number.
func (t *tx) SnapshotOf(ctx context.Context, snapshot int64) (app.RegistrySnapshot, bool, error) {
	var s app.RegistrySnapshot
	err := t.get(ctx, &s, `SELECT `+snapshotColumns+` FROM registry_snapshot WHERE act_no = ?`, snapshot)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, err
}

const personColumns = "p.snapshot_no, p.personal_id, p.full_name, p.date_of_birth, p.sex, p.commune_code, p.status, p.died_on, p.old_ids, p.household, p.name_date_key, p.twin_key"

// PersonsByNumber fetches persons by the number in force.
func (t *tx) PersonsByNumber(ctx context.Context, snapshot int64, numbers []string) ([]app.RegistryPerson, error) {
	cond, arg := t.store.engine.in("p.personal_id", numbers)
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
	return list[app.RegistryPerson](ctx, t, `SELECT `+personColumns+` FROM registry_person p WHERE p.snapshot_no = ? AND `+cond+
		` ORDER BY p.personal_id`, snapshot, arg)
}

// PersonsByOldNumber fetches persons by numbers they no longer carry.
func (t *tx) PersonsByOldNumber(ctx context.Context, snapshot int64, old []string) ([]app.OldNumberPerson, error) {
	cond, arg := t.store.engine.in("o.old_id", old)
	return list[app.OldNumberPerson](ctx, t, `SELECT o.old_id, `+personColumns+`
FROM registry_old_number o JOIN registry_person p ON p.snapshot_no = o.snapshot_no AND p.personal_id = o.personal_id
WHERE o.snapshot_no = ? AND `+cond+` ORDER BY o.old_id, p.personal_id`, snapshot, arg)
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
