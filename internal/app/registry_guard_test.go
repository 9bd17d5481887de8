package app_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// manyPeople are n people of one registry.
func manyPeople(n int) []person {
	out, all := make([]person, n), everybody()
	for i := range out {
		out[i] = all[i%len(all)]
		out[i].number = fmt.Sprintf("999080%06d", i)
	}
	return out
}

func (w *world) snapshotFile(data []byte) app.SnapshotFile {
	w.Helper()
	return app.SnapshotFile{Name: "registry.csv", SHA256: fmt.Sprintf("%x", sha256.Sum256(data)), AsOf: civil.DateOf(w.clock()), Text: bytes.NewReader(data)}
}

// registryInForce is the snapshot in force.
func (w *world) registryInForce() (s app.RegistrySnapshot) {
	w.Helper()
	w.view(func(tx app.Tx) (err error) {
		s, err = tx.NewestSnapshot(w.ctx)
		return err
	})
	return s
}

// registryTries are the reasons for which files of the registry were refused.
func (w *world) registryTries() (reasons []string) {
	w.Helper()
	w.view(func(tx app.Tx) error {
		all, err := tx.RefusedUploads(w.ctx, app.UploadRegistry, 100)
		for _, u := range all {
			reasons = append(reasons, u.Reason)
		}
		return err
	})
	return reasons
}

// kept holds that a file is refused with a code, the try kept, and the snapshot
// before in force with everybody in it.
func (w *world) kept(f app.SnapshotFile, code string) {
	w.Helper()
	before, events := w.registryInForce(), w.events()
	_, err := w.as(maker).LoadSnapshot(w.ctx, f)
	var refused *app.Refused
	var file *registry.FileError
	got := ""
	if errors.As(err, &refused) {
		got = refused.Code
	} else if errors.As(err, &file) {
		got = file.Code
	}
	if got != code {
		w.Errorf("got %v, want %s", err, code)
	}
	if now := w.registryInForce(); now != before {
		w.Errorf("%s: in force is %+v, was %+v", code, now, before)
	}
	if tries := w.registryTries(); len(tries) == 0 || tries[0] != code {
		w.Errorf("%s: the try is not kept: %v", code, tries)
	}
	if now := w.events(); now != events+1 {
		w.Errorf("%s: %d acts, want one", code, now-events)
	}
	w.view(func(tx app.Tx) error {
		numbers, err := tx.NumbersAfter(w.ctx, before.ActNo, "", 100_000)
		if int64(len(numbers)) != before.Persons {
			w.Errorf("%s: %d persons are left of %d", code, len(numbers), before.Persons)
		}
		return err
	})
}

func TestGuardsKeepTheSnapshotInForce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := manyPeople(1000)
		w.at(5, 8)
		w.registry(people...)
		older := w.snapshotFile(snapshot(people[1:]...))
		older.AsOf = older.AsOf.AddDays(-1)
		nameless := append([]person{}, people...)
		for i := range nameless[:11] {
			nameless[i].name = ""
		}
		for code, f := range map[string]app.SnapshotFile{
			registry.BreachFewer:   w.snapshotFile(snapshot(people[21:]...)),
			registry.BreachOlder:   older,
			registry.BreachRefused: w.snapshotFile(snapshot(append(nameless, manyPeople(1020)[1000:]...)...)),
		} {
			text, err := io.ReadAll(f.Text)
			w.must(err)
			f.Text = bytes.NewReader(text)
			w.kept(f, code)
			f.Text, f.Accept = bytes.NewReader(text), []string{code}
			if _, err := w.as(maker).LoadSnapshot(w.ctx, f); err == nil {
				t.Errorf("%s was overruled without a reason", code)
			}
			f.Text, f.Reason = bytes.NewReader(text), "đã hỏi công an tỉnh"
			out, err := w.as(maker).LoadSnapshot(w.ctx, f)
			w.must(err)
			if now := w.registryInForce(); now.ActNo != out.Snapshot {
				t.Errorf("%s: in force is %d, want the one taken %d", code, now.ActNo, out.Snapshot)
			}
			s, _, err := w.as(auditor).Snapshot(w.ctx, 0)
			w.must(err)
			if len(s.Consents) != 1 || s.Consents[0].Code != code || s.Consents[0].Actor != maker || s.Consents[0].Reason != f.Reason {
				t.Errorf("%s: the consent kept is %+v", code, s.Consents)
			}
			f = w.snapshotFile(snapshot(append(people, manyPeople(2000 + len(w.registryTries()))[1999:]...)...)) // everybody again
			f.Accept, f.Reason = registry.BreachCodes(), "trở lại"
			_, err = w.as(maker).LoadSnapshot(w.ctx, f)
			w.must(err)
		}
		w.events()
	})
}

// What is no snapshot is refused whatever is accepted.
func TestWhatIsNoSnapshotIsNeverTaken(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := manyPeople(30)
		w.registry(people...)
		good := string(snapshot(people...))
		for name, c := range map[string]struct{ text, code string }{
			"a number twice":  {good + strings.SplitAfter(good, "\n")[3], registry.FileRepeated},
			"another layout":  {"a,b,c\n1,2,3\n", registry.FileHeader},
			"a column twice":  {strings.Replace(good, "household", "sex", 1), registry.FileHeader},
			"nothing":         {"", registry.FileEmpty},
			"cut":             {good[:len(good)-3], registry.FileCut},
			"nobody":          {strings.SplitAfter(good, "\n")[0], "registry_empty"},
			"a very long one": {good + strings.Repeat("x", 1<<17), registry.FileLongLine},
		} {
			t.Run(name, func(t *testing.T) {
				f := w.snapshotFile([]byte(c.text))
				f.SHA256, f.Accept, f.Reason = name, registry.BreachCodes(), "dù sao"
				w.kept(f, c.code)
			})
		}
		f := w.snapshotFile([]byte(good))
		f.SHA256, f.Text = "broken", iotest.ErrReader(&sheet.Refusal{Code: sheet.NotAWorkbook})
		if _, err := w.as(maker).LoadSnapshot(w.ctx, f); err == nil || w.registryTries()[0] != string(sheet.NotAWorkbook) {
			t.Errorf("%v, tries %v", err, w.registryTries())
		}
		unknown := w.snapshotFile([]byte(good))
		unknown.SHA256, unknown.Accept, unknown.Reason = "x", []string{registry.FileRepeated}, "dù sao"
		_, err := w.as(maker).LoadSnapshot(w.ctx, unknown)
		refusedWith(t, err, "guard_unknown")
	})
}

// A load that dies leaves nothing that anybody reads, and the next one drops it.
func TestALoadThatDiesLeavesTheSnapshotInForce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		broken := errors.New("the disk is gone")
		for _, first := range []bool{true, false} {
			before := w.registryInForce()
			text := snapshot(manyPeople(20_500)...)
			f := w.snapshotFile(nil)
			f.SHA256, f.Text = fmt.Sprint("dies", first), io.MultiReader(bytes.NewReader(text), iotest.ErrReader(broken))
			if _, err := w.as(maker).LoadSnapshot(w.ctx, f); !errors.Is(err, broken) {
				t.Fatalf("got %v", err)
			}
			if now := w.registryInForce(); now != before {
				t.Errorf("in force is %+v, was %+v", now, before)
			}
			people := manyPeople(40)
			if !first {
				people[0].name = "Nguyễn Thị Đổi"
			}
			out := w.registry(people...)
			if out.Persons != 40 || !first && (out.Changed != 1 || out.Unchanged != 39) {
				t.Errorf("after the dead load: %+v", out)
			}
			w.view(func(tx app.Tx) error {
				rows, err := tx.PersonsByNumber(w.ctx, out.Snapshot, []string{people[0].number, "999080020000"})
				if len(rows) != 1 || rows[0].FullName != people[0].name {
					t.Errorf("rows of the dead load are read: %+v", rows)
				}
				return err
			})
		}
		w.events()
	})
}

func TestChangesFollowTheSnapshotInForceAlone(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		head := strings.SplitAfter(string(snapshot()), "\n")[0]
		delta := func(lines ...string) app.SnapshotFile {
			f := w.snapshotFile([]byte(strings.TrimSuffix(head, "\n") + ",op\n" + strings.Join(lines, "\n") + "\n"))
			f.Delta = true
			return f
		}
		people := manyPeople(30)
		line := "999080000000,Nguyễn Thị Mới,1966-01-02,F," + commune1 + ",alive,,,,upsert"
		_, err := w.as(maker).LoadSnapshot(w.ctx, delta(line))
		refusedWith(t, err, "no_snapshot")
		first := w.registry(people...)
		other := delta(line)
		other.Base = first.Snapshot - 1
		w.kept(other, "base_not_in_force")
		old := delta(line)
		old.AsOf = old.AsOf.AddDays(-1)
		w.kept(old, "changes_older")
		w.kept(func() app.SnapshotFile { f := delta(line); f.Delta = false; f.SHA256 = "headless"; return f }(), "fewer_persons")
		right := delta(line, people[1].number+",,,,,,,,,remove", "999080999999,,,,,,,,,remove", people[2].number+",,,,,,,,,drop")
		right.Base = first.Snapshot
		out, err := w.as(maker).LoadSnapshot(w.ctx, right)
		w.must(err)
		if out.Persons != 29 || out.Changed != 1 || out.Gone != 1 || out.Refused != 2 || out.Base != first.Snapshot || out.Kind != app.SnapshotDelta {
			t.Errorf("%+v", out)
		}
		_, lines, err := w.as(auditor).Snapshot(w.ctx, out.Snapshot)
		w.must(err)
		var codes []string
		for _, l := range lines {
			codes = append(codes, fmt.Sprint(l.Line, " ", l.Code))
		}
		if diff := cmp.Diff([]string{"4 " + registry.RemoveUnknown, "5 " + registry.OpUnknown}, codes); diff != "" {
			t.Error(diff)
		}
		again := delta()
		again.SHA256 = right.SHA256
		if same, err := w.as(maker).LoadSnapshot(w.ctx, again); err != nil || same.Status != app.UploadUnchanged || same.Snapshot != out.Snapshot || same.Gone != 1 {
			t.Errorf("%+v, %v", same, err)
		}
	})
}

func TestAnOldSnapshotWaitsForAConsent(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.oldDays = registry.DefaultGuards().OldDays
		people := everybody()[:3]
		f := w.snapshotFile(snapshot(people...))
		first := w.period.First()
		f.AsOf = first.AddDays(-63)
		_, err := w.as(maker).LoadSnapshot(w.ctx, f)
		w.must(err)
		w.upload(people...)
		_, err = w.as(maker).MatchPeriod(w.ctx, w.period)
		refusedWith(t, err, registry.BreachOld)
		_, err = w.as(maker).MatchAccepting(w.ctx, w.period, app.Consent{Accept: []string{registry.BreachOld}})
		refusedWith(t, err, "reason_missing")
		sum, err := w.as(maker).MatchAccepting(w.ctx, w.period, app.Consent{Accept: []string{registry.BreachOld}, Reason: "chưa có bản mới"})
		w.must(err)
		if sum.Automatic != 3 {
			t.Errorf("matched: %+v", sum)
		}
		if _, err = w.as(maker).MatchPeriod(w.ctx, w.period); err != nil {
			t.Errorf("the consent does not hold: %v", err)
		}
		_, err = w.as(maker).MatchPeriod(w.ctx, w.period.Add(1))
		refusedWith(t, err, registry.BreachOld)
		in := w.snapshotFile(snapshot(people[1:]...))
		in.AsOf = first.AddDays(-62)
		_, err = w.as(maker).LoadSnapshot(w.ctx, in)
		w.must(err)
		if _, err = w.as(maker).MatchPeriod(w.ctx, w.period); err != nil {
			t.Errorf("62 days are not too old: %v", err)
		}
		w.events()
	})
}
