package sheet

import (
	"encoding/binary"
	"io"
	"slices"
	"strings"
)

// Signatures and fixed sizes of the zip format (PKWARE APPNOTE 6.3).
const (
	localSignature = "PK\x03\x04"
	entrySignature = "PK\x01\x02"
	endSignature   = "PK\x05\x06"
	end64Signature = "PK\x06\x06"
	locatorMark    = "PK\x06\x07"
	descriptorMark = "PK\x07\x08"

	localSize   = 30
	entrySize   = 46
	endSize     = 22
	end64Size   = 56
	locatorSize = 20

	longestComment   = 1<<16 - 1
	largestDirectory = 16 << 20

	stored   = 0
	deflated = 8

	// flags that change how an entry is read
	flagEncrypted   = 1 << 0
	flagDescriptor  = 1 << 3
	flagPatched     = 1 << 5
	flagStrong      = 1 << 6
	flagMasked      = 1 << 13
	flagsUnreadable = flagEncrypted | flagPatched | flagStrong | flagMasked
)

// entry is one file of the package, as the directory has it.
type entry struct {
	name         string
	flags        uint16
	method       uint16
	crc          uint32
	packed, size int64
	header       int64 // where its local header begins
	data         int64 // where its packed bytes begin, once checked
}

// container is a zip package whose directory has been read and agrees with
// what it describes.
type container struct {
	r       io.ReaderAt
	limits  Limits
	size    int64             // of all entries, unpacked
	entries []*entry          // in the order of their bytes
	byName  map[string]*entry // by name in lower case: part names ignore it
}

// openContainer reads the directory, compares it with each local header, and
// makes sure that entries and directory fill the file without gap or overlap.
// It does not read the entries: see check.
func openContainer(r io.ReaderAt, size int64, l Limits) (*container, error) {
	at, dirSize, dirOffset, count, err := findDirectory(r, size)
	if err != nil {
		return nil, err
	}
	if dirOffset < 0 || dirSize < 0 || dirOffset > at || at-dirOffset != dirSize {
		return nil, refuse(DamagedContainer, "directory of %d bytes at %d does not end at %d", dirSize, dirOffset, at)
	}
	if dirSize > largestDirectory || count > int64(l.Entries) {
		return nil, refuse(TooLarge, "directory of %d entries, %d bytes", count, dirSize)
	}
	directory := make([]byte, dirSize)
	if err := readFull(r, directory, dirOffset); err != nil {
		return nil, err
	}
	c := &container{r: r, limits: l, byName: make(map[string]*entry, count)}
	for range count {
		var e *entry
		if e, directory, err = parseEntry(directory); err != nil {
			return nil, err
		}
		if err := c.add(e); err != nil {
			return nil, err
		}
	}
	if len(directory) > 0 {
		return nil, refuse(DamagedContainer, "%d bytes behind the directory's entries", len(directory))
	}
	return c, c.checkLayout(dirOffset)
}

// findDirectory reads the record at the file's end, which says where the
// directory lies; at is where the directory has to stop.
func findDirectory(r io.ReaderAt, size int64) (at, dirSize, dirOffset, count int64, err error) {
	tail := make([]byte, min(size, endSize+longestComment))
	if err := readFull(r, tail, size-int64(len(tail))); err != nil {
		return 0, 0, 0, 0, err
	}
	i := len(tail) - endSize
	for ; i >= 0; i-- {
		if string(tail[i:i+4]) == endSignature && i+endSize+int(binary.LittleEndian.Uint16(tail[i+20:])) == len(tail) {
			break
		}
	}
	if i < 0 {
		return 0, 0, 0, 0, refuse(DamagedContainer, "no end of directory: the file is cut")
	}
	end := tail[i:]
	at = size - int64(len(end))
	disk, dirDisk := binary.LittleEndian.Uint16(end[4:]), binary.LittleEndian.Uint16(end[6:])
	here, all := binary.LittleEndian.Uint16(end[8:]), binary.LittleEndian.Uint16(end[10:])
	dirSize = int64(binary.LittleEndian.Uint32(end[12:]))
	dirOffset = int64(binary.LittleEndian.Uint32(end[16:]))
	if i >= locatorSize && string(tail[i-locatorSize:i-locatorSize+4]) == locatorMark {
		return findDirectory64(r, tail[i-locatorSize:i], at-locatorSize)
	}
	if disk != 0 || dirDisk != 0 || here != all {
		return 0, 0, 0, 0, refuse(DamagedContainer, "the package has several parts")
	}
	return at, dirSize, dirOffset, int64(all), nil
}

// findDirectory64 reads the larger form of the same record.
func findDirectory64(r io.ReaderAt, locator []byte, locatorAt int64) (at, dirSize, dirOffset, count int64, err error) {
	at = int64(binary.LittleEndian.Uint64(locator[8:]))
	if at < 0 || locatorAt-at != end64Size {
		return 0, 0, 0, 0, refuse(DamagedContainer, "the zip64 end of directory is not where it should be")
	}
	var end [end64Size]byte
	if err := readFull(r, end[:], at); err != nil {
		return 0, 0, 0, 0, err
	}
	here, all := binary.LittleEndian.Uint64(end[24:]), binary.LittleEndian.Uint64(end[32:])
	switch {
	case string(end[:4]) != end64Signature, binary.LittleEndian.Uint64(end[4:]) != end64Size-12, here != all, all > 1<<32:
		return 0, 0, 0, 0, refuse(DamagedContainer, "the zip64 end of directory is damaged")
	}
	dirSize = int64(binary.LittleEndian.Uint64(end[40:]))
	dirOffset = int64(binary.LittleEndian.Uint64(end[48:]))
	return at, dirSize, dirOffset, int64(all), nil
}

// parseEntry takes one entry from the directory and returns the rest.
func parseEntry(d []byte) (*entry, []byte, error) {
	if len(d) < entrySize || string(d[:4]) != entrySignature {
		return nil, nil, refuse(DamagedContainer, "the directory is damaged")
	}
	nameLen, extraLen := int(binary.LittleEndian.Uint16(d[28:])), int(binary.LittleEndian.Uint16(d[30:]))
	length := entrySize + nameLen + extraLen + int(binary.LittleEndian.Uint16(d[32:]))
	if len(d) < length || nameLen == 0 {
		return nil, nil, refuse(DamagedContainer, "the directory is cut")
	}
	e := &entry{
		flags:  binary.LittleEndian.Uint16(d[8:]),
		method: binary.LittleEndian.Uint16(d[10:]),
		crc:    binary.LittleEndian.Uint32(d[16:]),
		packed: int64(binary.LittleEndian.Uint32(d[20:])),
		size:   int64(binary.LittleEndian.Uint32(d[24:])),
		header: int64(binary.LittleEndian.Uint32(d[42:])),
		name:   string(d[entrySize : entrySize+nameLen]),
	}
	extra := d[entrySize+nameLen : entrySize+nameLen+extraLen]
	if !zip64Extra(extra, &e.size, &e.packed, &e.header) {
		return nil, nil, refuse(DamagedContainer, "entry %q: sizes are missing", e.name)
	}
	switch {
	case e.flags&flagsUnreadable != 0:
		return nil, nil, refuse(Encrypted, "entry %q is encrypted", e.name)
	case e.method != stored && e.method != deflated:
		return nil, nil, refuse(DamagedContainer, "entry %q: method %d", e.name, e.method)
	case e.method == stored && e.packed != e.size:
		return nil, nil, refuse(DamagedContainer, "entry %q: two sizes", e.name)
	}
	return e, d[length:], nil
}

// zip64Extra replaces the fields that are saturated by those of the zip64
// extra field, in their order; it reports whether none was left saturated.
func zip64Extra(extra []byte, fields ...*int64) bool {
	var large []byte
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			break
		}
		if id == 1 {
			large = extra[:n]
		}
		extra = extra[n:]
	}
	for _, f := range fields {
		if *f != 0xFFFFFFFF {
			continue
		}
		if len(large) < 8 {
			return false
		}
		*f = int64(binary.LittleEndian.Uint64(large))
		large = large[8:]
		if *f < 0 {
			return false
		}
	}
	return true
}

// add takes an entry in, within the limits and under a name of its own.
func (c *container) add(e *entry) error {
	key := strings.ToLower(e.name)
	if _, twice := c.byName[key]; twice {
		return refuse(DuplicatePart, "entry %q is there twice", e.name)
	}
	switch {
	case e.size > c.limits.Unzipped-c.size:
		return refuse(TooLarge, "the entries unpack to more than %d bytes", c.limits.Unzipped)
	case e.size > 1<<20 && e.size/c.limits.Ratio > e.packed:
		return refuse(TooCompressed, "entry %q: %d bytes unpack to %d", e.name, e.packed, e.size)
	}
	c.size += e.size
	c.byName[key] = e
	c.entries = append(c.entries, e)
	return nil
}

// checkLayout compares each entry with its local header, in the order of the
// bytes: what begins at 0 has to end where the next begins, and the last where
// the directory does.
func (c *container) checkLayout(end int64) error {
	slices.SortFunc(c.entries, func(a, b *entry) int {
		switch {
		case a.header < b.header:
			return -1
		case a.header > b.header:
			return 1
		}
		return 0
	})
	at := int64(0)
	for i, e := range c.entries {
		if e.header != at {
			return refuse(DamagedContainer, "entry %q begins at %d, not at %d", e.name, e.header, at)
		}
		next := end
		if i+1 < len(c.entries) {
			next = c.entries[i+1].header
		}
		if err := c.checkHeader(e, next); err != nil {
			return err
		}
		at = next
	}
	if at != end {
		return refuse(DamagedContainer, "no entries before the directory")
	}
	return nil
}

// readFull fills p from r at off; a file that ends before is damaged.
func readFull(r io.ReaderAt, p []byte, off int64) error {
	if off < 0 {
		return refuse(DamagedContainer, "offset %d", off)
	}
	n, err := r.ReadAt(p, off)
	switch {
	case n == len(p):
		return nil
	case err == io.EOF || err == nil:
		return refuse(DamagedContainer, "the file is cut at %d", off+int64(n))
	}
	return refusalOf(err, "container")
}
