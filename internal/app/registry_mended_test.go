package app_test

import (
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
)

const eventsHead = "personal_id,event,date,commune_code,new_id\n"

// changesOf is a file of changes to one person.
func changesOf(p person) []byte {
	return csvOf([][]string{{"personal_id", "full_name", "date_of_birth", "sex", "commune_code", "status", "died_on", "old_ids", "household", "op"},
		{p.number, p.name, p.birth, p.sex, p.commune, p.status, p.died, p.old, "", "upsert"}})
}

// TestChangesMakeASnapshotNoYounger lays changes of today over a file of long ago.
func TestChangesMakeASnapshotNoYounger(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.oldDays = registry.DefaultGuards().OldDays
		people := everybody()[:3]
		f := w.snapshotFile(snapshot(people...))
		f.AsOf = w.period.First().AddDays(-63)
		_, err := w.as(maker).LoadSnapshot(w.ctx, f)
		w.must(err)
		w.upload(people...)
		people[2].name = "Nguyễn Thị Đổi"
		d := w.snapshotFile(changesOf(people[2]))
		d.Delta = true
		out, err := w.as(maker).LoadSnapshot(w.ctx, d)
		w.must(err)
		if out.Changed != 1 {
			t.Fatalf("the changes: %+v", out)
		}
		_, err = w.as(maker).MatchPeriod(w.ctx, w.period)
		refusedWith(t, err, registry.BreachOld)
		f = w.snapshotFile(snapshot(people[:2]...))
		_, err = w.as(maker).LoadSnapshot(w.ctx, f)
		w.must(err)
		if _, err := w.as(maker).MatchPeriod(w.ctx, w.period); err != nil {
			t.Errorf("after a whole file: %v", err)
		}
	})
}

// TestAFileThatChangesNothingMakesNoSnapshot hands in changes and events of which
// nothing is applied.
func TestAFileThatChangesNothingMakesNoSnapshot(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.registry(people...)
		before := w.registryInForce()
		d := w.snapshotFile(changesOf(people[1]))
		d.Delta = true
		out, err := w.as(maker).LoadSnapshot(w.ctx, d)
		w.must(err)
		if out.Status != app.RegistryNothing || out.Snapshot != before.ActNo || out.Refused != 0 {
			t.Errorf("changes that are known: %+v", out)
		}
		text := eventsHead + everybody()[9].number + ",died,2024-01-01,,\n"
		for range 2 {
			out, err = w.as(maker).LoadEvents(w.ctx, w.snapshotFile([]byte(text)))
			w.must(err)
			if out.Status != app.RegistryNothing || out.Refused != 1 || len(out.Lines) != 1 || out.Lines[0].Code != registry.EventOfNobody {
				t.Errorf("an event of nobody: %+v", out)
			}
		}
		if now := w.registryInForce(); now != before {
			t.Errorf("in force is %+v, want %+v", now, before)
		}
		if out, err := w.as(maker).LoadSnapshot(w.ctx, w.snapshotFile(snapshot(people[:2]...))); err != nil || out.Base != before.ActNo || out.Persons != 2 {
			t.Errorf("the next file: %+v %v", out, err)
		}
		w.events()
	})
}

// TestTheSameBytesAreUnchangedWhileTheyHold loads again what is no longer in force.
func TestTheSameBytesAreUnchangedWhileTheyHold(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.registry(people...)
		died := []byte(eventsHead + people[0].number + ",died,2024-01-01,,\n")
		load := func(data []byte, events bool) app.RegistryLoad {
			t.Helper()
			use := (*app.App).LoadSnapshot
			if events {
				use = (*app.App).LoadEvents
			}
			out, err := use(w.as(maker), w.ctx, w.snapshotFile(data))
			w.must(err)
			return out
		}
		if out := load(died, true); out.Changed != 1 {
			t.Fatalf("the death: %+v", out)
		}
		if out := load(died, true); out.Status != app.UploadUnchanged {
			t.Errorf("the death again: %+v", out)
		}
		alive := snapshot(people...)
		back := load(alive, false)
		if back.Status != app.UploadTaken || back.Changed != 1 {
			t.Errorf("back to the first whole file: %+v", back)
		}
		if out := load(alive, false); out.Status != app.UploadUnchanged || out.Snapshot != back.Snapshot {
			t.Errorf("the whole file again: %+v", out)
		}
		if out := load(died, true); out.Status != app.UploadTaken || out.Changed != 1 {
			t.Errorf("the death after it was taken back: %+v", out)
		}
		older := w.snapshotFile(alive)
		older.AsOf = civil.DateOf(w.clock()).AddDays(-1)
		_, err := w.as(maker).LoadSnapshot(w.ctx, older)
		refusedWith(t, err, registry.BreachOlder)
		w.events()
	})
}

// TestNothingComesFromADayToCome refuses a day after today, and a birth after the
// day of the file.
func TestNothingComesFromADayToCome(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		tomorrow := civil.DateOf(w.clock()).AddDays(1)
		f := w.snapshotFile(snapshot(people...))
		f.AsOf = tomorrow
		_, err := w.as(maker).LoadSnapshot(w.ctx, f)
		refusedWith(t, err, "as_of_future")
		e := w.snapshotFile([]byte(eventsHead))
		e.AsOf = tomorrow
		_, err = w.as(maker).LoadEvents(w.ctx, e)
		refusedWith(t, err, "as_of_future")
		_, err = w.as(reviewer).AnswerRegistry(w.ctx, app.ResponseFile{Name: "a.csv", AsOf: tomorrow})
		refusedWith(t, err, "as_of_future")
		people[0].birth = tomorrow.ISO()
		out, err := w.as(maker).LoadSnapshot(w.ctx, w.snapshotFile(snapshot(people...)))
		w.must(err)
		if out.Persons != 2 || out.Refused != 1 {
			t.Errorf("a birth to come: %+v", out)
		}
		_, lines, err := w.as(maker).Snapshot(w.ctx, 0)
		w.must(err)
		if len(lines) != 1 || lines[0].Code != registry.BirthInFuture {
			t.Errorf("%+v", lines)
		}
	})
}
