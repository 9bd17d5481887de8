package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

const oldHead = "personal_id,full_name,date_of_birth,sex,commune_code,status\n"

// oldSnapshot loads two people as programs from before chains did.
func oldSnapshot(t *testing.T, s *store.Store, act int64, asOf, name string) {
	t.Helper()
	at := journal.Stamp(lifeStart)
	update(t, s, func(tx app.Tx) error {
		no, err := tx.NextAct(t.Context())
		if err != nil || no != act {
			t.Fatalf("act %d, %v", no, err)
		}
		if err := tx.StartLoad(t.Context(), no, "registry.load", asOf, lifeStart); err != nil {
			return err
		}
		facts := []app.Fact{
			app.RegistryPerson{SnapshotNo: no, PersonalID: "999044000001", FullName: name, DateOfBirth: "1944-03-02", Sex: "F", CommuneCode: "99001",
				Status: "alive", OldIDs: "999000001", NameDateKey: no},
			app.RegistryPerson{SnapshotNo: no, PersonalID: "999044000002", FullName: "Trần Văn Hai", DateOfBirth: "1940-12-31", Sex: "M", CommuneCode: "99001",
				Status: "alive", NameDateKey: 7},
			app.RegistryOldNumber{SnapshotNo: no, OldID: "999000001", PersonalID: "999044000001"},
			app.RegistrySnapshot{ActNo: no, AsOf: asOf, SHA256: asOf, SourceName: "registry.csv", Persons: 2, RecordedAt: at},
		}
		if err := insert(t.Context(), tx, facts...); err != nil {
			return err
		}
		if err := tx.FinishLoad(t.Context(), no); err != nil {
			return err
		}
		return seal(t.Context(), tx, journal.Event{ActNo: no, RecordedUTC: lifeStart, BusinessAt: lifeStart, Actor: "quan", Proof: app.ProofPractice,
			Act: "registry.load"}, tablesOf(facts))
	})
}

// A store with snapshots from before chains goes on: they answer as they did, the
// one with the latest day stays in force, and the next stands on the last loaded.
func TestSnapshotsFromBeforeChainsGoOn(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			s, err := store.Open(t.Context(), dsn(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			if err := s.MigrateTo(t.Context(), 4); err != nil {
				t.Fatal(err)
			}
			meet(t, s)
			oldSnapshot(t, s, 1, "2024-06-30", "Lê Thị Một")
			oldSnapshot(t, s, 2, "2024-05-31", "Lê Thị Mốt")
			if _, err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			now := func() time.Time { return lifeStart.Add(time.Hour) }
			a := app.New(app.Config{Store: s, Clock: now, Machine: now, Actor: app.Actor{Name: "quan", Proof: app.ProofPractice}})
			day, _ := civil.ParseISO("2024-07-05")
			file := func(name, text string, delta bool) app.SnapshotFile {
				return app.SnapshotFile{Name: name, SHA256: name, AsOf: day, Delta: delta, Text: strings.NewReader(text)}
			}
			inForce := func(want int64) {
				t.Helper()
				view(t, s, func(tx app.Tx) error {
					n, err := tx.NewestSnapshot(t.Context())
					if n.ActNo != want {
						t.Errorf("in force is %d, want %d", n.ActNo, want)
					}
					return err
				})
			}
			inForce(1)
			if _, err := a.LoadSnapshot(t.Context(), file("d", strings.TrimSpace(oldHead)+",op\n999044000002,,,,,,remove\n", true)); err == nil || !strings.Contains(err.Error(), "base_not_newest") {
				t.Errorf("changes to a snapshot that is not the last: %v", err)
			}
			out, err := a.LoadSnapshot(t.Context(), file("f", oldHead+"999044000001,Lê Thị Một,1944-03-02,F,99001,alive\n999044000003,Ngô Ba,1950,M,99001,alive\n", false))
			if err != nil || out.Base != 2 || out.Added != 1 || out.Changed != 1 || out.Gone != 1 || out.Persons != 2 {
				t.Fatalf("%+v, %v", out, err)
			}
			inForce(out.Snapshot)
			for snapshot, want := range map[int64][]string{1: {"Lê Thị Một", "Trần Văn Hai"}, 2: {"Lê Thị Mốt", "Trần Văn Hai"}, out.Snapshot: {"Lê Thị Một", "Ngô Ba"}} {
				if diff := cmp.Diff(want, namesIn(t, s, snapshot)); diff != "" {
					t.Errorf("snapshot %d: %s", snapshot, diff)
				}
			}
			if r, err := a.Verify(t.Context()); err != nil || !r.OK {
				t.Errorf("%+v, %v", r.FirstBad, err)
			}
		})
	}
}

func namesIn(t *testing.T, s *store.Store, snapshot int64) (names []string) {
	t.Helper()
	view(t, s, func(tx app.Tx) error {
		people, err := tx.PersonsByNumber(t.Context(), snapshot, []string{"999044000001", "999044000002", "999044000003"})
		for _, p := range people {
			names = append(names, p.FullName)
		}
		return err
	})
	return names
}

// Indexes are dropped from tables that hold nobody, and from no others.
func TestIndexesAreNeverTakenFromASnapshot(t *testing.T) {
	count := func(s *store.Store) (n int) {
		query := `SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND name IN ('registry_person_number', 'registry_person_name_date', 'registry_person_twin', 'registry_old_number_old')`
		if s.Engine() == "postgres" {
			query = `SELECT COUNT(*) FROM pg_indexes WHERE indexname IN ('registry_person_number', 'registry_person_name_date', 'registry_person_twin', 'registry_old_number_old')`
		}
		if err := s.SQL().GetContext(t.Context(), &n, query); err != nil {
			t.Fatal(err)
		}
		return n
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		drop := func(tx app.Tx) error { return tx.DropRegistryIndexes(t.Context()) }
		if n := count(s); n != 4 {
			t.Fatalf("a new store has %d indexes", n)
		}
		update(t, s, drop)
		if n := count(s); n != 0 {
			t.Errorf("%d indexes are left", n)
		}
		update(t, s, func(tx app.Tx) error { return tx.MakeRegistryIndexes(t.Context()) })
		live(t, s)
		update(t, s, drop)
		if n := count(s); n != 4 {
			t.Errorf("%d indexes are left where a snapshot is", n)
		}
	})
}
