package app_test

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
	"time"

	"chitra/bankfile"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/money"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
	"chitra/reports"
)

// What was read of a batch before the act that means its files counts only while
// nothing happened but other batches' files; whatever else did is read anew.
func TestABatchLeavesAsItIsByThen(t *testing.T) {
	for _, c := range []struct {
		name    string
		happens func(w *world, ids []string)
		used    bool
		refused string
		left    int // instructed payments of the batch, of three
	}{
		{name: "nothing happens", happens: func(*world, []string) {}, used: true, left: 3},
		{name: "another batch leaves", used: true, left: 3, happens: func(w *world, ids []string) {
			_, err := w.as(bankDesk).WriteFiles(w.ctx, ids[1:], w.out)
			w.must(err)
		}},
		{name: "a payment is withdrawn", left: 2, happens: func(w *world, ids []string) {
			w.must(w.as(maker).Withdraw(w.ctx, w.inBatch(ids[0])[0], "moved away"))
		}},
		{name: "another batch leaves, then a payment is withdrawn", left: 2, happens: func(w *world, ids []string) {
			_, err := w.as(bankDesk).WriteFiles(w.ctx, ids[1:], w.out)
			w.must(err)
			w.must(w.as(maker).Withdraw(w.ctx, w.inBatch(ids[0])[0], "moved away"))
		}},
		{name: "the batch is rejected", refused: "batch_empty", happens: func(w *world, ids []string) {
			w.must(w.as(approver).Reject(w.ctx, ids[0], "wrong month"))
		}},
		{name: "its day passes", refused: "pay_day_passed", happens: func(w *world, _ []string) { w.at(28, 9) }},
		{name: "another run means its files", left: 3, happens: func(w *world, ids []string) {
			_, err := w.as(bankDesk).WriteFiles(w.ctx, ids[:1], w.out)
			w.must(err)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				ids := w.approved(everybody()[:4]...)
				w.at(8, 9)
				used, err := w.as(bankDesk).IntendReadBefore(w.ctx, ids[0], w.out.Place(), func() { c.happens(w, ids) })
				if c.refused != "" {
					refusedWith(t, err, c.refused)
				} else {
					w.must(err)
					w.write() // what is meant leaves
				}
				if used != c.used {
					t.Errorf("what was read before is used: %t", used)
				}
				if left := w.instructedIn(ids[0]); left != c.left {
					t.Errorf("%d instructions of the batch, want %d", left, c.left)
				}
				w.events()
			})
		})
	}
}

// instructedIn counts the instructions of a batch.
func (w *world) instructedIn(batch string) (n int) {
	w.Helper()
	for _, attempts := range w.instructions() {
		for _, i := range attempts {
			if i.BatchID == batch {
				n++
			}
		}
	}
	return n
}

// What comes between the two views of a batch counts as what comes after both.
func TestABatchIsReadInTwoViewsOfOneState(t *testing.T) {
	for _, c := range []struct {
		name    string
		happens func(w *world, ids []string)
		used    bool
		left    int // instructed payments of the batch, of three
	}{
		{name: "another batch leaves", used: true, left: 3, happens: func(w *world, ids []string) {
			_, err := w.as(bankDesk).WriteFiles(w.ctx, ids[1:], w.out)
			w.must(err)
		}},
		{name: "a payment is withdrawn", left: 2, happens: func(w *world, ids []string) {
			w.must(w.as(maker).Withdraw(w.ctx, w.inBatch(ids[0])[0], "moved away"))
		}},
	} {
		for range 3 { // either half may be read first
			t.Run(c.name, func(t *testing.T) {
				worlds(t, func(t *testing.T, w *world) {
					ids := w.approved(everybody()[:4]...)
					w.at(8, 9)
					ended, s, own := make(chan struct{}), watch(w.store), w.store
					s.before = func(n int64) {
						if n == 2 {
							<-ended
							c.happens(w, ids)
						}
					}
					s.after = func(n int64) {
						if n == 1 {
							close(ended)
						}
					}
					delete(w.apps, bankDesk)
					w.store = s
					desk := w.as(bankDesk)
					delete(w.apps, bankDesk)
					w.store = own
					used, err := desk.IntendReadBefore(w.ctx, ids[0], w.out.Place(), func() {})
					w.must(err)
					w.write()
					if used != c.used {
						t.Errorf("what was read before is used: %t", used)
					}
					if left := w.instructedIn(ids[0]); left != c.left {
						t.Errorf("%d instructions of the batch, want %d", left, c.left)
					}
					w.events()
				})
			})
		}
	}
}

// An account that a bank refuses after the batch was read is not paid into.
func TestAnAccountThatFailsAfterTheBatchWasReadIsTakenOut(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		failing, rest := p[0], p[3]
		w.sent(failing, rest)
		july := w.reference(failing)
		w.nextMonth()
		w.listed(failing, rest)
		ids := w.throughApproval()
		w.at(8, 9)
		used, err := w.as(bankDesk).IntendReadBefore(w.ctx, ids[0], w.out.Place(), func() {
			w.answered(pain002("July", word{reference: july, status: "RJCT", reason: "AC04"}))
		})
		if err != nil || used {
			t.Fatalf("used %t, %v", used, err)
		}
		w.write()
		w.stands(failing, "held account_failed")
		w.stands(rest, "sent")
	})
}

// lying is a format that fails in one of the files of a batch.
type lying struct {
	bankfile.Format
	part  int
	write func(io.Writer) error             // instead of writing it
	line  func(bankfile.Line) bankfile.Line // what becomes of each of its lines
}

var errDiskFull = errors.New("no room")

func (f lying) Write(out io.Writer, h bankfile.Header, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	if h.Part != f.part {
		return f.Format.Write(out, h, lines, t)
	}
	if f.write != nil {
		return f.write(out)
	}
	return f.Format.Write(out, h, func(yield func(bankfile.Line) bool) {
		for l := range lines {
			if !yield(f.line(l)) {
				return
			}
		}
	}, t)
}

// A fault in any file of a batch is told with the file's number, nothing of the
// batch is kept, and the batch leaves whole once the fault is gone.
func TestAFaultInOneFileKeepsAllOfThemBack(t *testing.T) {
	for _, c := range []struct {
		name string
		lie  lying
		told string
	}{
		{"it cannot be written", lying{part: 3, write: func(io.Writer) error { return errDiskFull }}, "part 3 of 3: write: no room"},
		{"it cannot be read", lying{part: 2, write: func(w io.Writer) error { _, err := io.WriteString(w, "<Document/>"); return err }},
			"part 2 of 3: read back: "},
		{"it says another holder", lying{part: 1, line: func(l bankfile.Line) bankfile.Line { l.Holder = "SOMEBODY ELSE"; return l }},
			"part 1 of 3: read back: line "},
		{"it says another amount", lying{part: 2, line: func(l bankfile.Line) bankfile.Line { l.Amount = money.Dong(1); return l }},
			"part 2 of 3: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.onePerFile()
				p := everybody()
				people := []person{p[0], p[2], p[3]} // none at MB
				ids := w.approved(people...)
				w.at(8, 9)
				before := w.events()
				_, err := w.lies(c.lie).WriteFiles(w.ctx, ids, w.out)
				if err == nil || !strings.Contains(err.Error(), c.told) {
					t.Fatalf("told %v, want %q", err, c.told)
				}
				if n := w.events(); n != before || len(w.out.names()) > 0 || len(w.instructions()) > 0 {
					t.Fatalf("%d events after %d, %v left, %d instructed", n, before, w.out.names(), len(w.instructions()))
				}
				w.write()
				w.instructedOnce(people...)
			})
		})
	}
}

// onePerFile has a file of its own for each of the people who are not at MB.
func (w *world) onePerFile() {
	w.Helper()
	w.must(w.as(admin).AddPayer(w.ctx, app.PayerSetup{ID: "ONE", Unit: "Sở", Bank: agribank, Number: "9990000000999", Holder: "SO LAO DONG",
		Profile: "pain.001.001.09", MaxRows: 1, Routes: []payout.Route{{Programme: programme, PayeeBIN: agribank}, {Programme: programme, PayeeBIN: "970436"}}}))
	w.must(w.as(admin2).ConfirmPayer(w.ctx, "ONE"))
}

// lies is the bank desk's engine with formats of which each lies.
func (w *world) lies(l lying) *app.App {
	all, err := formats()
	w.must(err)
	liars := map[string]bankfile.Format{}
	for name, f := range all {
		l.Format = f
		liars[name] = bankfile.WithTerms(l, bankfile.TermsOf(f))
	}
	return app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now, Actor: app.Actor{Name: bankDesk, Proof: app.ProofPractice},
		Banks: bank.Directory(), Rules: rules.Tables(), Formats: liars, Policy: registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese)})
}
