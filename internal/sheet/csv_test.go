package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

func TestCSV(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("a\tNguyễn Thị Hoà\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, in, want string }{
		{"comma", "a,b\n1,\"2,5\"\n", "1 A=a B=b\n2 A=1 B=2,5\n"},
		{"semicolon beats commas in amounts", "họ tên;tiền;ghi chú\nHoà;1,250,000;\n;;\n", "1 A=họ tên B=tiền C=ghi chú\n2 A=Hoà B=1,250,000\n3\n"},
		{"tab", "a\tb,c;d\r\n1\t2\r\n", "1 A=a B=b,c;d\n2 A=1 B=2\n"},
		{"one column", "a\nb", "1 A=a\n2 A=b\n"},
		{"empty lines are rows", "a;b\n\n1;2\n", "1 A=a B=b\n2\n3 A=1 B=2\n"},
		{"quotes", "\"a\"\"b\";\"c\r\nd\";\"\"\n", "1 A=a\"b B=c|d\n"},
		{"old line ends", "a;b\r1;2\r", "1 A=a B=b\n2 A=1 B=2\n"},
		{"Excel's first line", "sep=|\na|b;c;d\n", "1 A=a B=b;c;d\n"},
		{"UTF-8 mark", "\xEF\xBB\xBFệ;b\n", "1 A=ệ B=b\n"},
		{"UTF-16", utf16, "1 A=a B=Nguyễn Thị Hoà\n"},
		{"Windows-1258", "Nguy\xEA\xDEn Tho\xF2 Ho\xE0;\xD0\xF4ng\n", "1 A=Nguyễn Thọ Hoà B=Đông\n"},
		{"formulas are texts", "=1+1;@x\n", "1 A==1+1 B=@x\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := ReadCSV(strings.NewReader(tt.in), int64(len(tt.in)), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for row, err := range f.Rows(0) {
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString(cellRef(0, row.Number)[1:])
				for i, c := range row.Cells {
					if c.Kind == Text {
						b.WriteString(" " + ColumnName(i) + "=" + strings.ReplaceAll(c.Text, "\n", "|"))
					}
				}
				b.WriteByte('\n')
			}
			if diff := cmp.Diff(tt.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusedCSV(t *testing.T) {
	vietnamese := strings.Repeat("Nguyễn Thị Hoà;1\n", 15)
	for _, tt := range []struct {
		name, in string
		code     Code
		row      int
	}{
		{"cut within quotes", "a;b\n\"c;d\n", BadQuotes, 2},
		{"quote inside", "a;b\nc\"d;e\n", BadQuotes, 2},
		{"text behind quotes", "a;b\n\"c\"d;e\n", BadQuotes, 2},
		{"control character", "a;b\nc\x01;d\n", ControlCharacter, 2},
		{"delete", "a;b\n\x7F;d\n", ControlCharacter, 2},
		{"NUL", "a;b\n\x00;d\n", ControlCharacter, 2},
		{"too many rows", strings.Repeat("a\n", 21), TooManyRows, 21},
		{"too many columns", "a\n1;2;3;4;5;6\n", TooManyColumns, 2},
		{"text too long", "a;" + strings.Repeat("x", 101), TextTooLong, 1},
		{"damaged UTF-8", strings.Replace(vietnamese, "ễ", "\xE1\xBB", 1), BadEncoding, 0},
		{"marked, not UTF-8", "\xEF\xBB\xBFa\xFF", BadEncoding, 0},
		{"half a UTF-16 character", "\xFF\xFEa\x00\x00\xD8;\x00", BadEncoding, 1},
		{"cut UTF-16", "\xFF\xFEa\x00;\x00b", BadEncoding, 1},
		{"not in Windows-1258", "a\xF4\x9Ab\xF5\n", BadEncoding, 1},
		{"too large", strings.Repeat("x", 401), TooLarge, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := Limits{Rows: 20, Columns: 5, Text: 100, Unzipped: 400}
			var got *Refusal
			f, err := ReadCSV(strings.NewReader(tt.in), int64(len(tt.in)), l)
			if err != nil {
				got = err.(*Refusal)
			} else {
				for _, err := range f.Rows(0) {
					if err != nil {
						got = err.(*Refusal)
					}
				}
			}
			if got == nil || got.Code != tt.code || got.Row != tt.row {
				t.Errorf("got %v, want %s row %d", got, tt.code, tt.row)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	ole := func(name string) string {
		head := make([]byte, 2048)
		copy(head, oleSignature)
		head[30] = 9
		head[48] = 2 // the directory is in sector 2
		copy(head[3*512:], wide(name))
		return string(head)
	}
	for _, tt := range []struct {
		in   string
		kind FileKind
		code Code
	}{
		{"", EmptyKind, EmptyFile}, {" \r\n\t", EmptyKind, EmptyFile}, {"\xEF\xBB\xBF", EmptyKind, EmptyFile},
		{ole("Workbook"), XLS, OldExcel}, {ole("EncryptedPackage"), EncryptedFile, Encrypted}, {"\x09\x08\x10\x00", XLS, OldExcel},
		{"PK\x03\x04" + strings.Repeat("\x00", 26) + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ODS, OpenDocument},
		{"PK\x03\x04\x14\x00", XLSX, DamagedContainer}, {"PK", XLSX, DamagedContainer},
		{"<!DOCTYPE html><p>", HTML, WebPage}, {"\n <HTML>", HTML, WebPage}, {"<table><tr>", HTML, WebPage}, {"MIME-Version: 1.0", HTML, WebPage},
		{`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`, HTML, WebPage},
		{"\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", HTML, WebPage},
		{"%PDF-1.7", PDF, PDFFile},
		{"<?xml version='1.0'?><Document/>", UnknownFile, NotAWorkbook}, {"\x89PNG\r\n\x1A\n", UnknownFile, NotAWorkbook}, {`{\rtf1`, UnknownFile, NotAWorkbook}, {"Rar!\x1A\x07\x00", UnknownFile, NotAWorkbook},
		{"stt;họ tên\n", CSV, ""}, {"\xFE\xFF\x00a\x00;", CSV, ""},
	} {
		if got := Sniff([]byte(tt.in)); got != tt.kind {
			t.Errorf("%.30q: %v, want %v", tt.in, got, tt.kind)
		}
		if _, err := OpenTable(strings.NewReader(tt.in), int64(len(tt.in)), Limits{}); codeOf(t, err) != tt.code {
			t.Errorf("%.30q: %v, want %q", tt.in, err, tt.code)
		}
	}
	far := make([]byte, 64<<10)
	copy(far, ole("Workbook"))
	copy(far[3*512:], make([]byte, 64))
	far[48] = 100
	copy(far[101*512+128:], wide("EncryptedPackage"))
	if _, err := OpenTable(bytes.NewReader(far), int64(len(far)), Limits{}); codeOf(t, err) != Encrypted {
		t.Errorf("a directory far behind: %v", err)
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a;b\n\"c\"\n", "\xEF\xBB\xBFa", "\xFF\xFEa\x00", "a\xF4\xEC,b", "sep=;\n1;2", "\"", "a\"", "\r\n\r"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadCSV(bytes.NewReader(data), int64(len(data)), Limits{})
		if err != nil {
			return
		}
		last := 0
		for row, err := range c.Rows(0) {
			if err != nil {
				return
			}
			if row.Number != last+1 {
				t.Fatalf("row %d behind %d", row.Number, last)
			}
			last = row.Number
		}
	})
}
