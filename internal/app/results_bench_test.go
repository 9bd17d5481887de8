package app

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/payout"
)

// memoryTx answers what pairing asks, from memory alone.
type memoryTx struct {
	Tx
	instructions map[string]Instruction
}

func (m memoryTx) InstructionsByID(_ context.Context, ids []string) ([]Instruction, error) {
	out := make([]Instruction, 0, len(ids))
	for _, id := range ids {
		if i, ok := m.instructions[id]; ok {
			out = append(out, i)
		}
	}
	return out, nil
}

func (m memoryTx) ResultProfiles(context.Context) ([]KeptResultProfile, error) { return nil, nil }

func (m memoryTx) PayerProfiles(context.Context) ([]PayerProfile, error) { return nil, nil }

func (m memoryTx) Profiles(context.Context) ([]BankProfile, error) { return nil, nil }

func (m memoryTx) OtherAttempts(context.Context, []string) ([]OtherAttempts, error) { return nil, nil }

func (m memoryTx) Payers(context.Context) ([]PayerRow, error) {
	return []PayerRow{{Payer: Payer{ID: "P1", BIN: "970405"}}}, nil
}

func (m memoryTx) Batch(_ context.Context, id string) (Batch, bool, error) {
	return Batch{ID: id, PayerID: "P1"}, true, nil
}

// provinceAnswers are n answers, and the instructions they are about: every third
// names its reference in a field, the others in a text.
func provinceAnswers(n int) (memoryTx, []bankfile.Answer) {
	tx := memoryTx{instructions: make(map[string]Instruction, n)}
	answers := make([]bankfile.Answer, n)
	for i := range n {
		id := payout.EndToEndID("s", "P1", "B"+strconv.Itoa(i), "C", 1)
		tx.instructions[id] = Instruction{ID: id, BatchID: "BTXH-2024-07-P1", Amount: 750_000, State: string(payout.InstructionSent)}
		answers[i] = bankfile.Answer{Line: i + 1, Format: "pain.002.001.10", Level: bankfile.Transaction, Status: "ACCC", Amount: money.Dong(750_000), HasAmount: true}
		if i%3 == 0 {
			answers[i].EndToEndID = id
		} else {
			answers[i].Text = id + " TRO CAP XA HOI THANG 07/2024"
		}
	}
	return tx, answers
}

// pairAll pairs answers in memory, in lots, and says how many found what they are
// about.
func pairAll(ctx context.Context, tx Tx, answers []bankfile.Answer) (paired int, err error) {
	p, err := newPairing(ctx, new(App), tx, &act{}, &ResultOutcome{})
	if err != nil {
		return 0, err
	}
	for lot := range slices.Chunk(answers, lotLines) {
		if err := p.pairOnly(ctx, lot); err != nil {
			return paired, err
		}
		for _, r := range p.answers {
			if r.target != "" {
				paired++
			}
		}
	}
	return paired, nil
}

func TestEveryAnswerIsPairedInMemory(t *testing.T) {
	tx, answers := provinceAnswers(lotLines + 1)
	if n, err := pairAll(t.Context(), tx, answers); err != nil || n != len(answers) {
		t.Errorf("%d of %d paired, %v", n, len(answers), err)
	}
}

// What an earlier lot moved is not moved in the database yet: the next lot finds it
// where it was left all the same, and the others where they stand.
func TestALotFindsAnInstructionWhereItWasLeft(t *testing.T) {
	tx, answers := provinceAnswers(3)
	p, err := newPairing(t.Context(), new(App), tx, &act{}, &ResultOutcome{})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.pairOnly(t.Context(), answers[:2]); err != nil {
		t.Fatal(err)
	}
	moved := p.answers[0].target
	p.moves(p.instructions[moved], string(payout.InstructionPaid), "")
	if err := p.pairOnly(t.Context(), answers); err != nil {
		t.Fatal(err)
	}
	for _, r := range p.answers {
		want := string(payout.InstructionSent)
		if r.target == moved {
			want = string(payout.InstructionPaid)
		}
		if got := p.instructions[r.target].State; got != want {
			t.Errorf("%s is %s, want %s", r.target, got, want)
		}
	}
	if m := p.movedInOrder(); len(m) != 1 || p.texts[m[0].before] != string(payout.InstructionSent) {
		t.Errorf("%d moved", len(m))
	}
}

// BenchmarkPair pairs the answers of a province with its instructions in memory.
func BenchmarkPair(b *testing.B) {
	tx, answers := provinceAnswers(200_000)
	var took time.Duration
	for b.Loop() {
		start := time.Now()
		n, err := pairAll(b.Context(), tx, answers)
		if took += time.Since(start); err != nil || n != len(answers) {
			b.Fatalf("%d of %d paired, %v", n, len(answers), err)
		}
	}
	b.ReportMetric(float64(len(answers))*float64(b.N)/took.Seconds(), "results/s")
}

// pairOnly finds what a lot of lines speaks of.
func (p *pairing) pairOnly(ctx context.Context, lot []bankfile.Answer) error {
	p.answers = p.answers[:0]
	for n, a := range lot {
		if err := p.spread(ctx, n+1, a, func(r resultAnswer) error { p.answers = append(p.answers, r); return nil }); err != nil {
			return err
		}
	}
	return p.find(ctx)
}
