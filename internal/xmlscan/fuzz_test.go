package xmlscan

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/charmap"
)

// FuzzAgainstEncodingXML holds that whatever encoding/xml refuses as malformed
// is refused, that what both accept has the same elements and text, and that
// the way a document is cut into reads changes nothing.
func FuzzAgainstEncodingXML(f *testing.F) {
	for _, seed := range []string{
		`<a/>`, `<a b="1"><c>x &amp; y</c></a>`, "<a>\r\n<!-- x --><![CDATA[]]]]></a>", `<a:b xmlns:a="u"/>`, `<a></b>`,
		`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "<a>]]></a>", `<a>&#x0;</a>`, "<a b='\t&#10;'/>", `<đ/>`, `<?xml?><a/>`,
		`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, "\xEF\xBB\xBF<a/>", "<a><?p q?>1<!---->2</a><!-- -->", `<a b='1' b='2'/>`, "<a>\x00</a>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		if bytes.HasPrefix(doc, []byte("\xFF\xFE")) || bytes.HasPrefix(doc, []byte("\xFE\xFF")) {
			return // encoding/xml does not read UTF-16
		}
		ours, err := render(New(bytes.NewReader(doc), Limits{}))
		slow, slowErr := render(New(iotest.OneByteReader(bytes.NewReader(doc)), Limits{}))
		if (err == io.EOF) != (slowErr == io.EOF) || err == io.EOF && slow != ours {
			t.Fatalf("read byte by byte: %q, %v; else %q, %v", slow, slowErr, ours, err)
		}
		if err != io.EOF {
			return
		}
		text, theirs := encodingXML(t, doc)
		if theirs != nil {
			t.Fatalf("%q: encoding/xml refuses: %v", doc, theirs)
		}
		if got := textOf(t, doc); got != text {
			t.Fatalf("%q: read as %q, encoding/xml has %q", doc, got, text)
		}
	})
}

// encodingXML reads doc strictly and returns its tags' local names and text.
func encodingXML(t *testing.T, doc []byte) (string, error) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.CharsetReader = func(charset string, r io.Reader) (io.Reader, error) {
		switch strings.ToLower(charset) {
		case "iso-8859-1", "latin1":
			return charmap.ISO8859_1.NewDecoder().Reader(r), nil
		case "windows-1252", "cp1252":
			return charmap.Windows1252.NewDecoder().Reader(r), nil
		}
		return r, nil
	}
	var b strings.Builder
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			b.WriteString("<" + tok.Name.Local + ">")
		case xml.EndElement:
			depth--
			b.WriteString("</" + tok.Name.Local + ">")
		case xml.CharData:
			if depth > 0 {
				b.Write(tok)
			}
		}
	}
}

func textOf(t *testing.T, doc []byte) string {
	t.Helper()
	s := New(bytes.NewReader(doc), Limits{})
	var b strings.Builder
	for {
		tok, err := s.Next()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok.Kind {
		case Start:
			b.WriteString("<" + string(tok.Name.Local) + ">")
		case End:
			b.WriteString("</" + string(tok.Name.Local) + ">")
		case Text:
			b.Write(tok.Text)
		}
	}
}
