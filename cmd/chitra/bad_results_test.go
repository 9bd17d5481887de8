package main

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"chitra/internal/app"
)

// The parts of answers that are well-formed; what is the matter stands in
// between.
const (
	statusOpen  = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr>`
	statusClose = `</CstmrPmtStsRpt></Document>`
	adviceOpen  = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>B</MsgId></GrpHdr><Ntfctn>`
	adviceClose = `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
)

// paidLine is a pain.002's word that a reference was paid.
func paidLine(reference string) string {
	return `<TxInfAndSts><OrgnlEndToEndId>` + reference + `</OrgnlEndToEndId><TxSts>ACCC</TxSts></TxInfAndSts>`
}

func ourAccount(number string) string {
	return `<Acct><Id><Othr><Id>` + number + `</Id></Othr></Id></Acct>`
}

const anEntry = `<Ntry><Amt Ccy="VND">5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>`

var resultHeads = []string{"STT", "Số tài khoản", "Số tiền", "Nội dung chuyển khoản", "Trạng thái", "Trạng thái hạch toán", "Số bút toán"}

// badResults is one file of each kind that comes instead of an answer, about the
// reference of an instruction that waits for one.
func badResults(t *testing.T, reference string) []badFile {
	t.Helper()
	text := func(s string) []byte { return []byte(s) }
	block := func(inside string) string { return "<OrgnlPmtInfAndSts>" + inside + "</OrgnlPmtInfAndSts>" }
	good := statusOpen + block(paidLine(reference)) + statusClose
	row := []string{"1", "0680000000011", "750000", reference + " TRO CAP", "Thành công", "Đã trừ tiền", "FT1"}
	book := tableBook(t, resultHeads, row)
	batch := `<NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls/><TxDtls/></NtryDtls></Ntry>`
	const bomb = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	return []badFile{
		{name: "bomb.xml", code: "answer_doctype", data: text(bomb + strings.Replace(good, "ACCC", "&c;", 1))},
		{name: "outside.xml", code: "answer_doctype", data: text(`<!DOCTYPE d SYSTEM "file:///etc/passwd">` + good)},
		{name: "web-entity.xml", code: "answer_doctype", data: text(`<?xml version="1.0"?><!DOCTYPE d PUBLIC "x" "http://198.51.100.1/x.dtd">` + good)},
		{name: "empty-doctype.xml", code: "answer_doctype", data: text("<!DOCTYPE Document>" + good)},
		{name: "unknown-entity.xml", code: "answer_damaged", data: text(strings.Replace(good, "ACCC", "&accc;", 1))},
		{name: "deep.xml", code: "answer_excessive", data: text(strings.Repeat("<a>", 100) + good + strings.Repeat("</a>", 100))},
		{name: "deep-inside.xml", code: "answer_excessive", data: text(statusOpen + strings.Repeat("<x>", 5000) + strings.Repeat("</x>", 5000) + statusClose)},
		{name: "huge-text.xml", code: "answer_excessive", data: text(strings.Replace(good, "ACCC", strings.Repeat("A", 2<<20), 1))},
		{name: "huge-attribute.xml", code: "answer_excessive", data: text(strings.Replace(good, "<TxSts>", `<TxSts a="`+strings.Repeat("A", 2<<20)+`">`, 1))},
		{name: "many-reasons.xml", code: "answer_excessive", data: text(statusOpen + block("<TxInfAndSts>"+strings.Repeat("<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>", 100)+"</TxInfAndSts>") + statusClose)},
		{name: "latin-as-utf8.xml", code: "answer_encoding", data: text(strings.Replace(good, "ACCC", "ung\xfcltig", 1))},
		{name: "says-another-encoding.xml", code: "answer_encoding", data: text(`<?xml version="1.0" encoding="EBCDIC-CP-US"?>` + good)},
		{name: "control.xml", code: "answer_encoding", data: text(strings.Replace(good, "ACCC", "AC\x01CC", 1))},
		{name: "wide-and-odd.xml", code: "answer_damaged", data: append(wideText(good), 0)},
		{name: "crossed.xml", code: "answer_damaged", data: text(strings.Replace(good, "</TxSts></TxInfAndSts>", "</TxInfAndSts></TxSts>", 1))},
		{name: "two-roots.xml", code: "answer_damaged", data: text(good + good)},
		{name: "tail.xml", code: "answer_damaged", data: text(good + "PK")},
		{name: "half.xml", code: "answer_cut", data: text(good[:len(good)/2])},
		{name: "other-message.xml", code: "answer_not_recognised", data: text(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"><CstmrDrctDbtInitn/></Document>`)},
		{name: "account-report.xml", code: "answer_not_recognised", data: text(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"><BkToCstmrAcctRpt/></Document>`)},
		{name: "own.xml", code: "answer_own_file", data: text(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>`)},
		{name: "junk.xml", code: "answer_not_recognised", data: text("không phải trả lời\n")},
		{name: "more-of-a-status.xml", code: "answer_contradicts", data: text(statusOpen + block(`<NbOfTxsPerSts><DtldNbOfTxs>0</DtldNbOfTxs><DtldSts>ACCC</DtldSts></NbOfTxsPerSts>`+paidLine(reference)) + statusClose)},
		{name: "fewer-entries.xml", code: "answer_contradicts", data: text(adviceOpen + ourAccount("9990000000001") + `<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries></TtlNtries></TxsSummry>` + anEntry + adviceClose)},
		{name: "fewer-parts.xml", code: "answer_contradicts", data: text(adviceOpen + ourAccount("9990000000001") + strings.Replace(anEntry, "</Ntry>", batch, 1) + adviceClose)},
		{name: "account-of-others.xml", code: "answer_other_office", data: text(adviceOpen + ourAccount("9990000000777") + anEntry + adviceClose)},
		{name: "file-of-others.xml", code: "answer_other_office", data: text(statusOpen + `<OrgnlGrpInfAndSts><OrgnlMsgId>MOTHERS</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts>` + statusClose)},
		{name: "result-of-others.xlsx", code: "answer_other_office", data: tableBook(t, []string{"Tài khoản nguồn", "9990000000777"}, resultHeads, row)},
		{name: "names-nothing.xlsx", code: "answer_other_office", data: tableBook(t, resultHeads, []string{"1", "0680000000011", "750000", "LUONG T7", "Thành công", "Đã trừ tiền", "FT1"})},

		{name: "no-bytes.xml", code: "empty_file"},
		{name: "password.xlsx", code: "encrypted", data: oleFile("EncryptionInfo", "EncryptedPackage")},
		{name: "old.xls", code: "old_excel", data: oleFile("Workbook")},
		{name: "scan.pdf", code: "pdf", data: text("%PDF-1.4\n")},
		{name: "logged-out.xls", code: "web_page", data: text("<html><body>Phiên làm việc đã hết hạn</body></html>")},
		{name: "photo.xlsx", code: "answer_not_recognised", data: text("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00")},
		{name: "letter.xlsx", code: "answer_not_recognised", data: tableBook(t, []string{"Kính gửi: Sở"})},
		{name: "no-status.xlsx", code: "answer_not_recognised", data: tableBook(t, []string{"STT", "Số tài khoản", "Số tiền", "Nội dung chuyển khoản"}, row[:4])},
		{name: "half.xlsx", code: "answer_damaged", data: book[:len(book)/2]},
		{name: "half-inside.xlsx", code: "answer_cut", data: rewrite(t, book, "xl/worksheets/sheet1.xml", func(xml string) string { return xml[:len(xml)/2] })},
		{name: "bomb.xlsx", code: "answer_excessive", data: rewrite(t, book, "xl/worksheets/sheet1.xml", func(xml string) string {
			return strings.Replace(xml, "<sheetData>", "<sheetData>"+strings.Repeat(" ", 8<<20), 1)
		})},
		{name: "doctype.xlsx", code: "answer_damaged", data: rewrite(t, book, "xl/worksheets/sheet1.xml", func(xml string) string {
			return strings.Replace(xml, "<worksheet", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet`, 1)
		})},
		{name: "two-columns.xlsx", code: "answer_ambiguous", data: tableBook(t, append(resultHeads[:7:7], "Số tiền giao dịch"), append(row[:7:7], "1"))},
		{name: "more-rows.xlsx", code: "answer_contradicts", data: tableBook(t, []string{"Tổng số giao dịch", "1"}, resultHeads, row, row)},
		{name: "no-end.csv", code: "answer_cut", data: text("rows;1\nend_to_end_id;status;amount\n" + reference + ";paid;75")},
		{name: "no-rows-stated.csv", code: "answer_contradicts", data: text("end_to_end_id;status;amount\n" + reference + ";paid;750000\n")},
		{name: "rows-missing.csv", code: "answer_contradicts", data: text("rows;2\nend_to_end_id;status;amount\n" + reference + ";paid;750000\n")},
	}
}

// wideText is UTF-16 with its byte order mark.
func wideText(s string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}

// sentMonth is a store whose instructions wait for an answer, and a reference of
// one.
func sentMonth(t *testing.T) (*script, string) {
	s := newScript(t)
	s.province(5)
	s.now = "2024-07-06T09:00"
	s.lists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.now = "2024-07-08T09:00"
	s.release(s.build("2024-07-10"))
	s.now = "2024-07-11T09:00"
	db, err := sql.Open("sqlite", "file:"+s.at("data", "chitra.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var reference string
	if err := db.QueryRow(`SELECT id FROM instruction WHERE state = 'sent' ORDER BY id LIMIT 1`).Scan(&reference); err != nil {
		t.Fatal(err)
	}
	return s, reference
}

// answeredRows counts what an answer can leave behind: the record of the try,
// and all else.
func (s *script) answeredRows() (tries, others int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+s.at("data", "chitra.db")+"?mode=ro")
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	const query = `SELECT (SELECT count(*) FROM upload WHERE kind = 'result' AND outcome = 'refused'),
		(SELECT count(*) FROM upload WHERE outcome <> 'refused') + (SELECT count(*) FROM event WHERE act <> 'result.refuse') +
		(SELECT count(*) FROM result) + (SELECT count(*) FROM result_file) + (SELECT count(*) FROM exception) + (SELECT count(*) FROM account) +
		(SELECT count(*) FROM state_change) + (SELECT count(*) FROM blob) + (SELECT count(*) FROM blob_chunk)`
	if err := s.t.Context().Err(); err != nil {
		s.t.Fatal(err)
	}
	if err := db.QueryRow(query).Scan(&tries, &others); err != nil {
		s.t.Fatal(err)
	}
	return tries, others
}

// TestFilesThatAreNoAnswers hands in one file of each kind that comes instead of
// a bank's answer, and small ones of each kind cut after every byte. Each is
// told in one sentence, with code, place and fix, and leaves nothing but the
// record of the try.
func TestFilesThatAreNoAnswers(t *testing.T) {
	t.Parallel()
	s, reference := sentMonth(t)
	tries, others := s.answeredRows()
	for _, f := range badResults(t, reference) {
		t.Run(f.name, func(t *testing.T) {
			path := s.file(f.name, f.data)
			var got resultsImported
			s.as("ngan", exitFailed, &got, "result", "import", path)
			r := got.Files[0]
			if r.Status != app.ListRefused || r.Reason != f.code || r.Lines != 0 || r.Matched != 0 || len(r.Moved) != 0 || len(r.Exceptions) != 0 {
				t.Errorf("%+v, want refused by %s", r, f.code)
			}
			if r.Message == "" || r.Fix == "" || r.Detail == "" || strings.Contains(r.Detail, "\n") {
				t.Errorf("no one sentence with its fix: %+v", r)
			}
			tries++
			if n, rest := s.answeredRows(); n != tries || rest != others {
				t.Errorf("%d tries and %d others are stored, want %d and %d", n, rest, tries, others)
			}
			if tries%3 != 0 { // English, and the same bytes again, for one in three
				return
			}
			code, out := s.run("--now", s.now, "--as", "ngan", "--lang", "en", "result", "import", path)
			if code != exitFailed || !strings.Contains(out, f.name+": ") || strings.Contains(out, r.Message) || !strings.Contains(out, "["+f.code+"]\n") {
				t.Errorf("exit %d, said to people:\n%s", code, out)
			}
			if n, rest := s.answeredRows(); n != tries || rest != others {
				t.Errorf("the same bytes again: %d tries and %d others are stored, want %d and %d", n, rest, tries, others)
			}
		})
	}
	t.Run("cut anywhere", func(t *testing.T) { s.cutAnywhere(t, reference) })
	t.Run("of one name, and strange lines", func(t *testing.T) { s.oneName(t, reference) })
	s.as("quan-tri-1", exitDone, nil, "audit", "verify")
}

// cutAnywhere cuts one small answer of each kind after every ninth of its bytes, a
// workbook after every 61st; or after each where CHITRA_TORTURE is set (tests of
// the readers cut them everywhere).
func (s *script) cutAnywhere(t *testing.T, reference string) {
	row := []string{"1", "0680000000011", "750000", reference + " TRO CAP", "Thành công", "Đã trừ tiền", "FT1"}
	kinds := map[string][]byte{
		"status.xml":  []byte(statusOpen + "<OrgnlPmtInfAndSts>" + paidLine(reference) + "</OrgnlPmtInfAndSts>" + statusClose),
		"advice.xml":  []byte(adviceOpen + ourAccount("9990000000001") + anEntry + adviceClose),
		"result.xlsx": tableBook(t, []string{"Tổng số giao dịch", "1"}, resultHeads, row),
		"plain.csv":   []byte("rows;1\nend_to_end_id;status;amount\n" + reference + ";paid;750000\n"),
	}
	_, before := s.answeredRows()
	for name, whole := range kinds {
		args := []string{"result", "import"}
		step := 1
		switch short := os.Getenv("CHITRA_TORTURE") == ""; {
		case short && strings.HasSuffix(name, ".xlsx"):
			step = 61
		case short:
			step = 9
		}
		for cut := 0; cut < len(whole); cut += step {
			args = append(args, s.file(fmt.Sprintf("cut-%05d-%s", cut, name), whole[:cut]))
		}
		var got resultsImported
		s.as("ngan", exitFailed, &got, args...)
		for cut, r := range got.Files {
			if r.Status != app.ListRefused || r.Message == "" || r.Fix == "" {
				t.Fatalf("%s cut after %d of %d bytes: %+v", name, cut*step, len(whole), r)
			}
		}
		if _, after := s.answeredRows(); after != before {
			t.Errorf("%s: cut files left %d rows", name, after-before)
		}
		for _, path := range args[2:] {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// oneName: two files of one name are two files; the same one again, under another name,
// is one. A line twice in one file counts once, a reference of nobody is told by
// itself, and neither stops what is clear.
func (s *script) oneName(t *testing.T, reference string) {
	status := func(message, lines string) []byte {
		return []byte(strings.Replace(statusOpen, "<MsgId>B<", "<MsgId>"+message+"<", 1) + "<OrgnlPmtInfAndSts>" + lines + "</OrgnlPmtInfAndSts>" + statusClose)
	}
	hand := func(code int, name string, data []byte) importedResult {
		t.Helper()
		var got resultsImported
		s.as("ngan", code, &got, "result", "import", s.file(name, data))
		return got.Files[0]
	}
	pending := strings.Replace(paidLine(reference), "ACCC", "PDNG", 1)
	if r := hand(exitDone, "answer.xml", status("B1", pending)); r.Status != app.ListNew || r.Matched != 1 || len(r.Moved) != 0 {
		t.Errorf("pending: %+v", r)
	}
	stranger := strings.Replace(paidLine(reference), reference, "C0000000000000X", 1)
	twice := status("B2", paidLine(reference)+paidLine(reference)+stranger)
	r := hand(exitNeedsPerson, "answer.xml", twice)
	var codes []string
	for _, x := range r.Exceptions {
		codes = append(codes, fmt.Sprintf("%d %s", x.Line, x.Code))
	}
	if strings.Join(codes, ", ") != "2 line_repeated, 3 unknown_reference" || r.Moved["paid"] != 1 || r.Lines != 3 {
		t.Errorf("another file of that name: %+v", r)
	}
	_, before := s.answeredRows()
	if r := hand(exitDone, "renamed.txt", twice); r.Status != app.ListUnchanged {
		t.Errorf("the same bytes under another name: %+v", r)
	}
	if _, after := s.answeredRows(); after != before {
		t.Errorf("the same answer again left %d rows", after-before)
	}
}
