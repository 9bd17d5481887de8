package xmlscan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// render reads a document to its end and writes its tokens in one line.
func render(s *Scanner) (string, error) {
	var b strings.Builder
	for {
		tok, err := s.Next()
		if err != nil {
			return b.String(), err
		}
		switch tok.Kind {
		case Start:
			fmt.Fprintf(&b, "<%s", qualified(tok.Name))
			for i := range s.NumAttr() {
				name, value := s.AttrAt(i)
				fmt.Fprintf(&b, " %s=%q", qualified(name), value)
			}
			b.WriteString(">")
		case End:
			fmt.Fprintf(&b, "</%s>", qualified(tok.Name))
		case Text:
			fmt.Fprintf(&b, "%q", tok.Text)
		}
	}
}

func qualified(n Name) string {
	if n.Prefix == nil {
		return string(n.Local)
	}
	return string(n.Prefix) + ":" + string(n.Local)
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"empty element gives start and end", `<a/>`, `<a></a>`},
		{"prefixes are kept apart", `<x:a xmlns:x="u"><x:b/></x:a>`, `<x:a xmlns:x="u"><x:b></x:b></x:a>`},
		{"space in tags", "<a  b = '1'\n\tc=\"2\" ><b\n/></a >", `<a b="1" c="2"><b></b></a>`},
		{"attribute white space becomes spaces", "<a b='1\t2\r\n3&#10;4'/>", `<a b="1 2 3\n4"></a>`},
		{"attribute keeps the other quote and >", `<a b='"' c="'>"/>`, `<a b="\"" c="'>"></a>`},
		{"references", `<a b="&lt;&#x41;">&amp;&gt;&quot;&apos;&#65;&#x1F600;</a>`, `<a b="<A">"&>\"'A😀"</a>`},
		{"one text across comment, instruction and cdata", `<a>1<!--x-->2<?p q?>3<![CDATA[<&]]>4</a>`, `<a>"123<&4"</a>`},
		{"line ends", "<a>1\r\n2\r3\n4<![CDATA[5\r\n6\r7]]></a>", `<a>"1\n2\n3\n45\n6\n7"</a>`},
		{"empty cdata and comment are no text", `<a><![CDATA[]]><!----></a>`, `<a></a>`},
		{"brackets in cdata", `<a><![CDATA[]]]]></a>`, `<a>"]]"</a>`},
		{"brackets in text", `<a>]] ]]&gt; ></a>`, `<a>"]] ]]> >"</a>`},
		{"beside the root", "<?xml version='1.0'?>\n<!-- a --><?p?>\n<a/>\n<!-- b -->\n", `<a></a>`},
		{"declaration", `<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><a/>`, `<a></a>`},
		{"byte order mark", "\xEF\xBB\xBF<a>ệ</a>", `<a>"ệ"</a>`},
		{"latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE0\xA9</a>", `<a>"à©"</a>`},
		{"windows-1252", "<?xml version='1.0' encoding='windows-1252'?><a b='\x80'/>", `<a b="€"></a>`},
		{"utf-16 little end first", utf16le(`<?xml version="1.0" encoding="UTF-16"?><a>ệ😀</a>`), `<a>"ệ😀"</a>`},
		{"letters of names", `<chi_trả-1.x đ="1"/>`, `<chi_trả-1.x đ="1"></chi_trả-1.x>`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := render(New(strings.NewReader(tt.in), Limits{}))
			if err != io.EOF {
				t.Fatalf("error %v", err)
			}
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			slow, err := render(New(iotest.OneByteReader(strings.NewReader(tt.in)), Limits{}))
			if err != io.EOF || slow != got {
				t.Errorf("byte by byte: %s, %v", slow, err)
			}
			everyCutIsRefused(t, tt.in)
		})
	}
}

// everyCutIsRefused cuts a document at each offset: what is left is refused,
// unless only space and comments behind the root are gone.
func everyCutIsRefused(t *testing.T, doc string) {
	t.Helper()
	whole := len(strings.TrimRight(doc, "\n"))
	if i := strings.LastIndex(doc, "\n<!--"); i > 0 {
		whole = i
	}
	for i := range whole {
		if _, err := render(New(strings.NewReader(doc[:i]), Limits{})); err == io.EOF || err == nil {
			t.Errorf("cut at %d accepted: %q", i, doc[:i])
		}
	}
}

func utf16le(s string) string {
	out := []byte{0xFF, 0xFE}
	for _, r := range s {
		if r >= 0x10000 {
			r -= 0x10000
			hi := 0xD800 + r>>10
			out = append(out, byte(hi), byte(hi>>8))
			r = 0xDC00 + r&0x3FF
		}
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Reason
	}{
		{"", Cut},
		{"  \n", Cut},
		{"<!-- only -->", Cut},
		{"<a", Cut}, {"<a>", Cut}, {"<a>x", Cut}, {"<a b='", Cut}, {"<a><![CDATA[x]]", Cut}, {"<a><!-- x", Cut}, {"<a>&amp", Cut},
		{"<a></b>", MismatchedEnd}, {"<a><b></a></b>", MismatchedEnd}, {"</a>", MismatchedEnd}, {"<x:a></y:a>", MismatchedEnd},
		{"<a></a x>", BadMarkup}, {"<a / >", BadMarkup}, {"<a><!x></a>", BadMarkup}, {"<a><![cdata[]]></a>", BadMarkup},
		{"<a/><b/>", OutsideRoot}, {"x<a/>", OutsideRoot}, {"<a/>x", OutsideRoot}, {"<a/>&#32;", OutsideRoot}, {"\x00<a/>", OutsideRoot},
		{"<a b='1' b='2'/>", DuplicateAttribute},
		{"<a b/>", BadAttribute}, {"<a b=1/>", BadAttribute}, {"<a b='1'c='2'/>", BadAttribute}, {"<a b='<'/>", BadAttribute},
		{"< a/>", BadName}, {"<1/>", BadName}, {"<:a/>", BadName}, {"<a:/>", BadName}, {"<a:b:c/>", BadName}, {"<a -b='1'/>", BadName}, {"<中/>", BadName},
		{"<a>&nbsp;</a>", BadReference}, {"<a>&#0;</a>", BadReference}, {"<a>&#xD800;</a>", BadReference}, {"<a>&#x110000;</a>", BadReference},
		{"<a>&#xFFFF;</a>", BadReference}, {"<a>&;</a>", BadReference}, {"<a>&#;</a>", BadReference}, {"<a>&#x;</a>", BadReference},
		{"<a b='&x;'/>", BadReference}, {"<a>&#-5;</a>", BadReference}, {"<a>&#1_0;</a>", BadReference}, {"<a>& and a long way to the next;</a>", BadReference},
		{"<a>\x01</a>", ControlCharacter}, {"<a>\x00</a>", ControlCharacter}, {"<a b='\x1F'/>", ControlCharacter}, {"<a><!--\x02--></a>", ControlCharacter},
		{"<a>\uFFFE</a>", ControlCharacter}, {"<a><![CDATA[\x08]]></a>", ControlCharacter}, {"<a><?p \x0B?></a>", ControlCharacter},
		{"<a>\xC3(</a>", BadEncoding}, {"<a>\xED\xA0\x80</a>", BadEncoding}, {"<a b='\xFF'/>", BadEncoding}, {"<a><!--\xFF--></a>", BadEncoding},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", BadEncoding}, {"<?xml version='1.0' encoding='koi8-r'?><a/>", BadEncoding},
		{utf16le("<?xml version='1.0' encoding='UTF-8'?><a/>"), BadEncoding}, {utf16le("<a>x")[:9], BadEncoding},
		{"<?xml version='1.0' encoding='windows-1252'?><a>\x81</a>", BadEncoding},
		{"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a/>", BadEncoding},
		{"<a><!-- -- --></a>", BadComment}, {"<a><!----->", BadComment},
		{"<?xml version='1.1'?><a/>", BadDeclaration}, {"<?xml encoding='UTF-8'?><a/>", BadDeclaration}, {" <?xml version='1.0'?><a/>", BadDeclaration},
		{"<a><?xml version='1.0'?></a>", BadDeclaration}, {"<?XML version='1.0'?><a/>", BadDeclaration}, {"<?xml version='1.0' standalone='maybe'?><a/>", BadDeclaration},
		{"<?xml version='1.0'encoding='UTF-8'?><a/>", BadDeclaration}, {"<?xml version='1.0' x='1'?><a/>", BadDeclaration}, {"<?xml version='1.0' encoding=''?><a/>", BadDeclaration},
		{"<a>]]></a>", BadText}, {"<a>x]]]></a>", BadText},
		{"<!DOCTYPE a><a/>", Doctype}, {"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", Doctype}, {"<a><!DOCTYPE a></a>", Doctype},
	} {
		for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
			_, err := render(New(r, Limits{}))
			var se *SyntaxError
			if !errors.As(err, &se) || se.Reason != tt.want {
				t.Errorf("%q: got %v, want %s", tt.in, err, tt.want)
			}
		}
	}
}

func TestErrorsSayWhereAndOfWhatClass(t *testing.T) {
	_, err := render(New(strings.NewReader("<a>\n<b>\n\x01</b></a>"), Limits{}))
	if diff := cmp.Diff(&SyntaxError{Line: 3, Offset: 8, Reason: ControlCharacter}, err); diff != "" {
		t.Error(diff)
	}
	if _, err := render(New(strings.NewReader("<!DOCTYPE a><a/>"), Limits{})); !errors.Is(err, ErrDoctype) {
		t.Errorf("doctype: %v", err)
	}
	broken := io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(io.ErrUnexpectedEOF))
	s := New(broken, Limits{})
	for range 3 {
		if _, err = s.Next(); err != nil {
			break
		}
	}
	if _, again := s.Next(); !errors.Is(err, io.ErrUnexpectedEOF) || again != err {
		t.Errorf("a reader's error: %v, then %v", err, again)
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	for _, tt := range []struct {
		name, in string
		limits   Limits
		want     Reason
	}{
		{"depth", strings.Repeat("<a>", 300), Limits{}, TooDeep},
		{"depth set", "<a><b><c/></b></a>", Limits{Depth: 2}, TooDeep},
		{"attributes", "<a b='1' c='2' d='3'/>", Limits{Attrs: 2}, TooManyAttributes},
		{"text", "<a>" + long + "</a>", Limits{Text: 199_999}, TooLong},
		{"text in pieces", "<a>" + strings.Repeat("x<!-- -->", 100) + "</a>", Limits{Text: 500}, TooLong},
		{"attribute", "<a b='" + long + "'/>", Limits{Text: 1000}, TooLong},
		{"short text over a short limit", "<a>123456789</a>", Limits{Text: 8}, TooLong},
		{"name", "<" + long + "/>", Limits{Text: 1000}, TooLong},
		{"total", "<a>" + long + "</a>", Limits{Total: 150_000}, TooLarge},
	} {
		_, err := render(New(strings.NewReader(tt.in), tt.limits))
		var se *SyntaxError
		if !errors.As(err, &se) || se.Reason != tt.want || !errors.Is(err, ErrLimit) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := render(New(strings.NewReader("<a>"+long+"</a>"), Limits{Text: 200_000})); err != io.EOF {
		t.Errorf("a text at the limit: %v", err)
	}
}

func TestAttr(t *testing.T) {
	s := New(strings.NewReader(`<a r:id="x" id="1&amp;" q="&#9;"><b r:id="y"/></a>`), Limits{})
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	id, _ := s.Attr("id")
	q, _ := s.Attr("q")
	if _, ok := s.Attr("none"); ok || string(id) != "1&" || string(q) != "\t" {
		t.Errorf("id %q, q %q, none %v", id, q, ok)
	}
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	if id, ok := s.Attr("id"); !ok || string(id) != "y" {
		t.Errorf("prefixed id %q %v", id, ok)
	}
	if _, ok := s.Attr("q"); ok {
		t.Error("an attribute of the parent was found")
	}
}

func TestSkip(t *testing.T) {
	s := New(strings.NewReader(`<a><b><c>1</c><c/>2</b>3<d/></a>`), Limits{})
	for range 2 {
		if _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Skip(); err != nil || s.Depth() != 1 {
		t.Fatalf("skip: %v, depth %d", err, s.Depth())
	}
	rest, err := render(s)
	if err != io.EOF || rest != `"3"<d></d></a>` {
		t.Errorf("behind the skipped element: %s, %v", rest, err)
	}
	cut := New(strings.NewReader(`<a><b>`), Limits{})
	if _, err := cut.Next(); err != nil {
		t.Fatal(err)
	}
	if err := cut.Skip(); err == nil {
		t.Error("skipping past the cut was accepted")
	}
}

func TestLeaf(t *testing.T) {
	s := New(strings.NewReader(`<a><b>12</b><c>ệ</c><d/><e>x<f/></e><g></g ></a>`), Limits{})
	var got []string
	for {
		kind, err := s.Advance()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if kind != Start || s.Depth() == 1 {
			continue
		}
		depth, name := s.Depth(), string(s.Local())
		if text, ok := s.Leaf(); ok {
			got = append(got, name+"="+string(text))
			depth--
		}
		if s.Depth() != depth {
			t.Errorf("%s: depth %d", name, s.Depth())
		}
	}
	if diff := cmp.Diff([]string{"b=12"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRawRepeatsTheDocument(t *testing.T) {
	doc := "<?xml version='1.0'?>\n<!-- x --><a b='1&amp;'  c = \"2\">\r\n1<!-- y -->&lt;<b/><?p?><c><![CDATA[z]]></c >" +
		strings.Repeat("<d>"+strings.Repeat("ệ", 20_000)+"</d>", 4) + "</a>\n<!-- end -->\n"
	for _, r := range []io.Reader{strings.NewReader(doc), iotest.HalfReader(strings.NewReader(doc))} {
		s := New(r, Limits{})
		var out bytes.Buffer
		for {
			_, err := s.Next()
			out.Write(s.Raw())
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if out.String() != doc {
			t.Errorf("raw bytes differ: %d of %d", out.Len(), len(doc))
		}
	}
}

// sheetLike is a document shaped like a worksheet, of about size bytes.
func sheetLike(size int) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet><sheetData>`)
	for i := 1; b.Len() < size; i++ {
		fmt.Fprintf(&b, `<row r="%d" spans="1:3"><c r="A%d" s="4"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c>`, i, i, i*7919, i, i)
		fmt.Fprintf(&b, `<c r="C%d" t="inlineStr"><is><t>Nguyễn Thị &amp; Hoà %d</t></is></c></row>`, i, i)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.Bytes()
}

func TestNoAllocationPerToken(t *testing.T) {
	doc := sheetLike(2 << 20)
	allocs := testing.AllocsPerRun(2, func() {
		s := New(bytes.NewReader(doc), Limits{})
		for {
			if _, err := s.Next(); err == io.EOF {
				return
			} else if err != nil {
				t.Fatal(err)
			}
			s.Attr("r")
		}
	})
	if allocs > 20 {
		t.Errorf("%v allocations for some 100,000 tokens", allocs)
	}
}

func BenchmarkScanner(b *testing.B) {
	doc := sheetLike(16 << 20)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		s := New(bytes.NewReader(doc), Limits{})
		for {
			if _, err := s.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
