package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"chitra/bankfile"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/money"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
	"chitra/reports"
)

// ofMessage is a profile that sets the terms of pain.001.001.09.
func ofMessage(version int, terms string) []byte {
	return fmt.Appendf(nil, "name: tinh\nversion: \"%d\"\nevidence: unverified\nbasis: Made up.\nmessage: pain.001.001.09\nterms: {%s}\nout: {format: tinh}\n", version, terms)
}

func (w *world) addProfile(text []byte) {
	w.Helper()
	if _, fresh, err := w.as(admin).AddProfile(w.ctx, text, nil); err != nil || !fresh {
		w.Fatalf("fresh %v, %v", fresh, err)
	}
}

// manifestOf reads the manifest that lies beside a file.
func (w *world) manifestOf(f app.FileOutcome) bankfile.Manifest {
	w.Helper()
	m, err := bankfile.ParseManifest(w.out.files[f.BatchID+"/"+f.Name+".manifest.json"])
	w.must(err)
	return m
}

// A paying account keeps the version of the profile it was made with, and its
// files say by which they were written.
func TestAPayerKeepsItsProfile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.addProfile(ofMessage(1, `remittance: "CHI THANG {month} {year}", purposes: {BTXH: GOVT}, category: SSBE, apart: [bank]`))
		w.payer("T1", agribank, "tinh", payout.Route{Programme: programme, PayeeBIN: agribank}, payout.Route{Programme: programme, PayeeBIN: "970436"})
		w.addProfile(ofMessage(2, `remittance: "KHAC"`))
		people := everybody()[:6]
		w.approved(people...)
		w.at(8, 9)
		files := map[string]app.FileOutcome{}
		for _, f := range w.write() {
			files[f.PayerID+fmt.Sprint(f.Part)] = f
		}
		f, other := files["T11"], files["T12"]
		if f.Profile != "tinh" || f.Evidence != bankfile.Unverified || f.Format != "pain.001.001.09" || f.Parts != 2 || other.Part != 2 {
			t.Fatalf("files %+v", files)
		}
		text := string(w.out.files[f.BatchID+"/"+f.Name])
		for _, want := range []string{" CHI THANG 07 2024<", "<CtgyPurp><Cd>SSBE</Cd></CtgyPurp>", "<Purp><Cd>GOVT</Cd></Purp>"} {
			if !strings.Contains(text, want) {
				t.Errorf("the file does not say %s", want)
			}
		}
		sum := sha256.Sum256(ofMessage(1, `remittance: "CHI THANG {month} {year}", purposes: {BTXH: GOVT}, category: SSBE, apart: [bank]`))
		m := w.manifestOf(f)
		if m.Profile != "tinh" || m.ProfileVersion != "1" || m.ProfileSHA256 != hex.EncodeToString(sum[:]) || m.Evidence != bankfile.Unverified {
			t.Errorf("manifest %+v", m)
		}
		second := w.manifestOf(other)
		if m.BatchTotal != second.BatchTotal || m.BatchTotal.Files != 2 || m.BatchTotal.Amount != m.Amount+second.Amount ||
			m.BatchTotal.Instructions != m.Instructions+second.Instructions || len(m.Routes) != 1 || m.Routes[0].Amount != m.Amount {
			t.Errorf("totals %+v of %+v and %+v", m.BatchTotal, m, second)
		}
		rows, _, err := w.as(admin).Payers(w.ctx)
		w.must(err)
		for _, r := range rows {
			if r.ID == "T1" && (r.InForce.Version != "1" || r.InForce.Evidence != bankfile.Unverified) {
				t.Errorf("in force %+v", r.InForce)
			}
		}
	})
}

func TestAProfileIsNeverReplaced(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.addProfile(ofMessage(2, ""))
		before := w.events()
		if _, fresh, err := w.as(admin).AddProfile(w.ctx, ofMessage(2, ""), nil); err != nil || fresh || w.events() != before {
			t.Errorf("the same again: fresh %v, %v", fresh, err)
		}
		for _, version := range []int{1, 2} {
			_, _, err := w.as(admin).AddProfile(w.ctx, ofMessage(version, "line_max: 5"), nil)
			refusedWith(t, err, "profile_version_old")
		}
		unknown := bytes.Replace(ofMessage(3, ""), []byte("pain.001.001.09"), []byte("pain.001.001.12"), 1)
		_, _, err := w.as(admin).AddProfile(w.ctx, unknown, nil)
		refusedWith(t, err, "profile_message_unknown")
		if _, _, err := w.as(clerk).AddProfile(w.ctx, ofMessage(3, ""), nil); err == nil {
			t.Error("a clerk added a profile")
		}
		_, text, err := w.as(auditor).ProfileText(w.ctx, "tinh", 0)
		if err != nil || !bytes.Equal(text, ofMessage(2, "")) {
			t.Errorf("kept %q, %v", text, err)
		}
	})
}

// What no line of the profile may carry is held with its reason, and stops nobody
// else.
func TestALinePastTheProfilesLimitIsHeld(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.addProfile(ofMessage(1, "line_max: 800000"))
		w.payer("T1", agribank, "tinh", payout.Route{Programme: programme, PayeeBIN: agribank})
		people := []person{everybody()[0], everybody()[3].graver()}
		w.approved(people...)
		p := w.payment(people[1])
		if p.State != string(payout.PaymentHeld) || p.HeldReason != string(payout.HoldLineLimit) {
			t.Errorf("the line past the limit is %s, %s", p.State, p.HeldReason)
		}
		w.at(8, 9)
		w.write()
		w.stands(people[0], string(payout.PaymentSent))
	})
}

// A file that says what one before it said does not leave without a reason.
func TestTheSameContentLeavesOnlyByName(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[1]
		ids := w.approved(p)
		all, err := formats()
		w.must(err)
		id := payout.EndToEndID("elsewhere", "MB1", "B", "P", 1)
		said, _, err := all["mb-bulk"].Prepare(bankfile.Line{EndToEndID: id, Amount: money.Dong(severeAmount), BIN: mb, AccountNumber: p.line.account,
			Holder: p.line.holder, Remittance: "TRO CAP BTXH THANG 07 NAM 2024"})
		w.must(err)
		w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
			_, err := tx.Insert(w.ctx, "file_seal", func(yield func(app.Fact) bool) {
				yield(app.FileSeal{FileID: "earlier", ContentSHA256: bankfile.ContentSHA256("MB1", []bankfile.Line{said}), ActNo: 1})
			}, foldOf())
			return err
		}))
		w.at(8, 9)
		_, err = w.as(bankDesk).WriteFiles(w.ctx, nil, w.out)
		refusedWith(t, err, "content_released_before")
		if left := w.out.names(); len(left) > 0 {
			t.Errorf("%v left", left)
		}
		_, err = w.as(bankDesk).WriteFilesWith(w.ctx, nil, w.out, app.WriteOptions{AgainReason: "lost"})
		refusedWith(t, err, "again_names_batch")
		files, err := w.as(bankDesk).WriteFilesWith(w.ctx, ids, w.out, app.WriteOptions{AgainReason: "the bank lost it"})
		w.must(err)
		m := w.manifestOf(files[0])
		if files[0].Repeats != "earlier" || m.Repeats == nil || *m.Repeats != (bankfile.Repeats{File: "earlier", By: bankDesk, Reason: "the bank lost it"}) {
			t.Errorf("files %+v, repeats %+v", files, m.Repeats)
		}
	})
}

// What the bank's letters could not carry is noted by instruction and counted in
// the manifest.
func TestLossesAreNoted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := []person{everybody()[1], everybody()[4].with(func(l *listLine) { l.holder = "HOANG THI EN" })}
		ids := w.approved(people...)
		w.at(8, 9)
		f := w.write()[0]
		var losses []app.InstructionLoss
		w.view(func(tx app.Tx) (err error) {
			losses, err = tx.LossesOf(w.ctx, ids[0])
			return err
		})
		m := w.manifestOf(f)
		if len(losses) != 1 || losses[0].InstructionID != w.reference(people[0]) || losses[0].Losses != "holder marks\n" || m.Lossy["marks"] != 1 {
			t.Errorf("losses %+v, manifest %v", losses, m.Lossy)
		}
	})
}

// seals is a signer that can be told from any other.
type seals struct{}

func (seals) Name() string                        { return "a certificate" }
func (seals) Sign(content []byte) ([]byte, error) { return append([]byte("signed "), content...), nil }

func (w *world) signing(user string) *app.App {
	all, err := formats()
	w.must(err)
	return app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now, Actor: app.Actor{Name: user, Proof: "password"},
		Banks: bank.Directory(), Rules: rules.Tables(), Formats: all, Policy: registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese), Signer: seals{}})
}

// A signature is settled with the intent and lies beside the file; what is
// practised is never signed.
func TestFilesAreSignedButForPractice(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.approved(everybody()[1])
		w.at(8, 9)
		_, err := w.signing(bankDesk).WriteFiles(w.ctx, nil, w.out)
		refusedWith(t, err, "practice_not_signed")
		if left := w.out.names(); len(left) > 0 {
			t.Fatalf("%v left", left)
		}
		w.unguard("store_info")
		w.exec("UPDATE store_info SET practice = 0")
		files, err := w.signing(bankDesk).WriteFiles(w.ctx, nil, w.out)
		w.must(err)
		name := files[0].BatchID + "/" + files[0].Name
		want := append([]byte("signed "), w.out.files[name]...)
		if !files[0].Signed || !bytes.Equal(w.out.files[name+".p7s"], want) || w.manifestOf(files[0]).SignedBy != "a certificate" {
			t.Errorf("files %+v, left %v", files, w.out.names())
		}
		sums := string(w.out.files[files[0].BatchID+"/SHA256SUMS"])
		for _, end := range []string{"", ".manifest.json", ".p7s"} {
			if !strings.Contains(sums, "  "+files[0].Name+end+"\n") {
				t.Errorf("%s is not in the sums", end)
			}
		}
		if copyName := "bang-ke/" + files[0].Name + ".bang-ke.xlsx"; !strings.Contains(sums, "  "+copyName+"\n") || w.out.files[files[0].BatchID+"/"+copyName] == nil {
			t.Errorf("no copy for the Treasury: %v", w.out.names())
		}
	})
}

// Another version reaches a paying account by two people, and not before.
func TestAnotherProfileNeedsTwo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.addProfile(ofMessage(1, ""))
		w.payer("T1", agribank, "tinh", payout.Route{Programme: programme, PayeeBIN: agribank})
		w.addProfile(ofMessage(2, `remittance: "THANG {month}"`))
		inForce := func() string {
			rows, _, err := w.as(admin).Payers(w.ctx)
			w.must(err)
			for _, r := range rows {
				if r.ID == "T1" {
					return r.InForce.Profile + " " + r.InForce.Version
				}
			}
			return ""
		}
		if _, err := w.as(admin).ConfirmProfile(w.ctx, "T1"); err == nil {
			t.Error("nothing was confirmed")
		}
		_, err := w.as(admin).ProposeProfile(w.ctx, "T1", "tinh")
		w.must(err)
		_, err = w.as(admin).ConfirmProfile(w.ctx, "T1")
		refusedWith(t, err, "same_person")
		if got := inForce(); got != "tinh 1" {
			t.Errorf("before anybody else confirms: %s", got)
		}
		_, err = w.as(admin2).ConfirmProfile(w.ctx, "T1")
		w.must(err)
		if got := inForce(); got != "tinh 2" {
			t.Errorf("confirmed: %s", got)
		}
		w.approved(everybody()[0])
		w.at(8, 9)
		f := w.write()[0]
		if text := string(w.out.files[f.BatchID+"/"+f.Name]); !strings.Contains(text, " THANG 07<") || w.manifestOf(f).ProfileVersion != "2" {
			t.Errorf("written by %+v", w.manifestOf(f))
		}
		_, err = w.as(admin).ProposeProfile(w.ctx, "T1", "nobody")
		refusedWith(t, err, "profile_unknown")
		_, err = w.as(admin).ProposeProfile(w.ctx, "T1", "pain.001.001.09")
		w.must(err)
		_, err = w.as(admin2).ConfirmProfile(w.ctx, "T1")
		w.must(err)
		if got := inForce(); got != "pain.001.001.09 1" {
			t.Errorf("back to the program's: %s", got)
		}
	})
}
