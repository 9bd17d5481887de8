package proof

import (
	"chitra/beneficiary/registry"
)

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
