package proof

import (
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// The small province: every fault, every tier, nobody paid wrongly.
func TestNobodyWrongIsAcceptedByItself(t *testing.T) {
	const persons, rows = 60_000, 60_000
	all := *newTally()
	for _, dense := range []bool{false, true} {
		r := newRegister(t, synth.LabelledConfig{Seed: 11, Persons: persons, Dense: dense})
		for _, profile := range []string{synth.Clean, synth.Dirty} {
			for _, p := range policies() {
				counted := r.run(rows/4, 1, profile, p, r.index.Decide)
				for _, wrong := range counted.wrong {
					t.Errorf("%v: %s", combination{profile, dense}, wrong)
				}
				if counted.found() < 995_000 {
					t.Errorf("%v: found %s\n%s", combination{profile, dense}, percent(counted.found()), counted.table())
				}
				all.join(counted)
			}
		}
	}
	for tier := registry.T0; tier <= registry.T8; tier++ {
		if all.tiers[tier] == nil {
			t.Errorf("no row in %s shows nothing", tier)
		}
	}
	if len(all.faults) < 20 {
		t.Errorf("only %d kinds of fault", len(all.faults))
	}
}

// Where every row is about a twin, and most could be the other's, nobody is paid
// wrongly either.
func TestNoTwinIsAcceptedAsTheOther(t *testing.T) {
	r := newRegister(t, synth.LabelledConfig{Seed: 12, Persons: 60_000, Dense: true})
	for _, p := range policies() {
		counted := r.run(20_000, 1, synth.Adversarial, p, r.index.Decide)
		for _, wrong := range counted.wrong {
			t.Error(wrong)
		}
		if counted.all.automatic < 1000 {
			t.Errorf("%d accepted shows nothing", counted.all.automatic)
		}
	}
}

// policies are the one in force, and that with T4 on where there is such a
// switch.
func policies() []registry.Policy {
	list := []registry.Policy{registry.DefaultPolicy()}
	if p, ok := withT4(list[0]); ok {
		list = append(list, p)
	}
	return list
}

// A harness that cannot see a wrong payee proves nothing: who goes by the number
// alone pays some.
func TestTheHarnessSeesWrongPayees(t *testing.T) {
	r := newRegister(t, synth.LabelledConfig{Seed: 11, Persons: 20_000, Dense: true})
	counted := r.run(20_000, 1, synth.Dirty, registry.DefaultPolicy(), byNumberAlone(r))
	if counted.all.wrong < 50 {
		t.Errorf("by the number alone %d of %d were wrong", counted.all.wrong, counted.all.automatic)
	}
}
