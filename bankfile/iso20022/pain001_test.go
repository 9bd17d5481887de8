package iso20022_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

var update = flag.Bool("update", false, "write the golden files anew")

func header(t testing.TB) bankfile.Header {
	t.Helper()
	day, err := civil.NewDate(2024, 7, 5)
	if err != nil {
		t.Fatal(err)
	}
	return bankfile.Header{
		MessageID:     bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 1, 1),
		PaymentInfoID: bankfile.PaymentInfoID("store-t", "BTXH-2024-07-MB1-1", 1, 1),
		BatchID:       "BTXH-2024-07-MB1-1", Part: 1, Parts: 1,
		CreatedAt: time.Date(2024, 7, 4, 23, 30, 15, 999, time.UTC), PayOn: day,
		Payer: payout.Payer{ID: "MB1", BIN: "970422", Number: "0999000001", Holder: "Trung tâm Bảo trợ xã hội", BIC: "MSCBVNVX"},
	}
}

// line is the n-th prepared line of a made-up batch: every third in house,
// every hundredth of high value, some banks with a BIC and some without.
func line(n int) bankfile.Line {
	payment := "P" + strconv.Itoa(n)
	id := payout.EndToEndID("store-t", "MB1", "B1", payment, 1)
	l := bankfile.Line{
		EndToEndID: id, InstrID: id, UETR: payout.UETR("store-t", "MB1", "B1", payment, 1),
		Amount: money.Dong(500_000 + int64(n%1000)), BIN: "970405", BIC: "VBAAVNVX",
		AccountNumber: strconv.Itoa(9_990_000_000 + n), Holder: "TRAN O'VAN " + strconv.Itoa(n),
		Remittance: id + " TRO CAP XA HOI THANG 07/2024", Purpose: bankfile.PurposeSocialBenefit,
	}
	switch n % 3 {
	case 0:
		l.BIN, l.BIC, l.InHouse = "970422", "MSCBVNVX", true
	case 1:
		l.BIN, l.BIC = "970446", ""
	}
	if n%100 == 50 {
		l.Amount = money.Dong(bankfile.HighValueFrom)
	}
	return l
}

func batch(n int) iter.Seq[bankfile.Line] {
	return func(yield func(bankfile.Line) bool) {
		for i := range n {
			if !yield(line(i)) {
				return
			}
		}
	}
}

func write(t testing.TB, f bankfile.Format, lines iter.Seq[bankfile.Line]) []byte {
	t.Helper()
	total, err := bankfile.Sum(lines)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out, header(t), lines, total); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWriteGolden(t *testing.T) {
	for _, f := range []bankfile.Format{iso20022.Pain001v09(), iso20022.Pain001v03()} {
		lines := slices.Collect(batch(3))
		lines[2].Amount = money.Dong(bankfile.HighValueFrom)
		for i := range lines {
			var err error
			if lines[i], _, err = f.Prepare(lines[i]); err != nil {
				t.Fatal(err)
			}
		}
		got := write(t, f, slices.Values(lines))
		path := filepath.Join("testdata", f.Name()+".xml")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
}

func TestWriteIsTheReferenceWritersBytes(t *testing.T) {
	for _, n := range []int{1, 2, 3, 51, 1000} {
		got := write(t, iso20022.Pain001v09(), batch(n))
		total, _ := bankfile.Sum(batch(n))
		var want bytes.Buffer
		if err := writeReference(&want, header(t), batch(n), total); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("%d lines: %s", n, cmp.Diff(want.String(), string(got)))
		}
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	for _, f := range []bankfile.Format{iso20022.Pain001v09(), iso20022.Pain001v03()} {
		var lines []bankfile.Line
		for l := range batch(500) {
			prepared, _, err := f.Prepare(l)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, prepared)
		}
		file := write(t, f, slices.Values(lines))
		head, got := f.Read(bytes.NewReader(file), int64(len(file)))
		total, _ := bankfile.Sum(slices.Values(lines))
		for range 2 { // the sequence can be walked again
			if err := bankfile.Compare(slices.Values(lines), got, total); err != nil {
				t.Fatalf("%s: %v", f.Name(), err)
			}
		}
		if err := header(t).Differ(head); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
		want := header(t)
		if head.PayOn != want.PayOn || head.Payer.Number != want.Payer.Number || head.PayerBankBIC != "MSCBVNVX" ||
			head.Payer.BIN != want.Payer.BIN || head.Payer.Holder != "TRUNG TAM BAO TRO XA HOI" ||
			!head.CreatedAt.Equal(want.CreatedAt.Truncate(time.Second)) {
			t.Errorf("%s: header read back: %+v", f.Name(), head)
		}
	}
}

func TestAnyLineRoundTrips(t *testing.T) {
	f := iso20022.Pain001v09()
	rapid.Check(t, func(t *rapid.T) {
		l := line(rapid.IntRange(0, 999).Draw(t, "n"))
		l.Amount = money.Dong(rapid.Int64Range(1, 99_999_999_999).Draw(t, "amount"))
		l.Holder = "A" + rapid.StringN(0, 30, 100).Draw(t, "holder")
		l.Remittance = rapid.String().Draw(t, "text")
		l.AccountNumber = rapid.StringMatching(`[0-9A-Za-z]{1,34}`).Draw(t, "account")
		l.BankDisplay = "MB"
		l.InHouse = rapid.Bool().Draw(t, "in house")
		prepared, _, err := f.Prepare(l)
		if err != nil {
			t.Fatal(err)
		}
		one := slices.Values([]bankfile.Line{prepared})
		total, _ := bankfile.Sum(one)
		var out bytes.Buffer
		if err := f.Write(&out, benchHeader, one, total); err != nil {
			t.Fatal(err)
		}
		_, got := f.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err := bankfile.Compare(one, got, total); err != nil {
			t.Fatal(err)
		}
	})
}

func TestWriteRefuses(t *testing.T) {
	f := iso20022.Pain001v09()
	tests := map[string]struct {
		change func([]bankfile.Line) []bankfile.Line
		field  string
		code   string
	}{
		"marks":               {func(l []bankfile.Line) []bankfile.Line { l[1].Holder = "Trần"; return l }, "holder", bankfile.CodeLetters},
		"a reference twice":   {func(l []bankfile.Line) []bankfile.Line { return append(l, l[0]) }, "end_to_end_id", bankfile.CodeRepeated},
		"no reference first":  {func(l []bankfile.Line) []bankfile.Line { l[1].Remittance = "TRO CAP"; return l }, "remittance", bankfile.CodeNotLed},
		"zero":                {func(l []bankfile.Line) []bankfile.Line { l[1].Amount = money.Dong(0); return l }, "amount", bankfile.CodeNotMore},
		"blank in an account": {func(l []bankfile.Line) []bankfile.Line { l[1].AccountNumber = "1 2"; return l }, "account", bankfile.CodeMalformed},
		"a bank's text":       {func(l []bankfile.Line) []bankfile.Line { l[1].BankDisplay = "MB"; return l }, "bank_display", bankfile.CodeNotCarried},
		"no purpose":          {func(l []bankfile.Line) []bankfile.Line { l[1].Purpose = ""; return l }, "purpose", bankfile.CodeMissing},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines := test.change(slices.Collect(batch(4)))
			var total bankfile.Totals
			for _, l := range lines {
				if err := total.Add(l); err != nil {
					t.Fatal(err)
				}
			}
			var out bytes.Buffer
			err := f.Write(&out, header(t), slices.Values(lines), total)
			var fault *bankfile.LineError
			if !errors.As(err, &fault) || fault.Field != test.field || fault.Code != test.code {
				t.Errorf("%v", err)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were written before the refusal", out.Len())
			}
		})
	}
}

func TestWriteRefusesOtherTotalsHeadersAndNothing(t *testing.T) {
	f := iso20022.Pain001v09()
	total, _ := bankfile.Sum(batch(3))
	more := total
	more.Amount = money.Dong(1)
	var totals *bankfile.TotalsError
	if err := f.Write(io.Discard, header(t), batch(3), more); !errors.As(err, &totals) {
		t.Errorf("totals of something else: %v", err)
	}
	var head *bankfile.HeaderError
	if err := f.Write(io.Discard, bankfile.Header{}, batch(3), total); !errors.As(err, &head) {
		t.Errorf("an empty header: %v", err)
	}
	nameless := header(t)
	nameless.Payer.Holder = "&&&"
	if err := f.Write(io.Discard, nameless, batch(3), total); !errors.As(err, &head) || head.Field != "payer_holder" {
		t.Errorf("a holder without a letter: %v", err)
	}
	if err := f.Write(io.Discard, header(t), batch(0), bankfile.Totals{}); err == nil {
		t.Error("a file without lines was written")
	}
	walks := 0
	changing := func(yield func(bankfile.Line) bool) {
		walks++
		for l := range batch(3) {
			if walks > 2 {
				l.Amount = money.Dong(1)
			}
			if !yield(l) {
				return
			}
		}
	}
	if err := f.Write(io.Discard, header(t), changing, total); !errors.As(err, &totals) {
		t.Errorf("lines that change between walks: %v", err)
	}
	if err := f.Write(brokenWriter{}, header(t), batch(3), total); !errors.Is(err, errBroken) {
		t.Errorf("a writer that fails: %v", err)
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// readAll returns the first error of reading file back.
func readAll(f bankfile.Format, file []byte) (n int, err error) {
	_, lines := f.Read(bytes.NewReader(file), int64(len(file)))
	for _, err := range lines {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func TestReadRefusesEveryCut(t *testing.T) {
	f := iso20022.Pain001v09()
	file := bytes.TrimSpace(write(t, f, batch(4)))
	if n, err := readAll(f, file); n != 4 || err != nil {
		t.Fatalf("whole: %d lines, %v", n, err)
	}
	for cut := range file {
		if _, err := readAll(f, file[:cut]); err == nil {
			t.Fatalf("cut after %d bytes of %d: no error", cut, len(file))
		}
		if head, _ := f.Read(bytes.NewReader(file[:cut]), int64(cut)); cut < 400 && head != (bankfile.Header{}) {
			t.Fatalf("cut after %d bytes: half a header %+v", cut, head)
		}
	}
}

func TestReadRefusesWhatWasChanged(t *testing.T) {
	f := iso20022.Pain001v09()
	file := string(write(t, f, batch(4)))
	id := line(1).EndToEndID
	tests := map[string]struct{ old, new string }{
		"count of the file":        {"<NbOfTxs>4</NbOfTxs>", "<NbOfTxs>5</NbOfTxs>"},
		"sum of the file":          {"<CtrlSum>2000006</CtrlSum>", "<CtrlSum>2000007</CtrlSum>"},
		"count of a block":         {"<NbOfTxs>2</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>"},
		"an amount":                {">500001<", ">500002<"},
		"an amount with decimals":  {">500001<", ">500001.00<"},
		"an amount with a sign":    {">500001<", ">+500001<"},
		"an amount with a zero":    {">500001<", ">0500001<"},
		"another currency":         {`Ccy="VND">500001`, `Ccy="USD">500001`},
		"an element more":          {"<Purp>", "<ChrgBr>CRED</ChrgBr><Purp>"},
		"a second text":            {"</Ustrd></RmtInf>", "</Ustrd><Ustrd>X</Ustrd></RmtInf>"},
		"a second name":            {"</Cdtr>", "</Cdtr><Cdtr><Nm>X</Nm></Cdtr>"},
		"a second amount":          {"</InstdAmt>", `</InstdAmt><InstdAmt Ccy="VND">1</InstdAmt>`},
		"charges to the payee":     {"<ChrgBr>DEBT</ChrgBr>", "<ChrgBr>CRED</ChrgBr>"},
		"another debtor":           {"0999000001</Id>", "0999000002</Id>"},
		"no day":                   {"<Dt>2024-07-05</Dt>", "<Dt>soon</Dt>"},
		"no time":                  {"2024-07-05T06:30:15+07:00", "yesterday"},
		"another service":          {"<Cd>BKTR</Cd>", "<Cd>NURG</Cd>"},
		"another clearing system":  {"<Prtry>NAPAS</Prtry>", "<Prtry>CHIPS</Prtry>"},
		"another version":          {"pain.001.001.09", "pain.001.001.03"},
		"another message":          {"CstmrCdtTrfInitn>", "CstmrDrctDbtInitn>"},
		"a wrong reference":        {"<EndToEndId>" + id, "<EndToEndId>" + id[:15] + "0"},
		"a block of somebody else": {"<PmtInfId>B", "<PmtInfId>C"},
		"a doctype":                {"<Document", "<!DOCTYPE Document><Document"},
		"a second document":        {"</Document>", "</Document><Document/>"},
	}
	for name, test := range tests {
		changed := strings.Replace(file, test.old, test.new, 1)
		if changed == file {
			t.Errorf("%s: nothing to change", name)
		}
		if _, err := readAll(f, []byte(changed)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWriteIsRepeatableFromShuffledWalks(t *testing.T) {
	lines := slices.Collect(batch(60))
	first := write(t, iso20022.Pain001v09(), slices.Values(lines))
	if again := write(t, iso20022.Pain001v09(), slices.Values(lines)); !bytes.Equal(first, again) {
		t.Error("the same lines gave other bytes")
	}
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	if n, err := readAll(iso20022.Pain001v09(), write(t, iso20022.Pain001v09(), slices.Values(lines))); n != 60 || err != nil {
		t.Errorf("shuffled: %d lines, %v", n, err)
	}
}

func TestWritingAllocatesNothingPerLine(t *testing.T) {
	f := iso20022.Pain001v09()
	allocations := func(lines []bankfile.Line) float64 {
		total, _ := bankfile.Sum(slices.Values(lines))
		return testing.AllocsPerRun(3, func() {
			if err := f.Write(io.Discard, benchHeader, slices.Values(lines), total); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := allocations(slices.Collect(batch(100))), allocations(slices.Collect(batch(4000)))
	if many > few+10 { // the totals have more digits
		t.Errorf("100 lines cost %.0f allocations, 4000 cost %.0f", few, many)
	}
}
