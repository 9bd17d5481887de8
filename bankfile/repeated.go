package bankfile

import (
	"iter"
	"slices"
)

// References remembers the references of lines, by a digest of eight bytes in a
// table at most half full, to find one that stands on two of them. The zero
// value is empty.
type References struct {
	slots    []uint64 // digests, each at or after the slot it names; 0 is free
	count    int
	suspects []uint64 // digests met twice
}

// Grow makes room for n references in all.
func (r *References) Grow(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if size <= len(r.slots) {
		return
	}
	old := r.slots
	r.slots = make([]uint64, size)
	for _, d := range old {
		if d != 0 {
			r.put(d)
		}
	}
}

// Add remembers a reference.
func (r *References) Add(endToEndID string) {
	if 2*(r.count+1) > len(r.slots) {
		r.Grow(2 * (r.count + 1))
	}
	d := max(shortDigest(endToEndID), 1)
	if !r.put(d) {
		r.suspects = append(r.suspects, d)
		return
	}
	r.count++
}

// put says whether d was new.
func (r *References) put(d uint64) bool {
	mask := uint64(len(r.slots) - 1)
	for at := d & mask; ; at = (at + 1) & mask {
		switch r.slots[at] {
		case d:
			return false
		case 0:
			r.slots[at] = d
			return true
		}
	}
}

// Repeated refuses, with a *LineError, a reference that was added twice. It
// walks lines, which must be those added, only where two references have the
// same digest.
func (r *References) Repeated(lines iter.Seq2[Line, error]) error {
	if len(r.suspects) == 0 {
		return nil
	}
	return findRepeat(lines, r.suspects)
}

// findRepeat looks for a reference on two lines among those with a digest of
// suspects: as a rule the first suspect is one.
func findRepeat(lines iter.Seq2[Line, error], suspects []uint64) error {
	seen := make(map[string]bool, 2*len(suspects))
	for l, err := range lines {
		if err != nil {
			return err
		}
		if !slices.Contains(suspects, max(shortDigest(l.EndToEndID), 1)) {
			continue
		}
		if seen[l.EndToEndID] {
			return &LineError{EndToEndID: l.EndToEndID, Field: "end_to_end_id", Code: CodeRepeated, Value: l.EndToEndID}
		}
		seen[l.EndToEndID] = true
	}
	return nil
}

// shortDigest is FNV-1a of 64 bits.
func shortDigest(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
