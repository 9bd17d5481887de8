package iso20022_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/internal/xmlscan"
)

const oneStatus = `<CstmrPmtStsRpt><GrpHdr><MsgId>BANK1</MsgId></GrpHdr><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>E1</OrgnlEndToEndId><TxSts>ACCC</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt>`

func TestAnyDressAroundAMessage(t *testing.T) {
	prefixed := strings.NewReplacer("</", "</b:", "<", "<b:").Replace(oneStatus)
	prefixed = strings.ReplaceAll(prefixed, "<b:/b:", "</b:")
	tests := map[string]struct{ document, format string }{
		"no namespace":        {`<Document>` + oneStatus + `</Document>`, "pain.002"},
		"no Document":         {oneStatus, "pain.002"},
		"a bank's namespace":  {`<Document xmlns="http://bank.example/pain.002.001.03.vn.01.xsd">` + oneStatus + `</Document>`, "pain.002.001.03"},
		"prefixes":            {`<b:Document xmlns:b="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">` + prefixed + `</b:Document>`, "pain.002.001.10"},
		"a byte order mark":   {"\ufeff<Document>" + oneStatus + `</Document>`, "pain.002"},
		"an envelope":         {`<Msg xmlns="urn:x"><Hdr><Type>pain.002</Type></Hdr><Body><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.12">` + oneStatus + `</Document></Body></Msg>`, "pain.002.001.12"},
		"a header beside it":  {`<Envelope xmlns:h="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><h:AppHdr/><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">` + oneStatus + `</Document></Envelope>`, "pain.002.001.10"},
		"windows-1252 inside": {`<?xml version="1.0" encoding="windows-1252"?><Document>` + oneStatus + "<!-- \xe9 --></Document>", "pain.002"},
	}
	for name, test := range tests {
		info, got := readGood(t, test.document)
		if info.Format != test.format || info.MessageID != "BANK1" || len(got) != 1 || got[0] != "transaction ACCC e2e=E1" {
			t.Errorf("%s: %+v, %q", name, info, got)
		}
		if kind, ok := iso20022.Detect([]byte(test.document)); !ok || kind != test.format {
			t.Errorf("%s: detected as %q, %t", name, kind, ok)
		}
	}
}

func TestLatin1Texts(t *testing.T) {
	document := `<?xml version="1.0" encoding="ISO-8859-1"?><Document>` +
		strings.Replace(oneStatus, "</TxSts>", "</TxSts><StsRsnInf><AddtlInf>ung\xfcltig</AddtlInf></StsRsnInf>", 1) + `</Document>`
	if _, got := readGood(t, document); len(got) != 1 || got[0] != "transaction ACCC e2e=E1 note=ungültig" {
		t.Errorf("%q", got)
	}
}

func TestEveryMessageOfADocumentIsRead(t *testing.T) {
	entry := `<BkToCstmrStmt><GrpHdr><MsgId>BANK3</MsgId></GrpHdr><Stmt><Ntry><Amt Ccy="VND">5</Amt></Ntry></Stmt><Stmt><Ntry><Amt Ccy="VND">6</Amt></Ntry></Stmt></BkToCstmrStmt>`
	info, got := readGood(t, `<All><Document>`+oneStatus+`</Document><Document>`+entry+`</Document></All>`)
	want := []string{"transaction ACCC e2e=E1", "entry  5 VND", "entry  6 VND"}
	if diff := cmp.Diff(want, got); diff != "" || info.Format != "pain.002" || info.MessageID != "BANK1" {
		t.Errorf("%+v (-want +got):\n%s", info, diff)
	}
}

func TestAnswersAreNumbered(t *testing.T) {
	_, answers := iso20022.ReadAnswers(strings.NewReader(statusReport(strings.Repeat(`<OrgnlPmtInfAndSts><PmtInfSts>PART</PmtInfSts><TxInfAndSts/></OrgnlPmtInfAndSts>`, 3))))
	next := 1
	for a, err := range answers {
		if err != nil || a.Line != next || a.Format != "pain.002.001.10" {
			t.Errorf("answer %d: %+v, %v", next, a, err)
		}
		next++
	}
	if next != 7 {
		t.Errorf("%d answers", next-1)
	}
}

func TestDocumentsThatAreNoAnswer(t *testing.T) {
	broken := errors.New("broken")
	tests := map[string]struct {
		document io.Reader
		class    error
	}{
		"another message":  {strings.NewReader(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"><CstmrDrctDbtInitn/></Document>`), iso20022.ErrNoMessage},
		"our own file":     {strings.NewReader(`<Document><CstmrCdtTrfInitn/></Document>`), iso20022.ErrNoMessage},
		"no message":       {strings.NewReader(`<a/>`), iso20022.ErrNoMessage},
		"a doctype":        {strings.NewReader(`<!DOCTYPE Document SYSTEM "file:///etc/passwd"><Document>` + oneStatus + `</Document>`), xmlscan.ErrDoctype},
		"a reader's error": {io.MultiReader(strings.NewReader(`<Document>`+oneStatus), iotest.ErrReader(broken)), broken},
	}
	for name, test := range tests {
		if _, _, err := read(test.document); !errors.Is(err, test.class) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var fault *xmlscan.SyntaxError
	for _, document := range []string{"", "STT;So tai khoan", "<a></b>", `<Document>` + oneStatus + `</Document><more/>`, "<a>\x00</a>"} {
		if _, _, err := read(strings.NewReader(document)); !errors.As(err, &fault) {
			t.Errorf("%q: %v", document, err)
		}
	}
}

// What stands before a fault is handed out, the fault is never left out.
func TestAFaultAfterAnswersIsSaid(t *testing.T) {
	document := strings.Replace(statusReport(`<OrgnlPmtInfAndSts><TxInfAndSts/><TxInfAndSts/></OrgnlPmtInfAndSts>`), "</CstmrPmtStsRpt>", "</CstmrPmtStsRp>", 1)
	if _, got, err := read(strings.NewReader(document)); len(got) != 2 || err == nil {
		t.Errorf("%d answers, %v", len(got), err)
	}
}

func TestOneTransactionIsBounded(t *testing.T) {
	tests := map[string]string{
		"reasons": strings.Repeat(`<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>`, 100),
		"notes":   strings.Repeat(`<StsRsnInf><AddtlInf>`+strings.Repeat("x", 100)+`</AddtlInf></StsRsnInf>`, 1000),
		"texts":   `<OrgnlTxRef><RmtInf>` + strings.Repeat(`<Ustrd>`+strings.Repeat("x", 100)+`</Ustrd>`, 1000) + `</RmtInf></OrgnlTxRef>`,
	}
	for name, inside := range tests {
		_, _, err := read(strings.NewReader(statusReport(`<OrgnlPmtInfAndSts><TxInfAndSts>` + inside + `</TxInfAndSts></OrgnlPmtInfAndSts>`)))
		if !errors.Is(err, iso20022.ErrTooMuch) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadingCanStop(t *testing.T) {
	_, answers := iso20022.ReadAnswers(strings.NewReader(statusReport(`<OrgnlPmtInfAndSts><TxInfAndSts/><TxInfAndSts/></OrgnlPmtInfAndSts>`)))
	n := 0
	for _, err := range answers {
		if n++; err != nil {
			t.Error(err)
		}
		break
	}
	if n != 1 {
		t.Errorf("%d answers before the stop", n)
	}
}

func TestDetectTellsKindsApart(t *testing.T) {
	file := write(t, iso20022.Pain001v09(), batch(1))
	tests := map[string]struct {
		head []byte
		kind string
	}{
		"our transfer file":       {file, "pain.001.001.09"},
		"its first half":          {file[:len(file)/2], "pain.001.001.09"},
		"a notification":          {[]byte(notification("")), "camt.054.001.08"},
		"a statement":             {[]byte(`<Document><BkToCstmrStmt>`), "camt.053"},
		"cut before it is known":  {[]byte(`<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">`), ""},
		"a workbook":              {[]byte("PK\x03\x04"), ""},
		"nothing":                 {nil, ""},
		"an account report":       {[]byte(`<Document><BkToCstmrAcctRpt>`), ""},
		"a namespace of no shape": {[]byte(`<Document xmlns="pain.002.1"><CstmrPmtStsRpt>`), "pain.002"},
		"another one's namespace": {[]byte(`<Document xmlns="urn:x:camt.054.001.08"><CstmrPmtStsRpt>`), "pain.002"},
	}
	for name, test := range tests {
		if kind, ok := iso20022.Detect(test.head); kind != test.kind || ok != (test.kind != "") {
			t.Errorf("%s: %q, %t", name, kind, ok)
		}
	}
}

func TestReadingTakesTheMemoryOfOneAnswer(t *testing.T) {
	allocations := func(n int) float64 {
		document := statusReport(`<OrgnlPmtInfAndSts>` + strings.Repeat(`<TxInfAndSts><TxSts>ACCC</TxSts><OrgnlEndToEndId>CAAAAAAAAAAAAAAA</OrgnlEndToEndId></TxInfAndSts>`, n) + `</OrgnlPmtInfAndSts>`)
		return testing.AllocsPerRun(3, func() {
			_, answers := iso20022.ReadAnswers(strings.NewReader(document))
			for _, err := range answers {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	few, many := allocations(100), allocations(3100)
	if perAnswer := (many - few) / 3000; perAnswer > 1.1 {
		t.Errorf("%.2f allocations an answer, want the one of its reference", perAnswer)
	}
}

func FuzzReadAnswers(f *testing.F) {
	f.Add([]byte(statusReport(`<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>`)))
	f.Add([]byte(notification("<Ntry>" + debit + `<NtryDtls><Btch><NbOfTxs>1</NbOfTxs></Btch><TxDtls><Amt Ccy="VND">1</Amt></TxDtls></NtryDtls></Ntry>`)))
	f.Add([]byte(notification("<Ntry>" + credit + `<NtryDtls><TxDtls><RltdPties><Cdtr><Pty><Nm>A</Nm></Pty></Cdtr></RltdPties><RtrInf/></TxDtls><TxDtls/></NtryDtls></Ntry>`)))
	f.Add([]byte(`<a><CstmrPmtStsRpt/><BkToCstmrStmt><Stmt/></BkToCstmrStmt></a>`))
	f.Add([]byte(accountStatement(only + balanceOf("OPBD", "1000", "CRDT") + balanceOf("CLBD", "499", "CRDT") + summaryOf("TtlNtries", "2", "900") + twoEntries)))
	f.Add([]byte(statusReport(`<OrgnlPmtInfAndSts><OrgnlNbOfTxs>0</OrgnlNbOfTxs><NbOfTxsPerSts><DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>RJCT</DtldSts></NbOfTxsPerSts><TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts>`)))
	if dir := os.Getenv("CHITRA_ISO20022_DIR"); dir != "" {
		for _, s := range samples {
			text, err := os.ReadFile(filepath.Join(dir, "samples", s.file))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		iso20022.Detect(document)
		_, answers := iso20022.ReadAnswers(bytes.NewReader(document))
		parts := 0
		for a, err := range answers {
			if err != nil {
				return
			}
			checkAnswer(t, a)
			switch {
			case a.Level == bankfile.Transaction:
				parts++
			case a.Details > parts:
				t.Fatalf("entry of %d details after %d transactions", a.Details, parts)
			}
		}
	})
}

// checkAnswer holds what is true of every answer.
func checkAnswer(t *testing.T, a bankfile.Answer) {
	t.Helper()
	switch {
	case a.Line < 1 || a.Format == "":
		t.Fatalf("no place: %+v", a)
	case a.HasAmount && (a.Amount.Currency() == "" || a.Amount.Sign() < 0 || a.AmountText != ""):
		t.Fatalf("amount: %+v", a)
	case !a.HasAmount && a.Amount.Currency() != "":
		t.Fatalf("half an amount: %+v", a)
	case a.Debit && a.Return:
		t.Fatalf("a debit that returns: %+v", a)
	}
}

func FuzzPain001Read(f *testing.F) {
	file := write(f, iso20022.Pain001v09(), batch(2))
	f.Add(file)
	f.Add(bytes.Replace(file, []byte("NURG"), []byte("URGP"), 1))
	f.Fuzz(func(t *testing.T, document []byte) {
		format := iso20022.Pain001v09()
		head, lines := format.Read(bytes.NewReader(document), int64(len(document)))
		var taken []bankfile.Line
		for l, err := range lines {
			if err != nil {
				return
			}
			taken = append(taken, l)
		}
		// Whatever is taken whole can be written, and says the same again.
		head.BatchID, head.Part, head.Parts = "B", 1, 1
		if head.Check() != nil {
			return
		}
		each := func(yield func(bankfile.Line) bool) {
			for _, l := range taken {
				if !yield(l) {
					return
				}
			}
		}
		total, err := bankfile.Sum(each)
		if err != nil {
			return // a reference on two lines
		}
		var out bytes.Buffer
		if err := format.Write(&out, head, each, total); err != nil {
			t.Fatal(err)
		}
		_, again := format.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err := bankfile.Compare(each, again, total); err != nil {
			t.Fatal(err)
		}
	})
}
