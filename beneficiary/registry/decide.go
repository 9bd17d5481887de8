package registry

import (
	"slices"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// Decide says who a line means and what follows. It looks at nothing but its
// arguments; the order of the candidates changes nothing.
func Decide(s Subject, c Candidates, x Context, p Policy) Match {
	d := decision{s: &s, c: &c, x: &x, p: &p}
	d.identify()
	d.proposeBest()
	if d.m.HasPerson {
		d.describe()
		d.standing()
	}
	if x.Repeats > 1 && s.PersonalID != "" {
		d.settle(NumberShared, T0, Stop)
	}
	if d.m.Action != Automatic {
		d.m.Candidates = d.ranked()
	}
	return d.m
}

// InSight are all persons in sight of a line by falling weight, then by number:
// Match.Candidates also of a line that is accepted by itself.
func InSight(s Subject, c Candidates, x Context, p Policy) []Scored {
	d := decision{s: &s, c: &c, x: &x, p: &p}
	return d.ranked()
}

// decision is one line being decided.
type decision struct {
	s *Subject
	c *Candidates
	x *Context
	p *Policy
	m Match

	name, birth Agreement // of the person proposed
	scored      []Scored  // see ranked
}

func (d *decision) settle(o Outcome, t Tier, a Action) {
	d.m.Outcome, d.m.Tier, d.m.Action = o, t, a
}

func (d *decision) propose(p *Person) {
	d.m.Person, d.m.HasPerson = *p, true
}

// proposeBest puts the one candidate that outweighs all others first, where the
// number leads to somebody who does not fit or to nobody. A contested number
// weighs nothing where name and date leave one person.
func (d *decision) proposeBest() {
	if d.m.Tier != T5 && d.m.Tier != T7 || d.m.Tier == T5 && len(d.m.Rivals) == 1 {
		return
	}
	ranked := d.ranked()
	if len(ranked) == 0 || ranked[0].Bits < d.p.proposes() || len(ranked) > 1 && ranked[0].Bits == ranked[1].Bits {
		return
	}
	for p := range d.all() {
		if p.PersonalID == ranked[0].PersonalID {
			d.name = ""
			d.propose(p)
			return
		}
	}
}

// review takes an automatic match back.
func (d *decision) review(why Reason) {
	if d.m.Action == Automatic {
		d.m.Action = Review
	}
	d.m.Reasons = append(d.m.Reasons, why)
}

// identify goes from the number, where there is one, to its owner; else to name
// and date.
func (d *decision) identify() {
	switch {
	case d.s.PersonalID != "":
		d.byNumber()
	case d.s.OldNumber != "":
		d.byOldNumber()
	default:
		d.withoutNumber()
	}
}

func (d *decision) byNumber() {
	owners := d.owners()
	switch {
	case len(owners) > 1:
		d.settle(Contested, T5, Review)
		return
	case len(owners) == 1 && owners[0].Status != Cancelled:
		d.judge(owners[0], false)
		return
	}
	heirs := d.successors(d.s.PersonalID)
	switch {
	case len(heirs) == 1:
		d.judge(heirs[0], true)
	case len(owners) == 1:
		d.propose(owners[0])
		d.settle(NumberCancelled, T0, Stop)
	case len(heirs) > 1:
		d.settle(OldNumber, T7, Review)
	default:
		d.unusedNumber()
	}
}

// owners are the records with the typed number; a register has one at most.
func (d *decision) owners() []*Person {
	var owners []*Person
	for i := range d.c.ByNumber {
		p := &d.c.ByNumber[i]
		if p.PersonalID == d.s.PersonalID && !slices.ContainsFunc(owners, func(q *Person) bool { return sameRecord(p, q) }) {
			owners = append(owners, p)
		}
	}
	return owners
}

func sameRecord(p, q *Person) bool {
	return p.PersonalID == q.PersonalID && p.Name == q.Name && p.Birth == q.Birth && p.Status == q.Status
}

// successors are the persons who held a number before and hold another now.
func (d *decision) successors(number string) []*Person {
	var found []*Person
	for i := range d.c.ByOld {
		p := &d.c.ByOld[i]
		if p.Status == Cancelled || p.PersonalID == number || !slices.Contains(p.OldIDs, number) {
			continue
		}
		if !slices.ContainsFunc(found, func(q *Person) bool { return q.PersonalID == p.PersonalID }) {
			found = append(found, p)
		}
	}
	return found
}

// judge compares the line with the owner of its number, or with the one person
// who took it over, who is at best T2.
func (d *decision) judge(owner *Person, successor bool) {
	d.propose(owner)
	d.name, d.birth = compareNames(d.s.Name, owner.Name), compareBirths(d.s.Birth, owner.Birth)
	dated := d.birth == Equal || d.birth == Consistent
	switch {
	case d.name == Equal && d.birth == Equal && !successor:
		d.settle(Exact, T1, Automatic)
		d.allowed(d.p.T1Automatic)
		d.guard(owner, guardExact)
	case (d.name == Equal || d.name == Normalised) && dated:
		d.settle(ExactAfterNormalising, T2, Automatic)
		d.allowed(d.p.T2Automatic)
		d.guard(owner, guardExact)
	case (d.name == Unmarked || d.name == MiddleMissing) && dated:
		d.settle(ExactAfterNormalising, T2, Automatic)
		d.allowed(d.p.T2Automatic)
		if d.birth != Equal && !d.p.WeakNameYearOnly {
			d.review(ReasonWeak)
		}
		d.guard(owner, guardStrict)
	case d.name == OneEdit && d.birth == Equal:
		d.oneThingOff(owner, NameDiffers)
	case d.name == Equal && (d.birth == Swapped || d.birth == OnePart):
		d.oneThingOff(owner, BirthDateDiffers)
	default:
		d.settle(NeedsReview, T7, Review)
		if hasNote(d.s.Name) {
			d.m.Reasons = append(d.m.Reasons, ReasonNote)
		}
		d.contest(owner)
	}
}

// oneThingOff is T3: automatic without a rival, up to the cap.
func (d *decision) oneThingOff(owner *Person, o Outcome) {
	d.settle(o, T3, Automatic)
	if d.contest(owner) {
		return
	}
	d.guard(owner, guardStrict)
	d.allowedUpTo(d.p.T3Automatic, d.p.T3Cap)
}

// allowed takes the match back where the policy does not accept its tier.
func (d *decision) allowed(on bool) {
	if !on {
		d.review(ReasonSwitchedOff)
	}
}

// allowedUpTo does so past a cap too; no amount is over every cap.
func (d *decision) allowedUpTo(on bool, cap money.Amount) {
	if !on {
		d.review(ReasonSwitchedOff)
	} else if order, err := d.x.Amount.Cmp(cap); err != nil || order > 0 {
		d.review(ReasonCap)
	}
}

// contest is T5: the number is the owner's, who does not quite fit, and somebody
// else has the list's name and date. Where that is one person they are proposed.
func (d *decision) contest(owner *Person) bool {
	if d.p.Ablation.NoContest {
		return false
	}
	var namesake *Person
	for p := range d.others(owner) {
		if d.isNamesake(p) {
			d.addRival(p, WhyNameDate)
			namesake = p
		}
	}
	if namesake == nil {
		return false
	}
	d.settle(Contested, T5, Review)
	if len(d.m.Rivals) == 1 {
		d.name = ""
		d.propose(namesake)
	}
	return true
}

// unusedNumber is a number nobody holds or held: T4 where the one person of that
// name and full date holds one that is a slip away. It is guarded as T3 is.
func (d *decision) unusedNumber() {
	namesakes := d.namesakes()
	if len(namesakes) == 0 {
		d.nobodyOrLook()
		return
	}
	d.settle(NeedsReview, T7, Review)
	if len(namesakes) > 1 && !d.p.Ablation.NoNamesake {
		return
	}
	at := slices.IndexFunc(namesakes, func(p *Person) bool { return oneSlip(d.s.PersonalID, p.PersonalID) })
	if at < 0 {
		return
	}
	p := namesakes[at]
	name, birth := compareNames(d.s.Name, p.Name), compareBirths(d.s.Birth, p.Birth)
	if name != Equal || birth != Equal {
		return
	}
	d.propose(p)
	d.name, d.birth = name, birth
	d.settle(NumberSuspect, T4, Automatic)
	d.guard(p, guardStrict)
	d.allowedUpTo(d.p.T4Automatic, d.p.T4Cap)
}

// byOldNumber is T7: an old CMND finds candidates and proves nothing.
func (d *decision) byOldNumber() {
	holders := d.successors(d.s.OldNumber)
	if len(holders) == 0 {
		d.withoutNumber()
		return
	}
	d.settle(OldNumber, T7, Review)
}

// withoutNumber is T6 where name, full date, sex and commune leave one person.
func (d *decision) withoutNumber() {
	namesakes := d.namesakes()
	if len(namesakes) == 0 {
		d.nobodyOrLook()
		return
	}
	d.settle(NeedsReview, T7, Review)
	var fitting []*Person
	for _, p := range namesakes {
		sex, commune := compareSexes(d.s.Sex, p.Sex), compareCommunes(d.s.Commune, p.Commune, d.x)
		if sex != Differs && commune != Differs && p.Birth.Precision() == civil.Day {
			fitting = append(fitting, p)
		}
	}
	if len(fitting) == 1 && d.s.Birth.Date.Precision() == civil.Day {
		d.propose(fitting[0])
		d.settle(NumberMissing, T6, Review)
	}
}

// nobodyOrLook is T8, or T7 where somebody in sight is like the line in name and
// date. People who only share surname and date are nobody.
func (d *decision) nobodyOrLook() {
	d.settle(NotFound, T8, Review)
	for p := range d.all() {
		name, birth := compareNames(d.s.Name, p.Name), compareBirths(d.s.Birth, p.Birth)
		if name != Differs && name != Unknown && birth != Differs && birth != Unknown {
			d.settle(NeedsReview, T7, Review)
			return
		}
	}
}

// standing lets the register's status, and what is already paid, speak about the
// person accepted or proposed.
func (d *decision) standing() {
	person := &d.m.Person
	due, toHeirs, known := person.DueIn(d.x.Month)
	accepted := d.m.Action == Automatic
	d.m.Due, d.m.ToHeirs = due, toHeirs && accepted
	switch {
	case person.Status == Missing:
		if d.m.Tier >= T1 && d.m.Tier <= T4 { // whether or not somebody else could be meant
			d.settle(NeedsReview, T7, Review)
		}
		d.m.Reasons = append(d.m.Reasons, ReasonMissing)
	case person.Status == Dead && !accepted:
		d.m.Beside = append(d.m.Beside, Deceased)
	case person.Status == Dead && !known:
		d.settle(Deceased, T0, Review)
		d.m.Reasons = append(d.m.Reasons, ReasonDeathUndated)
	case person.Status == Dead && due:
		d.settle(Deceased, T0, Automatic)
	case person.Status == Dead:
		d.settle(Deceased, T0, Stop)
	}
	if d.x.Standing == nil {
		return
	}
	other := d.x.Standing(person.PersonalID)
	if other.Elsewhere {
		d.m.Beside = append(d.m.Beside, PersonRepeated)
	}
	if other.Paid && d.m.Action == Automatic {
		d.settle(PersonRepeated, T0, Stop)
		d.m.Reasons = append(d.m.Reasons, ReasonPaid)
	}
}
