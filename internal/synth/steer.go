package synth

// What a quarter of the default size comes to: 33.225 billion đồng paid, give
// or take half of what one person's change moves.
const (
	quarterTarget = 33_225_000_000
	quarterSlack  = 375_000
)

// steer brings a quarter's paid sum to the figure everybody quotes, by making
// severely disabled grown-ups most severely disabled or the reverse, one
// after another in the order of their numbers. Nothing else of them changes.
// Other lengths are left as they come out.
func (m *maker) steer() {
	if len(m.months) != 3 {
		return
	}
	target := int64(quarterTarget) / DefaultPeople * int64(m.cfg.People)
	sum := m.paidSum()
	for _, b := range m.people {
		if sum >= target-quarterSlack && sum <= target+quarterSlack {
			return
		}
		if !m.steerable(b) {
			continue
		}
		before := m.paidTo(b)
		switch {
		case sum < target && b.family == severe:
			b.family = mostSevere
		case sum > target && b.family == mostSevere:
			b.family = severe
		default:
			continue
		}
		sum += m.paidTo(b) - before
	}
}

// steerable are plain rows of grown-ups, paid every month, far from the ages
// that change the amount.
func (m *maker) steerable(b *beneficiary) bool {
	if b.kind != Exact || b.failing || !b.onFile || b.since != 0 || b.until != len(m.months)-1 {
		return false
	}
	birth := m.who(b).birth
	paid := m.bandOf(b, 0).code
	return (paid == "BTXH-06A" || paid == "BTXH-06C") && m.steady(m.families[b.family], birth)
}

func (m *maker) paidSum() int64 {
	var sum int64
	for _, b := range m.people {
		sum += m.paidTo(b)
	}
	return sum
}

// paidTo is what a beneficiary is paid in all months, in đồng.
func (m *maker) paidTo(b *beneficiary) int64 {
	var sum int64
	for month := b.since; month <= b.until; month++ {
		if m.final(b, month) == FinalPaid {
			sum += m.bandOf(b, month).monthly(b.units).Minor()
		}
	}
	return sum
}
