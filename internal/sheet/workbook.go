package sheet

import (
	"io"
	"iter"
	"slices"
	"strings"

	"chitra/internal/xmlscan"
)

// Workbook is an .xlsx whose container, structure, shared strings and styles
// have been read and found sound. Its sheets are read by Rows.
type Workbook struct {
	c       *container
	part    string // the workbook's own part
	sheets  []worksheet
	strings sharedStrings
	styles  styles

	names  []string // of all sheets, those without cells too
	lastID int      // the highest sheetId
	strict bool     // written in the standard's strict form

	date1904, macros, external bool
}

// worksheet is one sheet and where its rows are.
type worksheet struct {
	SheetInfo
	id     string // of its relation to the workbook
	entry  *entry
	merges []area // as seen when the container was checked; by first row
}

// Table is what workbooks and CSV files have in common.
type Table interface {
	// Sheets lists the sheets in the order of their tabs.
	Sheets() []SheetInfo
	// Rows reads sheet i from its beginning. The row is reused. An error is
	// the last thing handed out: a *Refusal where the file is at fault.
	Rows(i int) iter.Seq2[*Row, error]
	// Date1904 reports whether serial dates count from 1904.
	Date1904() bool
}

// Open checks the whole package and reads what the rows depend on. A file that
// is not a sound .xlsx is a *Refusal; any other error is the reader's own.
func Open(r io.ReaderAt, size int64, l Limits) (*Workbook, error) {
	c, err := openContainer(r, size, l.withDefaults())
	if err != nil {
		return nil, err
	}
	w := &Workbook{c: c}
	checked := make(chan error, 1)
	tails := make(map[*entry]tailFinder)
	go func() { checked <- c.checkAll(tails) }()
	read := w.read()
	if err := <-checked; err != nil {
		return nil, err
	}
	if read != nil {
		return nil, read
	}
	for i := range w.sheets {
		if tail, ok := tails[w.sheets[i].entry]; ok {
			w.sheets[i].merges = tail.merges(c.limits)
		}
	}
	return w, nil
}

// read finds and reads the parts of the workbook.
func (w *Workbook) read() error {
	relations, err := w.c.relations("")
	if err != nil {
		return err
	}
	for _, r := range relations {
		if r.is(relWorkbook) {
			w.part = r.target
			w.strict = strings.HasPrefix(r.kind, strictRelations)
		}
	}
	e, ok := w.c.find(w.part)
	switch {
	case w.c.has("mimetype"):
		return refuse(OpenDocument, "the package is an OpenDocument")
	case strings.HasSuffix(w.part, ".bin"):
		return refuse(BinaryExcel, "the workbook is %s", w.part)
	case !ok:
		return refuse(NotAWorkbook, "the package names no workbook")
	}
	if err := w.readWorkbook(e); err != nil {
		return err
	}
	return w.readRelated()
}

// readWorkbook reads the names and states of the sheets.
func (w *Workbook) readWorkbook(e *entry) error {
	if strings.HasPrefix(w.part, "word/") || strings.HasPrefix(w.part, "ppt/") {
		return refuse(NotAWorkbook, "the package is about %s", w.part)
	}
	return w.c.scan(e, "workbook", func(s *xmlscan.Scanner) error {
		return eachChild(s, func(tok xmlscan.Token) error {
			switch {
			case tok.Name.Is("workbookPr"):
				w.date1904 = attrTrue(s, "date1904")
			case tok.Name.Is("sheets"):
				return eachChild(s, func(xmlscan.Token) error { return w.addSheet(s) })
			}
			return nil
		})
	})
}

// maxSheetID leaves room for one more below what Excel takes.
const maxSheetID = 65533

func (w *Workbook) addSheet(s *xmlscan.Scanner) error {
	sh := worksheet{id: attrText(s, "id")}
	sh.Name = attrText(s, "name")
	switch state := attrText(s, "state"); state {
	case "", "visible":
	case "hidden":
		sh.Hidden = Hidden
	case "veryHidden":
		sh.Hidden = VeryHidden
	default:
		return refuse(BadStructure, "sheet %q: state %q", sh.Name, state)
	}
	for _, name := range w.names {
		if strings.EqualFold(name, sh.Name) {
			return refuse(BadStructure, "two sheets called %q", sh.Name)
		}
	}
	id, _ := parseCount(attrText(s, "sheetId"), maxSheetID)
	w.lastID = max(w.lastID, id)
	w.names = append(w.names, sh.Name)
	w.sheets = append(w.sheets, sh)
	return nil
}

// readRelated follows the workbook's relations to sheets, strings and styles.
// Sheets that hold no cells (charts, dialogs) are left out.
func (w *Workbook) readRelated() error {
	relations, err := w.c.relations(w.part)
	if err != nil {
		return err
	}
	cells := w.sheets[:0]
	for _, sh := range w.sheets {
		i := slices.IndexFunc(relations, func(r relation) bool { return r.id == sh.id })
		if i < 0 {
			return refuse(MissingPart, "sheet %q has no part", sh.Name)
		}
		if !relations[i].is(relSheet) {
			continue
		}
		var ok bool
		if sh.entry, ok = w.c.find(relations[i].target); !ok {
			return refuse(MissingPart, "sheet %q: no part %s", sh.Name, relations[i].target)
		}
		sh.Index = len(cells)
		cells = append(cells, sh)
	}
	w.sheets = cells
	if len(cells) == 0 {
		return refuse(BadStructure, "the workbook has no worksheet")
	}
	for _, r := range relations {
		w.external = w.external || r.is(relExternal)
	}
	if err := w.findMacroTypes(); err != nil {
		return err
	}
	for _, e := range w.c.entries {
		name := strings.ToLower(e.name)
		w.macros = w.macros || strings.HasSuffix(name, "vbaproject.bin") || strings.Contains(name, "/macrosheets/")
	}
	return w.readStringsAndStyles(relations)
}

// findMacroTypes looks for a content type that may carry macros.
func (w *Workbook) findMacroTypes() error {
	e, ok := w.c.find(contentTypes)
	if !ok {
		return nil
	}
	return w.c.scan(e, "Types", func(s *xmlscan.Scanner) error {
		return eachChild(s, func(xmlscan.Token) error {
			w.macros = w.macros || strings.Contains(attrText(s, "ContentType"), ".macroEnabled.")
			return nil
		})
	})
}

func (w *Workbook) readStringsAndStyles(relations []relation) error {
	for _, r := range relations {
		if !r.is(relStrings) && !r.is(relStyles) {
			continue
		}
		e, ok := w.c.find(r.target)
		if !ok {
			return refuse(MissingPart, "no part %s", r.target)
		}
		var err error
		if r.is(relStrings) {
			w.strings, err = readSharedStrings(w.c, e)
		} else {
			w.styles, err = readStyles(w.c, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Sheets lists the worksheets in the order of their tabs, hidden ones too.
func (w *Workbook) Sheets() []SheetInfo {
	list := make([]SheetInfo, len(w.sheets))
	for i, sh := range w.sheets {
		list[i] = sh.SheetInfo
	}
	return list
}

// Date1904 reports whether serial dates count from 1904-01-01.
func (w *Workbook) Date1904() bool { return w.date1904 }

// HasMacros reports whether the workbook carries macros, or is of the kind that
// may.
func (w *Workbook) HasMacros() bool { return w.macros }

// HasExternalLinks reports whether it refers to other workbooks.
func (w *Workbook) HasExternalLinks() bool { return w.external }

// has reports whether the package has an entry of exactly that name.
func (c *container) has(name string) bool {
	_, ok := c.byName[name]
	return ok
}

// atEOF makes sure that nothing but the end follows.
func atEOF(s *xmlscan.Scanner) error {
	_, err := s.Next()
	if err == io.EOF {
		return nil
	}
	return err
}
