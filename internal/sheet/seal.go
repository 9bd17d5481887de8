package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"chitra/internal/xmlscan"
)

// contentTypes is the part that says what the others are; rootRelations where
// reading begins.
const (
	contentTypes  = "[Content_Types].xml"
	rootRelations = "_rels/.rels"
)

// Seal writes a workbook so that its bytes depend on its content alone: the
// entries sorted, their times fixed, the list of content types sorted. A
// package that is damaged is a *Refusal, and what was written by then no workbook.
func Seal(dst io.Writer, xlsx []byte) error {
	l := Limits{Unzipped: 4 << 30, Ratio: 2000}.withDefaults()
	c, err := openContainer(bytes.NewReader(xlsx), int64(len(xlsx)), l)
	if err != nil {
		return fmt.Errorf("seal workbook: %w", err)
	}
	entries := slices.Clone(c.entries)
	slices.SortFunc(entries, func(a, b *entry) int {
		if first := sealOrder(a.name) - sealOrder(b.name); first != 0 {
			return first
		}
		return strings.Compare(a.name, b.name)
	})
	p := newPacker(dst)
	for _, e := range entries {
		if err := sealEntry(p, c, e); err != nil {
			return fmt.Errorf("seal workbook: %w", err)
		}
	}
	return p.close()
}

// sealEntry packs one entry anew, in a pass: none is in memory unpacked but the
// list of content types.
func sealEntry(p *packer, c *container, e *entry) error {
	if e.name != contentTypes {
		return p.whole(e.name, c.open(e))
	}
	content, err := io.ReadAll(c.open(e))
	if err != nil {
		return err
	}
	if content, err = sortChildren(content); err != nil {
		return refusalOf(err, e.name)
	}
	return p.whole(e.name, bytes.NewReader(content))
}

// sealOrder puts first what readers want first.
func sealOrder(name string) int {
	switch name {
	case contentTypes:
		return 0
	case rootRelations:
		return 1
	default:
		return 2
	}
}

// sortChildren sorts the children of a document's root by their bytes. What
// stands between them stays with the one it stands before.
func sortChildren(doc []byte) ([]byte, error) {
	s := xmlscan.New(bytes.NewReader(doc), xmlscan.Limits{})
	var out, child []byte
	var children []string
	for {
		kind, err := s.Advance()
		switch {
		case err == io.EOF:
			return append(out, s.Raw()...), nil
		case err != nil:
			return nil, err
		case s.Depth() == 0, kind == xmlscan.Start && s.Depth() == 1:
			if kind == xmlscan.End {
				slices.Sort(children)
				out = append(append(out, strings.Join(children, "")...), child...)
			}
			out = append(out, s.Raw()...)
			continue
		}
		child = append(child, s.Raw()...)
		if kind == xmlscan.End && s.Depth() == 1 {
			children = append(children, string(child))
			child = child[:0]
		}
	}
}
