package bankfile

import (
	"iter"
	"slices"
)

// References remembers the references of lines, by a digest of eight bytes
// each, to find one that stands on two of them. The zero value is empty.
type References struct {
	digests []uint64
}

// Grow makes room for n references.
func (r *References) Grow(n int) { r.digests = slices.Grow(r.digests, n) }

// Add remembers a reference.
func (r *References) Add(endToEndID string) {
	r.digests = append(r.digests, shortDigest(endToEndID))
}

// Repeated refuses, with a *LineError, a reference that was added twice. It
// walks lines, which must be those added, only where two references have the
// same digest. Nothing is to be added afterwards.
func (r *References) Repeated(lines iter.Seq2[Line, error]) error {
	slices.Sort(r.digests)
	var suspects []uint64
	for i := 1; i < len(r.digests); i++ {
		if r.digests[i] == r.digests[i-1] {
			suspects = append(suspects, r.digests[i])
		}
	}
	if len(suspects) == 0 {
		return nil
	}
	return findRepeat(lines, suspects)
}

func findRepeat(lines iter.Seq2[Line, error], suspects []uint64) error {
	seen := make(map[string]bool, 2*len(suspects))
	for l, err := range lines {
		if err != nil {
			return err
		}
		if _, suspect := slices.BinarySearch(suspects, shortDigest(l.EndToEndID)); !suspect {
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
