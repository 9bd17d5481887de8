package app_test

import (
	"errors"
	"strings"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

// set has somebody propose single values of the policy.
func (w *world) set(user string, pairs ...string) (app.PolicySummary, error) {
	return w.as(user).SetPolicy(w.ctx, "theo công văn", func(base registry.Policy) (registry.Policy, error) { return registry.SetPolicy(base, pairs) })
}

// policy has two administrators put single values into force.
func (w *world) policy(pairs ...string) {
	w.Helper()
	sum, err := w.set(admin, pairs...)
	w.must(err)
	w.must(w.as(admin2).ConfirmPolicy(w.ctx, sum.Version))
}

func TestAPolicyCountsOnceAnotherConfirmsIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		sum, err := w.set(admin, "t3_cap=5")
		w.must(err)
		if sum.Version != 2 || !sum.Fresh || len(sum.Changed) != 1 || sum.Changed[0] != (app.PolicyChange{Key: "t3_cap", Before: "3000000", Now: "5"}) {
			t.Fatalf("set: %+v", sum)
		}
		w.isInForce(1, "")
		refusedWith(t, w.as(admin).ConfirmPolicy(w.ctx, 2), "same_person")
		w.isInForce(1, "")
		w.must(w.as(admin2).ConfirmPolicy(w.ctx, 2))
		w.isInForce(2, "t3_cap: 5\n")
		before := w.events()
		w.must(w.as(admin2).ConfirmPolicy(w.ctx, 2))
		if again, err := w.set(admin2, "t3_cap=5"); err != nil || again.Fresh || again.Version != 2 || w.events() != before {
			t.Errorf("the same policy again: %+v, %v", again, err)
		}
		for _, cap := range []string{"t3_cap=6", "t3_cap=7"} {
			_, err = w.set(admin, cap)
			w.must(err)
		}
		w.must(w.as(admin2).ConfirmPolicy(w.ctx, 4))
		refusedWith(t, w.as(admin2).ConfirmPolicy(w.ctx, 3), "policy_older")
		w.isInForce(4, "t3_cap: 7\n")
	})
}

// isInForce fails unless this version is the one that counts, and says so.
func (w *world) isInForce(version int64, says string) {
	w.Helper()
	all, err := w.as(auditor).PolicyVersions(w.ctx)
	w.must(err)
	var now []app.KeptPolicy
	for _, k := range all {
		if k.InForce {
			now = append(now, k)
		}
	}
	if len(now) != 1 || now[0].Version != version || !strings.Contains(now[0].Body, says) {
		w.Errorf("in force is %+v, want version %d with %q", now, version, says)
	}
}

func TestAPolicyIsForAdministratorsAndGivesAReason(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		for _, user := range []string{clerk, reviewer, maker, approver} {
			if _, err := w.set(user, "t3_cap=5"); !errors.Is(err, app.ErrNotPermitted) {
				t.Errorf("%s set a policy: %v", user, err)
			}
		}
		_, err := w.as(admin).SetPolicy(w.ctx, " ", func(p registry.Policy) (registry.Policy, error) { p.RecheckShare++; return p, nil })
		refusedWith(t, err, "reason_missing")
		var faults registry.PolicyFaults
		if _, err := w.set(admin, "t3_cap=-1"); !errors.As(err, &faults) || faults[0].Code != registry.PolicyBelowZero {
			t.Errorf("a cap below zero: %v", err)
		}
		w.isInForce(1, "")
	})
}

// TestEveryMatchIsByThePolicyInForce: a row that is one thing off is accepted by
// itself, until the policy says otherwise.
func TestEveryMatchIsByThePolicyInForce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.at(3, 8)
		w.registry(p)
		off := p
		off.birth = shifted(p.birth)
		w.upload(off)
		if sum := w.match(); sum.Automatic != 1 {
			t.Fatalf("one thing off: %+v", sum)
		}
		if sum := w.match(); sum.Looked != 0 {
			t.Fatalf("looked again at %d rows for nothing", sum.Looked)
		}
		w.policy("t3_automatic=false")
		_, err := w.as(maker).Build(w.ctx, w.buildRequest())
		refusedWith(t, err, "match_first")
		if sum := w.match(); sum.Looked != 1 || sum.Review != 1 {
			t.Errorf("under the new policy: %+v", sum)
		}
		w.view(func(tx app.Tx) error {
			all, err := tx.NewestMatches(w.ctx, w.period.String())
			if len(all) != 1 || !strings.HasPrefix(all[0].Policy, "2/1") {
				t.Errorf("matches are %+v", all)
			}
			return err
		})
	})
}

// shifted is a birth date with another day.
func shifted(birth string) string { return birth[:len(birth)-2] + "28" }
