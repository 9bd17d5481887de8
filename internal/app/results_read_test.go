package app

import (
	"strings"
	"testing"

	"chitra/bankfile/answers"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// TestReadersRefuseEveryCut cuts a workbook and a wide document after each byte,
// below the command line: nothing that breaks off is read as a whole.
func TestReadersRefuseEveryCut(t *testing.T) {
	book := resultWorkbook(t)
	document := `<Document><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr></CstmrPmtStsRpt></Document>`
	wide := []byte{0xFE, 0xFF}
	for _, c := range []byte(document) {
		wide = append(wide, 0, c)
	}
	for name, whole := range map[string][]byte{"workbook": book, "wide document": wide} {
		for cut := range len(whole) {
			_, _, err := answers.Read(builtIn(t), whole[:cut])
			if err == nil {
				t.Fatalf("%s cut after %d of %d bytes is read", name, cut, len(whole))
			}
			if r := answerRefusalOf(whole[:cut], err); r.code == string(AnswerUnreadable) || r.detail == "" {
				t.Fatalf("%s cut after %d of %d bytes: %+v", name, cut, len(whole), r)
			}
		}
		if _, _, err := answers.Read(builtIn(t), whole); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func resultWorkbook(t *testing.T) []byte {
	t.Helper()
	book := sheet.NewBook()
	w, err := book.AddSheet("Sheet1", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range [][]string{{"Tổng số giao dịch", "1"}, {"Số tài khoản", "Số tiền", "Nội dung", "Trạng thái"}, {"068", "750000", "T7", "Thành công"}} {
		values := make([]sheet.Value, len(line))
		for i, text := range line {
			values[i] = sheet.TextValue(text)
		}
		if _, err := w.Row(values...); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return []byte(out.String())
}

// builtIn are the profiles of results that come with the program.
func builtIn(t testing.TB) *portal.Set {
	t.Helper()
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestWhateverComesHasACode: what is no answer is refused with a code that has
// words, and never half read. FuzzReadAnyAnswer of package answers goes on.
func TestWhateverComesHasACode(t *testing.T) {
	for _, data := range []string{`<!DOCTYPE a><BkToCstmrStmt/>`, "PK\x03\x04", "\xFF\xFE<\x00a\x00/\x00>\x00", "<html></html>", "%PDF-1.4", "<a", "", "rows;2\n"} {
		_, read, err := answers.Read(builtIn(t), []byte(data))
		if err == nil || len(read) > 0 {
			t.Fatalf("%q gives %d answers, %v", data, len(read), err)
		}
		var out ResultOutcome
		answerRefusalOf([]byte(data), err).refuse(&out)
		if out.Status != ListRefused || out.Reason == "" || out.Detail == "" {
			t.Errorf("%q: %+v", data, out)
		}
	}
}
