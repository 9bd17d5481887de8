package app_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/reports"
)

// suspensions are all there are, as "status months of name".
func (w *world) suspensions(people ...person) []string {
	w.Helper()
	all, err := w.as(auditor).Suspensions(w.ctx)
	w.must(err)
	var out []string
	for _, s := range all {
		name := s.BeneficiaryID
		for _, p := range people {
			if w.owner(p) == s.BeneficiaryID {
				name = p.name
			}
		}
		out = append(out, s.Status+" "+s.Months+" of "+name)
	}
	return out
}

// failsFor is a month whose answers refuse some people for a reason each, pay the
// rest, and are reconciled.
func (w *world) failsFor(reasons map[string]string, people ...person) {
	w.Helper()
	w.listed(people...)
	w.throughApproval()
	w.at(8, 9)
	w.write()
	w.at(12, 9)
	var words []word
	for _, p := range people {
		if len(w.instructions()[w.payment(p).ID]) == 0 {
			continue
		}
		if reason := reasons[p.name]; reason != "" {
			words = append(words, refusal(w.reference(p), reason))
		} else {
			words = append(words, word{reference: w.reference(p), status: "ACCC"})
		}
	}
	w.answered(pain002("B"+w.period.String(), words...))
	_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
	w.must(err)
}

func TestTheThirdMonthNotReceivedIsProposed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		absent, lucky, ours := all[0], all[3], all[6]
		w.at(3, 8)
		w.registry(absent, lucky, ours)
		fail := map[string]string{absent.name: "AC06", lucky.name: "AC06", ours.name: "AM04"}
		w.failsFor(fail, absent, lucky, ours)
		w.nextMonth()
		w.failsFor(map[string]string{absent.name: "AC06", ours.name: "AM04"}, absent, lucky, ours)
		if got := w.suspensions(); len(got) != 0 {
			t.Errorf("after two months %q", got)
		}
		w.nextMonth()
		w.failsFor(fail, absent, lucky, ours)
		if diff := cmp.Diff([]string{"proposed 2024-07 2024-08 2024-09 of " + absent.name}, w.suspensions(absent, lucky, ours)); diff != "" {
			t.Fatalf("after three months (-want +got):\n%s", diff)
		}
		events := w.events()
		_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		if w.events() != events {
			t.Error("the same was proposed again")
		}
		found, err := w.as(auditor).Suspensions(w.ctx)
		w.must(err)
		id := found[0].ID
		if n := strings.Count(found[0].Evidence, "AC06"); n != 3 {
			t.Errorf("the evidence names %d refusals: %q", n, found[0].Evidence)
		}

		// The machine is nobody: it takes two people.
		_, err = w.as(app.NightUser).DecideSuspension(w.ctx, id, app.SuspensionSuspend, "máy")
		if err == nil {
			t.Error("the night decided")
		}
		_, err = w.as(maker).DecideSuspension(w.ctx, id, app.SuspensionSuspend, "xã báo đã chuyển đi")
		w.must(err)
		_, err = w.as(maker).DecideSuspension(w.ctx, id, app.SuspensionSuspend, "xã báo")
		refusedWith(t, err, "same_person")
		_, err = w.as(approver).DecideSuspension(w.ctx, id, app.SuspensionLift, "x")
		refusedWith(t, err, "suspension_decided")
		s, err := w.as(approver).DecideSuspension(w.ctx, id, app.SuspensionSuspend, "đúng")
		w.must(err)
		if s.Status != app.SuspendedInForce {
			t.Errorf("decided by two it is %s", s.Status)
		}

		w.nextMonth()
		w.listed(absent, lucky)
		w.at(4, 9)
		w.build()
		w.stands(absent, "held suspended")
		w.stands(lucky, "waiting")
		if n := w.coverage().NotPaid[reports.Held]; n != 1 {
			t.Errorf("the report counts %d held", n)
		}
		for _, who := range []string{maker, approver} {
			_, err = w.as(who).DecideSuspension(w.ctx, id, app.SuspensionLift, "đã liên hệ được")
			w.must(err)
		}
		w.build()
		w.stands(absent, "waiting")
		w.everyRowIsSomewhere("lifted", 2)
	})
}

// TestASuspensionThatIsNotWanted: two people keep it, and it is asked again only
// after another month.
func TestASuspensionThatIsNotWanted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.at(3, 8)
		w.registry(p)
		for range 3 {
			w.failsFor(map[string]string{p.name: "AC06"}, p)
			w.nextMonth()
		}
		found, err := w.as(auditor).Suspensions(w.ctx)
		w.must(err)
		_, err = w.as(maker).DecideSuspension(w.ctx, found[0].ID, app.SuspensionSuspend, "đi vắng")
		w.must(err)
		for _, who := range []string{approver, maker} { // the approver sees it otherwise, and the maker agrees
			_, err = w.as(who).DecideSuspension(w.ctx, found[0].ID, app.SuspensionKeep, "đang nằm viện")
			w.must(err)
		}
		w.failsFor(map[string]string{p.name: "AC06"}, p)
		want := []string{"kept 2024-07 2024-08 2024-09 of " + p.name, "proposed 2024-08 2024-09 2024-10 of " + p.name}
		if diff := cmp.Diff(want, w.suspensions(p)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
