package synth

// hold gives the held with an account their kinds.
func (m *maker) hold(with []*beneficiary) {
	wanted := holds(m.quota.failing[byHold], m.cfg)
	for range wanted[AccountShared] / 3 {
		m.share(with)
	}
	for _, k := range heldKinds(m.cfg) {
		if k.kind == AccountShared {
			continue
		}
		found := 0
		for _, b := range with {
			if found == wanted[k.kind] {
				break
			}
			if !b.failing && m.holdFor(b, k.kind, found) {
				b.kind, b.failing, b.unpaidFor = k.kind, true, byHold
				found++
			}
		}
	}
}

// share puts three people of one commune on one account, each named as its
// holder.
func (m *maker) share(with []*beneficiary) {
	byCommune := make([][]*beneficiary, len(m.communes))
	for _, b := range with {
		c := m.who(b).commune
		if b.failing {
			continue
		}
		if byCommune[c] = append(byCommune[c], b); len(byCommune[c]) < 3 {
			continue
		}
		one := byCommune[c][0].account
		for _, b := range byCommune[c] {
			b.account = one
			b.account.holder = bankCapitals(m.who(b).name)
			b.kind, b.failing, b.unpaidFor = AccountShared, true, byHold
		}
		return
	}
}

// holdFor sets up the n-th hold of a kind, where it fits.
func (m *maker) holdFor(b *beneficiary, kind Kind, n int) bool {
	lay := m.layoutOf(b)
	switch kind {
	case HolderDiffers:
		other := m.pop.namer.full(surnameOf(m.who(b).name), n%2 == 0)
		if bankCapitals(other) == bankCapitals(m.who(b).name) {
			return false
		}
		b.account = m.newAccount(other, "")
	case AccountChanged:
		b.changed = 1 + n%(len(m.months)-1)
		b.second = m.newAccount(m.who(b).name, "")
	case AmountDiffers, Arrears:
		b.settled = lay.has(fieldRate) && lay.has(fieldArrears)
		return b.settled
	case AmountUnknown:
		b.settled = lay.has(fieldRate) && !lay.totals
		return b.settled
	case CoefficientOff:
		return b.family == severe && m.steady(m.families[severe], m.who(b).birth)
	case DiedInMonth:
		if m.who(b).birth.Year() > m.pop.day.Year()-50 {
			return false
		}
		m.bury(b, n)
	}
	return true
}

// bury lets a beneficiary die in the first days of a month, early enough for
// that month's snapshot to know. Every other one is still listed afterwards.
func (m *maker) bury(b *beneficiary, n int) {
	b.dies = n % len(m.months)
	m.deaths[b.person] = death{month: b.dies, day: m.months[b.dies].First().AddDays(m.rand.IntN(5))}
	if n/len(m.months)%2 == 0 {
		b.until = b.dies
	}
}
