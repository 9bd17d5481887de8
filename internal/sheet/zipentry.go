package sheet

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
)

// checkHeader compares an entry's local header, and the descriptor behind its
// bytes if it has one, with the directory. The entry has to end at next.
func (c *container) checkHeader(e *entry, next int64) error {
	damaged := func(what string) error {
		return refuse(DamagedContainer, "entry %q: %s", e.name, what)
	}
	var h [localSize]byte
	if err := readFull(c.r, h[:], e.header); err != nil {
		return err
	}
	if string(h[:4]) != localSignature {
		return damaged("no header")
	}
	nameLen, extraLen := int64(binary.LittleEndian.Uint16(h[26:])), int64(binary.LittleEndian.Uint16(h[28:]))
	e.data = e.header + localSize + nameLen + extraLen
	if e.data > next || e.packed > next-e.data {
		return damaged("it runs into the next")
	}
	rest := make([]byte, nameLen+extraLen)
	if err := readFull(c.r, rest, e.header+localSize); err != nil {
		return err
	}
	const meaning = flagsUnreadable | flagDescriptor
	if string(rest[:nameLen]) != e.name ||
		binary.LittleEndian.Uint16(h[6:])&meaning != e.flags&meaning ||
		binary.LittleEndian.Uint16(h[8:]) != e.method {
		return damaged("header and directory differ")
	}
	crc := binary.LittleEndian.Uint32(h[14:])
	packed, size := int64(binary.LittleEndian.Uint32(h[18:])), int64(binary.LittleEndian.Uint32(h[22:]))
	if !zip64Extra(rest[nameLen:], &size, &packed) {
		return damaged("sizes are missing")
	}
	agrees := crc == e.crc && packed == e.packed && size == e.size
	if e.flags&flagDescriptor != 0 {
		later := crc == 0 && packed == 0 && size == 0
		if !agrees && !later {
			return damaged("header and directory differ")
		}
		return c.checkDescriptor(e, next)
	}
	if !agrees || e.data+e.packed != next {
		return damaged("header and directory differ")
	}
	return nil
}

// checkDescriptor compares the record behind an entry's bytes, with or without
// its signature, with sizes of four bytes or of eight: its length says which.
func (c *container) checkDescriptor(e *entry, next int64) error {
	d := make([]byte, min(next-e.data-e.packed, 25))
	if err := readFull(c.r, d, e.data+e.packed); err != nil {
		return err
	}
	want := binary.LittleEndian.AppendUint32(nil, e.crc)
	switch len(d) {
	case 12, 16:
		want = binary.LittleEndian.AppendUint32(want, uint32(e.packed))
		want = binary.LittleEndian.AppendUint32(want, uint32(e.size))
	default:
		want = binary.LittleEndian.AppendUint64(want, uint64(e.packed))
		want = binary.LittleEndian.AppendUint64(want, uint64(e.size))
	}
	if len(d) == len(want)+4 {
		want = append([]byte(descriptorMark), want...)
	}
	if !bytes.Equal(d, want) {
		return refuse(DamagedContainer, "entry %q: what follows it differs from the directory", e.name)
	}
	return nil
}

// raw is an entry's packed bytes.
func (c *container) raw(e *entry) *io.SectionReader {
	return io.NewSectionReader(c.r, e.data, e.packed)
}

// find returns the entry of a part name, whatever the case of its letters.
func (c *container) find(part string) (*entry, bool) {
	e, ok := c.byName[strings.ToLower(strings.TrimPrefix(part, "/"))]
	return e, ok
}

// entryReader reads an entry's content. It returns io.EOF only when the whole
// content has been read and its length and sum are the directory's.
type entryReader struct {
	e        *entry
	packed   *bufio.Reader
	inflater io.Reader // once one was needed
	src      io.Reader // packed or inflater
	left     int64
	crc      uint32
	err      error
}

func (c *container) open(e *entry) *entryReader {
	r := new(entryReader)
	r.reset(c, e)
	return r
}

// reset makes r read e from its beginning, with the memory it has.
func (r *entryReader) reset(c *container, e *entry) {
	raw := c.raw(e)
	if r.packed == nil {
		r.packed = bufio.NewReaderSize(raw, int(min(max(e.packed, 4<<10), 64<<10)))
	} else {
		r.packed.Reset(raw)
	}
	r.e, r.left, r.crc, r.err = e, e.size, 0, nil
	r.src = r.packed
	if e.method != deflated {
		return
	}
	if r.inflater == nil {
		r.inflater = flate.NewReader(r.packed)
	} else if err := r.inflater.(flate.Resetter).Reset(r.packed, nil); err != nil {
		r.err = refusalOf(err, e.name)
	}
	r.src = r.inflater
}

func (r *entryReader) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.src.Read(p)
	r.left -= int64(n)
	r.crc = crc32.Update(r.crc, crc32.IEEETable, p[:n])
	switch {
	case r.left < 0:
		n, r.err = 0, refuse(DamagedContainer, "entry %q is longer than it says", r.e.name)
	case err == io.EOF:
		r.err = r.atEnd()
	case err != nil:
		r.err = refuse(DamagedContainer, "entry %q: %v", r.e.name, err)
	}
	return n, r.err
}

// atEnd compares what was read with what the directory says.
func (r *entryReader) atEnd() error {
	_, err := r.packed.ReadByte()
	switch {
	case r.left != 0:
		return refuse(DamagedContainer, "entry %q is shorter than it says", r.e.name)
	case r.crc != r.e.crc:
		return refuse(DamagedContainer, "entry %q: its sum differs", r.e.name)
	case err != io.EOF:
		return refuse(DamagedContainer, "entry %q: bytes behind its end", r.e.name)
	}
	return io.EOF
}

// checker reads entries to their ends, one after the other.
type checker struct {
	r      entryReader
	window []byte
}

// check reads an entry to its end and returns what follows the rows, if it is
// a worksheet.
func (k *checker) check(c *container, e *entry) (tailFinder, error) {
	if k.window == nil {
		k.window = make([]byte, 64<<10)
	}
	k.r.reset(c, e)
	var find tailFinder
	kept := 0
	for {
		n, err := k.r.Read(k.window[kept:])
		find.take(k.window[:kept+n], kept)
		if err == io.EOF {
			return find, nil
		}
		if err != nil {
			return tailFinder{}, err
		}
		whole := k.window[:kept+n]
		kept = copy(k.window, whole[max(0, len(whole)-tailOverlap):])
	}
}

// checkAll reads every entry to its end, and keeps the tails of worksheets.
func (c *container) checkAll(tails map[*entry]tailFinder) error {
	var k checker
	for _, e := range c.entries {
		tail, err := k.check(c, e)
		if err != nil {
			return err
		}
		if tail.tail != nil {
			tails[e] = tail
		}
	}
	return nil
}
