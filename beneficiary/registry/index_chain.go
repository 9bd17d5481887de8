package registry

import "math/bits"

// none ends a chain.
const none = ^uint32(0)

// chains holds numbers from 0 on under keys, in rising order under each. Keys
// that share a head share a chain: whoever walks one compares.
type chains struct {
	heads []uint32
	next  []uint32
	shift uint8
}

// newChains files the numbers from 0 to n-1, each under its key.
func newChains(n int, key func(i uint32) uint64) chains {
	width := max(1, bits.Len(uint(n)))
	c := chains{heads: make([]uint32, 1<<width), next: make([]uint32, n), shift: uint8(64 - width)}
	for i := range c.heads {
		c.heads[i] = none
	}
	for i := n - 1; i >= 0; i-- {
		head := &c.heads[c.head(key(uint32(i)))]
		c.next[i], *head = *head, uint32(i)
	}
	return c
}

// first is the first number that may stand under a key.
func (c *chains) first(key uint64) uint32 { return c.heads[c.head(key)] }

// head spreads keys whose low bits alone differ.
func (c *chains) head(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 >> c.shift }
