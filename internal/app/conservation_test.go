package app_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/ledger"
	"chitra/reports"
)

// TestMain draws few lives where nobody asks for more: each is a month of a
// whole store. -rapid.checks=1000 draws a thousand.
func TestMain(m *testing.M) {
	asked := false
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "8") // a flag of that name is there
	}
	os.Exit(m.Run())
}

// said is one thing a bank says of the person at an index; nobody's below 0.
type said struct {
	who     int
	what    string
	bankRef string
}

// words are all a bank may say; those of camt are bookings.
func bankWords() []string {
	return []string{"accepted", "credited", "refused", "refused, unclear", "refused as a duplicate", "credited, another amount",
		"debited", "returned", "returned in part"}
}

func (s said) booking() bool { return slices.Index(bankWords(), s.what) >= 6 }

// file is the answer that says these things: all bookings, or none.
func (w *world) file(message string, references []string, things []said) []byte {
	var words []word
	var entries []entry
	for _, s := range things {
		reference := "C000000000000XX"
		if s.who >= 0 {
			reference = references[s.who]
		}
		x := word{reference: reference, bankRef: s.bankRef, status: "RJCT", amount: severeAmount}
		e := entry{reference: reference, bankRef: s.bankRef, amount: severeAmount}
		switch s.what {
		case "accepted":
			x.status, x.bankRef = "ACSP", ""
		case "credited":
			x.status = "ACCC"
		case "refused":
			x.reason = "AC04"
		case "refused, unclear":
			x.reason = "NARR"
		case "refused as a duplicate":
			x.reason = "AM05"
		case "credited, another amount":
			x.status, x.amount = "ACCC", severeAmount+1
		case "returned":
			e.back = "AC04"
		case "returned in part":
			e.back, e.amount = "AC04", severeAmount-1
		}
		if s.booking() {
			entries = append(entries, e)
		} else {
			words = append(words, x)
		}
	}
	if len(entries) > 0 {
		return camt054(message, entries...)
	}
	return pain002(message, words...)
}

// TestEveryDongIsAccountedFor draws what the banks say of two groups of people,
// in files of any order, repeated, of other months, of nobody: what is entitled
// and instructed stays what it was, every payment is in one place, and two
// groups of whom the same was said in any order end alike.
func TestEveryDongIsAccountedFor(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		l := &lives{world: w, people: crowd(2000), july: w.period, entitled: map[civil.Month]int64{}, instructed: map[civil.Month]int64{}}
		w.at(2, 8)
		w.registry(l.people...)
		rapid.Check(t, func(rt *rapid.T) {
			w.tb = rt
			defer func() { w.tb = t }()
			l.live(rt)
		})
		w.events()
	})
}

// crowd are many people with nothing but a name in common with each other.
func crowd(n int) []person {
	some := everybody()
	all := make([]person, n)
	for i := range all {
		p := some[i%len(some)]
		p.number = fmt.Sprintf("9990%s%06d", p.birth[2:4], 7919*(i+1)%1_000_000)
		p.sex, p.commune = "Nam", commune1
		p.birth = fmt.Sprintf("%s-%02d-%02d", p.birth[:4], i/len(some)%12+1, i/len(some)/12+1)
		p.line.account, p.line.bank = fmt.Sprintf("9990%07d", i), "Agribank"
		all[i] = p
	}
	return all
}

// lives are the months drawn so far, all in one store: July and August in turn.
type lives struct {
	*world
	people     []person // not used yet
	count      int
	july       civil.Month
	earlier    []string // references of months before
	entitled   map[civil.Month]int64
	instructed map[civil.Month]int64
}

// live is one life of two groups of equal size, of whom some are withdrawn
// after approval.
func (l *lives) live(rt *rapid.T) {
	size := rapid.IntRange(1, 4).Draw(rt, "people in each group")
	out := rapid.SliceOfN(rapid.Bool(), size, size).Draw(rt, "withdrawn")
	if len(l.people) < 2*size {
		rt.Skip("nobody is left")
	}
	groups := [2][]person{l.people[:size], l.people[size : 2*size]}
	l.people = l.people[2*size:]
	l.pay(groups, out)

	things := rapid.SliceOfN(drawn(out), 1, 8).Draw(rt, "said")
	one, other := l.references(groups[0]), l.references(groups[1])
	for i, file := range filesOf(rt, things) {
		l.hear(fmt.Sprintf("L%d-%d", l.count, i), one, file)
	}
	for i, s := range repeated(rt, things) {
		l.hear(fmt.Sprintf("R%d-%d", l.count, i), other, []said{s})
	}
	l.sameEnd(groups, things)
	if len(l.earlier) > 0 {
		late := rapid.SampledFrom(l.earlier).Draw(rt, "of another month")
		l.hear(fmt.Sprintf("E%d", l.count), []string{late}, []said{{what: rapid.SampledFrom(bankWords()).Draw(rt, "said late"), bankRef: "FT3"}})
	}
	l.later(20)
	for _, month := range []civil.Month{l.july, l.july.Add(1)} {
		_, err := l.as(bankDesk).Reconcile(l.ctx, month)
		l.must(err)
	}
	l.conserved()
	l.reported()
	l.sameEnd(groups, things)
	l.earlier = append(l.earlier, slices.DeleteFunc(append(one, other...), func(r string) bool { return r == "" })...)
}

// drawn says something of somebody who was not taken out, or of nobody.
func drawn(out []bool) *rapid.Generator[said] {
	whom := []int{-1}
	for i, taken := range out {
		if !taken {
			whom = append(whom, i, i, i)
		}
	}
	return rapid.Custom(func(t *rapid.T) said {
		return said{who: rapid.SampledFrom(whom).Draw(t, "who"), what: rapid.SampledFrom(bankWords()).Draw(t, "what"),
			bankRef: rapid.SampledFrom([]string{"FT1", "FT2"}).Draw(t, "bank reference")}
	})
}

// filesOf cuts what is said into answers of one kind each.
func filesOf(rt *rapid.T, things []said) [][]said {
	var files [][]said
	for _, s := range things {
		n := len(files)
		if n > 0 && files[n-1][0].booking() == s.booking() && rapid.Bool().Draw(rt, "same file") {
			files[n-1] = append(files[n-1], s)
			continue
		}
		files = append(files, []said{s})
	}
	return files
}

// repeated is the same in another order, some of it again.
func repeated(rt *rapid.T, things []said) []said {
	again := rapid.SliceOfN(rapid.SampledFrom(things), 0, 3).Draw(rt, "said again")
	return rapid.Permutation(append(slices.Clone(things), again...)).Draw(rt, "another order")
}

// in is the world as a look at another month sees it.
func (w *world) in(month civil.Month) *world {
	w.period = month
	return w
}

// later lets days pass.
func (w *world) later(days int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.AddDate(0, 0, days)
}

// pay sends both groups in one file, but for those who are taken out of each
// after approval.
func (l *lives) pay(groups [2][]person, out []bool) {
	l.Helper()
	l.count++
	l.period = l.july.Add(l.count % 2)
	l.later(1)
	l.uploadAs(clerk, fmt.Sprintf("ky-%d", l.count), append(slices.Clone(groups[0]), groups[1]...)...)
	l.match()
	request := l.buildRequest()
	request.PayOn = civil.DateOf(l.clock())
	sum, err := l.as(maker).Build(l.ctx, request)
	l.must(err)
	ids := batchesOf(sum)
	l.submit(ids...)
	l.approve(ids...)
	for _, g := range groups {
		for i, p := range g {
			l.entitled[l.period] += severeAmount
			if out[i] {
				l.must(l.as(maker).Withdraw(l.ctx, l.payment(p).ID, "đã chuyển đi"))
			} else {
				l.instructed[l.period] += severeAmount
			}
		}
	}
	l.write()
	l.conserved()
}

// references are the EndToEndIDs of people, "" of who was taken out.
func (l *lives) references(people []person) []string {
	l.Helper()
	attempts := l.instructions()
	out := make([]string, len(people))
	for i, p := range people {
		if mine := attempts[l.payment(p).ID]; len(mine) == 1 {
			out[i] = mine[0].ID
		}
	}
	return out
}

// hear takes an answer in, twice, and adds everything up.
func (l *lives) hear(message string, references []string, things []said) {
	l.Helper()
	file := l.file(message, references, things)
	matched := 0
	for _, s := range things {
		if s.who >= 0 {
			matched++
		}
	}
	if matched == 0 && !things[0].booking() { // a report about nothing of ours is somebody else's
		out, err := l.as(bankDesk).ImportResult(l.ctx, "answer.xml", file)
		if l.must(err); out.Status != app.ListRefused || out.Reason != string(app.AnswerOtherOffice) {
			l.Fatalf("%s: %+v", message, out)
		}
		l.conserved()
		return
	}
	got := l.answered(file)
	if got.Lines != len(things) || got.Matched != matched {
		l.Fatalf("%s: %d lines, %d matched, want %d and %d", message, got.Lines, got.Matched, len(things), matched)
	}
	if again := l.answered(file); again.Status != app.ListUnchanged {
		l.Fatalf("%s again is %s", message, again.Status)
	}
	l.conserved()
}

// conserved adds up both months: every payment is in one place, all that is
// entitled and all that was instructed is there, and no payment has a second
// instruction.
func (l *lives) conserved() {
	l.Helper()
	defer l.in(l.period)
	for _, month := range []civil.Month{l.july, l.july.Add(1)} {
		w := l.in(month)
		var entitled, instructed int64
		for _, p := range w.payments() {
			entitled += p.Amount
			if payout.PaymentState(p.State).Instructed() {
				instructed += p.Amount
			}
		}
		for id, attempts := range w.instructions() {
			if len(attempts) != 1 {
				l.Fatalf("payment %s has %d instructions", id, len(attempts))
			}
		}
		if entitled != l.entitled[month] || instructed != l.instructed[month] {
			l.Fatalf("%s: entitled %d, instructed %d; want %d and %d", month, entitled, instructed, l.entitled[month], l.instructed[month])
		}
	}
}

// reported fails unless the reports, which check their own sums, agree.
func (l *lives) reported() {
	l.Helper()
	defer l.in(l.period)
	for _, month := range []civil.Month{l.july, l.july.Add(1)} {
		w := l.in(month)
		c := w.coverage()
		if got, want := c.Entitled.Amount.Minor(), l.entitled[month]; got != want {
			l.Fatalf("%s: the report has %d entitled, want %d", month, got, want)
		}
		if got, want := c.Instructed.Amount.Minor(), l.instructed[month]; got != want {
			l.Fatalf("%s: the report has %d instructed, want %d", month, got, want)
		}
		r, err := w.as(auditor).ReconciliationReport(w.ctx, month, month, time.Time{})
		l.must(err)
		if !r.Settled() { // every đồng of difference is covered by something somebody owns
			l.Fatalf("%s: unexplained %+v, missing %+v", month, r.Total.Unexplained, r.Total.Missing)
		}
		l.entered(w)
	}
}

// entered fails unless the ledger has every instruction's money where its state
// says, and all accounts together have nothing.
func (l *lives) entered(w *world) {
	l.Helper()
	want := map[ledger.Account]int64{}
	for _, attempts := range w.instructions() {
		for _, i := range attempts { // each payment has one
			account := ledger.Standing{State: payout.InstructionState(i.State)}.Account()
			want[account] += i.Amount
			want[ledger.Treasury] -= i.Amount
		}
	}
	for _, by := range []reports.LedgerBy{reports.LedgerByBatch, reports.LedgerByPayer} {
		r, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, by, time.Time{})
		l.must(err)
		for _, a := range ledger.Accounts() {
			if got := r.Total.Of(a).Amount.Minor(); got != want[a] {
				l.Fatalf("%s: %d stand in %s, the states say %d", w.period, got, a, want[a])
			}
		}
	}
}

// sameEnd fails unless the two groups stand alike, person by person, and nobody
// is paid of whom no credit of the whole amount was said.
func (l *lives) sameEnd(groups [2][]person, things []said) {
	l.Helper()
	for i := range groups[0] {
		one, other := l.payment(groups[0][i]), l.payment(groups[1][i])
		if one.State != other.State {
			l.Fatalf("person %d: %s by the first order, %s by the other", i, one.State, other.State)
		}
		credited := slices.ContainsFunc(things, func(s said) bool { return s.who == i && s.what == "credited" })
		if one.State == string(payout.PaymentPaid) && !credited {
			l.Fatalf("person %d is paid, and nobody said so", i)
		}
	}
}
