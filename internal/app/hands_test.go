package app_test

import (
	"crypto/rand"
	"errors"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/payout"
)

// TestNobodyApprovesWhatTheyHadAHandIn gives an administrator, who may do
// anything by role, one hand in a batch, each month another.
func TestNobodyApprovesWhatTheyHadAHandIn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		subject, rest := people[0], people[1:]
		silent := subject.with(func(l *listLine) { l.account, l.bank, l.holder = "", "", "" })
		numberless := subject
		numberless.number = ""
		upload := func(user string, people ...person) { w.uploadAs(user, "", people...); w.match() }
		build := func(user string) []string {
			sum, err := w.as(user).Build(w.ctx, w.buildRequest())
			w.must(err)
			return batchesOf(sum)
		}
		submit := func(user string, ids []string) []string {
			for _, id := range ids {
				_, err := w.as(user).Submit(w.ctx, id)
				w.must(err)
			}
			return ids
		}
		w.registry(people...)
		for _, c := range []struct {
			hand string
			make func() []string // the submitted batches
		}{
			{"the account, on a later version of the list", func() []string {
				upload(clerk, append([]person{silent}, rest...)...)
				build(maker)
				upload(admin, people...)
				return submit(maker, build(maker))
			}},
			{"the list", func() []string { upload(admin, people...); return submit(maker, build(maker)) }},
			{"a later version of the list", func() []string {
				upload(clerk, people...)
				build(maker)
				upload(admin, append([]person{subject.graver()}, rest...)...)
				return submit(maker, build(maker))
			}},
			{"a supplement of one row", func() []string {
				upload(clerk, rest...)
				w.uploadAs(admin, "bo-sung", subject)
				w.match()
				return submit(maker, build(maker))
			}},
			{"a decision", func() []string {
				upload(clerk, append([]person{numberless}, rest...)...)
				w.decide(admin, subject.number)
				return submit(maker, build(maker))
			}},
			{"the build", func() []string { upload(clerk, people...); return submit(maker, build(admin)) }},
			{"the submission", func() []string { upload(clerk, people...); return submit(admin, build(maker)) }},
			{"a submission that was sent back", func() []string {
				upload(clerk, people...)
				ids := submit(admin, build(maker))
				for _, id := range ids {
					w.must(w.as(approver).Reject(w.ctx, id, "xem lại"))
				}
				return submit(maker, ids)
			}},
		} {
			ids := c.make()
			his := w.payment(subject).BatchID
			if !slices.Contains(ids, his) {
				t.Fatalf("%s: the payment is in %q, not in %q", c.hand, his, ids)
			}
			if _, err := w.as(admin).Approve(w.ctx, his); err == nil {
				t.Errorf("%s: who had it approved the batch", c.hand)
			} else {
				refusedWith(t, err, "approver_is_maker")
				w.approve(his)
			}
			w.nextMonth()
		}
	})
}

func batchesOf(sum app.BuildSummary) []string {
	var ids []string
	for _, b := range sum.Batches {
		ids = append(ids, b.Batch)
	}
	return ids
}

// decide answers the whole queue with one person, and matches.
func (w *world) decide(user, number string) {
	w.Helper()
	queue, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
	w.must(err)
	if len(queue) != 1 {
		w.Fatalf("%d rows to decide, want 1", len(queue))
	}
	w.must(w.as(user).Decide(w.ctx, []app.Decision{{Row: queue[0].Row, PersonalID: number, Reason: "đã xác minh"}}))
	w.match()
}

// TestTheDatabaseRefusesAMakersApproval goes past every use case.
func TestTheDatabaseRefusesAMakersApproval(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.taken(everybody()[:3]...)
		id := w.drafts()[0]
		w.submit(id)
		for name, c := range map[string]struct {
			approver, submitter string
			refused             bool
		}{
			"a maker":       {clerk, maker, true},
			"the submitter": {"ai", "ai", true},
			"somebody else": {approver, maker, false},
		} {
			err := w.store.Update(w.ctx, func(tx app.Tx) error {
				a := app.Approval{BatchID: id, Round: 1, Approver: c.approver, SubmittedBy: c.submitter, Digest: "x", Payments: 1, Amount: 1,
					ActNo: 999, RecordedAt: "2024-07-05T02:00:00.000Z"}
				if _, err := tx.Insert(w.ctx, a.Table(), slices.Values([]app.Fact{a}), foldOf()); err != nil {
					return err
				}
				return errUndone
			})
			if errors.Is(err, errUndone) == c.refused {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestABatchNoPersonMadeNeedsTwo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.taken(everybody()[:3]...)
		night := w.as(app.NightUser)
		sum, err := night.Build(w.ctx, w.buildRequest())
		w.must(err)
		id := sum.Batches[0].Batch
		_, err = night.Submit(w.ctx, id)
		w.must(err)
		var v app.BatchView
		if v, err = w.as(approver).Approve(w.ctx, id); err != nil || v.State != string(payout.BatchSubmitted) || v.Needed != 1 {
			t.Fatalf("after one approval the batch is %s and needs %d: %v", v.State, v.Needed, err)
		}
		if files := w.write(); len(files) != 0 {
			t.Fatalf("%d files left after one of two approvals", len(files))
		}
		_, err = w.as(approver).Approve(w.ctx, id)
		refusedWith(t, err, "approver_is_maker")
		if v, err = w.as(second).Approve(w.ctx, id); err != nil || v.State != string(payout.BatchApproved) {
			t.Fatalf("after two approvals the batch is %s: %v", v.State, err)
		}
		if files := w.write(); len(files) != 1 {
			t.Errorf("%d files left, want 1", len(files))
		}
	})
}

func TestAPaymentTakenOutLeavesTheRestApproved(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:9]
		w.approved(people...)
		out := people[0]
		id := w.payment(out).ID
		refusedWith(t, w.as(maker).Withdraw(w.ctx, id, ""), "reason_missing")
		w.must(w.as(maker).Withdraw(w.ctx, id, "đã chuyển đi"))
		w.stands(out, "held withdrawn")
		w.build()
		w.stands(out, "held withdrawn")
		w.at(8, 9)
		files := w.write()
		if len(files) != 2 || files[0].Instructions+files[1].Instructions != 8 {
			t.Fatalf("written %+v", files)
		}
		w.instructedOnce(people[1:]...)
		for _, p := range people[1:] {
			w.stands(p, "sent")
		}
		refusedWith(t, w.as(maker).Withdraw(w.ctx, w.payment(people[1]).ID, "muộn"), "payment_not_waiting")
		w.events()
	})
}

// TestNothingChangedAfterApprovalIsReleased changes rows as somebody with the
// database's password could.
func TestNothingChangedAfterApprovalIsReleased(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:2]
		w.registry(people...)
		w.unguard("payment", "entitlement", "account")
		for name, tamper := range map[string]func(x app.Payment) []string{
			"the account": func(x app.Payment) []string {
				return []string{"INSERT INTO account (beneficiary_id, id, bin, number, holder, relation, source, act_no, recorded_at, state) SELECT " +
					"beneficiary_id, 'A999', bin, '99900000888', holder, relation, source, act_no, recorded_at, 'proposed' FROM account WHERE id = '" + x.AccountID + "'",
					"UPDATE payment SET account_id = 'A999' WHERE id = '" + x.ID + "'"}
			},
			"the account's number": func(x app.Payment) []string {
				return []string{"UPDATE account SET number = '99900000888' WHERE id = '" + x.AccountID + "'"}
			},
			"the account's holder": func(x app.Payment) []string {
				return []string{"UPDATE account SET holder = 'KE GIAN' WHERE id = '" + x.AccountID + "'"}
			},
			"the amount": func(x app.Payment) []string {
				return []string{"UPDATE payment SET amount = 7500000 WHERE id = '" + x.ID + "'",
					"UPDATE entitlement SET amount = 7500000 WHERE payment_id = '" + x.ID + "'"}
			},
			"the payee": func(x app.Payment) []string {
				return []string{"UPDATE payment SET payee_name = 'KE GIAN' WHERE id = '" + x.ID + "'"}
			},
		} {
			w.listed(people...)
			w.throughApproval()
			x := w.payment(people[0])
			undo := w.before(x.BeneficiaryID, "payment", "entitlement", "account")
			w.exec(tamper(x)...)
			left := len(w.out.names())
			files, err := w.as(bankDesk).WriteFiles(w.ctx, nil, w.out)
			var refused *app.Refused
			if !errors.As(err, &refused) || refused.Code != "not_as_approved" || refused.Detail != x.ID {
				t.Errorf("%s was changed after approval: %v", name, err)
			}
			// The other account's batch leaves: file, manifest, payment table, sums.
			if now := len(w.out.names()) - left; now != 4 || len(files) != 1 || files[0].BatchID == x.BatchID {
				t.Errorf("%s was changed after approval: %d things left, files %+v", name, now, files)
			}
			undo()
			if files := w.write(); len(files) != 1 || files[0].BatchID != x.BatchID {
				t.Errorf("%s: as it was approved again, these leave: %+v", name, files)
			}
			w.nextMonth()
		}
	})
}

func TestRolesMayDoWhatIsTheirs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.taken(people...)
		id := w.drafts()[0]
		acts := map[string]func(a *app.App) error{
			"list": func(a *app.App) error {
				_, err := a.ImportList(w.ctx, w.listUpload("them", people[0].graver()))
				return err
			},
			"match":    func(a *app.App) error { _, err := a.MatchPeriod(w.ctx, w.period); return err },
			"decide":   func(a *app.App) error { return a.Decide(w.ctx, []app.Decision{{Row: "1.r", Reason: "x"}}) },
			"build":    func(a *app.App) error { _, err := a.Build(w.ctx, w.buildRequest()); return err },
			"submit":   func(a *app.App) error { _, err := a.Submit(w.ctx, "none"); return err },
			"withdraw": func(a *app.App) error { return a.Withdraw(w.ctx, "none", "x") },
			"approve":  func(a *app.App) error { _, err := a.Approve(w.ctx, "none"); return err },
			"reject":   func(a *app.App) error { return a.Reject(w.ctx, "none", "x") },
			"result": func(a *app.App) error {
				_, err := a.ImportResult(w.ctx, "x", pain002("B-"+rand.Text(), word{reference: "C1", status: "ACCC"}))
				return err
			},
			"payer": func(a *app.App) error { return a.ConfirmPayer(w.ctx, "none") },
			"user":  func(a *app.App) error { return a.DisableUser(w.ctx, "none") },
			"place": func(a *app.App) error { _, err := a.LoadPlaces(w.ctx, "p", "p", nil); return err },
		}
		may := map[string][]string{
			clerk:         {"list", "match"},
			reviewer:      {"match", "decide"},
			maker:         {"list", "match", "build", "submit", "withdraw"},
			approver:      {"approve", "reject"},
			bankDesk:      {"result"},
			auditor:       {},
			app.NightUser: {"list", "match", "build", "submit", "withdraw", "result"},
		}
		for user, allowed := range may {
			for name, act := range acts {
				err := act(w.as(user))
				if permitted := !errors.Is(err, app.ErrNotPermitted); permitted != slices.Contains(allowed, name) {
					t.Errorf("%s by %s: permitted %t: %v", name, user, permitted, err)
				}
			}
		}
		_, err := w.as(maker).WriteFiles(w.ctx, []string{id}, w.out)
		refusedWith(t, err, "batch_not_approved")
	})
}
