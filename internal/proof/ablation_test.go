package proof

import (
	"fmt"
	"reflect"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// variant is the decision with something left out.
type variant struct {
	name   string
	policy registry.Policy
	decide decider
}

// variants leaves out one thing at a time. What is left out from outside is
// withheld and said to have been looked for; what a policy can switch off is
// switched off there, whatever it comes to be called.
func variants(r *register) []variant {
	p := registry.DefaultPolicy()
	list := []variant{
		{"everything stands", p, r.index.Decide},
		{"the number alone decides", p, byNumberAlone(r)},
		{"everything in sight at once", p, withheld(r, func(*registry.Candidates) {})},
		{"no twins in sight", p, withheld(r, func(c *registry.Candidates) { c.Twins = c.Twins[:0] })},
		{"nobody by name and date", p, withheld(r, func(c *registry.Candidates) { c.ByNameDate = c.ByNameDate[:0] })},
		{"neither of them", p, withheld(r, func(c *registry.Candidates) { c.Twins, c.ByNameDate = c.Twins[:0], c.ByNameDate[:0] })},
		{"no near numbers", p, withheld(r, func(c *registry.Candidates) { c.Near = c.Near[:0] })},
		{"a weak name and a year are enough", yearEnough(p), r.index.Decide},
	}
	return append(list, switchedOff(r, p)...)
}

func yearEnough(p registry.Policy) registry.Policy {
	p.WeakNameYearOnly = true
	return p
}

// withheld decides with everything in sight but what is taken away.
func withheld(r *register, take func(*registry.Candidates)) decider {
	return func(room *registry.Candidates, s registry.Subject, x registry.Context, p registry.Policy) registry.Match {
		r.index.Find(room, s, registry.Want{Twins: true, Near: true})
		take(room)
		return registry.Decide(s, *room, x, p)
	}
}

// switchedOff are the guards that a policy names under Ablation, one at a time;
// none where it has no such field.
func switchedOff(r *register, p registry.Policy) []variant {
	field := reflect.ValueOf(p).FieldByName("Ablation")
	if !field.IsValid() {
		return nil
	}
	var list []variant
	for i := range field.NumField() {
		without := p
		guard := reflect.ValueOf(&without).Elem().FieldByName("Ablation").Field(i)
		if guard.Kind() != reflect.Bool {
			continue
		}
		guard.SetBool(true)
		list = append(list, variant{"policy: " + field.Type().Field(i).Name, without, r.index.Decide})
	}
	return list
}

// byNumberAlone accepts whoever holds the number.
func byNumberAlone(r *register) decider {
	return func(room *registry.Candidates, s registry.Subject, _ registry.Context, _ registry.Policy) registry.Match {
		r.index.Find(room, s, registry.Want{})
		m := registry.Match{Outcome: registry.NotFound, Tier: registry.T8, Action: registry.Review}
		if s.PersonalID != "" && len(room.ByNumber) > 0 {
			m = registry.Match{Outcome: registry.Exact, Tier: registry.T1, Action: registry.Automatic, Person: room.ByNumber[0], HasPerson: true}
		}
		return m
	}
}

// BenchmarkAblation leaves out one guard at a time and counts the wrong payees:
// on dirty rows as they come, and where every row is about a twin.
func BenchmarkAblation(b *testing.B) {
	for b.Loop() {
		const persons, rows = 200_000, 200_000
		r := newRegister(b, synth.LabelledConfig{Seed: 99, Persons: persons, Dense: true})
		for _, profile := range []string{synth.Dirty, synth.Adversarial} {
			fmt.Printf("%s, dense serials, %d rows, %d persons:\n", profile, rows, persons)
			lines := kept(r.rows(rows, 3, profile))
			for _, v := range variants(r) {
				t := r.runRows(lines, v.policy, v.decide)
				fmt.Printf("  %-36s automatic %9s  wrong %6d  lost %6d\n", v.name, percent(t.automatic()), t.all.wrong, t.all.lost)
			}
		}
	}
}
