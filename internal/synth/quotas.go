package synth

// reason is why somebody with an account is not paid for every month due.
type reason int

const (
	byUnknown reason = iota
	byReturn
	byRejection
	byHold
	byWaiting
	byPart
	reasons
)

// part is a share of something that is handed out.
type part struct {
	kind   Kind
	weight int
}

// quotas says how many people go where. They are exact: no draw decides them.
type quotas struct {
	people  int
	with    int // have an account on file
	paid    int // of these, paid for every month due
	failing [reasons]int

	ghosts    int // without account: nobody in the registry
	refused   int // without account: refused, never corrected
	malformed int // without account: a number the bank cannot have
	guardians int // paid to a guardian
	dead      int // besides: dead before the first month
	crossing  int // reach an age that changes the amount
	swapped   int // pairs of rows with one number
	repeated  int // people listed twice
}

// of scales a count stated for the default size, rounding half up.
func (q quotas) of(count int) int {
	return (count*q.people*2 + DefaultPeople) / (2 * DefaultPeople)
}

// few is of, but at least one from 300 people on.
func (q quotas) few(count int) int {
	if n := q.of(count); n > 0 || q.people < 300 {
		return n
	}
	return 1
}

// newQuotas scales the quarter that everybody quotes: 26,794 beneficiaries,
// 16,923 with an account, 16,467 of them paid, 456 unpaid for every reason.
// Every reason keeps at least five people from 2,000 on, one from 300 on.
func newQuotas(c Config) quotas {
	q := quotas{people: c.People}
	q.with, q.paid = q.of(16_923), q.of(16_467)
	floor := 0
	switch {
	case c.People >= 2000:
		floor = 5
	case c.People >= 300:
		floor = 1
	}
	failing := max(q.with-q.paid, floor*int(reasons))
	q.paid = q.with - failing
	weights := []part{{"", 120}, {"", 60}, {"", 110}, {"", 100}, {"", 36}, {"", 30}}
	for i, n := range handOut(failing-floor*int(reasons), weights) {
		q.failing[i] = floor + n
	}
	q.malformed, q.guardians = q.few(60), q.few(60)
	q.crossing = q.few(67)
	if c.Profile == Clean {
		q.malformed, q.guardians = 0, 0
		return q
	}
	q.ghosts, q.refused, q.dead = q.few(40), max(q.few(40), min(5, c.People/300)), q.few(80)
	q.swapped, q.repeated = q.few(9), q.few(5)
	return q
}

// handOut splits total by weights to the last one, the rounding carried on
// from share to share.
func handOut(total int, parts []part) []int {
	sum := 0
	for _, p := range parts {
		sum += p.weight
	}
	out := make([]int, len(parts))
	given, seen := 0, 0
	for i, p := range parts {
		seen += p.weight
		upTo := total * seen / sum
		out[i] = upTo - given
		given = upTo
	}
	return out
}

// ordinaryKinds are the faults among rows that end like faultless ones, out
// of the default size, the pickiest first.
func ordinaryKinds() []part {
	return []part{
		{Contested, 80}, {CancelledNo, 27}, {OldNumber, 80}, {NearNumber, 161}, {NumberMissing, 268},
		{DateSwapped, 402}, {DatePart, 268}, {YearOnly, 536}, {NameEdit, 402}, {MiddleMissing, 402},
		{LostDigits, 19}, {BirthMissing, 19}, {CategoryMissing, 19}, {AmountUnreadable, 19}, {NameMissing, 18},
		{AmountComputed, 54}, {CoefficientMissing, 54}, {Unmarked, 1340}, {Normalised, 1876},
	}
}

// refusedKinds are the faults for which a row is refused as a whole.
func refusedKinds() []Kind {
	return []Kind{LostDigits, BirthMissing, CategoryMissing, AmountUnreadable, NameMissing}
}

// heldKinds are the holds of people with an account, out of a hundred.
func heldKinds(c Config) []part {
	kinds := []part{{HolderDiffers, 24}, {AccountShared, 18}}
	if c.Months > 1 {
		kinds = append(kinds, part{AccountChanged, 12})
	}
	if c.Profile == Dirty {
		kinds = append(kinds, part{AmountDiffers, 12}, part{CoefficientOff, 10}, part{Arrears, 8},
			part{AmountUnknown, 4}, part{DiedInMonth, 12})
	}
	return kinds
}

// holds splits the held over their kinds. Accounts are shared by three, so
// what does not divide goes to the first kind.
func holds(held int, c Config) map[Kind]int {
	kinds := heldKinds(c)
	out := map[Kind]int{}
	for i, n := range handOut(held, kinds) {
		out[kinds[i].kind] = n
	}
	spare := out[AccountShared] % 3
	out[AccountShared] -= spare
	out[HolderDiffers] += spare
	return out
}
