package sheet

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/internal/xmlscan"
)

// markComments are the comments of a sheet being marked, and the drawing that
// shows them (in VML, which is what Excel reads).
type markComments struct {
	entry, drawing *entry // nil where there is none yet
	part, shapes   string // their names
	authors        int
	author         int            // the number of commentAuthor, there or to be added
	known          map[place]bool // cells that have a comment; true: one of an earlier marking
	appended       bool           // some of others have words of an earlier marking behind theirs
}

// signature begins every comment, and the words put behind a comment by
// others: programs that save a workbook may lose the authors.
const signature = commentAuthor + ":\n"

// readComments reads which cells have comments already.
func (m *marking) readComments() error {
	x := &m.notesX
	x.known = make(map[place]bool)
	x.author = -1
	relations, err := m.c.relations(m.sheet.entry.name)
	if err != nil {
		return err
	}
	for _, r := range relations {
		switch {
		case r.is(relComments):
			x.entry, _ = m.c.find(r.target)
		case r.is(relDrawing) && r.id == m.drawing && m.drawing != "":
			x.drawing, _ = m.c.find(r.target)
		}
	}
	if m.drawing != "" && x.drawing == nil {
		return refuse(MissingPart, "sheet %q: no drawing %q", m.sheet.Name, m.drawing)
	}
	if x.entry != nil {
		if err := m.c.scan(x.entry, "comments", x.read); err != nil {
			return err
		}
	}
	if x.author < 0 {
		x.author = x.authors
	}
	return nil
}

func (x *markComments) read(s *xmlscan.Scanner) error {
	return eachChild(s, func(tok xmlscan.Token) error {
		switch {
		case tok.Name.Is("authors"):
			return eachChild(s, func(xmlscan.Token) error {
				name, err := appendText(nil, s)
				if string(name) == commentAuthor {
					x.author = x.authors
				}
				x.authors++
				return err
			})
		case tok.Name.Is("commentList"):
			return eachChild(s, func(xmlscan.Token) error {
				col, row, ok := parseRef(attrText(s, "ref"))
				if !ok {
					return refuse(BadCellRef, "comment of %q", attrText(s, "ref"))
				}
				ours := x.author >= 0 && attrText(s, "authorId") == strconv.Itoa(x.author)
				return eachChild(s, func(tok xmlscan.Token) error {
					if !tok.Name.Is("text") {
						return nil
					}
					text, _, err := appendRich(nil, s)
					ours = ours || bytes.HasPrefix(text, []byte(signature))
					x.known[place{row, col}] = ours
					x.appended = x.appended || !ours && bytes.Contains(text, []byte("\n"+signature))
					return err
				})
			})
		}
		return nil
	})
}

// changesComments reports whether there is anything to write.
func (m *marking) changesComments() bool {
	if len(m.marked) > 0 || m.notesX.appended {
		return true
	}
	for _, ours := range m.notesX.known {
		if ours {
			return true
		}
	}
	return false
}

// writeComments writes the comments: those of others stay, with the marks'
// words behind theirs where they are about the same cell.
func (m *marking) writeComments(w io.Writer) error {
	x := &m.notesX
	if x.entry == nil {
		_, err := io.WriteString(w, declaration+`<comments xmlns="`+m.parts.main+`"><authors><author>`+commentAuthor+
			`</author></authors><commentList>`)
		if err == nil {
			err = m.newComments(w, "")
		}
		if err == nil {
			_, err = io.WriteString(w, `</commentList></comments>`)
		}
		return err
	}
	rw, err := newRewriter(m.c, x.entry, w)
	if err == nil {
		err = rw.each(func(kind xmlscan.Kind) error { return m.rewriteCommentPart(rw, kind) })
	}
	if err == nil {
		err = rw.finish()
	}
	if err != nil {
		return refusalOf(err, x.entry.name)
	}
	return nil
}

// rewriteCommentPart writes what stands for one token on the part's first level.
func (m *marking) rewriteCommentPart(rw *rewriter, kind xmlscan.Kind) error {
	x := &m.notesX
	switch {
	case kind != xmlscan.Start || !rw.is("authors", "commentList"):
		rw.keep()
		return nil
	case rw.is("authors"):
		rw.open()
		return rw.each(func(kind xmlscan.Kind) error {
			if kind == xmlscan.End && rw.is("authors") {
				if x.author == x.authors {
					rw.write("<" + rw.p + "author>" + commentAuthor + "</" + rw.p + "author>")
				}
				rw.shut()
				return nil
			}
			rw.keep()
			return nil
		})
	}
	rw.open()
	return rw.each(func(kind xmlscan.Kind) error {
		switch kind {
		case xmlscan.End:
			if err := m.newComments(rw.out, rw.p); err != nil {
				return err
			}
			rw.shut()
			return nil
		case xmlscan.Text:
			rw.keep()
			return nil
		}
		return m.rewriteComment(rw)
	})
}

// rewriteComment writes a comment that was there: one of an earlier marking
// goes, one by others keeps their words, with the mark's behind them where the
// cell is marked.
func (m *marking) rewriteComment(rw *rewriter) error {
	col, row, _ := parseRef(rw.attr("ref"))
	at := place{row, col}
	if m.notesX.known[at] {
		return rw.s.Skip()
	}
	words, marked := m.comments[at]
	rw.keep()
	return rw.each(func(kind xmlscan.Kind) error {
		switch {
		case kind == xmlscan.Start && rw.is("r"):
			raw, text, err := rw.take()
			if !strings.HasPrefix(text, "\n"+signature) {
				rw.write(raw)
			}
			return err
		case !marked || kind == xmlscan.Text || !rw.is("text"):
			rw.keep()
		case kind == xmlscan.Start:
			rw.open()
		default:
			rw.write(commentRun(rw.p, "\n"+signature+words))
			rw.shut()
		}
		return nil
	})
}

// newComments writes the comments of the marked cells that have none by others.
func (m *marking) newComments(w io.Writer, p string) error {
	for _, at := range m.marked {
		if ours, there := m.notesX.known[at]; there && !ours {
			continue
		}
		_, err := fmt.Fprintf(w, `<%scomment ref="%s" authorId="%d"><%stext>%s</%stext></%scomment>`,
			p, cellRef(at.col, at.row), m.notesX.author, p, commentRun(p, signature+m.comments[at]), p, p)
		if err != nil {
			return err
		}
	}
	return nil
}

func commentRun(p, words string) string {
	return "<" + p + `r><` + p + `rPr><` + p + `sz val="9"/><` + p + `rFont val="Tahoma"/><` + p + `family val="2"/></` + p + `rPr><` +
		p + `t xml:space="preserve">` + escapeText(words) + `</` + p + `t></` + p + `r>`
}

// The frame of a drawing of comments, as Excel writes it.
const (
	shapeType = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
		`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
	drawingHead = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
		`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>`
	drawingTail = `</xml>`
	shapeMark   = "_x0000_s"
	firstShape  = 1025
)

// largestDrawing bounds the drawing that is read into memory.
const largestDrawing = 64 << 20

// writeDrawing writes the drawing: a shape for each comment that is new, the
// shapes of comments that went left out. VML is often not well-formed, so what
// is there is cut by its shapes and otherwise left alone.
func (m *marking) writeDrawing(w io.Writer) error {
	old := []byte(drawingHead + drawingTail)
	if e := m.notesX.drawing; e != nil {
		if e.size > largestDrawing {
			return refuse(TooLarge, "%s: %d bytes", e.name, e.size)
		}
		var err error
		if old, err = io.ReadAll(m.c.open(e)); err != nil {
			return err
		}
		old = m.withoutShapes(old)
	}
	end := bytes.LastIndex(old, []byte(drawingTail))
	if end < 0 {
		return refuse(BadStructure, "the drawing of comments has no end")
	}
	if _, err := w.Write(old[:end]); err != nil {
		return err
	}
	if !bytes.Contains(old, []byte(`id="_x0000_t202"`)) {
		if _, err := io.WriteString(w, shapeType); err != nil {
			return err
		}
	}
	next := lastShape(old) + 1
	for _, at := range m.marked {
		if _, there := m.notesX.known[at]; there && m.notesX.drawing != nil {
			continue
		}
		if _, err := io.WriteString(w, shapeOf(next, at)); err != nil {
			return err
		}
		next++
	}
	_, err := w.Write(old[end:])
	return err
}

// withoutShapes cuts the shapes of comments of an earlier marking that are not
// repeated.
func (m *marking) withoutShapes(drawing []byte) []byte {
	const begin, end = "<v:shape ", "</v:shape>"
	var out []byte
	for {
		i := bytes.Index(drawing, []byte(begin))
		if i < 0 {
			return append(out, drawing...)
		}
		n := bytes.Index(drawing[i:], []byte(end))
		if n < 0 {
			return append(out, drawing...)
		}
		n += i + len(end)
		at, ok := shapePlace(drawing[i:n])
		_, marked := m.comments[at]
		out = append(out, drawing[:i]...)
		if !ok || marked || !m.notesX.known[at] {
			out = append(out, drawing[i:n]...)
		}
		drawing = drawing[n:]
	}
}

// shapePlace reads which cell a comment's shape belongs to.
func shapePlace(shape []byte) (place, bool) {
	number := func(name string) (int, bool) {
		_, rest, _ := bytes.Cut(shape, []byte("<x:"+name+">"))
		text, _, ok := bytes.Cut(rest, []byte("</x:"+name+">"))
		n, digits := parseCount(trimSpace(text), maxRows)
		return n, ok && digits
	}
	row, ok1 := number("Row")
	col, ok2 := number("Column")
	return place{row + 1, col}, ok1 && ok2
}

// lastShape is the highest number of a shape in a drawing.
func lastShape(drawing []byte) int {
	last := firstShape - 1
	for {
		i := bytes.Index(drawing, []byte(shapeMark))
		if i < 0 {
			return last
		}
		drawing = drawing[i+len(shapeMark):]
		n := 0
		for n < len(drawing) && n < 9 && drawing[n] >= '0' && drawing[n] <= '9' {
			n++
		}
		if id, ok := parseCount(drawing[:n], 1<<30); ok {
			last = max(last, id)
		}
	}
}

// shapeOf is the shape of a comment, hidden until the cell is pointed at.
func shapeOf(id int, at place) string {
	anchor := []int{at.col + 1, 15, max(at.row-2, 0), 10, at.col + 3, 30, max(at.row-2, 0) + 5, 4}
	var corners []string
	for _, n := range anchor {
		corners = append(corners, strconv.Itoa(n))
	}
	return fmt.Sprintf(`<v:shape id="%s%d" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
		`<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>`+
		`<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
		`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>`+
		`<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
		shapeMark, id, strings.Join(corners, ", "), at.row-1, at.col)
}
