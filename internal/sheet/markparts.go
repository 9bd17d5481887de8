package sheet

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/xmlscan"
)

// Content types of the parts that are added.
const (
	typeSheet    = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
	typeStyles   = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
	typeComments = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
	typeDrawing  = "application/vnd.openxmlformats-officedocument.vmlDrawing"

	addressMain      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	addressRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	addressPackage   = "http://schemas.openxmlformats.org/package/2006/relationships"
	strictMain       = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	strictRelations  = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// markParts is what the package gets beside the changes in its parts.
type markParts struct {
	main, relations string // addresses of the edition of the standard in use
	added           []addedPart
	extra           *entry // the added sheet, where it is there already
	extraRelation   string // only of a new one
	drawing         string // relation of a new drawing of comments
}

// extraSheet is a sheet that is added behind the others, or written in place of
// the one of its name.
type extraSheet struct {
	name   string
	hidden bool
	write  func(io.Writer) error
}

// addedPart is a new part, and the relation that leads to it.
type addedPart struct {
	name, contentType string
	from, kind, id    string // the part it is related to, how, and under which id
	write             func(io.Writer) error
}

// planParts decides which parts are new and what they are called.
func (m *marking) planParts() error {
	x := &m.notesX
	book, sheet := m.w.part, m.sheet.entry.name
	if m.styles.entry == nil {
		m.add(&m.styles.part, "xl/styles%s.xml", addedPart{contentType: typeStyles, from: book, kind: relStyles, write: m.writeStyles})
	}
	if x.entry == nil && len(m.marked) > 0 {
		m.add(&x.part, "xl/comments%s.xml", addedPart{contentType: typeComments, from: sheet, kind: relComments, write: m.writeComments})
	}
	if x.drawing == nil && len(m.marked) > 0 {
		m.parts.drawing = m.add(&x.shapes, "xl/drawings/vmlDrawing%s.vml", addedPart{contentType: typeDrawing, from: sheet, kind: relDrawing, write: m.writeDrawing})
	}
	return m.planExtra()
}

// planExtra decides where the added sheet goes.
func (m *marking) planExtra() error {
	m.parts.main, m.parts.relations = addressMain, addressRelations
	if m.w.strict {
		m.parts.main, m.parts.relations = strictMain, strictRelations
	}
	if m.extra == nil {
		return nil
	}
	if err := checkSheetName(m.extra.name); err != nil {
		return err
	}
	for i := range m.w.sheets {
		if sh := &m.w.sheets[i]; strings.EqualFold(sh.Name, m.extra.name) {
			if sh == m.sheet {
				return fmt.Errorf("the added sheet has the name of the sheet that is marked, %q", sh.Name)
			}
			m.parts.extra = sh.entry
			return nil
		}
	}
	if slices.ContainsFunc(m.w.names, func(name string) bool { return strings.EqualFold(name, m.extra.name) }) {
		return fmt.Errorf("the workbook has another sheet called %q", m.extra.name)
	}
	var part string
	m.parts.extraRelation = m.add(&part, "xl/worksheets/sheet%s.xml",
		addedPart{contentType: typeSheet, from: m.w.part, kind: relSheet, write: m.extra.write})
	return nil
}

// add plans a part under the first free name of the form, and returns the id
// of the relation to it.
func (m *marking) add(name *string, form string, p addedPart) string {
	for i := 0; ; i++ {
		number := ""
		if i > 0 || p.kind != relStyles {
			number = strconv.Itoa(i + 1)
		}
		if p.name = fmt.Sprintf(form, number); !m.taken(p.name) {
			break
		}
	}
	*name = p.name
	relations, _ := m.c.relations(p.from) // read without error before
	for i := 1; ; i++ {
		p.id = "rIdChitra" + strconv.Itoa(i)
		isID := func(id string) bool { return id == p.id }
		if !slices.ContainsFunc(relations, func(r relation) bool { return isID(r.id) }) &&
			!slices.ContainsFunc(m.parts.added, func(a addedPart) bool { return a.from == p.from && isID(a.id) }) {
			break
		}
	}
	m.parts.added = append(m.parts.added, p)
	return p.id
}

func (m *marking) taken(name string) bool {
	_, there := m.c.find(name)
	return there || slices.ContainsFunc(m.parts.added, func(a addedPart) bool { return strings.EqualFold(a.name, name) })
}

// checkSheetName holds a name to what Excel takes.
func checkSheetName(name string) error {
	if name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]`) || strings.Trim(name, "'") != name {
		return fmt.Errorf("%q is no name of a sheet", name)
	}
	return checkText(name)
}

// write writes the package: the entries in their order, then the styles, of
// which the sheet has asked what it needs, then what is new.
func (m *marking) write(dst io.Writer) error {
	p := newPacker(dst)
	for _, e := range m.c.entries {
		if e == m.styles.entry {
			continue
		}
		if err := m.writeEntry(p, e); err != nil {
			return err
		}
	}
	if e := m.styles.entry; e != nil {
		if err := m.into(p, e.name, m.writeStyles); err != nil {
			return err
		}
	}
	var fresh []string // relationship parts that are new themselves
	for _, a := range m.parts.added {
		if err := m.into(p, a.name, a.write); err != nil {
			return err
		}
		if rels := relationsOf(a.from); !m.has(rels) && !slices.Contains(fresh, rels) {
			fresh = append(fresh, rels)
			if err := m.into(p, rels, func(w io.Writer) error { return m.freshRelations(w, a.from) }); err != nil {
				return err
			}
		}
	}
	return p.close()
}

func (m *marking) has(part string) bool {
	_, ok := m.c.find(part)
	return ok
}

// writeEntry writes what stands for an entry: most are copied as packed.
func (m *marking) writeEntry(p *packer, e *entry) error {
	relationsAdded := func(of string) bool {
		return strings.EqualFold(e.name, relationsOf(of)) &&
			slices.ContainsFunc(m.parts.added, func(a addedPart) bool { return a.from == of })
	}
	switch {
	case e == m.sheet.entry:
		return m.into(p, e.name, m.writeSheet)
	case e == m.notesX.entry && m.changesComments():
		return m.into(p, e.name, m.writeComments)
	case e == m.notesX.drawing && m.changesComments():
		return m.into(p, e.name, m.writeDrawing)
	case e == m.parts.extra && m.parts.extra != nil:
		return m.into(p, e.name, m.extra.write)
	case strings.EqualFold(e.name, contentTypes) && len(m.parts.added) > 0:
		return m.into(p, e.name, func(w io.Writer) error { return m.rewriteEnd(w, e, m.typesAdded()) })
	case relationsAdded(m.w.part):
		return m.into(p, e.name, func(w io.Writer) error { return m.rewriteEnd(w, e, m.relationsAdded(m.w.part)) })
	case relationsAdded(m.sheet.entry.name):
		return m.into(p, e.name, func(w io.Writer) error { return m.rewriteEnd(w, e, m.relationsAdded(m.sheet.entry.name)) })
	case strings.EqualFold(e.name, m.w.part) && m.parts.extraRelation != "":
		return m.into(p, e.name, func(w io.Writer) error { return m.writeWorkbook(w, e) })
	}
	return p.copy(m.c, e)
}

func (m *marking) into(p *packer, name string, write func(io.Writer) error) error {
	w, err := p.create(name)
	if err == nil {
		err = write(w)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// typesAdded are the content types of the new parts.
func (m *marking) typesAdded() func(p string) string {
	return func(p string) string {
		var b strings.Builder
		for _, a := range m.parts.added {
			fmt.Fprintf(&b, `<%sOverride PartName="/%s" ContentType="%s"/>`, p, escapeXML(a.name), a.contentType)
		}
		return b.String()
	}
}

// relationsAdded are the relations from a part to the new ones.
func (m *marking) relationsAdded(from string) func(p string) string {
	return func(p string) string {
		var b strings.Builder
		for _, a := range m.parts.added {
			if a.from == from {
				fmt.Fprintf(&b, `<%sRelationship Id="%s" Type="%s%s" Target="%s"/>`, p, a.id, m.parts.relations, a.kind, escapeXML(relative(from, a.name)))
			}
		}
		return b.String()
	}
}

// relative is the way from one part to another.
func relative(from, to string) string {
	up := ""
	for dir := path.Dir(from); dir != "."; dir = path.Dir(dir) {
		if rest, below := strings.CutPrefix(to, dir+"/"); below {
			return up + rest
		}
		up += "../"
	}
	return up + to
}

// freshRelations writes the relationships of a part that had none.
func (m *marking) freshRelations(w io.Writer, from string) error {
	_, err := io.WriteString(w, declaration+`<Relationships xmlns="`+addressPackage+`">`+m.relationsAdded(from)("")+`</Relationships>`)
	return err
}

// rewriteEnd copies a part with something put before the end of its root.
func (m *marking) rewriteEnd(w io.Writer, e *entry, added func(p string) string) error {
	rw, err := newRewriter(m.c, e, w)
	if err == nil {
		err = rw.each(func(kind xmlscan.Kind) error {
			if kind == xmlscan.End && rw.s.Depth() == 0 {
				rw.write(added(rw.p))
			}
			rw.keep()
			return nil
		})
	}
	if err == nil {
		err = rw.finish()
	}
	if err != nil {
		return refusalOf(err, e.name)
	}
	return nil
}

// writeWorkbook adds the new sheet to the list of sheets.
func (m *marking) writeWorkbook(w io.Writer, e *entry) error {
	rw, err := newRewriter(m.c, e, w)
	if err == nil {
		err = rw.each(func(kind xmlscan.Kind) error {
			if kind == xmlscan.End && rw.is("sheets") && rw.s.Depth() == 1 {
				state := ""
				if m.extra.hidden {
					state = ` state="veryHidden"`
				}
				rw.write(fmt.Sprintf(`<%ssheet xmlns:r="%s" name="%s" sheetId="%d"%s r:id="%s"/>`,
					rw.p, m.parts.relations, escapeXML(m.extra.name), m.w.lastID+1, state, m.parts.extraRelation))
			}
			rw.keep()
			return nil
		})
	}
	if err == nil {
		err = rw.finish()
	}
	if err != nil {
		return refusalOf(err, e.name)
	}
	return nil
}
