package main

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"chitra/internal/app"
	"chitra/internal/sheet"
)

// badFile is a file that is no list of July 2024 of the commune 99001, and the
// code it is refused by.
type badFile struct {
	name, code string
	data       []byte
	args       []string // beside those of every import
}

// TestFilesThatAreNoLists hands in one file of each kind that comes instead of a
// list. Each is told in one sentence, with code and fix, and leaves nothing but
// the record of the try.
func TestFilesThatAreNoLists(t *testing.T) {
	s := newScript(t)
	s.clerk()
	stored := s.stored()
	for _, f := range badFiles(t) {
		t.Run(f.name, func(t *testing.T) {
			path := s.file(f.name, f.data)
			args := append([]string{"list", "import", "--period", "2024-07", path}, f.args...)
			s.as("lan", exitFailed, nil, append(args, "--dry-run")...)
			if now := s.stored(); now != stored {
				t.Errorf("a dry run left %+v, before %+v", now, stored)
			}
			var got listsImported
			s.as("lan", exitFailed, &got, args...)
			l := got.Lists[0]
			if l.Status != app.ListRefused || l.Reason != f.code || l.Rows != 0 || l.MarkedFile != "" {
				t.Errorf("%+v, want refused by %s", l, f.code)
			}
			if strings.Count(l.Message, ".") != 1+strings.Count(l.Message, ".xls")+strings.Count(l.Message, ".ods") || l.Fix == "" {
				t.Errorf("no one sentence with its fix: %q %q", l.Message, l.Fix)
			}
			stored.uploads++
			stored.events++
			if now := s.stored(); now != stored {
				t.Errorf("stored %+v, want %+v", now, stored)
			}
			code, out := s.run(append([]string{"--now", s.now, "--as", "lan"}, args...)...)
			if code != exitFailed || !strings.Contains(out, f.name+": "+l.Message+" "+l.Fix+" ["+f.code+"]\n") {
				t.Errorf("exit %d, said to people:\n%s", code, out)
			}
			if now := s.stored(); now != stored {
				t.Errorf("the same bytes again stored %+v, before %+v", now, stored)
			}
		})
	}
	s.as("quan-tri-1", exitDone, nil, "audit", "verify")
}

// Of several files one that is none fails nothing: the others are taken.
func TestOneBadFileStopsNoOther(t *testing.T) {
	s := newScript(t)
	s.clerk()
	good, bad := s.file("good.xlsx", listBook(t, julyTitle, hungRow())), s.file("bad.pdf", []byte("%PDF-1.4\n"))
	var got listsImported
	s.as("lan", exitNeedsPerson, &got, "list", "import", "--period", "2024-07", bad, good)
	if got.Lists[0].Status != app.ListRefused || got.Lists[1].Status != app.ListNew || got.Accepted != 1 {
		t.Errorf("%+v", got)
	}
}

// What somebody formatted down to the last row is read in bounded time, and its
// people are all there.
func TestAMillionFormattedRows(t *testing.T) {
	s := newScript(t)
	s.clerk()
	data := rewrite(t, listBook(t, julyTitle, hungRow()), "xl/worksheets/sheet1.xml", func(xml string) string {
		var b strings.Builder
		for i := 4; i <= 1<<20; i++ {
			fmt.Fprintf(&b, `<row r="%d" s="0" customFormat="1"/>`, i)
		}
		return strings.Replace(xml, "</sheetData>", b.String()+"</sheetData>", 1)
	})
	var got listsImported
	s.as("lan", exitDone, &got, "list", "import", "--period", "2024-07", s.file("formatted.xlsx", data))
	if got.Rows != 1 || got.Accepted != 1 || got.Lists[0].Commune != "99001" {
		t.Errorf("%+v", got)
	}
}

// clerk makes a store with two communes and somebody who hands lists in.
func (s *script) clerk() {
	s.t.Helper()
	s.now = "2024-07-01T08:00"
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "bad-input")
	places := s.file("places.csv", []byte("commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors\n"+
		"99001,Xã Mây Trắng,999,Tỉnh Minh Họa,,,,\n99002,Xã Mây Hồng,999,Tỉnh Minh Họa,,,,\n"))
	s.as("quan-tri-1", exitDone, nil, "place", "load", places)
	s.as("quan-tri-1", exitDone, nil, "user", "add", "lan", "--role", "clerk")
	s.as("quan-tri-2", exitDone, nil, "user", "confirm", "lan")
}

func (s *script) file(name string, data []byte) string {
	s.t.Helper()
	if err := os.WriteFile(s.at(name), data, 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s.at(name)
}

// storedRows counts what an import can leave behind.
type storedRows struct{ uploads, events, others int }

func (s *script) stored() (n storedRows) {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+s.at("data", "chitra.db")+"?mode=ro")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	const query = `SELECT (SELECT count(*) FROM upload WHERE kind = 'list' AND outcome = 'refused'),
		(SELECT count(*) FROM event WHERE act = 'list.refuse'),
		(SELECT count(*) FROM upload WHERE outcome <> 'refused') + (SELECT count(*) FROM event WHERE act <> 'list.refuse') +
		(SELECT count(*) FROM list) + (SELECT count(*) FROM list_version) + (SELECT count(*) FROM list_row) +
		(SELECT count(*) FROM list_issue) + (SELECT count(*) FROM blob) + (SELECT count(*) FROM blob_chunk)`
	if err := db.QueryRow(query).Scan(&n.uploads, &n.events, &n.others); err != nil {
		s.t.Fatal(err)
	}
	return n
}

const julyTitle = "UBND xã Mây Trắng - danh sách chi trả tháng 7 năm 2024"

func hungRow() []string {
	return []string{"1", "Nguyễn Văn Hùng", "14/03/1980", "999080000017", "Người khuyết tật nặng", "750000"}
}

// listBook is a list with the given title and lines.
func listBook(t *testing.T, title string, lines ...[]string) []byte {
	t.Helper()
	return tableBook(t, append([][]string{{title}, {"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Số tiền"}}, lines...)...)
}

func tableBook(t *testing.T, lines ...[]string) []byte {
	t.Helper()
	book := sheet.NewBook()
	w, err := book.AddSheet("Danh sách", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		values := make([]sheet.Value, len(line))
		for i, text := range line {
			values[i] = sheet.TextValue(text)
		}
		if _, err := w.Row(values...); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rewrite changes one part of a package, or adds it.
func rewrite(t *testing.T, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	changed := false
	put := func(name, content string) {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			changed, content = true, []byte(change(string(content)))
		}
		put(f.Name, string(content))
	}
	if !changed {
		put(part, change(""))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// oleFile is a container of Excel 97 whose directory has the given names.
func oleFile(names ...string) []byte {
	out := make([]byte, 3*512)
	copy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	binary.LittleEndian.PutUint16(out[30:], 9)
	binary.LittleEndian.PutUint32(out[48:], 1)
	for i, name := range append([]string{"Root Entry"}, names...) {
		for j, unit := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(out[2*512+128*i+2*j:], unit)
		}
	}
	return out
}

func badFiles(t *testing.T) []badFile {
	t.Helper()
	july := listBook(t, julyTitle, hungRow())
	text := func(s string) []byte { return []byte(s) }
	return []badFile{
		{"letter.xlsx", "no_header", tableBook(t, []string{"Kính gửi: Phòng Lao động"}, []string{"Danh sách tháng 7 sẽ gửi sau."}), nil},
		{"no-text.xlsx", "not_a_list", tableBook(t, []string{" "}), nil},
		{"nobody.xlsx", "no_rows", listBook(t, julyTitle), nil},
		{"no-bytes.xlsx", "empty_file", nil, nil},
		{"blanks.csv", "empty_file", text(" \r\n\t\r\n"), nil},
		{"cut.xlsx", "damaged_container", july[:len(july)/2], nil},
		{"cut-inside.xlsx", "cut_xml", rewrite(t, july, "xl/worksheets/sheet1.xml", func(xml string) string { return xml[:len(xml)/2] }), nil},
		{"password.xlsx", "encrypted", oleFile("EncryptionInfo", "EncryptedPackage"), nil},
		{"macros.xlsm", "macros", rewrite(t, july, "xl/vbaProject.bin", func(string) string { return "\xD0\xCF\x11\xE0" }), nil},
		{"macro-kind.xlsm", "macros", rewrite(t, july, "[Content_Types].xml", func(xml string) string {
			return strings.Replace(xml, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml", 1)
		}), nil},
		{"bomb.xlsx", "too_compressed", rewrite(t, july, "xl/worksheets/sheet1.xml", func(xml string) string {
			return strings.Replace(xml, "<sheetData>", "<sheetData>"+strings.Repeat(" ", 8<<20), 1)
		}), nil},
		{"old-excel.xlsx", "old_excel", oleFile("Workbook"), nil},
		{"scan.xlsx", "pdf", text("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"), nil},
		{"photo.xlsx", "not_a_workbook", text("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"), nil},
		{"web-page.xls", "web_page", text("<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>"), nil},
		{"calc.ods", "open_document", openDocument(t), nil},
		{"bank-result.xlsx", "column_missing", tableBook(t, []string{"", "DANH SÁCH GIAO DỊCH"},
			[]string{"STT", "Số tài khoản", "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Số tiền", "Nội dung chuyển khoản"},
			[]string{"1", "0123456789", "NGUYEN VAN HUNG", "Quân đội (MB)", "750000", "TRO CAP T7"}), nil},
		{"pupils.csv", "column_missing", text("STT,Họ và tên,Ngày sinh,Lớp,Điểm\n1,Nguyễn Văn Tí,01/02/2015,3A,9\n"), nil},
		{"august.xlsx", "wrong_period", listBook(t, "UBND xã Mây Trắng - danh sách chi trả tháng 8 năm 2024", hungRow()), nil},
		{"august-short.xlsx", "wrong_period", listBook(t, "Xã Mây Trắng, DS chi trả T8/2024", hungRow()), nil},
		{"august-words.xlsx", "wrong_period", listBook(t, "Xã Mây Trắng, danh sách tháng tám năm 2024", hungRow()), nil},
		{"another-commune.xlsx", "commune_differs", july, []string{"--commune", "99002"}},
		{"commune-nobody-knows.xlsx", "commune_unknown", listBook(t, "Danh sách tháng 7/2024", hungRow()), []string{"--commune", "99099"}},
		{"commune-nobody-says.xlsx", "commune_missing", listBook(t, "Danh sách chi trả tháng 7/2024", hungRow()), nil},
		{"thousands.xlsx", "unit_not_dong", listBook(t, julyTitle+" (ĐVT: nghìn đồng)", hungRow()), nil},
	}
}

func openDocument(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateHeader(&zip.FileHeader{Name: "mimetype", Method: zip.Store})
	if err == nil {
		_, err = io.WriteString(f, "application/vnd.oasis.opendocument.spreadsheet")
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
