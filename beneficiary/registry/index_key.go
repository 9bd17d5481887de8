package registry

import (
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// The hash of person.go, a part at a time.
const (
	hashStart uint64 = 14695981039346656037
	hashPrime uint64 = 1099511628211
)

// hashState goes on from a state by one part.
func hashState(state uint64, part string) uint64 {
	for i := range len(part) {
		state = (state ^ uint64(part[i])) * hashPrime
	}
	return (state ^ 0xff) * hashPrime
}

// hashDate goes on by a date in ISO form.
func hashDate(state uint64, d civil.Date) uint64 {
	digits := func(n, unit int) {
		for ; unit > 0; unit /= 10 {
			state = (state ^ uint64('0'+n/unit%10)) * hashPrime
		}
	}
	dash := func() { state = (state ^ '-') * hashPrime }
	if !d.IsZero() {
		digits(d.Year(), 1000)
	}
	if d.Month() > 0 {
		dash()
		digits(d.Month(), 10)
	}
	if d.Day() > 0 {
		dash()
		digits(d.Day(), 10)
	}
	return (state ^ 0xff) * hashPrime
}

// nameStates are the states behind a folded name and behind its surname: the
// beginnings of the keys.
type nameStates struct{ full, family uint64 }

func statesOf(name string) nameStates {
	folded := viet.Fold(name)
	return nameStates{full: hashState(hashStart, folded), family: hashState(hashStart, surname(folded))}
}

// nameDate is nameDateKey, and twin is twinKey.
func (n nameStates) nameDate(d civil.Date) uint64 {
	return hashState(hashDate(n.full, d), "") >> 1
}

func (n nameStates) twin(d civil.Date, commune string) uint64 {
	return hashState(hashDate(n.family, d), commune) >> 1
}

// packed is a number of twelve digits; ok is false for any other text.
func packed(number string) (n uint64, ok bool) {
	if len(number) != idDigits {
		return 0, false
	}
	for i := range len(number) {
		digit := number[i] - '0'
		if digit > 9 {
			return 0, false
		}
		n = 10*n + uint64(digit)
	}
	return n, true
}

const idDigits = 12
