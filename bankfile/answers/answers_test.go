package answers_test

import (
	"testing"

	"chitra/bankfile/answers"
	"chitra/bankfile/portal"
)

// seeds are small: every one is of another kind.
var seeds = []string{
	`<Document><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId></GrpHdr></CstmrPmtStsRpt></Document>`,
	`<!DOCTYPE a><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="VND">5</Amt></Ntry></Stmt></BkToCstmrStmt>`,
	"rows;1\nend_to_end_id;status;amount\nC;paid;1\n",
	"PK\x03\x04", "\xFF\xFE<\x00a\x00/\x00>\x00", "<html></html>", "%PDF-1.4",
}

// FuzzReadAnyAnswer: whatever bytes come instead of an answer, they are read to
// their end, in a form that has a name, or not at all.
func FuzzReadAnyAnswer(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	set, err := portal.Profiles()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		info, read, err := answers.Read(set, data)
		if err == nil && info.Format == "" || err != nil && len(read) > 0 {
			t.Fatalf("%d answers of %q, %v", len(read), info.Format, err)
		}
	})
}

func TestATableWithoutItsLastLinesEnd(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	whole := seeds[2]
	if info, read, err := answers.Read(set, []byte(whole)); err != nil || len(read) != 1 || info.Format != "plain-result" {
		t.Errorf("%d answers of %q, %v", len(read), info.Format, err)
	}
	if _, _, err := answers.Read(set, []byte(whole[:len(whole)-1])); err != answers.ErrCutTable {
		t.Errorf("cut: %v", err)
	}
}
