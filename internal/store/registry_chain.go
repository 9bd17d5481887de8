package store

import (
	"context"
	"fmt"

	"chitra/internal/app"
	"chitra/internal/vault"
)

// rootOf is the first snapshot of a chain: rows before it are not of it.
func (t *tx) rootOf(ctx context.Context, snapshot int64) (int64, error) {
	root, ok, err := one[int64](ctx, t, `SELECT root_no FROM registry_link WHERE snapshot_no = ?`, snapshot)
	if !ok {
		root = snapshot
	}
	return root, err
}

// standing is the condition that row p of registry_person is what the chain says
// of its number as of a snapshot: the newest row of it, not gone since. The plus
// keeps SQLite from walking a snapshot whole.
const standing = `+p.snapshot_no BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM registry_person q WHERE q.personal_id = p.personal_id AND q.snapshot_no > p.snapshot_no AND q.snapshot_no <= ?)
  AND NOT EXISTS (SELECT 1 FROM registry_gone g WHERE g.personal_id = p.personal_id AND g.snapshot_no > p.snapshot_no AND g.snapshot_no <= ?)`

func standingArgs(root, snapshot int64) []any { return []any{root, snapshot, snapshot, snapshot} }

// printOf joins what a person's row says, but for its numbers, in one text: it is
// read many times faster than its columns. See app.Print.
const printOf = `p.full_name || '` + app.PrintMark + `' || p.date_of_birth || '` + app.PrintMark + `' || p.sex || '` + app.PrintMark +
	`' || p.commune_code || '` + app.PrintMark + `' || p.status || '` + app.PrintMark + `' || p.died_on || '` + app.PrintMark +
	`' || p.household || '` + app.PrintMark + `' || CAST(p.name_date_key AS TEXT) || '` + app.PrintMark +
	`' || CAST(p.twin_key AS TEXT) || '` + app.PrintMark + `'`

// printRow is a number and the print of its row. OldIDs belongs behind Print, and
// is there already where it does not stand sealed.
type printRow struct {
	Number string `db:"personal_id" sealed:"identity"`
	Print  string `db:"print"`
	OldIDs string `db:"old_ids" sealed:"text"`
}

// PersonPrints are the prints of the numbers that a snapshot has.
func (t *tx) PersonPrints(ctx context.Context, snapshot int64, numbers []string) (map[string]string, error) {
	cond, arg := t.store.engine.in("p.personal_id", t.sealed(vault.Identity, numbers))
	return t.prints(ctx, snapshot, len(numbers), cond, arg)
}

// PersonPrintsBetween are those of the first numbers from the first to the last of
// some. Sealed numbers have no order: there, they are those of the numbers.
func (t *tx) PersonPrintsBetween(ctx context.Context, snapshot int64, numbers []string, limit int) (map[string]string, error) {
	if t.store.vault != nil || len(numbers) == 0 {
		return t.PersonPrints(ctx, snapshot, numbers)
	}
	return t.prints(ctx, snapshot, limit, "p.personal_id BETWEEN ? AND ?", numbers[0], numbers[len(numbers)-1])
}

func (t *tx) prints(ctx context.Context, snapshot int64, limit int, cond string, args ...any) (map[string]string, error) {
	root, err := t.rootOf(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	said := printOf + ` || p.old_ids AS print, '' AS old_ids`
	if t.store.vault != nil {
		said = printOf + ` AS print, p.old_ids`
	}
	out := map[string]string{}
	err = each(ctx, t, func(r printRow) error {
		out[r.Number] = r.Print + r.OldIDs
		return nil
	}, `SELECT p.personal_id, `+said+` FROM registry_person p WHERE `+cond+` AND `+standing+` LIMIT ?`,
		append(append(args, standingArgs(root, snapshot)...), limit)...)
	return out, err
}

// NumbersAfter are the next numbers of a snapshot in the order they are kept in:
// their own, or that of the sealed ones.
func (t *tx) NumbersAfter(ctx context.Context, snapshot int64, after string, limit int) ([]string, error) {
	root, err := t.rootOf(ctx, snapshot)
	if err != nil {
		return nil, err
	}
	rows, err := list[app.RegistryGone](ctx, t, `SELECT p.personal_id, p.snapshot_no FROM registry_person p WHERE p.personal_id > ? AND `+standing+
		` ORDER BY p.personal_id LIMIT ?`, append(append([]any{t.sealed(vault.Identity, []string{after})[0]}, standingArgs(root, snapshot)...), limit)...)
	numbers := make([]string, len(rows))
	for i, r := range rows {
		numbers[i] = r.PersonalID
	}
	return numbers, err
}

// registryIndexes lead to persons by every key candidates are fetched by. They
// are there whenever a snapshot is: a first load makes them after its rows.
var registryIndexes = [...]struct{ name, on string }{
	{"registry_person_number", "registry_person (personal_id, snapshot_no)"},
	{"registry_person_name_date", "registry_person (name_date_key, snapshot_no)"},
	{"registry_person_twin", "registry_person (twin_key, snapshot_no)"},
	{"registry_old_number_old", "registry_old_number (old_id, snapshot_no)"},
}

// MakeRegistryIndexes makes those that are missing. What they are sorted by goes
// to temporary files once it is large: memory does not grow with the registry.
func (t *tx) MakeRegistryIndexes(ctx context.Context) error {
	if spill, back := t.store.engine.sortOnDisk(); spill != "" {
		if _, err := t.exec(ctx, spill); err != nil {
			return err
		}
		defer func() { _, _ = t.exec(ctx, back) }() // where it fails, sorting goes on as it is
	}
	for _, x := range registryIndexes {
		if _, err := t.exec(ctx, `CREATE INDEX IF NOT EXISTS `+x.name+` ON `+x.on); err != nil {
			return fmt.Errorf("make index %s: %w", x.name, err)
		}
	}
	return nil
}

// DropRegistryIndexes drops them from tables without a row, and from no other.
func (t *tx) DropRegistryIndexes(ctx context.Context) error {
	for _, table := range []string{"registry_person", "registry_old_number"} {
		if _, ok, err := one[int64](ctx, t, `SELECT snapshot_no FROM `+table+` LIMIT 1`); err != nil || ok {
			return err
		}
	}
	for _, x := range registryIndexes {
		if _, err := t.exec(ctx, `DROP INDEX IF EXISTS `+x.name); err != nil {
			return fmt.Errorf("drop index %s: %w", x.name, err)
		}
	}
	return nil
}

// Snapshots are all snapshots as they were loaded, the oldest first.
func (t *tx) Snapshots(ctx context.Context) ([]app.SnapshotFacts, error) {
	return list[app.SnapshotFacts](ctx, t, `SELECT `+snapshotColumns+`, COALESCE(l.snapshot_no, s.act_no) AS snapshot_no, COALESCE(l.kind, '') AS kind,
  COALESCE(l.base_no, 0) AS base_no, COALESCE(l.root_no, s.act_no) AS root_no, COALESCE(l.added, s.persons) AS added, COALESCE(l.changed, 0) AS changed,
  COALESCE(l.gone, 0) AS gone, COALESCE(l.unchanged, 0) AS unchanged, COALESCE(l.layout, '') AS layout,
  COALESCE(l.layout_version, 0) AS layout_version, COALESCE(l.layout_sha256, '') AS layout_sha256
FROM registry_snapshot s LEFT JOIN registry_link l ON l.snapshot_no = s.act_no ORDER BY s.act_no`)
}

// RefusedOf are the lines of a snapshot's file that were not taken.
func (t *tx) RefusedOf(ctx context.Context, snapshot int64) ([]app.RegistryRefused, error) {
	return list[app.RegistryRefused](ctx, t, `SELECT `+t.columns("registry_refused", "")+` FROM registry_refused WHERE snapshot_no = ? ORDER BY line`, snapshot)
}

// PersonRows are all rows of some numbers, whatever snapshot they are of.
func (t *tx) PersonRows(ctx context.Context, numbers []string) ([]app.RegistryPerson, error) {
	cond, arg := t.store.engine.in("p.personal_id", t.sealed(vault.Identity, numbers))
	return list[app.RegistryPerson](ctx, t, `SELECT `+personColumns+` FROM registry_person p WHERE `+cond+` ORDER BY p.personal_id, p.snapshot_no`, arg)
}

// GoneRows are the snapshots in which some numbers were gone.
func (t *tx) GoneRows(ctx context.Context, numbers []string) ([]app.RegistryGone, error) {
	cond, arg := t.store.engine.in("personal_id", t.sealed(vault.Identity, numbers))
	return list[app.RegistryGone](ctx, t, `SELECT `+t.columns("registry_gone", "")+` FROM registry_gone WHERE `+cond+` ORDER BY personal_id, snapshot_no`, arg)
}

// Consents are the guards overruled for a snapshot, in the order of their acts.
func (t *tx) Consents(ctx context.Context, snapshot int64) ([]app.RegistryConsent, error) {
	return list[app.RegistryConsent](ctx, t, `SELECT `+t.columns("registry_consent", "")+` FROM registry_consent WHERE snapshot_no = ? ORDER BY act_no, code`, snapshot)
}
