package beneficiary_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// contentTroubles are workbooks that are something else than this month's list.
func contentTroubles() []trouble {
	return []trouble{
		{file: "content-another-month.xlsx", about: "June's list sent for July", data: of(
			row{"UBND XÃ MÂY TRẮNG - DANH SÁCH THÁNG 6 NĂM 2024"}, usualHead(), hung()).bytes()},
		{file: "content-another-commune.xlsx", commune: "99002", about: "the list of Mây Trắng sent in the name of Mây Hồng", data: usual(hung()).bytes()},
		{file: "content-no-commune.xlsx", about: "neither the list nor its sender says whose it is", data: of(
			row{"DANH SÁCH THÁNG 7 NĂM 2024"}, usualHead(), hung()).bytes()},
		{file: "content-two-communes.xlsx", about: "a list of two communes", data: of(
			row{"Xã Mây Trắng và phường Mây Hồng, tháng 7/2024"}, usualHead(), hung(), lan()).bytes()},
		{file: "content-sender-says-commune.xlsx", commune: "99003", about: "the sender says whose the list is, the list does not", data: of(
			row{"DANH SÁCH QUÝ III NĂM 2024"}, usualHead(), hung()).bytes()},
		{file: "content-nobody.xlsx", about: "a header and nobody below it", data: usual(row{nil, "Tổng cộng", nil, nil, nil, 0}).bytes()},
		{file: "content-empty-sheet.xlsx", about: "a workbook without any text", data: of().bytes()},
		{file: "content-letter.xlsx", about: "a letter, not a list", data: of(
			row{"UBND XÃ MÂY TRẮNG"}, row{"Kính gửi: Phòng Lao động"}, row{"Danh sách tháng 7 sẽ gửi sau."}).bytes()},
		{file: "content-bank-result.xlsx", about: "a bank's file of payments: another program's export", data: of(
			row{nil, "DANH SÁCH GIAO DỊCH\n(LIST OF TRANSACTIONS)"},
			row{"STT\n(Ord. No.)\n(1)", "Số tài khoản\n(Account No.)\n(2)", "Tên người thụ hưởng\n(Beneficiary)\n(3)", "Ngân hàng thụ hưởng/Chi nhánh\n(Beneficiary Bank)\n(4)", "Số tiền\n(Amount)\n(5)", "Nội dung chuyển khoản\n(Payment Detail)\n(6)"},
			row{1, "0123456789", "NGUYEN VAN HUNG", "Quân đội (MB)", 750000, "TRO CAP T7"}).bytes()},
		{file: "content-pupils.xlsx", about: "a school's list: names and dates of birth, but no category", data: of(
			row{"Xã Mây Trắng, tháng 7/2024"}, row{"STT", "Họ và tên", "Ngày sinh", "Lớp", "Điểm"}, row{1, "Nguyễn Văn Tí", "01/02/2015", "3A", 9}).bytes()},
		{file: "content-template-untouched.xlsx", about: "the template sent back as it was, without anybody in it", data: of(
			row{usualTitle}, usualHead()).bytes()},
	}
}

const usualCSV = "UBND xã Mây Trắng - tháng 7/2024,,,,,\nSTT,Họ và tên,Ngày sinh,Số CCCD,Đối tượng,Số tiền\n1,Nguyễn Văn Hùng,14/03/1980,999080000017,06C,750000\n2,Trần Thị Lan,25/12/1965,999165000025,06C,\"750,000\"\n"

// csvTroubles are text files.
func csvTroubles() []trouble {
	semicolons := strings.NewReplacer(",", ";", "\"750,000\"", "750.000").Replace(usualCSV)
	return []trouble{
		{file: "csv-plain.csv", about: "a plain text file of commas", data: []byte(usualCSV)},
		{file: "csv-called-xlsx.xlsx", about: "a text file called .xlsx is read as what it is", data: []byte("\xEF\xBB\xBF" + usualCSV)},
		{file: "csv-semicolons.csv", about: "semicolons, as Excel writes with Vietnamese settings, and lines that end in two characters", data: []byte(strings.ReplaceAll(semicolons, "\n", "\r\n"))},
		{file: "csv-sep-line.csv", about: "Excel's own first line sep=;", data: []byte("sep=;\r\n" + semicolons)},
		{file: "csv-unicode-text.txt", about: "Excel's Unicode text: tabs, two bytes a letter", data: wide("\ufeff" + strings.NewReplacer(",", "\t", "\"750,000\"", "750.000").Replace(usualCSV))},
		{file: "csv-windows-1258.csv", about: "the Vietnamese code page of Windows, letters and marks apart", data: windows1258(usualCSV)},
		{file: "csv-lost-zeros.csv", about: "a text file saved by Excel after it made numbers of everything", data: []byte("UBND xã Mây Trắng - tháng 7/2024\nHọ và tên,Năm sinh,Số CCCD,Đối tượng,Số tiền,Số tài khoản,Ngân hàng\nNguyễn Văn Hùng,1980,9.9908E+11,06C,750000,1.23457E+12,MB\nTrần Thị Lan,1965,99165000025,06C,750000,123456789,MB\n")},
		{file: "csv-line-break-in-cell.csv", about: "a cell of two lines within quotes", data: []byte(strings.Replace(usualCSV, "Nguyễn Văn Hùng", "\"Nguyễn Văn\nHùng\"", 1))},
		{file: "csv-open-quote.csv", about: "a quote that never closes: refused, or half the list would become one cell", data: []byte(strings.Replace(usualCSV, "1,Nguyễn", "1,\"Nguyễn", 1))},
		{file: "csv-question-marks.csv", about: "letters that a program turned into question marks", data: []byte(strings.NewReplacer("Nguyễn Văn Hùng", "Nguy?n V?n Hùng", "Trần Thị Lan", "Tr?n Th? Lan").Replace(usualCSV))},
	}
}

// windows1258 writes what occurs in the usual file.
func windows1258(s string) []byte {
	marks := strings.NewReplacer("ọ", "o\xF2", "ố", "\xF4\xEC", "Đ", "\xD0", "ợ", "\xF5\xF2", "ư", "\xFD", "ễ", "\xEA\xDE", "ă", "\xE3", "ắ", "\xE3\xEC",
		"ề", "\xEA\xCC", "ầ", "\xE2\xCC", "ị", "i\xF2", "ã", "a\xDE", "â", "\xE2", "à", "\xE0", "ê", "\xEA", "ù", "\xF9", "á", "\xE1", "í", "\xED")
	return []byte(marks.Replace(s))
}

func wide(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// ole is a container of Excel 97 with a directory of the given names.
func ole(names ...string) []byte {
	out := make([]byte, 3*512)
	copy(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	binary.LittleEndian.PutUint16(out[28:], 0xFFFE)
	binary.LittleEndian.PutUint16(out[30:], 9)
	binary.LittleEndian.PutUint32(out[48:], 1) // the directory is the second sector
	for i, name := range append([]string{"Root Entry"}, names...) {
		copy(out[2*512+128*i:], wide(name))
	}
	return out
}

// fileTroubles are no workbooks.
func fileTroubles() []trouble {
	const table = "<table><tr><td>Họ và tên</td><td>Năm sinh</td></tr><tr><td>Nguyễn Văn Hùng</td><td>1980</td></tr></table>"
	whole := usual(hung(), lan()).bytes()
	return []trouble{
		{file: "file-old-excel.xls", about: "a workbook of Excel 97", data: ole("Workbook")},
		{file: "file-old-excel-called-xlsx.xlsx", about: "a workbook of Excel 97 with the new ending", data: ole("Workbook")},
		{file: "file-excel-5.xls", about: "a bare stream of Excel 5", data: []byte("\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00\x0A\x00\x00\x00")},
		{file: "file-encrypted.xlsx", about: "a workbook with a password", data: ole("EncryptionInfo", "EncryptedPackage")},
		{file: "file-opendocument.ods", about: "a workbook of LibreOffice", data: (&pack{}).add("mimetype", "application/vnd.oasis.opendocument.spreadsheet").add("content.xml", "<x/>").bytes()},
		{file: "file-binary-excel.xlsb", about: "a binary workbook", data: (&pack{}).add("[Content_Types].xml", `<Types xmlns="`+pkgNS+`content-types"><Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>`).
			add("_rels/.rels", relations("officeDocument xl/workbook.bin")).add("xl/workbook.bin", "\x83\x01\x00").bytes()},
		{file: "file-web-page.xls", about: "a web page with the name of a workbook, as some programs export", data: []byte("<html><head><meta charset=utf-8></head><body>" + table + "</body></html>\n")},
		{file: "file-xml-2003.xls", about: "an XML spreadsheet of 2003", data: []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>` + "\n")},
		{file: "file-pdf.xlsx", about: "a scan with the name of a workbook", data: []byte("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")},
		{file: "file-word.docx", about: "a Word document", data: (&pack{}).add("[Content_Types].xml", `<Types xmlns="`+pkgNS+`content-types"/>`).
			add("_rels/.rels", relations("officeDocument word/document.xml")).add("word/document.xml", "<w/>").bytes()},
		{file: "file-photo.xlsx", about: "a photo of a list", data: []byte("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xD9")},
		{file: "file-zipped-folder.zip", about: "a folder of lists, zipped", data: (&pack{}).add("danh sach 1.xlsx", "x").add("danh sach 2.xlsx", "y").bytes()},
		{file: "file-nothing.xlsx", about: "a file of no bytes", data: []byte{}},
		{file: "file-only-blanks.csv", about: "a file of blanks", data: []byte(" \r\n\t\r\n")},
		{file: "file-cut-in-half.xlsx", about: "a workbook of which half arrived", data: whole[:len(whole)/2]},
		{file: "file-cut-at-the-end.xlsx", about: "a workbook whose last bytes are missing", data: whole[:len(whole)-10]},
	}
}

// packageTroubles are workbooks with more, or less, in their package.
func packageTroubles() []trouble {
	list := usual(hung(), lan())
	macros := list.with("xl/vbaProject.bin", "\xD0\xCF\x11\xE0not run")
	macros.content = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
	unmade := list
	unmade.content = macros.content
	inline, bare, prefixed := usual(hung(), lan()), usual(hung(), lan()), usual(hung(), lan())
	inline.inline, bare.noRefs, prefixed.prefix = true, true, "x:"
	wrong := usual(hung(), lan())
	wrong.sheets[0].dim = "A1:A1"
	cutXML := usual(hung(), lan())
	cutXML.sheets[0].tail = "<extLst>"
	repeated := (&pack{}).add("[Content_Types].xml", "<Types/>").add("[Content_Types].xml", "<Types/>").bytes()
	return []trouble{
		{file: "package-macros.xlsm", about: "a workbook with macros: refused, with how to save it without them", data: macros.bytes()},
		{file: "package-macros-none.xlsm", about: "a workbook of the kind that may carry macros, and carries none: still no .xlsx", data: unmade.bytes()},
		{file: "package-external-links.xlsx", about: "links to other workbooks: not followed; the saved values count", data: usual(
			but(hung(), colAmount, worked("[1]T6!F3", "750000")), but(lan(), colAmount, worked("[1]T6!F4", ""))).
			with("xl/externalLinks/externalLink1.xml", `<externalLink xmlns="`+mainNS+`"/>`).bytes()},
		{file: "package-inline-texts.xlsx", about: "texts within their cells, as other programs write", data: inline.bytes()},
		{file: "package-no-references.xlsx", about: "rows and cells without their numbers", data: bare.bytes()},
		{file: "package-prefixed.xlsx", about: "elements with a prefix, as some libraries write", data: prefixed.bytes()},
		{file: "package-wrong-dimension.xlsx", about: "a sheet that says it is one cell large", data: wrong.bytes()},
		{file: "package-cut-sheet.xlsx", about: "a sheet whose XML does not end as it should", data: cutXML.bytes()},
		{file: "package-part-twice.xlsx", about: "two parts of one name: which one counts, nobody says", data: repeated},
		{file: "package-far-column.xlsx", about: "empty formatted cells far to the right do no harm", data: farColumn(false)},
		{file: "package-value-far-right.xlsx", about: "a value in a column so far out that no list has it", data: farColumn(true)},
		{file: "package-million-rows.xlsx", unkept: true, about: "a million empty formatted rows below three people", data: millionRows()},
		{file: "package-bomb.xlsx", unkept: true, about: "a zip bomb: refused before it is unpacked", data: bomb()},
	}
}

func farColumn(filled bool) []byte {
	b := usual(hung(), lan())
	b.sheets[0].rows = append(b.sheets[0].rows, row{skip(0)})
	value := ""
	if filled {
		value = "<v>1</v>"
	}
	p := repack(b.bytes(), "xl/worksheets/sheet1.xml", func(xml string) string {
		return strings.Replace(xml, "</sheetData>", `<row r="9"><c r="XFD9" s="0">`+value+`</c></row></sheetData>`, 1)
	})
	return p
}

// repack changes one part of a package.
func repack(data []byte, part string, change func(string) string) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		panic(err)
	}
	p := &pack{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			panic(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			panic(err)
		}
		if text := string(content); f.Name == part {
			p.add(f.Name, change(text))
		} else {
			p.add(f.Name, text)
		}
	}
	return p.bytes()
}

// millionRows is what Excel saves after somebody formatted whole columns.
func millionRows() []byte {
	return repack(usual(hung(), lan(), bong()).bytes(), "xl/worksheets/sheet1.xml", func(xml string) string {
		var b strings.Builder
		for i := 6; i <= 1<<20; i++ {
			b.WriteString(`<row r="` + strconv.Itoa(i) + `" s="0" customFormat="1"/>`)
		}
		return strings.Replace(xml, "</sheetData>", b.String()+"</sheetData>", 1)
	})
}

// bomb is a package of a few kilobytes whose sheet is 8 MiB of blanks.
func bomb() []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	whole := usual(hung()).bytes()
	r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		panic(err)
	}
	for _, f := range r.File {
		if f.Name != "xl/worksheets/sheet1.xml" {
			if err := w.Copy(f); err != nil {
				panic(err)
			}
		}
	}
	f, err := w.Create("xl/worksheets/sheet1.xml")
	if err == nil {
		_, err = io.WriteString(f, xmlTop+`<worksheet xmlns="`+mainNS+`"><sheetData>`)
	}
	for range 8 {
		if err == nil {
			_, err = f.Write(bytes.Repeat([]byte(" "), 1<<20))
		}
	}
	if err == nil {
		_, err = io.WriteString(f, `</sheetData></worksheet>`)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	return out.Bytes()
}
