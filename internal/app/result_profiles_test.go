package app_test

import (
	"errors"
	"strings"
	"testing"

	"chitra/bankfile/portal"
	"chitra/internal/app"
)

// ofResults is how a made-up bank answers: a version, and more keys of its layout.
func ofResults(name, version, columns, words string) []byte {
	return []byte("name: " + name + "\nversion: \"" + version + "\"\nbank: \"970405\"\nevidence: fair\nbasis: the branch's letter\nresults:\n  - name: " + name +
		"\n    columns: {" + columns + "}\n    required: [account, amount, text, status]\n    words: {" + words + "}\n")
}

const branchColumns = "account: [TK nhận], amount: [Tiền], text: [ND], status: [KQ]"

// branchAnswer is a table as that bank writes it.
func (w *world) branchAnswer(p person, status string) []byte {
	return []byte("TK nhận;Tiền;ND;KQ\n" + p.line.account + ";750000;" + w.reference(p) + " CHI TRA;" + status + "\n")
}

// An answer in a bank's own form is read from when two people have said how.
func TestAnswersAreReadWithTheOfficesProfile(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		all := everybody()[:2]
		w.sent(all...)
		take := func(p person, status string) app.ResultOutcome {
			out, err := w.as(bankDesk).ImportResult(w.ctx, p.number+".csv", w.branchAnswer(p, status))
			w.must(err)
			return out
		}
		if out := take(all[0], "XONG"); out.Status != app.ListRefused {
			t.Fatalf("read by nobody's word: %+v", out)
		}
		text := ofResults("chi-nhanh", "1", branchColumns, "paid: [XONG], failed: [HONG], success_is_paid: true")
		for _, want := range []bool{true, false} {
			if p, fresh, err := w.as(admin).AddResultProfile(w.ctx, text); err != nil || fresh != want || p.Name != "chi-nhanh" {
				t.Fatalf("added %v, %v", fresh, err)
			}
		}
		if out := take(all[0], "XONG"); out.Status != app.ListRefused {
			t.Fatalf("read by one person's word: %+v", out)
		}
		_, err := w.as(admin).ConfirmResultProfile(w.ctx, "chi-nhanh")
		refusedWith(t, err, "same_person")
		_, err = w.as(admin2).ConfirmResultProfile(w.ctx, "chi-nhanh")
		w.must(err)
		if out := take(all[0], "XONG"); out.Status != app.ListNew || out.Format != "chi-nhanh" || out.Matched != 1 {
			t.Fatalf("read as %+v", out)
		}
		w.stands(all[0], "paid")
		if out := take(all[1], "HONG"); out.Matched != 1 {
			t.Errorf("read as %+v", out)
		}
		w.stands(all[1], "rejected")
	})
}

// What two profiles would read is refused when it is added, and versions only go
// up.
func TestAResultProfileStandsInNoOthersWay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		add := func(text []byte) error { _, _, err := w.as(admin).AddResultProfile(w.ctx, text); return err }
		w.must(add(ofResults("chi-nhanh", "2", branchColumns, "")))
		_, err := w.as(admin2).ConfirmResultProfile(w.ctx, "chi-nhanh")
		w.must(err)
		var faults portal.ProfileFaults
		if err := add(ofResults("khac", "1", branchColumns, "")); !errors.As(err, &faults) || faults[0].Code != portal.ProfileAlike || faults[0].Line == 0 ||
			!strings.Contains(faults[0].Value, "chi-nhanh") {
			t.Errorf("another profile of the same header: %v", err)
		}
		writes := "name: ghi\nversion: \"1\"\nbank: \"970405\"\nevidence: fair\nbasis: b\nmessage: pain.001.001.09\nout: {format: ghi}\nresults:\n" +
			"  - {name: ghi-kq, columns: {" + branchColumns + "}, required: [account]}\n"
		if _, _, err := w.as(admin).AddProfile(w.ctx, []byte(writes), nil); !errors.As(err, &faults) {
			t.Errorf("a profile that writes, of the same header: %v", err)
		}
		refusedWith(t, add(ofResults("chi-nhanh", "1", branchColumns, "")), "profile_version_old")
		refusedWith(t, add(ofResults("vietinbank-result", "1", branchColumns+", fee: [Phí]", "")), "profile_version_old")
		_, err = w.as(admin2).ConfirmResultProfile(w.ctx, "nobody")
		var missing *app.NotFound
		if !errors.As(err, &missing) {
			t.Errorf("confirmed nothing: %v", err)
		}
		if err := func() error {
			_, _, err := w.as(bankDesk).AddResultProfile(w.ctx, ofResults("x1", "1", branchColumns, ""))
			return err
		}(); !errors.Is(err, app.ErrNotPermitted) {
			t.Errorf("the bank desk added one: %v", err)
		}
	})
}

// A paying account's profile reads answers as soon as it is in force there.
func TestAPayersProfileReadsAnswersToo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		text := "name: ghi\nversion: \"1\"\nbank: \"970405\"\nevidence: fair\nbasis: b\nmessage: pain.001.001.09\nout: {format: ghi}\nresults:\n" +
			"  - {name: ghi-kq, columns: {" + branchColumns + "}, required: [account, status], words: {paid: [XONG], success_is_paid: true}}\n"
		w.addProfile([]byte(text))
		read := func() string {
			out, err := w.as(bankDesk).ImportResult(w.ctx, "a.csv", w.branchAnswer(p, "XONG"))
			w.must(err)
			return out.Format
		}
		if got := read(); got != "" {
			t.Errorf("a profile of no paying account read it as %s", got)
		}
		_, err := w.as(admin).ProposeProfile(w.ctx, "ISO1", "ghi")
		w.must(err)
		_, err = w.as(admin2).ConfirmProfile(w.ctx, "ISO1")
		w.must(err)
		if got := read(); got != "ghi-kq" {
			t.Errorf("read as %q", got)
		}
		w.stands(p, "paid")
	})
}
