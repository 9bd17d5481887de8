package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

// What deflates one entry deflates the next as if it were new, and an entry that
// is packed whole while another is still open harms neither.
func TestEntriesArePackedOneAfterAnother(t *testing.T) {
	texts := []string{strings.Repeat("first ", 5000), strings.Repeat("second ", 5000), strings.Repeat("first ", 5000), strings.Repeat("second ", 5000)}
	var packed bytes.Buffer
	p := newPacker(&packed)
	for i, text := range texts {
		name := string(rune('a' + i))
		if i%2 == 1 {
			if err := p.whole(name, strings.NewReader(text)); err != nil {
				t.Fatal(err)
			}
			continue
		}
		w, err := p.create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text[:10_000]); err != nil {
			t.Fatal(err)
		}
		if err := p.whole("beside "+name, strings.NewReader("beside")); err != nil { // the entry is closed on the way
			t.Fatal(err)
		}
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]uint64{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		want := "beside"
		if n := int(f.Name[0] - 'a'); len(f.Name) == 1 {
			if want = texts[n]; n%2 == 0 {
				want = want[:10_000]
			}
		}
		if string(got) != want {
			t.Errorf("%s holds %d bytes, want %d", f.Name, len(got), len(want))
		}
		sizes[f.Name] = f.CompressedSize64
	}
	if sizes["a"] != sizes["c"] || sizes["b"] != sizes["d"] {
		t.Errorf("the same content is packed differently: %v", sizes)
	}
}
