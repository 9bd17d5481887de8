package synth

// group hands out who has an account, who fails and why, and plants the
// faults. After it every beneficiary's end is fixed.
func (m *maker) group() {
	var adults, children []*beneficiary
	for _, b := range m.people {
		if m.pop.day.Year()-m.who(b).birth.Year() < 15 {
			children = append(children, b)
		} else {
			adults = append(adults, b)
		}
	}
	shuffle(m, adults)
	shuffle(m, children)
	for m.quota.guardians > 0 && len(children) > 0 {
		m.guard(children[0])
		children = children[1:]
		m.quota.guardians--
		m.quota.with--
	}
	without := len(m.people) - m.quota.with - m.guarded
	spare := min(len(children), without)
	without -= spare
	with := append(adults[without:len(adults):len(adults)], children[spare:]...)
	none := append(adults[:without:without], children[:spare]...)
	shuffle(m, none)
	for _, b := range with {
		b.account = m.newAccount(m.who(b).name, "")
		b.onFile = true
	}
	m.fail(with)
	none = m.unpayable(none)
	m.plantAll(append(rest(with), none...))
}

func shuffle(m *maker, bs []*beneficiary) {
	m.rand.Shuffle(len(bs), func(i, j int) { bs[i], bs[j] = bs[j], bs[i] })
}

// rest are those whose end is still open.
func rest(bs []*beneficiary) []*beneficiary {
	var out []*beneficiary
	for _, b := range bs {
		if !b.failing && b.kind == Exact {
			out = append(out, b)
		}
	}
	return out
}

// guard lets a grown-up of the household hold the account.
func (m *maker) guard(b *beneficiary) {
	p := m.who(b)
	holder := m.pop.namer.full(surnameOf(p.name), true)
	for _, i := range m.pop.members[p.household] {
		if o := &m.pop.people[i]; o.status == alive && m.pop.day.Year()-o.birth.Year() >= 20 {
			holder = o.name
		}
	}
	b.kind, b.onFile = Guardian, true
	b.account = m.newAccount(holder, "")
	b.account.relation = "Người giám hộ"
	m.guarded++
}

// unpayable makes some of those without account refused for ever or gives
// them a number no bank has; it returns the others.
func (m *maker) unpayable(none []*beneficiary) []*beneficiary {
	for range min(m.quota.malformed, len(none)) {
		b := none[0]
		none = none[1:]
		b.kind, b.account = AccountMalformed, m.malformedAccount(m.who(b).name)
	}
	kinds := refusedKinds()
	var open []*beneficiary
	refused := 0
	for _, b := range none {
		if refused < m.quota.refused && m.plant(b, kinds[refused%len(kinds)]) {
			refused++
			b.silent, b.settled, b.corrected = true, false, nil
			if m.rand.IntN(2) == 0 {
				b.account = m.newAccount(m.who(b).name, "")
			}
			continue
		}
		open = append(open, b)
	}
	return open
}

// fail gives the failing their reasons. Each reason takes whom it can use.
func (m *maker) fail(with []*beneficiary) {
	m.hold(with)
	late := func(b *beneficiary) bool { return m.who(b).commune%7 == 2 }
	iso := func(b *beneficiary) bool { return !m.viaMB(b) }
	last := len(m.months) - 1
	for i, b := range m.take(with, byReturn, iso) {
		b.outcomes = m.outcomeIn(m.rand.IntN(len(m.months)), Returned([]string{"AC04", "AC01"}[i%2]))
	}
	for i, b := range m.take(with, byWaiting, late) {
		b.late, b.kind = supplementB, LateUnapproved
		if i%2 == 0 {
			b.since = last
		}
	}
	for _, b := range m.take(with, byPart, late) {
		b.late, b.kind = supplementA, LateSent
		b.outcomes = m.outcomeIn(last, OutcomeNotYet)
	}
	for i, b := range m.take(with, byRejection, nil) {
		m.refuse(b, i)
	}
	for i, b := range m.take(with, byUnknown, nil) {
		m.leaveUnknown(b, i)
	}
}

// take marks as many people as the reason wants, those first whom it likes.
func (m *maker) take(from []*beneficiary, why reason, likes func(*beneficiary) bool) []*beneficiary {
	var out []*beneficiary
	for _, picky := range []bool{true, false} {
		for _, b := range from {
			if len(out) == m.quota.failing[why] {
				return out
			}
			if b.failing || picky && likes != nil && !likes(b) {
				continue
			}
			b.failing, b.unpaidFor = true, why
			out = append(out, b)
		}
	}
	return out
}

// outcomeIn is paid in every month but one.
func (m *maker) outcomeIn(month int, o Outcome) []Outcome {
	out := make([]Outcome, len(m.months))
	for i := range out {
		out[i] = OutcomePaid
	}
	out[month] = o
	return out
}

// refuse lets the bank refuse one month. Where what follows from the reason
// is open, the last month is taken, so that nothing follows.
func (m *maker) refuse(b *beneficiary, i int) {
	why := []string{"AC01", "AC04", "BE01", "AC03", "AC06", "RC01"}[i%6]
	month := m.rand.IntN(len(m.months))
	if why == "AC06" || why == "RC01" || m.viaMB(b) {
		month = len(m.months) - 1
	}
	b.outcomes = m.outcomeIn(month, Rejected(why))
}

// leaveUnknown lets one month end in doubt. A bank that answers by workbook
// has no duplicates and reasons to give, and only such a bank says that it
// failed and took the money.
func (m *maker) leaveUnknown(b *beneficiary, i int) {
	o := []Outcome{OutcomeSilent, OutcomeDuplicate, OutcomeUnstated, OutcomePending, OutcomeContradiction,
		OutcomeWrongAmount, OutcomeDebited}[i%7]
	switch o {
	case OutcomeDebited:
		if !m.viaMB(b) {
			b.account = m.newAccount(m.who(b).name, mbBIN)
		}
	case OutcomeDuplicate, OutcomeUnstated, OutcomeContradiction:
		if m.who(b).commune >= mbCommunes {
			o = OutcomePending
		} else if m.viaMB(b) {
			b.account = m.newAccount(m.who(b).name, m.banks[0].bin)
		}
	}
	b.outcomes = m.outcomeIn(m.rand.IntN(len(m.months)), o)
}
