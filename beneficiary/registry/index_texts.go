package registry

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// chunkBytes is how much text stands together, and longestText what one text may
// be: an offset of 32 bits is a chunk and a place in it.
const (
	chunkBytes  = 1 << 16
	longestText = 1 << 12
)

// texts keeps every distinct text once and gives it a number from 0 on. A text
// read from it shares its memory.
type texts struct {
	chunks []string
	last   strings.Builder // the last chunk, which never grows past its room
	at     []uint32        // where each text begins: two bytes of length, then the text
	slots  []uint32        // number + 1 by hash, 0 for none
}

// add returns the number of a text, and whether it is new.
func (t *texts) add(text string) (number uint32, fresh bool, err error) {
	if len(text) > longestText {
		return 0, false, fmt.Errorf("text of %d bytes: at most %d", len(text), longestText)
	}
	if 2*(len(t.at)+1) > len(t.slots) {
		t.grow()
	}
	slot, found := t.slot(text)
	if found {
		return t.slots[slot] - 1, false, nil
	}
	if err := t.write(text); err != nil {
		return 0, false, err
	}
	number = uint32(len(t.at) - 1)
	t.slots[slot] = number + 1
	return number, true, nil
}

func (t *texts) write(text string) error {
	if len(t.chunks) == 0 || t.last.Len()+2+len(text) > chunkBytes {
		if len(t.chunks) == chunkBytes {
			return fmt.Errorf("more than %d bytes of text", chunkBytes*chunkBytes)
		}
		t.last.Reset()
		t.last.Grow(chunkBytes)
		t.chunks = append(t.chunks, "")
	}
	chunk := len(t.chunks) - 1
	t.at = append(t.at, uint32(chunk)<<16|uint32(t.last.Len()))
	var length [2]byte
	binary.LittleEndian.PutUint16(length[:], uint16(len(text)))
	t.last.Write(length[:])
	t.last.WriteString(text)
	t.chunks[chunk] = t.last.String()
	return nil
}

// find returns the number of a text that is there.
func (t *texts) find(text string) (number uint32, ok bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	slot, found := t.slot(text)
	if !found {
		return 0, false
	}
	return t.slots[slot] - 1, true
}

// get returns a text by its number.
func (t *texts) get(number uint32) string {
	at := t.at[number]
	chunk, from := t.chunks[at>>16], int(at&(chunkBytes-1))
	length := int(chunk[from]) | int(chunk[from+1])<<8
	return chunk[from+2 : from+2+length]
}

// slot is where a text is, or where it would go.
func (t *texts) slot(text string) (at int, found bool) {
	mask := len(t.slots) - 1
	for at = int(hashState(hashStart, text)>>8) & mask; t.slots[at] != 0; at = (at + 1) & mask {
		if t.get(t.slots[at]-1) == text {
			return at, true
		}
	}
	return at, false
}

// grow doubles the slots; their number is always a power of two.
func (t *texts) grow() {
	t.slots = make([]uint32, max(64, 2*len(t.slots)))
	for number := range t.at {
		at, _ := t.slot(t.get(uint32(number)))
		t.slots[at] = uint32(number) + 1
	}
}
