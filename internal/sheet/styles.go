package sheet

import "chitra/internal/xmlscan"

// styles is what the reader needs of a workbook's cell formats. A workbook
// without styles has the one format 0.
type styles struct {
	formats []cellFormat
}

// cellFormat is one cell format.
type cellFormat struct {
	format string // number format code, "" for General
	date   bool   // it shows a day, month or year
	font   string
}

// at returns format i, nil where there is none.
func (st *styles) at(i int) *cellFormat {
	if i < len(st.formats) {
		return &st.formats[i]
	}
	if i == 0 {
		return &cellFormat{}
	}
	return nil
}

// maxStyles is the highest index of a cell format (Excel stops at 65,490), and
// maxFormatID the highest number that a number format may have.
const (
	maxStyles   = 1<<16 - 1
	maxFormatID = 1<<31 - 1
)

func readStyles(c *container, e *entry) (styles, error) {
	var st styles
	codes := make(map[int]string)
	var fonts []string
	err := c.scan(e, "styleSheet", func(s *xmlscan.Scanner) error {
		return eachChild(s, func(tok xmlscan.Token) error {
			switch {
			case tok.Name.Is("numFmts"):
				return eachChild(s, func(xmlscan.Token) error {
					id, ok := parseCount(attrText(s, "numFmtId"), maxFormatID)
					if !ok {
						return refuse(BadStyle, "number format %q", attrText(s, "numFmtId"))
					}
					codes[id] = attrText(s, "formatCode")
					return nil
				})
			case tok.Name.Is("fonts"):
				return eachChild(s, func(xmlscan.Token) error {
					name, err := fontName(s)
					fonts = append(fonts, name)
					return err
				})
			case tok.Name.Is("cellXfs"):
				return eachChild(s, func(xmlscan.Token) error {
					f, err := readFormat(s, codes, fonts)
					st.formats = append(st.formats, f)
					return err
				})
			}
			return nil
		})
	})
	if err == nil && len(st.formats) > maxStyles+1 {
		err = refuse(BadStyle, "%d cell formats", len(st.formats))
	}
	return st, err
}

// fontName reads the name of a font whose start tag was read last.
func fontName(s *xmlscan.Scanner) (name string, err error) {
	err = eachChild(s, func(tok xmlscan.Token) error {
		if tok.Name.Is("name") {
			name = attrText(s, "val")
		}
		return nil
	})
	return name, err
}

// readFormat reads an xf; number formats and fonts come before it in the part.
func readFormat(s *xmlscan.Scanner, codes map[int]string, fonts []string) (cellFormat, error) {
	var f cellFormat
	if value, ok := s.Attr("numFmtId"); ok {
		id, ok := parseCount(value, maxFormatID)
		if !ok {
			return f, refuse(BadStyle, "number format %q", value)
		}
		if f.format, ok = codes[id]; !ok {
			f.format = builtInFormats[id]
		}
		if f.format == "General" {
			f.format = ""
		}
		f.date = showsDay(f.format)
	}
	if value, ok := s.Attr("fontId"); ok {
		i, ok := parseCount(value, maxStyles)
		if !ok || i >= len(fonts) && len(fonts) > 0 {
			return f, refuse(BadStyle, "font %q", value)
		}
		if i < len(fonts) {
			f.font = fonts[i]
		}
	}
	return f, nil
}
