package iso20022_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/internal/civil"
	"chitra/payout"
)

// benchHeader is header for tests that have no testing.TB.
var benchHeader = func() bankfile.Header {
	day, _ := civil.NewDate(2024, 7, 5)
	return bankfile.Header{
		MessageID: bankfile.MessageID("s", "B", 1, 1), PaymentInfoID: bankfile.PaymentInfoID("s", "B", 1, 1),
		BatchID: "B", Part: 1, Parts: 1, CreatedAt: time.Date(2024, 7, 4, 0, 0, 0, 0, time.UTC), PayOn: day,
		Payer: payout.Payer{BIN: "970422", Number: "0999000001", Holder: "TRUNG TAM"},
	}
}()

// benchLines is how many lines the benchmarks write and read:
// CHITRA_BENCH_LINES=1000000 for the full size.
func benchLines(b *testing.B) int {
	text := os.Getenv("CHITRA_BENCH_LINES")
	if text == "" {
		return 20_000
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// heapPeak looks at the heap now and then, and keeps the largest.
type heapPeak struct {
	seen  int64
	base  uint64
	bytes uint64
}

func newHeapPeak() *heapPeak {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return &heapPeak{base: m.HeapInuse}
}

// passed is told how many bytes went by and looks every 4 MiB.
func (p *heapPeak) passed(n int) {
	if before := p.seen >> 22; (p.seen+int64(n))>>22 > before {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapInuse > p.base {
			p.bytes = max(p.bytes, m.HeapInuse-p.base)
		}
	}
	p.seen += int64(n)
}

func (p *heapPeak) Write(b []byte) (int, error) {
	p.passed(len(b))
	return len(b), nil
}

// BenchmarkWritePain001 writes one file by hand and with encoding/xml in the
// same run. x-encoding/xml is how many times faster the first is; peak-MB what
// it added to the heap.
func BenchmarkWritePain001(b *testing.B) {
	n := benchLines(b)
	lines := made(n)
	total, err := bankfile.Sum(lines)
	if err != nil {
		b.Fatal(err)
	}
	var ours, theirs time.Duration
	var peak uint64
	for b.Loop() {
		heap := newHeapPeak()
		start := time.Now()
		if err := iso20022.Pain001v09().Write(heap, benchHeader, lines, total); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
		peak = max(peak, heap.bytes)
		start = time.Now()
		if err := writeReference(io.Discard, benchHeader, lines, total); err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(start)
	}
	report(b, n, ours, theirs, peak)
}

// made repeats a thousand lines, each time with a reference and a text of its
// own, all made beforehand: the benchmark times the writing.
func made(n int) iter.Seq[bankfile.Line] {
	templates := make([]bankfile.Line, min(n, 1000))
	for i := range templates {
		templates[i] = line(i)
	}
	var texts bytes.Buffer
	for i := range n {
		texts.WriteString(payout.EndToEndID("s", "MB1", "B1", strconv.Itoa(i), 1) + " TRO CAP XA HOI THANG 07/2024")
	}
	all, width := texts.String(), texts.Len()/n
	return func(yield func(bankfile.Line) bool) {
		for i := range n {
			l := templates[i%len(templates)]
			l.Remittance = all[i*width : (i+1)*width]
			l.EndToEndID = l.Remittance[:16]
			if !yield(l) {
				return
			}
		}
	}
}

func report(b *testing.B, n int, ours, theirs time.Duration, peak uint64) {
	b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-encoding/xml")
	b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N)/float64(n), "ns/line")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// xmlStatus is what encoding/xml decodes a TxInfAndSts into.
type xmlStatus struct {
	InstrID    string   `xml:"OrgnlInstrId"`
	EndToEndID string   `xml:"OrgnlEndToEndId"`
	UETR       string   `xml:"OrgnlUETR"`
	Status     string   `xml:"TxSts"`
	Reasons    []string `xml:"StsRsnInf>Rsn>Cd"`
	Notes      []string `xml:"StsRsnInf>AddtlInf"`
	BankRef    string   `xml:"AcctSvcrRef"`
	Amount     struct {
		Currency string `xml:"Ccy,attr"`
		Value    string `xml:",chardata"`
	} `xml:"OrgnlTxRef>Amt>InstdAmt"`
	Name    string `xml:"OrgnlTxRef>Cdtr>Pty>Nm"`
	Account string `xml:"OrgnlTxRef>CdtrAcct>Id>Othr>Id"`
}

// statuses is a pain.002 of n transactions that makes itself while it is read.
type statuses struct {
	n, next int
	ids     []string // references, each used again after the last
	made    []byte   // the transaction under way
	rest    []byte   // what of it is still to be read
	heap    *heapPeak
}

func newStatuses(n int, heap *heapPeak) *statuses {
	s := &statuses{n: n, heap: heap, rest: []byte(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>BANK1</MsgId><CreDtTm>2024-07-05T10:00:00+07:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>B1</OrgnlPmtInfId>
`)}
	for i := range 1000 {
		s.ids = append(s.ids, line(i).EndToEndID)
	}
	return s
}

func (s *statuses) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) && (len(s.rest) > 0 || s.next <= s.n) {
		if len(s.rest) == 0 {
			s.made = s.transaction(s.made[:0])
			s.rest = s.made
			s.next++
		}
		moved := copy(b[n:], s.rest)
		s.rest = s.rest[moved:]
		n += moved
	}
	if n == 0 {
		return 0, io.EOF
	}
	if s.heap != nil {
		s.heap.passed(n)
	}
	return n, nil
}

// transaction makes the next transaction, after the last of them the end.
func (s *statuses) transaction(out []byte) []byte {
	if s.next == s.n {
		return append(out, "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"...)
	}
	id := s.ids[s.next%len(s.ids)]
	status := "<TxSts>ACCC</TxSts>"
	if s.next%50 == 0 {
		status = "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>SAI SO TAI KHOAN</AddtlInf></StsRsnInf>"
	}
	return fmt.Appendf(out, `<TxInfAndSts><OrgnlInstrId>%s</OrgnlInstrId><OrgnlEndToEndId>%s</OrgnlEndToEndId>`+
		`<OrgnlUETR>255ae394-9965-4438-ac86-f406feada396</OrgnlUETR>%s<AcctSvcrRef>FT%010d</AcctSvcrRef>`+
		`<OrgnlTxRef><Amt><InstdAmt Ccy="VND">%d</InstdAmt></Amt><Cdtr><Pty><Nm>NGUYEN VAN A</Nm></Pty></Cdtr>`+
		`<CdtrAcct><Id><Othr><Id>%d</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>`+"\n",
		id, id, status, s.next, 500_000+s.next%1000, 9_990_000_000+s.next)
}

// BenchmarkReadPain002 reads the same report with ReadAnswers and with
// encoding/xml's DecodeElement in the same run.
func BenchmarkReadPain002(b *testing.B) {
	n := benchLines(b)
	var ours, theirs, making time.Duration
	var peak uint64
	for b.Loop() {
		start := time.Now()
		if _, err := io.Copy(io.Discard, newStatuses(n, nil)); err != nil {
			b.Fatal(err)
		}
		making += time.Since(start)

		heap := newHeapPeak()
		start = time.Now()
		readOurs(b, n, newStatuses(n, heap))
		ours += time.Since(start)
		peak = max(peak, heap.bytes)

		start = time.Now()
		readReference(b, n, newStatuses(n, nil))
		theirs += time.Since(start)
	}
	report(b, n, ours-making, theirs-making, peak)
}

func readOurs(b *testing.B, n int, r io.Reader) {
	_, answers := iso20022.ReadAnswers(r)
	count, sum := 0, int64(0)
	for a, err := range answers {
		if err != nil {
			b.Fatal(err)
		}
		count++
		sum += a.Amount.Minor()
	}
	checkStatuses(b, n, count, sum)
}

func readReference(b *testing.B, n int, r io.Reader) {
	count, sum := 0, int64(0)
	for d := xml.NewDecoder(r); ; {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "TxInfAndSts" {
			continue
		}
		var s xmlStatus
		if err := d.DecodeElement(&s, &start); err != nil {
			b.Fatal(err)
		}
		amount, err := strconv.ParseInt(s.Amount.Value, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		count++
		sum += amount
	}
	checkStatuses(b, n, count, sum)
}

func checkStatuses(b *testing.B, n, count int, sum int64) {
	want := int64(0)
	for i := range n {
		want += int64(500_000 + i%1000)
	}
	if count != n || sum != want {
		b.Fatalf("%d statuses of %d, sum %d of %d", count, n, sum, want)
	}
}
