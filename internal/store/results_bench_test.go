package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/payout"
)

// The benchmark of results sends a file of this many payments and answers it:
// nineteen of twenty are paid, one is refused for its account.
const benchedResults = 100_000

// onItsWay are payments whose file has left, with all that leads there.
type onItsWay struct {
	instructions []app.Instruction
	payments     []app.Payment
	accounts     []app.Account
}

func sentOut(n int) onItsWay {
	month, _ := civil.NewMonth(2024, 7)
	out := onItsWay{make([]app.Instruction, n), make([]app.Payment, n), make([]app.Account, n)}
	at := journal.Stamp(lifeStart)
	for i := range n {
		b := "B" + payout.AccountID(strconv.Itoa(i), "", "", "")[1:]
		number := fmt.Sprintf("9990%07d", i)
		account := payout.AccountID(b, "970405", number, "X")
		payment := payout.PaymentID(b, lifeProgramme, month, 1)
		out.accounts[i] = app.Account{BeneficiaryID: b, ID: account, BIN: "970405", Number: number, Holder: "NGUOI", Source: "list", ActNo: 1, RecordedAt: at, State: "active"}
		out.payments[i] = app.Payment{BeneficiaryID: b, ID: payment, Programme: lifeProgramme, Period: lifePeriod, Number: 1, Commune: "99001", Category: "NCT80",
			PayeeName: "Người", Amount: 750_000, Currency: "VND", VersionNo: 1, RowKey: number, ActNo: 1, RecordedAt: at, State: "sent", AccountID: account,
			PayerID: lifePayer, BatchID: lifeBatch}
		out.instructions[i] = app.Instruction{BeneficiaryID: b, ID: payout.EndToEndID("S", lifePayer, b, payment, 1), PaymentID: payment, Attempt: 1,
			BatchID: lifeBatch, FileID: lifeFile, Line: int64(i + 1), UETR: payout.UETR("S", lifePayer, b, payment, 1), Amount: 750_000, Currency: "VND",
			BIN: "970405", AccountNumber: number, Holder: "NGUOI", Remittance: "TRO CAP XA HOI THANG 07/2024", ActNo: 1, State: "sent"}
	}
	slices.SortFunc(out.instructions, func(x, y app.Instruction) int { return strings.Compare(x.BeneficiaryID, y.BeneficiaryID) })
	slices.SortFunc(out.payments, func(x, y app.Payment) int { return strings.Compare(x.BeneficiaryID, y.BeneficiaryID) })
	slices.SortFunc(out.accounts, func(x, y app.Account) int { return strings.Compare(x.BeneficiaryID, y.BeneficiaryID) })
	return out
}

// send puts them into a store as if they had left by one file.
func (o onItsWay) send(b testing.TB, s *store.Store) {
	b.Helper()
	now := func() time.Time { return lifeStart }
	a := app.New(app.Config{Store: s, Clock: now, Machine: now, Actor: app.Actor{Name: "quan", Proof: app.ProofPractice}})
	if _, err := a.Init(b.Context(), app.Setup{StoreID: "S", Practice: true, Admins: [2]app.Admin{{Name: "quan"}, {Name: "vinh"}}}); err != nil {
		b.Fatal(err)
	}
	at := journal.Stamp(lifeStart)
	one := func(facts ...app.Fact) iter.Seq[app.Fact] { return slices.Values(facts) }
	update(b, s, func(tx app.Tx) error {
		for _, w := range []struct {
			table string
			facts iter.Seq[app.Fact]
		}{
			{"payer", one(app.Payer{ID: lifePayer, BIN: "970405", Number: "0009998887", Holder: "PHONG", Profile: "pain.001.001.09", ProposedBy: "quan", ActNo: 1})},
			{"batch", one(app.Batch{ID: lifeBatch, Programme: lifeProgramme, Period: lifePeriod, PayerID: lifePayer, PayOn: "2024-07-08", ActNo: 1, RecordedAt: at, State: "released"})},
			{"bank_file", one(app.BankFile{ID: lifeFile, BatchID: lifeBatch, PayerID: lifePayer, Part: 1, Parts: 1, SHA256: lifeSHA256,
				Instructions: int64(len(o.instructions)), Amount: 750_000 * int64(len(o.instructions)), MessageID: "M1", ActNo: 1, RecordedAt: at, State: "released"})},
			{"account", factsIn(o.accounts)}, {"payment", factsIn(o.payments)}, {"instruction", factsIn(o.instructions)},
			{"state_change", o.changes(at)}, {"ledger_entry", o.entries(at)},
		} {
			if _, err := tx.Insert(b.Context(), w.table, w.facts, &app.Fold{Rows: journal.NewRowDigest()}); err != nil {
				return err
			}
		}
		return nil
	})
}

func factsIn[T app.Fact](rows []T) iter.Seq[app.Fact] {
	return func(yield func(app.Fact) bool) {
		for _, r := range rows {
			if !yield(r) {
				return
			}
		}
	}
}

// changes are those that made each what it is.
func (o onItsWay) changes(at string) iter.Seq[app.Fact] {
	return func(yield func(app.Fact) bool) {
		for i, x := range o.instructions {
			if !yield(change(1, app.KindInstruction, x.BeneficiaryID, x.ID, "intended", "sent", at)) ||
				!yield(change(1, app.KindPayment, x.BeneficiaryID, x.PaymentID, "waiting", "sent", at)) ||
				!yield(change(1, app.KindAccount, x.BeneficiaryID, o.accounts[i].ID, "", "active", at)) {
				return
			}
		}
	}
}

func (o onItsWay) entries(at string) iter.Seq[app.Fact] {
	return func(yield func(app.Fact) bool) {
		for _, x := range o.instructions {
			if !yield(app.LedgerEntry{BeneficiaryID: x.BeneficiaryID, InstructionID: x.ID, CauseNo: 1, Credit: "treasury", Debit: "transit", Amount: x.Amount,
				PayerID: lifePayer, BatchID: lifeBatch, Cause: lifeFile, BusinessOn: "2024-07-05", RecordedAt: at, ActNo: 1}) {
				return
			}
		}
	}
}

// inFileOrder are the instructions as a bank lists them: not in our order.
func (o onItsWay) inFileOrder() []app.Instruction {
	out := slices.Clone(o.instructions)
	slices.SortFunc(out, func(x, y app.Instruction) int { return int(x.Line - y.Line) })
	return out
}

// answer is what the bank says of all of them.
func (o onItsWay) answer() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>R1</MsgId><CreDtTm>2024-07-08T10:00:00+07:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>`)
	for n, i := range o.inFileOrder() {
		status := "<TxSts>ACCC</TxSts>"
		if refusedIn(n) {
			status = "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>"
		}
		fmt.Fprintf(&b, "\n<TxInfAndSts><OrgnlEndToEndId>%s</OrgnlEndToEndId>%s<AcctSvcrRef>FT24190%09d</AcctSvcrRef><OrgnlTxRef><Amt><InstdAmt Ccy=\"VND\">%d</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>",
			i.ID, status, n, i.Amount)
	}
	b.WriteString("\n</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n")
	return []byte(b.String())
}

func refusedIn(n int) bool { return n%20 == 19 }

// BenchmarkResults takes one large answer in on the embedded store, from its bytes
// to committed states, changes and entries with full sync and every index; and does
// to a copy of the store, with the same pragmas, what SQL alone needs for that: to
// insert the lines, to move the states, to insert changes and entries, each as one
// set.
func BenchmarkResults(b *testing.B) {
	o := sentOut(benchedResults)
	first := filepath.Join(b.TempDir(), "first.db")
	s := storetest.Open(b, "sqlite:"+first)
	o.send(b, s)
	if _, err := s.SQL().ExecContext(b.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		b.Fatal(err)
	}
	data := o.answer()
	var ours, bare time.Duration
	var heap uint64
	for b.Loop() {
		o.onACopy(b, first, func(s *store.Store) {
			runtime.GC()
			peak := watchHeap()
			start := time.Now()
			out, err := bankDesk(s).ImportResult(b.Context(), "answer.xml", data)
			ours += time.Since(start)
			heap = max(heap, peak())
			if err != nil || out.Matched != benchedResults || out.Moved["paid"] != benchedResults*19/20 || out.Moved["rejected"] != benchedResults/20 {
				b.Fatalf("%+v, %v", out, err)
			}
		})
		o.onACopy(b, first, func(s *store.Store) {
			start := time.Now()
			if err := o.bareSQL(b.Context(), s); err != nil {
				b.Fatal(err)
			}
			bare += time.Since(start)
		})
	}
	results := float64(benchedResults) * float64(b.N)
	b.ReportMetric(results/ours.Seconds(), "results/s")
	b.ReportMetric(results/bare.Seconds(), "bare_results/s")
	b.ReportMetric(ours.Seconds()/bare.Seconds(), "times_bare")
	b.ReportMetric(float64(heap)/(1<<20), "peak_MiB")
	b.ReportMetric(0, "ns/op")
}

func bankDesk(s app.Store) *app.App {
	now := func() time.Time { return lifeStart.AddDate(0, 0, 4) }
	return app.New(app.Config{Store: s, Clock: now, Machine: now, Actor: app.Actor{Name: "quan", Proof: app.ProofPractice}, Banks: bank.Directory()})
}

// onACopy runs fn on a store that is a copy of a file.
func (o onItsWay) onACopy(b *testing.B, first string, fn func(*store.Store)) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "copy.db")
	copied := func() error { // and let go of
		content, err := os.ReadFile(first)
		if err != nil {
			return err
		}
		return os.WriteFile(path, content, 0o600)
	}
	if err := copied(); err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(b.Context(), "sqlite:"+path)
	if err != nil {
		b.Fatal(err)
	}
	fn(s)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	_ = os.Remove(path)
}

// watchHeap looks at the heap until it is asked for the highest it saw.
func watchHeap() (peak func() uint64) {
	var highest atomic.Uint64
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			highest.Store(max(highest.Load(), m.HeapAlloc))
			select {
			case <-done:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-ended
		return highest.Load()
	}
}

// bareSQL is the same without any of our rules: the lines come in as rows, and
// everything else is one statement for each table.
func (o onItsWay) bareSQL(ctx context.Context, s *store.Store) error {
	x, err := s.SQL().BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = x.Rollback() }() // after Commit it does nothing
	if err := o.bareLines(ctx, x.Tx); err != nil {
		return err
	}
	at := journal.Stamp(lifeStart)
	for _, statement := range []string{
		`INSERT INTO state_change SELECT i.beneficiary_id, i.id, 99, 1, 'instruction', i.state, r.verdict, r.reasons, 'sha', '` + at + `'
FROM result r JOIN instruction i ON i.id = r.instruction_id WHERE r.file_no = 99 ORDER BY 1, 2`,
		`INSERT INTO state_change SELECT i.beneficiary_id, i.payment_id, 99, 1, 'payment', i.state, r.verdict, r.reasons, i.id, '` + at + `'
FROM result r JOIN instruction i ON i.id = r.instruction_id WHERE r.file_no = 99 ORDER BY 1, 2`,
		`INSERT INTO state_change SELECT p.beneficiary_id, p.account_id, 99, 1, 'account', 'active', 'failed', r.reasons, i.id, '` + at + `'
FROM result r JOIN instruction i ON i.id = r.instruction_id JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id
WHERE r.file_no = 99 AND r.verdict = 'rejected' ORDER BY 1, 2`,
		`INSERT INTO ledger_entry SELECT i.beneficiary_id, i.id, 99, CASE r.verdict WHEN 'paid' THEN 'paid' ELSE 'returned' END, 'transit', i.amount, b.payer_id,
  b.id, 'sha', '2024-07-09', '` + at + `', 99
FROM result r JOIN instruction i ON i.id = r.instruction_id JOIN batch b ON b.id = i.batch_id WHERE r.file_no = 99 ORDER BY 1, 2`,
		`UPDATE instruction SET state = c.to_state FROM state_change c WHERE c.act_no = 99 AND c.kind = 'instruction'
AND instruction.beneficiary_id = c.beneficiary_id AND instruction.id = c.subject`,
		`UPDATE payment SET state = c.to_state FROM state_change c WHERE c.act_no = 99 AND c.kind = 'payment'
AND payment.beneficiary_id = c.beneficiary_id AND payment.id = c.subject`,
		`UPDATE account SET state = c.to_state FROM state_change c WHERE c.act_no = 99 AND c.kind = 'account'
AND account.beneficiary_id = c.beneficiary_id AND account.id = c.subject`,
	} {
		if _, err := x.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%w in %.60s", err, statement)
		}
	}
	return x.Commit()
}

func (o onItsWay) bareLines(ctx context.Context, x *sql.Tx) error {
	const rows = 50
	one := "(99" + strings.Repeat(",?", 14) + ")"
	text := "INSERT INTO result VALUES " + one + strings.Repeat(","+one, rows-1)
	stmt, err := x.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer stmt.Close()
	var args []any
	for n, i := range o.inFileOrder() {
		status, reasons, verdict := "ACCC", "", "paid"
		if refusedIn(n) {
			status, reasons, verdict = "RJCT", "AC04", "rejected"
		}
		args = append(args, n+1, i.BeneficiaryID, i.ID, "end_to_end_id", i.ID, fmt.Sprintf("FT24190%09d", n), status, reasons, "", verdict, i.Amount, "", "", "")
		if len(args) == 14*rows {
			if _, err := stmt.ExecContext(ctx, args...); err != nil {
				return err
			}
			args = args[:0]
		}
	}
	return nil
}
