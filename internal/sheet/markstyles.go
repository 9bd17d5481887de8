package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/internal/xmlscan"
)

// newFormat is a cell format to be added: another one, with a change.
type newFormat struct {
	base int
	kind formatChange
}

type formatChange uint8

const (
	asBad    formatChange = iota // on the colour of bad cells
	asSound                      // that colour taken off
	asQuoted                     // never taken for a formula
)

// markStyles are the styles of a workbook being marked. What cells need is
// asked for while the sheet is written, and added to the part after that.
type markStyles struct {
	entry   *entry // nil where the workbook has no styles
	part    string
	fills   int // how many there are
	badFill int // the fill of bad cells, there or to be added
	fillOf  []int
	added   []newFormat

	hasFills, hasFormats bool
	index                map[newFormat]int
}

// readStyles reads what has to be known of the styles to add to them.
func (m *marking) readStyles() error {
	st := &m.styles
	st.index = make(map[newFormat]int)
	st.badFill = -1
	relations, err := m.c.relations(m.w.part)
	if err != nil {
		return err
	}
	for _, r := range relations {
		if r.is(relStyles) {
			st.entry, _ = m.c.find(r.target)
			st.part = r.target
		}
	}
	if st.entry != nil {
		if err := m.c.scan(st.entry, "styleSheet", st.read); err != nil {
			return err
		}
	}
	st.hasFills, st.hasFormats = st.fills > 0, len(st.fillOf) > 0
	if !st.hasFills {
		st.fills = 2 // the two that every workbook has, to be written
	}
	if st.badFill < 0 {
		st.badFill = st.fills
	}
	if !st.hasFormats {
		st.fillOf = []int{0}
	}
	return nil
}

func (st *markStyles) read(s *xmlscan.Scanner) error {
	return eachChild(s, func(tok xmlscan.Token) error {
		switch {
		case tok.Name.Is("fills"):
			return eachChild(s, func(xmlscan.Token) error {
				bad, err := isBadFill(s)
				if bad {
					st.badFill = st.fills
				}
				st.fills++
				return err
			})
		case tok.Name.Is("cellXfs"):
			return eachChild(s, func(xmlscan.Token) error {
				fill, _ := parseCount(attrText(s, "fillId"), maxStyles)
				st.fillOf = append(st.fillOf, fill)
				return nil
			})
		}
		return nil
	})
}

// isBadFill reports whether a fill is the solid one of bad cells.
func isBadFill(s *xmlscan.Scanner) (bad bool, err error) {
	err = eachChild(s, func(tok xmlscan.Token) error {
		if !tok.Name.Is("patternFill") || attrText(s, "patternType") != "solid" {
			return nil
		}
		return eachChild(s, func(tok xmlscan.Token) error {
			bad = bad || tok.Name.Is("fgColor") && strings.EqualFold(attrText(s, "rgb"), "FF"+badColour)
			return nil
		})
	})
	return bad, err
}

// want returns the number of a cell format like base with a change.
func (st *markStyles) want(base int, kind formatChange) int {
	if base >= len(st.fillOf) {
		return base // one that was added
	}
	if isBad := st.fillOf[base] == st.badFill; kind == asBad && isBad || kind == asSound && !isBad {
		return base
	}
	f := newFormat{base, kind}
	i, ok := st.index[f]
	if !ok {
		i = len(st.fillOf) + len(st.added)
		st.index[f] = i
		st.added = append(st.added, f)
	}
	return i
}

// mayHaveMarks reports whether cells may carry the colour of an earlier
// marking.
func (st *markStyles) mayHaveMarks() bool { return st.badFill < st.fills }

// solidFill is the fill of bad cells, p the prefix of the part.
func solidFill(p string) string {
	return "<" + p + `fill><` + p + `patternFill patternType="solid"><` + p + `fgColor rgb="FF` + badColour + `"/><` +
		p + `bgColor indexed="64"/></` + p + `patternFill></` + p + `fill>`
}

// writeStyles writes the styles with what was asked for.
func (m *marking) writeStyles(w io.Writer) error {
	st := &m.styles
	if len(st.fillOf)+len(st.added) > maxStyles {
		return fmt.Errorf("the workbook has no room for %d cell formats more", len(st.added))
	}
	if st.entry == nil {
		return m.freshStyles(w)
	}
	rw, err := newRewriter(m.c, st.entry, w)
	if err != nil {
		return refusalOf(err, st.entry.name)
	}
	err = rw.each(func(kind xmlscan.Kind) error {
		if kind == xmlscan.Text {
			rw.keep()
			return nil
		}
		if !st.hasFills && (kind == xmlscan.End || rw.is("borders", "cellStyleXfs", "cellXfs")) {
			st.hasFills = true
			rw.write(st.missingFills(rw.p))
		}
		if !st.hasFormats && (kind == xmlscan.End || rw.is("cellStyles", "dxfs", "tableStyles", "colors", "extLst")) {
			st.hasFormats = true
			rw.write(st.missingFormats(rw.p))
		}
		switch {
		case kind == xmlscan.End:
			rw.keep()
			return nil
		case rw.is("fills"):
			return st.rewriteFills(rw)
		case rw.is("cellXfs"):
			return st.rewriteFormats(rw)
		}
		rw.keep()
		return rw.keepRest()
	})
	if err == nil {
		err = rw.finish()
	}
	if err != nil {
		return refusalOf(err, st.entry.name)
	}
	return nil
}

// missingFills and missingFormats are what a part without them gets.
func (st *markStyles) missingFills(p string) string {
	return "<" + p + `fills count="3"><` + p + `fill><` + p + `patternFill patternType="none"/></` + p + `fill><` +
		p + `fill><` + p + `patternFill patternType="gray125"/></` + p + `fill>` + solidFill(p) + "</" + p + "fills>"
}

func (st *markStyles) missingFormats(p string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<%scellXfs count="%d"><%sxf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`, p, 1+len(st.added), p)
	for _, f := range st.added {
		b.WriteString("<" + p + `xf numFmtId="0" fontId="0" borderId="0"`)
		for _, c := range st.changes(f.kind) {
			b.WriteString(" " + c.name + `="` + c.value + `"`)
		}
		b.WriteString("/>")
	}
	return b.String() + "</" + p + "cellXfs>"
}

// changes are the attributes that make a format of that kind.
func (st *markStyles) changes(kind formatChange) []change {
	switch kind {
	case asBad:
		return []change{{name: "fillId", value: strconv.Itoa(st.badFill)}, {name: "applyFill", value: "1"}}
	case asSound:
		return []change{{name: "fillId", value: "0"}, {name: "applyFill", value: "0"}}
	default:
		return []change{{name: "quotePrefix", value: "1"}}
	}
}

// rewriteFills adds the fill of bad cells, unless it is there.
func (st *markStyles) rewriteFills(rw *rewriter) error {
	switch {
	case !st.hasFills: // an empty list
		st.hasFills = true
		rw.write(st.missingFills(rw.p))
		return rw.s.Skip()
	case st.mayHaveMarks():
		rw.keep()
		return rw.keepRest()
	}
	rw.reopen(change{name: "count", value: strconv.Itoa(st.fills + 1)})
	return rw.each(func(kind xmlscan.Kind) error {
		if kind == xmlscan.End && rw.is("fills") {
			rw.write(solidFill(rw.p))
			rw.shut()
			return nil
		}
		rw.keep()
		return nil
	})
}

// rewriteFormats adds the cell formats asked for behind those there are.
func (st *markStyles) rewriteFormats(rw *rewriter) error {
	if !st.hasFormats { // an empty list
		st.hasFormats = true
		rw.write(st.missingFormats(rw.p))
		return rw.s.Skip()
	}
	rw.reopen(change{name: "count", value: strconv.Itoa(len(st.fillOf) + len(st.added))})
	added := make([]string, len(st.added))
	i := 0
	return rw.each(func(kind xmlscan.Kind) error {
		switch kind {
		case xmlscan.End: // of cellXfs: the formats are read whole below
			for _, xf := range added {
				rw.write(xf)
			}
			rw.shut()
			return nil
		case xmlscan.Text:
			rw.keep()
			return nil
		}
		start, end := len(rw.s.Raw()), ">"
		if rw.s.Empty() {
			end = "/>"
		}
		heads := make(map[int]string)
		for n, f := range st.added {
			if f.base == i {
				heads[n] = rw.tag(st.changes(f.kind)...) + end
			}
		}
		raw, _, err := rw.take()
		rw.write(raw)
		for n, head := range heads {
			added[n] = head + raw[start:]
		}
		i++
		return err
	})
}

// freshStyles writes the styles of a workbook that had none.
func (m *marking) freshStyles(w io.Writer) error {
	_, err := io.WriteString(w, declaration+`<styleSheet xmlns="`+m.parts.main+`"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>`+
		m.styles.missingFills("")+`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`+
		m.styles.missingFormats("")+`</styleSheet>`)
	return err
}
