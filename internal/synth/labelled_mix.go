package synth

// Faults of labelled rows that the province's lists do not tell apart.
const (
	MiddleShort     Kind = "middle_short"     // middle name shortened to its first letter
	ToneOff         Kind = "tone_off"         // one syllable, its tone alone
	LetterOff       Kind = "letter_off"       // one syllable, one letter
	NameBeyond      Kind = "name_beyond"      // two syllables off: more than any tier takes
	DateEither      Kind = "date_either"      // day and month can be read both ways, and the list does not say
	DigitOff        Kind = "digit_off"        // one digit of the number is another
	DigitsSwapped   Kind = "digits_swapped"   // two neighbours of the number changed places
	HouseholdNumber Kind = "household_number" // another member's number
	StrangersNumber Kind = "strangers_number" // the number of somebody drawn from all
	Moved           Kind = "moved"            // lives in another commune than the register says
	OldCommune      Kind = "old_commune"      // the commune by its code of before its merger
)

// faultMix is how many rows of ten thousand have each fault. Name, date, number and
// person are drawn apart from each other, so that a row may have several. The
// rest of a kind is faultless.
//
// The mix is what a bad list is like, not what a matcher can do: it is heavier
// in every fault than the province that the demo pays, and is never adjusted to
// a figure.
type faultMix struct {
	name, date, number, about, commune []part
	otherSex, noSex, overCap, twins    int
}

func mixOf(profile string) faultMix {
	switch profile {
	case Adversarial:
		return adversarialMix()
	case Clean:
		return faultMix{
			name: []part{{Normalised, 500}, {Unmarked, 100}}, date: []part{{YearOnly, 50}},
			number:  []part{{DigitOff, 10}, {NumberMissing, 10}},
			about:   []part{{NotFound, 10}, {DeadBefore, 10}, {DiedInMonth, 10}},
			commune: []part{{Moved, 100}, {OldCommune, 500}}, otherSex: 10, noSex: 500, overCap: 100, twins: 100,
		}
	}
	return faultMix{
		name: []part{{Normalised, 800}, {Unmarked, 800}, {MiddleMissing, 200}, {MiddleShort, 100}, {ToneOff, 150},
			{LetterOff, 100}, {NameBeyond, 30}},
		date: []part{{DateSwapped, 100}, {DateEither, 100}, {DatePart, 150}, {YearOnly, 300}},
		number: []part{{DigitOff, 120}, {DigitsSwapped, 60}, {NumberMissing, 120}, {OldNumber, 60}, {CancelledNo, 20},
			{HouseholdNumber, 40}, {StrangersNumber, 20}, {NumberShared, 20}},
		about:   []part{{NotFound, 40}, {DeadBefore, 40}, {DiedInMonth, 20}},
		commune: []part{{Moved, 300}, {OldCommune, 500}}, otherSex: 100, noSex: 500, overCap: 100, twins: 200,
	}
}

// Adversarial is a profile of labelled rows alone: every one is about a twin, and
// most have a fault that a twin could be mistaken by.
const Adversarial = "adversarial"

func adversarialMix() faultMix {
	return faultMix{
		name:   []part{{Unmarked, 2000}, {MiddleMissing, 1500}, {MiddleShort, 500}, {ToneOff, 1500}, {LetterOff, 500}},
		date:   []part{{YearOnly, 500}, {DatePart, 500}, {DateEither, 200}},
		number: []part{{DigitOff, 1500}, {DigitsSwapped, 500}, {HouseholdNumber, 3000}},
		twins:  outOf,
	}
}

// outOf is what shares are of.
const outOf = 10_000

// draw takes one of the parts, or "" for none.
func draw(at int, parts []part) Kind {
	for _, p := range parts {
		if at -= p.weight; at < 0 {
			return p.kind
		}
	}
	return ""
}
