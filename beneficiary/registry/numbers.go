package registry

import "strconv"

// Numbers is a set of identity numbers: at most 16 bytes of memory a number, so
// that the numbers of ten million persons take 128 MiB. The zero value is empty.
type Numbers struct {
	slots []uint64 // a number and one; nought is free
	taken int
}

// Add puts a number of 12 digits into the set, and reports whether it is new.
func (s *Numbers) Add(id string) bool {
	if s.taken*4 >= len(s.slots)*3 {
		s.grow()
	}
	at, there := s.find(slotOf(id))
	if there {
		return false
	}
	s.slots[at] = slotOf(id)
	s.taken++
	return true
}

// Has reports whether a number is in the set.
func (s *Numbers) Has(id string) bool {
	if s.taken == 0 {
		return false
	}
	_, there := s.find(slotOf(id))
	return there
}

// Len is how many numbers are in the set.
func (s *Numbers) Len() int { return s.taken }

func (s *Numbers) find(slot uint64) (at int, there bool) {
	mask := uint64(len(s.slots) - 1)
	for i := slot * 0x9e3779b97f4a7c15 >> 32 & mask; ; i = (i + 1) & mask {
		switch s.slots[i] {
		case slot:
			return int(i), true
		case 0:
			return int(i), false
		}
	}
}

func (s *Numbers) grow() {
	old := s.slots
	s.slots = make([]uint64, max(1024, 2*len(old)))
	for _, slot := range old {
		if slot != 0 {
			at, _ := s.find(slot)
			s.slots[at] = slot
		}
	}
}

// slotOf is a number as it stands in the set. Only numbers of 12 digits come here.
func slotOf(id string) uint64 {
	n, _ := strconv.ParseUint(id, 10, 64)
	return n + 1
}
