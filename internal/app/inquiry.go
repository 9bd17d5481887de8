package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

// InquiryTx keeps what banks were asked.
type InquiryTx interface {
	// OpenInstructions are the instructions that are sent or unknown, of a period
	// or of all, of a paying account or of all.
	OpenInstructions(ctx context.Context, period, payer string) ([]OpenInstruction, error)
	// Inquiries are all questions with how many of their instructions are still
	// open, the oldest first.
	Inquiries(ctx context.Context) ([]InquiryState, error)
	// InquiryLines are the lines about some instructions.
	InquiryLines(ctx context.Context, instructions []string) ([]InquiryLine, error)
}

// OpenInstruction is an instruction nobody knows the end of.
type OpenInstruction struct {
	Instruction
	PayerID   string `db:"payer_id"`
	PayOn     string `db:"pay_on"`
	FileName  string `db:"file_name"`
	PaidFor   string `db:"period"`
	PayeeName string `db:"payee_name"`
}

// InquiryState is a question and how many of its instructions are still open.
type InquiryState struct {
	Inquiry
	Open       int64 `db:"open_lines"`
	OpenAmount int64 `db:"open_amount"`
}

// Why an instruction is asked about.
const (
	InquiryUnknown = "unknown" // the bank's answer proves nothing
	InquiryOverdue = "overdue" // the bank's time is over
)

// InquiryRequest says of which instructions the banks are asked; empty means all.
type InquiryRequest struct {
	Period string
	Payer  string
}

// InquiryMade is a question written now, or earlier today.
type InquiryMade struct {
	Inquiry
	Status string // ListNew, ListUnchanged
}

// Inquire writes the question to each paying account's bank about the instructions
// that are unknown, or sent and past the bank's time. It moves nothing and sends
// nothing again. What was asked today is not asked twice: its question is put
// into the folder once more, as it was.
func (a *App) Inquire(ctx context.Context, q InquiryRequest, out Outbox) ([]InquiryMade, error) {
	var made []InquiryMade
	err := a.do(ctx, "bankfile.inquiry", cmp.Or(q.Period, "all"), func(tx Tx, d *act) error {
		i := &inquirer{app: a, tx: tx, act: d, today: civil.DateOf(d.at), replied: map[string][]Result{}}
		if err := i.ask(ctx, q); err != nil {
			return err
		}
		made = i.made
		if !slices.ContainsFunc(made, func(m InquiryMade) bool { return m.Status == ListNew }) {
			return errNothing
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, m := range made {
		for ending, sha := range map[string]string{".xlsx": m.SHA256, ".csv": m.CSVSHA256} {
			if err := a.publishOne(ctx, m.Name+ending, sha, out); err != nil {
				return nil, fmt.Errorf("publish %s: %w", m.Name, err)
			}
		}
	}
	return made, nil
}

// inquirer writes the questions of one day.
type inquirer struct {
	app     *App
	tx      Tx
	act     *act
	today   civil.Date
	made    []InquiryMade
	replied map[string][]Result
	banks   *bankProfiles
}

func (i *inquirer) ask(ctx context.Context, q InquiryRequest) error {
	open, err := i.tx.OpenInstructions(ctx, q.Period, q.Payer)
	if err != nil {
		return fmt.Errorf("read open instructions: %w", err)
	}
	before, err := i.tx.Inquiries(ctx)
	if err != nil {
		return err
	}
	if i.banks, err = i.app.bankProfiles(ctx, i.tx); err != nil {
		return err
	}
	today := slices.DeleteFunc(before, func(x InquiryState) bool { return x.AskedOn != i.today.ISO() })
	asked, err := i.askedIn(ctx, today, open)
	if err != nil {
		return err
	}
	numbers, again := map[string]int64{}, map[string]bool{}
	for _, x := range today {
		numbers[x.PayerID] = max(numbers[x.PayerID], x.Number)
	}
	fresh := map[string][]OpenInstruction{}
	for _, x := range open {
		late, err := i.toAsk(ctx, x)
		switch {
		case err != nil:
			return err
		case !late:
		case asked[x.ID] != "":
			again[asked[x.ID]] = true
		default:
			fresh[x.PayerID] = append(fresh[x.PayerID], x)
		}
	}
	for _, x := range today {
		if again[x.ID] {
			i.made = append(i.made, InquiryMade{Inquiry: x.Inquiry, Status: ListUnchanged})
		}
	}
	for _, payer := range sortedKeys(fresh) {
		if err := i.write(ctx, payer, numbers[payer]+1, fresh[payer]); err != nil {
			return fmt.Errorf("ask about the instructions of %s: %w", payer, err)
		}
	}
	return nil
}

// askedIn says in which of today's questions each instruction stands.
func (i *inquirer) askedIn(ctx context.Context, today []InquiryState, open []OpenInstruction) (map[string]string, error) {
	out := map[string]string{}
	if len(today) == 0 {
		return out, nil
	}
	for chunk := range slices.Chunk(open, lookAtOnce) {
		ids := make([]string, len(chunk))
		for n, x := range chunk {
			ids[n] = x.ID
		}
		lines, err := i.tx.InquiryLines(ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if slices.ContainsFunc(today, func(x InquiryState) bool { return x.ID == l.InquiryID }) {
				out[l.InstructionID] = l.InquiryID
			}
		}
	}
	return out, nil
}

// toAsk reports whether the bank is to be asked about an instruction today.
func (i *inquirer) toAsk(ctx context.Context, x OpenInstruction) (bool, error) {
	if x.State == string(payout.InstructionUnknown) {
		return true, nil
	}
	payOn, err := parseDay(x.PayOn)
	if err != nil {
		return false, err
	}
	if err := i.banks.learn(ctx, x.BatchID); err != nil {
		return false, err
	}
	_, late := settle.Overdue(x.Instruction.domain(), payOn, i.today, i.banks.daysOf(x.BatchID), isHoliday)
	return late, nil
}

// write writes one question and keeps it.
func (i *inquirer) write(ctx context.Context, payer string, number int64, open []OpenInstruction) error {
	question, err := i.question(ctx, payer, number, open)
	if err != nil {
		return err
	}
	fact := Inquiry{ID: question.ID, PayerID: payer, AskedOn: i.today.ISO(), Number: number, Instructions: int64(len(open)),
		Name: practiceMark(question.Practice) + askedOf(question.Payer) + question.ID, AskedBy: i.app.actor.Name, RecordedAt: i.act.stamp(), ActNo: i.act.no}
	if fact.SHA256, err = i.keep(ctx, question.Write); err != nil {
		return err
	}
	if fact.CSVSHA256, err = i.keep(ctx, question.WriteCSV); err != nil {
		return err
	}
	lines := make([]InquiryLine, len(open))
	for n, x := range open {
		fact.Amount += x.Amount
		lines[n] = InquiryLine{InquiryID: question.ID, N: int64(n + 1), BeneficiaryID: x.BeneficiaryID, InstructionID: x.ID, Asked: i.cause(x), ActNo: i.act.no}
	}
	i.made = append(i.made, InquiryMade{Inquiry: fact, Status: ListNew})
	i.act.figure("instructions "+question.ID, len(open))
	if err := i.act.write(ctx, i.tx, fact); err != nil {
		return err
	}
	_, err = i.act.writeAll(ctx, i.tx, factsOf(lines), "inquiry_line")
	return err
}

// askedOf begins the name of a question, behind the mark of a practice store.
func askedOf(payer payout.Payer) string {
	if payer.Cash() {
		return "hoi-to-chuc-chi-tra-"
	}
	return "hoi-ngan-hang-"
}

// practiceMark begins the name of what a practice store writes.
func practiceMark(practice bool) string {
	if practice {
		return "PRACTICE-"
	}
	return ""
}

func (i *inquirer) keep(ctx context.Context, write func(io.Writer) error) (sha string, err error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return "", fmt.Errorf("write the question: %w", err)
	}
	sum := sha256.Sum256(b.Bytes())
	sha = hex.EncodeToString(sum[:])
	return sha, i.tx.PutBlob(ctx, sha, b.Bytes())
}

// question is what the bank reads, or the desk, whose own bank has nothing to do with
// whom it pays.
func (i *inquirer) question(ctx context.Context, payer string, number int64, open []OpenInstruction) (bankfile.Inquiry, error) {
	payers, _, err := payersInForce(ctx, i.tx)
	if err != nil {
		return bankfile.Inquiry{}, err
	}
	info, err := i.tx.Info(ctx)
	if err != nil {
		return bankfile.Inquiry{}, err
	}
	slices.SortFunc(open, func(x, y OpenInstruction) int {
		return cmp.Or(cmp.Compare(x.PayOn, y.PayOn), cmp.Compare(x.FileID, y.FileID), cmp.Compare(x.Line, y.Line))
	})
	out := bankfile.Inquiry{ID: fmt.Sprintf("%s-%s-%d", payer, i.today.ISO(), number), Payer: payers[payer], Bank: i.app.bankName(payers[payer].BIN),
		On: i.today, Practice: info.Practice, Words: i.app.words.Inquiry(payers[payer].Cash())}
	desk := out.Payer.Cash()
	if desk {
		out.Bank = out.Payer.Holder
	}
	for chunk := range slices.Chunk(open, lookAtOnce) {
		ids := make([]string, len(chunk))
		for n, x := range chunk {
			ids[n] = x.ID
		}
		results, err := i.tx.ResultsOf(ctx, ids)
		if err != nil {
			return out, err
		}
		for _, r := range results {
			i.replied[r.InstructionID] = append(i.replied[r.InstructionID], r)
		}
		for _, x := range chunk {
			payOn, err := parseDay(x.PayOn)
			if err != nil {
				return out, err
			}
			out.Lines = append(out.Lines, bankfile.InquiryLine{Reference: x.ID, File: x.FileName, PayOn: payOn, Account: x.AccountNumber, Holder: x.Holder,
				Bank: i.payeesBank(x, desk), Amount: amountOf(&x.Amount), Answered: i.answered(x.ID), Asks: i.app.words.InquiryAsks(i.cause(x), desk)})
		}
	}
	return out, nil
}

// payeesBank is where an instruction was to be credited, and what stands for it where
// a desk pays.
func (i *inquirer) payeesBank(x OpenInstruction, desk bool) string {
	if desk {
		return i.app.words.Treasury().Cash
	}
	return i.app.bankName(x.BIN)
}

func (i *inquirer) cause(x OpenInstruction) string {
	if len(i.replied[x.ID]) > 0 {
		return InquiryUnknown
	}
	return InquiryOverdue
}

// answered is what the bank has said of an instruction, each thing once.
func (i *inquirer) answered(id string) string {
	var said []string
	for _, r := range i.replied[id] {
		text := strings.TrimSpace(strings.Join([]string{r.Status, r.Accounting, r.Reasons, r.BankRef}, " "))
		if text = strings.Join(strings.Fields(text), " "); text != "" && !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return strings.Join(said, "; ")
}

// Inquiries are all questions to banks, the oldest first.
func (a *App) Inquiries(ctx context.Context) ([]InquiryState, error) {
	var out []InquiryState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Inquiries(ctx)
		return err
	})
	return out, err
}
