package sheet

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func TestContainerForms(t *testing.T) {
	xml := `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`
	want, err := dump(book(xml).bytes(t), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	stored, early := book(xml), book(xml)
	stored.plain, early.early = true, true
	for name, data := range map[string][]byte{
		"stored": stored.bytes(t), "sums in the headers": early.bytes(t), "zip64": zip64(early.bytes(t)),
		"comment": withComment(early.bytes(t), "PK\x05\x06 is only a comment"),
	} {
		if got, err := dump(data, Limits{}); err != nil || got != want {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func withComment(data []byte, comment string) []byte {
	data = bytes.Clone(data)
	binary.LittleEndian.PutUint16(data[len(data)-2:], uint16(len(comment)))
	return append(data, comment...)
}

// zip64 gives a package the larger records at its end, as some writers do
// whatever the size.
func zip64(data []byte) []byte {
	end := bytes.Clone(data[len(data)-endSize:])
	at := uint64(len(data) - endSize)
	le := binary.LittleEndian
	big := append([]byte(end64Signature), make([]byte, end64Size-4)...)
	le.PutUint64(big[4:], end64Size-12)
	le.PutUint64(big[24:], uint64(le.Uint16(end[8:])))
	le.PutUint64(big[32:], uint64(le.Uint16(end[10:])))
	le.PutUint64(big[40:], uint64(le.Uint32(end[12:])))
	le.PutUint64(big[48:], uint64(le.Uint32(end[16:])))
	locator := append([]byte(locatorMark), make([]byte, locatorSize-4)...)
	le.PutUint64(locator[8:], at)
	le.PutUint32(locator[16:], 1)
	le.PutUint32(end[12:], 0xFFFFFFFF)
	le.PutUint32(end[16:], 0xFFFFFFFF)
	out := bytes.Clone(data[:at])
	return append(append(append(out, big...), locator...), end...)
}

// TestLyingContainers holds that the directory and the entries have to tell
// the same story, and the whole of it.
func TestLyingContainers(t *testing.T) {
	early := book(`<sheetData><row r="1"/></sheetData>`)
	early.early = true
	sound := early.bytes(t)
	le := binary.LittleEndian
	entryAt := bytes.Index(sound, []byte(entrySignature))
	end := len(sound) - endSize
	change := func(f func(d []byte) []byte) []byte { return f(bytes.Clone(sound)) }
	for name, data := range map[string][]byte{
		"bytes before": append([]byte("x"), sound...),
		"bytes behind": append(bytes.Clone(sound), 0),
		"a gap before the directory": change(func(d []byte) []byte {
			le.PutUint32(d[end+16:], le.Uint32(d[end+16:])+1)
			return append(d[:entryAt:entryAt], append([]byte{0}, d[entryAt:]...)...)
		}),
		"an entry not in the directory": change(func(d []byte) []byte {
			n := entrySize + int(le.Uint16(d[entryAt+28:]))
			le.PutUint16(d[end+8:], le.Uint16(d[end+8:])-1)
			le.PutUint16(d[end+10:], le.Uint16(d[end+10:])-1)
			le.PutUint32(d[end+12:], le.Uint32(d[end+12:])-uint32(n))
			return append(d[:entryAt], d[entryAt+n:]...)
		}),
		"two sizes":           change(func(d []byte) []byte { d[entryAt+24]++; return d }),
		"another sum":         change(func(d []byte) []byte { d[entryAt+16]++; return d }),
		"another name":        change(func(d []byte) []byte { d[entryAt+entrySize]++; return d }),
		"another method":      change(func(d []byte) []byte { d[entryAt+10] = 8; return d }),
		"unknown method":      change(func(d []byte) []byte { d[entryAt+10], d[8] = 12, 12; return d }),
		"another offset":      change(func(d []byte) []byte { d[entryAt+42]++; return d }),
		"sizes not there":     change(func(d []byte) []byte { copy(d[entryAt+20:], "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"); return d }),
		"one entry less":      change(func(d []byte) []byte { d[end+8]--; d[end+10]--; return d }),
		"one entry more":      change(func(d []byte) []byte { d[end+8]++; d[end+10]++; return d }),
		"several disks":       change(func(d []byte) []byte { d[end+4]++; return d }),
		"zip64 pointing away": change(func(d []byte) []byte { z := zip64(d); z[len(z)-endSize-locatorSize+8]++; return z }),
		"no entries":          []byte(endSignature + strings.Repeat("\x00", 18)),
	} {
		if _, err := dump(data, Limits{}); codeOf(t, err) == "" {
			t.Errorf("%s: accepted", name)
		}
	}
	locked := change(func(d []byte) []byte { d[entryAt+8] |= 1; d[6] |= 1; return d })
	if _, err := dump(locked, Limits{}); codeOf(t, err) != Encrypted {
		t.Errorf("an encrypted entry: %v", err)
	}
}

func TestBytesBehindADeflatedEntry(t *testing.T) {
	sound := book(`<sheetData/>`).bytes(t)
	c, err := openContainer(bytes.NewReader(sound), int64(len(sound)), Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	// The entry claims one packed byte more, and the file has it.
	e := *c.entries[0]
	e.packed++
	var k checker
	if _, err := k.check(c, &e); codeOf(t, err) != DamagedContainer {
		t.Errorf("got %v", err)
	}
}

func TestTailIsFoundWhereverReadsMeet(t *testing.T) {
	doc := `<x:worksheet><x:sheetData><x:row/></x:sheetData ><x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>`
	for step := 1; step < len(doc); step++ {
		var f tailFinder
		window := make([]byte, 0, tailOverlap+step)
		for at := 0; at < len(doc); at += step {
			kept := copy(window[:cap(window)], window[max(0, len(window)-tailOverlap):])
			window = append(window[:kept], doc[at:min(len(doc), at+step)]...)
			f.take(window, kept)
		}
		if got := f.merges(Limits{}.withDefaults()); len(got) != 1 || got[0].lastCol != 1 {
			t.Fatalf("reads of %d bytes: %v of %q", step, got, f.tail)
		}
	}
}
