package bankfile_test

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// format stands for any format.
type format struct{ rows int }

func (format) Name() string      { return "pain.001.001.09" }
func (format) Extension() string { return "xml" }
func (f format) MaxRows() int    { return f.rows }
func (format) Prepare(l bankfile.Line) (bankfile.Line, []bankfile.Lossy, error) {
	return l, nil, nil
}
func (format) Write(io.Writer, bankfile.Header, iter.Seq[bankfile.Line], bankfile.Totals) error {
	return nil
}
func (format) Read(io.ReaderAt, int64) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
	return bankfile.Header{}, read(nil)
}

func header(t *testing.T) bankfile.Header {
	t.Helper()
	day, err := civil.NewDate(2024, 7, 5)
	if err != nil {
		t.Fatal(err)
	}
	return bankfile.Header{
		MessageID:     bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 2, 1),
		PaymentInfoID: bankfile.PaymentInfoID("store-t", "BTXH-2024-07-MB1-1", 2, 1),
		BatchID:       "BTXH-2024-07-MB1-1", Part: 2, Parts: 3,
		CreatedAt: time.Date(2024, 7, 4, 9, 30, 0, 0, civil.Zone()), PayOn: day,
		Payer: payout.Payer{ID: "MB1", BIN: "970422", Number: "0999000001", Holder: "Trung tâm Bảo trợ", BIC: "MSCBVNVX"},
	}
}

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestFileNameSaysWhatItIs(t *testing.T) {
	h := header(t)
	if got, want := bankfile.FileName(h, format{}, digest), "BTXH-2024-07-MB1-1_2of3_pain.001.001.09_0123456789ab.xml"; got != want {
		t.Errorf("file name %q, want %q", got, want)
	}
	h.Practice = true
	h.BatchID = "../../etc/Kỳ 7"
	if got, want := bankfile.FileName(h, format{}, digest), "PRACTICE-.._.._etc_K__7_2of3_pain.001.001.09_0123456789ab.xml"; got != want {
		t.Errorf("file name %q, want %q", got, want)
	}
}

func TestRowsPerFile(t *testing.T) {
	tests := []struct{ profile, format, want int }{
		{0, 0, bankfile.DefaultRows}, {0, 200, 200}, {0, 5000, bankfile.DefaultRows}, {300, 5000, 300}, {3000, 500, 500},
	}
	for _, test := range tests {
		if got := bankfile.RowsPerFile(format{test.format}, payout.Payer{MaxRows: test.profile}); got != test.want {
			t.Errorf("profile %d, format %d: %d rows, want %d", test.profile, test.format, got, test.want)
		}
	}
}

func manifest(t *testing.T) (bankfile.Manifest, bankfile.Totals) {
	total := bankfile.Totals{Count: 2, Amount: money.Dong(1_250_000), Hash: 42}
	m := bankfile.NewManifest(header(t), format{}, total, digest, 1234)
	m.Approvals = []bankfile.Approval{{By: "lan", At: time.Date(2024, 7, 4, 9, 30, 0, 0, civil.Zone())}}
	m.RuleVersions = map[string]string{"rules": "2024-07-01", "match": "3"}
	m.BatchTotal = bankfile.BatchTotals{Files: 3, Instructions: 5, Amount: 2_500_000, HashTotal: "000000000050"}
	m.Lossy, m.Alike = map[string]int{"marks": 2}, 1
	m.Repeats = &bankfile.Repeats{File: "BTXH-2024-07-MB1-0", By: "nga", Reason: "the bank lost it"}
	return m, total
}

func TestManifestHasOneForm(t *testing.T) {
	const want = `{
  "batch": "BTXH-2024-07-MB1-1",
  "part": 2,
  "parts": 3,
  "practice": false,
  "format": "pain.001.001.09",
  "file": "BTXH-2024-07-MB1-1_2of3_pain.001.001.09_0123456789ab.xml",
  "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "bytes": 1234,
  "message_id": "MESSAGE",
  "payment_info_id": "PAYMENT",
  "paying_account": "MB1",
  "created_at": "2024-07-04T02:30:00Z",
  "pay_on": "2024-07-05",
  "instructions": 2,
  "amount": 1250000,
  "hash_total": "000000000042",
  "approvals": [
    {
      "by": "lan",
      "at": "2024-07-04T02:30:00Z"
    }
  ],
  "rule_versions": {
    "match": "3",
    "rules": "2024-07-01"
  },
  "profile": "pain.001.001.09",
  "profile_version": "1",
  "profile_sha256": "",
  "evidence": "well",
  "routes": [],
  "batch_total": {
    "files": 3,
    "instructions": 5,
    "amount": 2500000,
    "hash_total": "000000000050"
  },
  "lossy": {
    "marks": 2
  },
  "alike": 1,
  "content_sha256": "",
  "repeats": {
    "file": "BTXH-2024-07-MB1-0",
    "by": "nga",
    "reason": "the bank lost it"
  },
  "signed_by": ""
}
`
	m, total := manifest(t)
	text, err := m.JSON()
	if err != nil {
		t.Fatal(err)
	}
	expected := strings.NewReplacer("MESSAGE", m.MessageID, "PAYMENT", m.PaymentInfoID).Replace(want)
	if diff := cmp.Diff(expected, string(text)); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	back, err := bankfile.ParseManifest(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := back.JSON(); err != nil || string(again) != string(text) {
		t.Errorf("written again: %v\n%s", err, again)
	}
	if err := back.Verify(digest, 1234, total); err != nil {
		t.Errorf("verify: %v", err)
	}
}

func TestManifestRefusesAnotherFile(t *testing.T) {
	m, total := manifest(t)
	more := total
	more.Amount = money.Dong(1)
	other := total
	other.Hash++
	tests := map[string]error{
		"sha256":     m.Verify(strings.Repeat("0", 64), 1234, total),
		"bytes":      m.Verify(digest, 1235, total),
		"amount":     m.Verify(digest, 1234, more),
		"hash_total": m.Verify(digest, 1234, other),
	}
	for field, err := range tests {
		var fault *bankfile.TotalsError
		if !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, text := range []string{"", "{", `{"batch":"B","colour":"red"}`, `{} {}`, `{"amount":1.5}`, `{"amount":1e3}`} {
		if _, err := bankfile.ParseManifest([]byte(text)); err == nil {
			t.Errorf("%s is taken for a manifest", text)
		}
	}
}

func TestHeaderChecks(t *testing.T) {
	if err := header(t).Check(); err != nil {
		t.Fatal(err)
	}
	tests := map[string]func(*bankfile.Header){
		"message_id":      func(h *bankfile.Header) { h.MessageID = "M1" },
		"payment_info_id": func(h *bankfile.Header) { h.PaymentInfoID = "" },
		"batch_id":        func(h *bankfile.Header) { h.BatchID = "" },
		"created_at":      func(h *bankfile.Header) { h.CreatedAt = time.Time{} },
		"pay_on":          func(h *bankfile.Header) { h.PayOn = civil.Date{} },
		"part":            func(h *bankfile.Header) { h.Part = 4 },
		"payer_account":   func(h *bankfile.Header) { h.Payer.Number = "0999 000001" },
		"payer_holder":    func(h *bankfile.Header) { h.Payer.Holder = "" },
		"payer_bin":       func(h *bankfile.Header) { h.Payer.BIN, h.Payer.BIC = "", "" },
		"payer_bic":       func(h *bankfile.Header) { h.PayerBankBIC = "MB" },
	}
	for field, change := range tests {
		h := header(t)
		change(&h)
		var fault *bankfile.HeaderError
		if err := h.Check(); !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestHeaderDiffersWhereTheFileSaysOtherwise(t *testing.T) {
	h := header(t)
	if err := h.Differ(h); err != nil {
		t.Errorf("the same header: %v", err)
	}
	if err := h.Differ(bankfile.Header{}); err != nil {
		t.Errorf("a format that carries nothing: %v", err)
	}
	tests := map[string]func(*bankfile.Header){
		"message_id":    func(h *bankfile.Header) { h.MessageID = "M1" },
		"pay_on":        func(h *bankfile.Header) { h.PayOn = h.PayOn.AddDays(1) },
		"payer_account": func(h *bankfile.Header) { h.Payer.Number = "1" },
		"payer_bin":     func(h *bankfile.Header) { h.Payer.BIN = "970405" },
		"created_at":    func(h *bankfile.Header) { h.CreatedAt = h.CreatedAt.Add(time.Second) },
	}
	for field, change := range tests {
		got := h
		change(&got)
		var fault *bankfile.HeaderError
		if err := h.Differ(got); !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestAnswerReference(t *testing.T) {
	id, other := line(0).EndToEndID, line(1).EndToEndID
	tests := map[string]struct {
		answer bankfile.Answer
		want   string
	}{
		"as repeated":                {bankfile.Answer{EndToEndID: id, InstrID: other}, id},
		"by the instruction":         {bankfile.Answer{EndToEndID: "NONREF", InstrID: id, Text: other}, id},
		"in the text":                {bankfile.Answer{Text: "IBFT " + id + " TRO CAP"}, id},
		"in the bank's words":        {bankfile.Answer{Text: "TRO CAP", Note: "RETURN OF " + id}, id},
		"nowhere":                    {bankfile.Answer{EndToEndID: "EndToEndId-001", Text: "TRO CAP"}, ""},
		"two different ones in text": {bankfile.Answer{Text: id + " " + other}, ""},
	}
	for name, test := range tests {
		if got, ok := test.answer.Reference(); got != test.want || ok != (test.want != "") {
			t.Errorf("%s: %q, %t", name, got, ok)
		}
	}
}

// FuzzParseManifest: what is read as a manifest has one form, which is read as the
// same again.
func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(`{"batch":"B","part":1,"parts":1}`))
	f.Add([]byte(`{"approvals":[{"by":"a","at":"2024-07-05T00:00:00Z"}],"encrypted":{"file":"a.age"}}`))
	f.Add([]byte(`{}{}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := bankfile.ParseManifest(text)
		if err != nil {
			return
		}
		once, err := m.JSON()
		if err != nil {
			return // a year no time is written in
		}
		again, err := bankfile.ParseManifest(once)
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := again.JSON(); err != nil || string(once) != string(twice) {
			t.Fatalf("%s\n%s\n%v", once, twice, err)
		}
	})
}
