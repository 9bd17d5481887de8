package app_test

import (
	"fmt"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
)

// upload hands a list in as the clerk does; the people are of one commune.
func (w *world) upload(people ...person) app.ListOutcome {
	w.Helper()
	return w.uploadAs(clerk, "", people...)
}

// uploadAs hands a list in as somebody does, in a series.
func (w *world) uploadAs(user, series string, people ...person) app.ListOutcome {
	w.Helper()
	out, err := w.as(user).ImportList(w.ctx, w.listUpload(series, people...))
	w.must(err)
	if out.Status == app.ListRefused {
		w.Fatalf("list refused: %s %s", out.Reason, out.Detail)
	}
	return out
}

func (w *world) listUpload(series string, people ...person) app.ListUpload {
	return app.ListUpload{FileName: "ds-" + people[0].commune + ".csv", Data: listOf(people...), Programme: programme,
		Period: w.period, Commune: people[0].commune, Series: series}
}

func (w *world) match() app.MatchSummary {
	w.Helper()
	sum, err := w.as(maker).MatchPeriod(w.ctx, w.period)
	w.must(err)
	return sum
}

func (w *world) build() app.BuildSummary {
	w.Helper()
	sum, err := w.as(maker).Build(w.ctx, w.buildRequest())
	w.must(err)
	return sum
}

// buildRequest asks for drafts to be paid on the 10th.
func (w *world) buildRequest() app.BuildRequest {
	day, err := civil.NewDate(w.period.Year(), w.period.Month(), 10)
	w.must(err)
	return app.BuildRequest{Programme: programme, Period: w.period, PayOn: day}
}

// taken loads the registry, takes the lists of both communes in and matches.
func (w *world) taken(people ...person) {
	w.Helper()
	w.at(3, 8)
	w.registry(people...)
	w.listed(people...)
}

// listed takes the lists of both communes in and matches.
func (w *world) listed(people ...person) {
	w.Helper()
	for _, commune := range []string{commune1, commune2} {
		var here []person
		for _, p := range people {
			if p.commune == commune {
				here = append(here, p)
			}
		}
		if len(here) > 0 {
			w.upload(here...)
		}
	}
	w.match()
}

// drafts builds and returns the drafts' names.
func (w *world) drafts() []string {
	w.Helper()
	var ids []string
	for _, b := range w.build().Batches {
		ids = append(ids, b.Batch)
	}
	if len(ids) == 0 {
		w.Fatalf("no draft was built")
	}
	return ids
}

func (w *world) submit(ids ...string) {
	w.Helper()
	for _, id := range ids {
		_, err := w.as(maker).Submit(w.ctx, id)
		w.must(err)
	}
}

func (w *world) approve(ids ...string) {
	w.Helper()
	for _, id := range ids {
		v, err := w.as(approver).Approve(w.ctx, id)
		w.must(err)
		if v.State != string(payout.BatchApproved) {
			w.Fatalf("batch %s is %s after its approval", id, v.State)
		}
	}
}

// approved takes people as far as approved batches.
func (w *world) approved(people ...person) []string {
	w.Helper()
	w.taken(people...)
	return w.throughApproval()
}

// throughApproval takes what is matched as far as approved batches.
func (w *world) throughApproval() []string {
	w.Helper()
	w.at(4, 9)
	ids := w.drafts()
	w.submit(ids...)
	w.at(5, 9)
	w.approve(ids...)
	return ids
}

// sent takes people as far as released files.
func (w *world) sent(people ...person) []app.FileOutcome {
	w.Helper()
	w.approved(people...)
	w.at(8, 9)
	return w.write()
}

func (w *world) write() []app.FileOutcome {
	w.Helper()
	files, err := w.as(bankDesk).WriteFiles(w.ctx, nil, w.out)
	w.must(err)
	return files
}

// payments are all payments of the month that are not void.
func (w *world) payments() []app.Payment {
	w.Helper()
	var out []app.Payment
	w.view(func(tx app.Tx) (err error) {
		out, err = tx.PaymentsOf(w.ctx, string(programme), w.period.String())
		return err
	})
	return out
}

// owner is the beneficiary a person's number belongs to.
func (w *world) owner(p person) string {
	w.Helper()
	var id string
	w.view(func(tx app.Tx) error {
		found, err := tx.BeneficiariesOf(w.ctx, []string{p.number})
		if len(found) == 1 {
			id = found[0].BeneficiaryID
		}
		return err
	})
	if id == "" {
		w.Fatalf("%s belongs to no beneficiary", p.number)
	}
	return id
}

// payment is the one payment of a person.
func (w *world) payment(p person) app.Payment {
	w.Helper()
	owner := w.owner(p)
	var mine []app.Payment
	for _, x := range w.payments() {
		if x.BeneficiaryID == owner {
			mine = append(mine, x)
		}
	}
	if len(mine) != 1 {
		w.Fatalf("%s has %d payments, want 1", p.number, len(mine))
	}
	return mine[0]
}

// stands fails unless the person's payment is in that state, for that reason.
func (w *world) stands(p person, want string) {
	w.Helper()
	x := w.payment(p)
	got := x.State
	if x.HeldReason != "" {
		got += " " + x.HeldReason
	}
	if got != want {
		w.Errorf("the payment of %s is %s, want %s", p.name, got, want)
	}
}

// instructions are all attempts there ever were, by payment.
func (w *world) instructions() map[string][]app.Instruction {
	w.Helper()
	out := map[string][]app.Instruction{}
	w.view(func(tx app.Tx) error {
		batches, err := tx.BatchesOf(w.ctx, "", w.period.String())
		if err != nil {
			return err
		}
		for _, b := range batches {
			files, err := tx.FilesOf(w.ctx, b.ID)
			if err != nil {
				return err
			}
			for _, f := range files {
				found, err := tx.InstructionsOf(w.ctx, f.ID)
				if err != nil {
					return err
				}
				for _, i := range found {
					out[i.PaymentID] = append(out[i.PaymentID], i)
				}
			}
		}
		return nil
	})
	return out
}

// reference is the EndToEndID of a person's only instruction.
func (w *world) reference(p person) string {
	w.Helper()
	found := w.instructions()[w.payment(p).ID]
	if len(found) != 1 {
		w.Fatalf("%s has %d instructions, want 1", p.name, len(found))
	}
	return found[0].ID
}

// answered takes a bank's answer in.
func (w *world) answered(data []byte) app.ResultOutcome {
	w.Helper()
	out, err := w.as(bankDesk).ImportResult(w.ctx, "answer.xml", data)
	w.must(err)
	if out.Status == app.ListRefused {
		w.Fatalf("answer refused: %s", out.Detail)
	}
	return out
}

// exceptions are those of the month, as "kind subject".
func (w *world) exceptions() []string {
	w.Helper()
	found, err := w.as(auditor).Exceptions(w.ctx, w.period)
	w.must(err)
	var out []string
	for _, x := range found {
		out = append(out, fmt.Sprintf("%s %s", x.Kind, x.Subject))
	}
	return out
}
