package proof

import (
	"fmt"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// The size and the goals of the whole proof.
const (
	proofPersons  = 2_000_000
	proofRows     = 850_000 // of each combination
	wantAccepted  = 3_000_000
	wantFound     = 995_000 // millionths
	wantAutomatic = 925_000
	wantWithT4    = 940_000
)

// BenchmarkProof is the proof in full, printed by tier and by fault.
func BenchmarkProof(b *testing.B) {
	for b.Loop() {
		accepted := newTally()
		for _, dense := range []bool{false, true} {
			r := newRegister(b, synth.LabelledConfig{Seed: 2024, Persons: proofPersons, Dense: dense})
			for _, profile := range []string{synth.Clean, synth.Dirty} {
				c := combination{profile, dense}
				counted := r.run(proofRows, 7, profile, registry.DefaultPolicy(), r.index.Decide)
				check(b, fmt.Sprintf("%s, default policy", c), counted, wantAutomatic)
				accepted.join(counted)
				if p, ok := withT4(registry.DefaultPolicy()); ok {
					check(b, fmt.Sprintf("%s, T4 on", c), r.run(proofRows, 7, profile, p, r.index.Decide), wantWithT4)
				} else {
					fmt.Println("this policy has no T4Automatic: only the default is measured")
				}
			}
		}
		fmt.Printf("default policy, all four: %d rows, %d accepted by the machine, %d of them wrong\n%s",
			accepted.all.rows, accepted.all.automatic, accepted.all.wrong, accepted.table())
		if accepted.all.wrong == 0 {
			// The rule of three: with none in n, the rate is below 3/n at 95 %.
			fmt.Printf("with 95 %% confidence fewer than %d in ten million acceptances are wrong (3/n)\n",
				1+30_000_000/accepted.all.automatic)
		}
		if accepted.all.automatic < wantAccepted {
			b.Errorf("only %d acceptances", accepted.all.automatic)
		}
	}
}

func check(b *testing.B, name string, t *tally, automatic int) {
	fmt.Printf("%s: %d rows, automatic %s, wrong %d, found %s of %d in the register\n%s",
		name, t.all.rows, percent(t.automatic()), t.all.wrong, percent(t.found()), t.all.known, t.table())
	for _, wrong := range t.wrong {
		b.Errorf("%s: %s", name, wrong)
	}
	if t.automatic() < automatic || t.found() < wantFound {
		b.Errorf("%s: automatic %s, goal %s; found %s, goal %s", name, percent(t.automatic()), percent(automatic),
			percent(t.found()), percent(wantFound))
	}
}
