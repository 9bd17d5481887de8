package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/outbox"
	"chitra/internal/place"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/internal/synth"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/ledger"
	"chitra/payout/rules"
	"chitra/reports"
)

// TestAMonthNeedsOneConnection runs every use case on a store with a single
// connection: a use case that asks the store while it holds a transaction
// waits for itself for ever. Both engines must come to the same report.
func TestAMonthNeedsOneConnection(t *testing.T) {
	dir := t.TempDir()
	period, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	p, err := synth.Generate(synth.Config{Seed: 7, People: 100, Registry: 140, From: period, Months: 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(dir); err != nil {
		t.Fatal(err)
	}
	reported := map[string]string{}
	run := func(t *testing.T, s *store.Store, as string) {
		s.OneConnection()
		m := &month{t: t, store: s, dir: dir, files: t.TempDir(), period: period, used: map[string]bool{}}
		m.people()
		m.reference()
		m.readings()
		m.lists()
		m.pay()
		m.answers()
		reported[as] = m.reports()
		m.nobodyForgotten()
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) { run(t, s, s.Engine()) })
	t.Run("sealed", func(t *testing.T) {
		dsn := storetest.SQLite(t)
		s := storetest.Open(t, dsn, store.WithVault(vaultOf(t, 7)))
		run(t, s, "sealed")
		nothingToRead(t, s, strings.TrimPrefix(dsn, "sqlite:"), dir)
	})
	for as, report := range reported {
		if diff := cmp.Diff(reported["sealed"], report); diff != "" {
			t.Errorf("reports differ (-sealed +%s):\n%s", as, diff)
		}
	}
}

// limit ends a use case that waits for ever. That it waited at all is seen in
// the pool's own count, so that a slow machine is no fault.
const limit = 10 * time.Second

// month drives one period of a made-up province through the use cases.
type month struct {
	t          *testing.T
	store      *store.Store
	dir, files string
	period     civil.Month
	now        time.Time
	used       map[string]bool
	batches    []string
}

func (m *month) at(day, hour int) {
	m.now = time.Date(m.period.Year(), time.Month(m.period.Month()), day, hour, 0, 0, 0, civil.Zone())
}

func (m *month) as(user string) *app.App {
	return app.New(app.Config{Store: m.store, Clock: func() time.Time { return m.now }, Machine: time.Now,
		Actor: app.Actor{Name: user, Proof: app.ProofPractice}, Banks: bank.Directory(), Rules: rules.Tables(),
		Formats: map[string]bankfile.Format{"iso": iso20022.Pain001v09()},
		Policy:  registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese)})
}

// do runs one use case within the limit. A wait for the one connection, by
// this one goroutine, is a wait for itself, however soon it was over.
func (m *month) do(name string, use func(context.Context) error) {
	m.t.Helper()
	before := m.store.SQL().Stats().WaitCount
	m.together(name, use)
	if m.store.SQL().Stats().WaitCount != before {
		m.t.Fatalf("%s asks for a second connection while it holds one", name)
	}
}

// beside runs a use case that so many times reads in two goroutines before it acts:
// each time one of them waits for the other, and nobody else for anybody.
func (m *month) beside(name string, times int64, use func(context.Context) error) {
	m.t.Helper()
	before := m.store.SQL().Stats().WaitCount
	m.together(name, use)
	if m.store.SQL().Stats().WaitCount > before+times {
		m.t.Fatalf("%s asks for a second connection while it holds one", name)
	}
}

// together runs a use case that works in two goroutines: they may wait for one
// another, though not for ever.
func (m *month) together(name string, use func(context.Context) error) {
	m.t.Helper()
	m.used[name] = true
	ctx, cancel := context.WithTimeout(m.t.Context(), limit)
	defer cancel()
	if err := use(ctx); err != nil {
		m.t.Fatalf("%s: %v", name, err)
	}
}

func (m *month) people() {
	m.at(1, 8)
	m.do("Init", func(ctx context.Context) error {
		_, err := m.as("lan").Init(ctx, app.Setup{StoreID: "month", Practice: true, Admins: [2]app.Admin{{Name: "lan"}, {Name: "minh"}}})
		return err
	})
	m.do("AddUser", func(ctx context.Context) error { return m.as("lan").AddUser(ctx, "hoa", app.RoleClerk, "99001", "") })
	m.do("ConfirmUser", func(ctx context.Context) error { return m.as("minh").ConfirmUser(ctx, "hoa") })
	var token string
	m.do("NewToken", func(ctx context.Context) (err error) { token, err = m.as("lan").NewToken(ctx, "hoa"); return err })
	m.do("Authenticate", func(ctx context.Context) error { _, err := m.as("").Authenticate(ctx, "hoa", "", token); return err })
	m.do("DisableUser", func(ctx context.Context) error { return m.as("lan").DisableUser(ctx, "hoa") })
	m.do("Info", func(ctx context.Context) error { _, _, err := m.as("").Info(ctx); return err })
}

func (m *month) reference() {
	places, err := place.ParseCSV(m.open("places.csv"))
	if err != nil {
		m.t.Fatal(err)
	}
	m.do("LoadPlaces", func(ctx context.Context) error {
		_, err := m.as("lan").LoadPlaces(ctx, "places.csv", "p", places)
		return err
	})
	m.do("Commune", func(ctx context.Context) error { _, err := m.as("lan").Commune(ctx, "99001", m.period); return err })
	payer := app.PayerSetup{ID: "ISO1", Unit: "Sở", Bank: "970405", Number: "9990000000001", Holder: "SO LAO DONG", Profile: "iso",
		Routes: []payout.Route{{Programme: "BTXH"}}}
	m.do("AddPayer", func(ctx context.Context) error { return m.as("lan").AddPayer(ctx, payer) })
	m.do("ConfirmPayer", func(ctx context.Context) error { return m.as("minh").ConfirmPayer(ctx, "ISO1") })
	target := app.PayerDelivery{PayerID: "ISO1", Kind: app.DeliverNone}
	m.do("ProposeDelivery", func(ctx context.Context) error { _, err := m.as("lan").ProposeDelivery(ctx, target); return err })
	m.do("ConfirmDelivery", func(ctx context.Context) error { _, err := m.as("minh").ConfirmDelivery(ctx, "ISO1"); return err })
	m.do("Payers", func(ctx context.Context) error { _, _, err := m.as("lan").Payers(ctx); return err })
	stricter := func(p registry.Policy) (registry.Policy, error) { p.RecheckShare = 100; return p, nil }
	m.do("SetPolicy", func(ctx context.Context) error { _, err := m.as("lan").SetPolicy(ctx, "thử", stricter); return err })
	m.do("ConfirmPolicy", func(ctx context.Context) error { return m.as("minh").ConfirmPolicy(ctx, 2) })
	m.do("PolicyVersions", func(ctx context.Context) error { _, err := m.as("").PolicyVersions(ctx); return err })
	m.at(6, 7)
	m.do("LoadRegistry", func(ctx context.Context) error {
		_, err := m.as("lan").LoadRegistry(ctx, "registry.csv", "r", civil.DateOf(m.now), m.open("registry.csv"))
		return err
	})
	m.do("LoadSnapshot", func(ctx context.Context) error {
		_, err := m.as("lan").LoadSnapshot(ctx, app.SnapshotFile{Name: "again.csv", SHA256: "r2", AsOf: civil.DateOf(m.now), Text: m.open("registry.csv")})
		return err
	})
	m.registries()
}

// registries follows the snapshot with events, and looks at all there are.
func (m *month) registries() {
	somebody := columnOfFile(m.t, filepath.Join(m.dir, "registry.csv"), "personal_id")[0]
	m.do("LoadEvents", func(ctx context.Context) error {
		text := "personal_id,event,date,commune_code,new_id\n" + somebody + ",moved,2024-07-01,99002,\n"
		_, err := m.as("lan").LoadEvents(ctx, app.SnapshotFile{Name: "events.csv", SHA256: "e1", AsOf: civil.DateOf(m.now), Text: strings.NewReader(text)})
		return err
	})
	m.do("Snapshots", func(ctx context.Context) error {
		all, err := m.as("lan").Snapshots(ctx)
		if len(all) != 3 {
			err = errors.Join(err, fmt.Errorf("%d snapshots, want three", len(all)))
		}
		for _, s := range all {
			m.do("Snapshot", func(ctx context.Context) error { _, _, err := m.as("lan").Snapshot(ctx, s.ActNo); return err })
		}
		return err
	})
	m.do("PersonHistory", func(ctx context.Context) error { _, err := m.as("lan").PersonHistory(ctx, somebody, 0); return err })
}

// readings keeps a layout and teaches a heading, which the lists have no use for.
func (m *month) readings() {
	text := []byte("name: mau\nversion: 1\ncolumns:\n  - {heading: Tên, field: name}\n  - {heading: Sinh, field: birth_date}\n  - {heading: Diện, field: category}\n")
	m.do("AddLayout", func(ctx context.Context) error { _, _, err := m.as("lan").AddLayout(ctx, text); return err })
	m.do("RefusedLists", func(ctx context.Context) error { _, err := m.as("").RefusedLists(ctx, 5); return err })
	m.do("Layouts", func(ctx context.Context) error { _, err := m.as("").Layouts(ctx); return err })
	profile := []byte("name: tinh\nversion: \"1\"\nevidence: fair\nbasis: The bank's word.\nmessage: iso\nout: {format: tinh}\n")
	m.do("AddProfile", func(ctx context.Context) error { _, _, err := m.as("lan").AddProfile(ctx, profile, nil); return err })
	result := []byte("name: gd-result\nversion: \"1\"\nbank: \"970436\"\nevidence: fair\nbasis: b\nresults:\n" +
		"  - {name: gd-result, columns: {account: [TK], amount: [Tiền], text: [ND], status: [KQ]}, required: [account]}\n")
	m.do("AddResultProfile", func(ctx context.Context) error { _, _, err := m.as("lan").AddResultProfile(ctx, result); return err })
	m.do("ConfirmResultProfile", func(ctx context.Context) error {
		_, err := m.as("minh").ConfirmResultProfile(ctx, "gd-result")
		return err
	})
	m.do("ResultProfileText", func(ctx context.Context) error {
		_, _, err := m.as("").ResultProfileText(ctx, "gd-result", 0)
		return err
	})
	m.do("ResultProfiles", func(ctx context.Context) error { _, err := m.as("").ResultProfiles(ctx); return err })
	m.do("Profiles", func(ctx context.Context) error { _, err := m.as("").Profiles(ctx); return err })
	m.do("ProposeProfile", func(ctx context.Context) error { _, err := m.as("lan").ProposeProfile(ctx, "ISO1", "iso"); return err })
	m.do("ConfirmProfile", func(ctx context.Context) error { _, err := m.as("minh").ConfirmProfile(ctx, "ISO1"); return err })
	m.do("KeptFormats", func(ctx context.Context) error { _, err := m.as("").KeptFormats(ctx); return err })
	m.do("ProfileText", func(ctx context.Context) error { _, _, err := m.as("").ProfileText(ctx, "tinh", 0); return err })
	m.do("LayoutText", func(ctx context.Context) error { _, _, err := m.as("").LayoutText(ctx, "mau", 0); return err })
	layout, err := beneficiary.ParseLayout(text)
	if err != nil {
		m.t.Fatal(err)
	}
	m.do("TryLayout", func(ctx context.Context) error {
		try, err := m.as("").TryLayout(ctx, app.ListUpload{FileName: "a.csv", Data: []byte("Tên;Sinh\na;b\n"), Layout: layout})
		if err == nil && try.Reason != beneficiary.RefusedLayoutColumn {
			err = errors.New(try.Reason)
		}
		return err
	})
	m.do("LearnHeading", func(ctx context.Context) error {
		_, err := m.as("lan").LearnHeading(ctx, app.HeadingLesson{Heading: "Số được cấp", Field: beneficiary.Total, Office: "99001"})
		return err
	})
	m.do("Headings", func(ctx context.Context) error { _, err := m.as("").Headings(ctx); return err })
	m.do("ForgetHeading", func(ctx context.Context) error { return m.as("lan").ForgetHeading(ctx, "Số được cấp", "99001") })
}

// open reads one of the province's files.
func (m *month) open(name string) *bytes.Reader {
	m.t.Helper()
	data, err := os.ReadFile(filepath.Join(m.dir, name))
	if err != nil {
		m.t.Fatal(err)
	}
	return bytes.NewReader(data)
}

func (m *month) lists() {
	names, err := filepath.Glob(filepath.Join(m.dir, "lists", m.period.String(), "*.xlsx"))
	if err != nil || len(names) < 20 {
		m.t.Fatalf("%d lists, %v", len(names), err)
	}
	for _, name := range names[:17] {
		m.do("ImportList", func(ctx context.Context) error {
			out, err := m.as("lan").ImportList(ctx, m.upload(name))
			return errors.Join(err, taken(out))
		})
	}
	m.corrections()
	m.together("ImportLists", func(ctx context.Context) error {
		rest := func(yield func(app.ListUpload, error) bool) {
			for _, name := range names[17:20] {
				if !yield(m.upload(name), nil) {
					return
				}
			}
		}
		return m.as("lan").ImportLists(ctx, rest, taken)
	})
	m.versions(names[0])
	match := func(ctx context.Context) error { _, err := m.as("lan").MatchPeriod(ctx, m.period); return err }
	m.beside("MatchPeriod", 1, match)
	m.beside("MatchAccepting", 1, func(ctx context.Context) error {
		_, err := m.as("lan").MatchAccepting(ctx, m.period, app.Consent{})
		return err
	})
	m.do("Stopped", func(ctx context.Context) error { _, err := m.as("lan").Stopped(ctx, m.period); return err })
	var decisions []app.Decision
	m.do("ReviewQueue", func(ctx context.Context) error {
		items, err := m.as("lan").ReviewQueue(ctx, m.period)
		for _, i := range items {
			decisions = append(decisions, app.Decision{Row: i.Row, Reason: "không phải người này"})
		}
		return err
	})
	if len(decisions) == 0 {
		m.t.Fatal("nothing to decide: the province is too clean to test with")
	}
	m.asks()
	m.do("Explain", func(ctx context.Context) error {
		_, err := m.as("lan").Explain(ctx, decisions[0].Row, "")
		return err
	})
	m.groups()
	m.do("Decide", func(ctx context.Context) error { return m.as("lan").Decide(ctx, decisions) })
	m.beside("MatchPeriod", 1, match)
	m.afterDeciding(decisions)
	m.beside("MatchPeriod", 1, match)
}

// groups answers one group the way all of its rows are answered after.
func (m *month) groups() {
	var groups []app.ReviewGroup
	m.do("ReviewGroups", func(ctx context.Context) (err error) { groups, err = m.as("").ReviewGroups(ctx, m.period); return err })
	answer := app.GroupAnswer{Period: m.period, ID: groups[0].ID, Reject: true, Reason: "không phải người này"}
	m.do("DecideGroup", func(ctx context.Context) error { _, err := m.as("lan").DecideGroup(ctx, answer); return err })
}

// afterDeciding does what is done about decisions, and leaves them as they were.
func (m *month) afterDeciding(decisions []app.Decision) {
	row := decisions[0].Row
	var again []app.ReviewItem
	m.do("Rechecks", func(ctx context.Context) (err error) { again, err = m.as("minh").Rechecks(ctx); return err })
	if len(again) == 0 {
		m.t.Fatal("nothing is drawn for a second look")
	}
	look := app.Decision{Row: again[0].Row, Reason: "không phải"}
	m.do("Recheck", func(ctx context.Context) error { return m.as("minh").Recheck(ctx, look) })
	m.do("ConfirmDecision", func(ctx context.Context) error {
		_, err := m.as("minh").ConfirmDecision(ctx, row, "đúng")
		var refused *app.Refused
		if errors.As(err, &refused) && refused.Code == "waits_for_nobody" {
			return nil
		}
		return errors.Join(err, errors.New("a rejection waited for a second word"))
	})
	m.do("WithdrawDecision", func(ctx context.Context) error {
		_, err := m.as("lan").WithdrawDecision(ctx, row, "xem lại")
		return err
	})
	m.do("DecideAll", func(ctx context.Context) error { _, err := m.as("lan").DecideAll(ctx, decisions[:1]); return err })
	m.do("ReviewHistory", func(ctx context.Context) error { _, err := m.as("").ReviewHistory(ctx, row); return err })
	m.do("PlantSettled", func(ctx context.Context) error { _, err := m.as("lan").PlantSettled(ctx, m.period, 3); return err })
	made := app.PlantCase{List: app.PlantPerson{FullName: "Kiều Thị Yến"}, Fault: "other"}
	m.do("PlantCases", func(ctx context.Context) error {
		_, err := m.as("lan").PlantCases(ctx, m.period, []app.PlantCase{made})
		return err
	})
	m.do("PlantedItems", func(ctx context.Context) error { _, err := m.as("lan").PlantedItems(ctx, m.period); return err })
	m.do("Quality", func(ctx context.Context) error { _, err := m.as("").Quality(ctx); return err })
	m.do("Returns", func(ctx context.Context) error { _, err := m.as("").Returns(ctx, m.period); return err })
}

// versions looks at a list as it would be taken in again, takes it back, takes it
// in with a preview and reads what has been.
func (m *month) versions(name string) {
	u := m.upload(name)
	u.Preview, u.DryRun = true, true
	ref := app.ListRef{Programme: u.Programme, Period: u.Period}
	m.do("ImportList", func(ctx context.Context) error {
		out, err := m.as("lan").ImportList(ctx, u)
		ref.Commune = out.Commune
		return err
	})
	m.do("ListVersions", func(ctx context.Context) error {
		all, err := m.as("lan").ListVersions(ctx, ref)
		if err == nil && len(all) != 1 {
			err = fmt.Errorf("%d versions", len(all))
		}
		return err
	})
	id := fmt.Sprintf("%s-%s-%s", ref.Programme, ref.Period, ref.Commune)
	m.do("WithdrawList", func(ctx context.Context) error { _, err := m.as("lan").WithdrawList(ctx, id, "nhầm"); return err })
	u.DryRun = false
	m.do("ImportList", func(ctx context.Context) error {
		out, err := m.as("lan").ImportList(ctx, u)
		return errors.Join(err, taken(out))
	})
	m.do("ListVersion", func(ctx context.Context) error { _, err := m.as("lan").ListVersion(ctx, ref, 1); return err })
	m.do("DiffVersions", func(ctx context.Context) error {
		d, err := m.as("lan").DiffVersions(ctx, ref, 1, 3)
		if err == nil && len(d.New)+len(d.Changed)+len(d.Dropped) > 0 {
			err = fmt.Errorf("the same file again differs: %+v", d)
		}
		return err
	})
}

// corrections takes a small supplement in that has something to fix and something
// to accept, and does both.
func (m *month) corrections() {
	u := app.ListUpload{FileName: "sua.csv", Programme: "BTXH", Period: m.period, Commune: "99001", Series: "sua", Data: []byte(
		"Họ và tên,Ngày sinh,Số CCCD,Đối tượng\n,01/02/1966,999166104729,06C\nPhạm Văn Dũng,05/06/1969,99906941891O,06C\n")}
	ref := app.ListRef{Programme: "BTXH", Period: m.period, Commune: u.Commune, Series: u.Series}
	var id string
	m.do("ImportList", func(ctx context.Context) error {
		out, err := m.as("lan").ImportList(ctx, u)
		id = out.ListID
		return errors.Join(err, taken(out))
	})
	m.do("AcceptProposals", func(ctx context.Context) error {
		_, err := m.as("lan").AcceptProposals(ctx, app.Acceptance{List: ref, Field: beneficiary.PersonalID})
		return err
	})
	m.do("ListIssues", func(ctx context.Context) error {
		k, err := m.as("lan").ListIssues(ctx, app.IssueQuery{List: ref, Code: beneficiary.CodeNameMissing})
		if err == nil && len(k.Issues) != 1 {
			err = fmt.Errorf("%d names are missing", len(k.Issues))
		}
		return err
	})
	var book app.FixBook
	m.do("FixListOf", func(ctx context.Context) (err error) { book, err = m.as("lan").FixListOf(ctx, ref); return err })
	m.do("FixList", func(ctx context.Context) error { _, err := m.as("lan").FixList(ctx, id); return err })
	u.FileName, u.Data = "sua.xlsx", filled(m.t, book.Content, "A6", "Trần Văn Bình")
	m.do("ImportList", func(ctx context.Context) error {
		out, err := m.as("lan").ImportList(ctx, u)
		return errors.Join(err, taken(out))
	})
}

func filled(t *testing.T, workbook []byte, cell, text string) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := errors.Join(f.SetCellStr("Cần sửa", cell, text), f.Write(&out)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (m *month) upload(name string) app.ListUpload {
	data, err := os.ReadFile(name)
	if err != nil {
		m.t.Error(err)
	}
	return app.ListUpload{FileName: filepath.Base(name), Data: data, Programme: "BTXH", Period: m.period}
}

func taken(out app.ListOutcome) error {
	if out.Status != app.ListNew {
		return errors.New(out.Status + " " + out.Detail)
	}
	return nil
}

func (m *month) pay() {
	m.at(8, 9)
	payOn := civil.DateOf(time.Date(m.period.Year(), time.Month(m.period.Month()), 10, 0, 0, 0, 0, civil.Zone()))
	m.beside("Build", 1, func(ctx context.Context) error {
		_, err := m.as("lan").Build(ctx, app.BuildRequest{Programme: "BTXH", Period: m.period, PayOn: payOn})
		return err
	})
	m.do("Batches", func(ctx context.Context) error {
		all, err := m.as("lan").Batches(ctx, "BTXH", m.period.String())
		for _, b := range all {
			m.batches = append(m.batches, b.ID)
		}
		return err
	})
	if len(m.batches) == 0 {
		m.t.Fatal("no batch was built")
	}
	for _, id := range m.batches {
		submit := func(ctx context.Context) error { _, err := m.as("lan").Submit(ctx, id); return err }
		m.do("Submit", submit)
		m.do("Reject", func(ctx context.Context) error { return m.as("minh").Reject(ctx, id, "xem lại") })
		m.do("Submit", submit)
		m.beside("ApproveShown", 1, func(ctx context.Context) error {
			if _, err := m.as("minh").ApproveShown(ctx, id, "another"); err == nil {
				return errors.New("a batch that was not shown is approved")
			}
			return nil
		})
		m.beside("Approve", 1, func(ctx context.Context) error { _, err := m.as("minh").Approve(ctx, id); return err })
		m.do("ShowBatch", func(ctx context.Context) error { _, err := m.as("minh").ShowBatch(ctx, id); return err })
	}
	m.do("Changes", func(ctx context.Context) error {
		r, err := m.as("minh").Changes(ctx, app.ChangesQuery{Period: m.period})
		if err == nil && r.Total[reports.FigureNew].Count == 0 {
			err = errors.New("nobody is new in the first month")
		}
		return err
	})
	m.withdrawOne()
	out, err := outbox.Open(m.files)
	if err != nil {
		m.t.Fatal(err)
	}
	defer out.Close()
	m.beside("WriteFiles", 1, func(ctx context.Context) error { _, err := m.as("lan").WriteFiles(ctx, nil, out); return err })
	m.do("Deliver", func(ctx context.Context) error {
		_, err := m.as("lan").Deliver(ctx, nil, app.DeliverOptions{})
		return err
	})
	m.beside("WriteFilesWith", 1, func(ctx context.Context) error {
		_, err := m.as("lan").WriteFilesWith(ctx, m.batches[:1], out, app.WriteOptions{AgainReason: "asked for"})
		return err
	})
}

func (m *month) withdrawOne() {
	var waiting string
	err := m.store.View(m.t.Context(), func(tx app.Tx) error {
		payments, err := tx.BatchPayments(m.t.Context(), m.batches[0])
		if err == nil && len(payments) < 2 {
			err = errors.New("a batch of nobody")
		}
		if err == nil {
			waiting = payments[0].ID
		}
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.do("Withdraw", func(ctx context.Context) error { return m.as("lan").Withdraw(ctx, waiting, "đã chuyển đi") })
}

func (m *month) answers() {
	m.at(11, 9)
	teller, err := synth.OpenBank(m.dir)
	if err != nil {
		m.t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(m.files, "*", "*.xml"))
	if err != nil || len(files) == 0 {
		m.t.Fatalf("%d files left, %v", len(files), err)
	}
	answer, err := teller.Answer(files, synth.AnswerOptions{TruthDir: m.dir, OutDir: m.t.TempDir(), Month: m.period, Stage: synth.Immediate, At: m.now})
	if err != nil || len(answer.Files) == 0 {
		m.t.Fatalf("%d answers, %v", len(answer.Files), err)
	}
	taken := func(out app.ResultOutcome) error {
		if out.Status != app.ListNew {
			return errors.New(out.Status + " " + out.Detail)
		}
		return nil
	}
	one := answer.Files[0]
	m.do("ImportResult", func(ctx context.Context) error {
		data, err := os.ReadFile(one)
		if err != nil {
			return err
		}
		out, err := m.as("lan").ImportResult(ctx, filepath.Base(one), data)
		return errors.Join(err, taken(out))
	})
	m.together("ImportResults", func(ctx context.Context) error {
		return m.as("lan").ImportResults(ctx, func(yield func(app.ResultUpload, error) bool) {
			for _, name := range answer.Files[1:] {
				data, err := os.ReadFile(name)
				if !yield(app.ResultUpload{FileName: filepath.Base(name), Data: data}, err) {
					return
				}
			}
		}, taken)
	})
	m.loose(taken)
	m.at(20, 9)
	m.do("Reconcile", func(ctx context.Context) error { _, err := m.as("lan").Reconcile(ctx, m.period); return err })
	m.failures()
}

// reports draws every report and lets a night find nothing more to do.
func (m *month) reports() string {
	m.do("Exceptions", func(ctx context.Context) error { _, err := m.as("lan").Exceptions(ctx, m.period); return err })
	m.exceptions()
	m.do("RowPlaces", func(ctx context.Context) error { _, err := m.as("lan").RowPlaces(ctx, m.period); return err })
	m.do("LedgerReport", func(ctx context.Context) error {
		r, err := m.as("lan").LedgerReport(ctx, m.period, m.period, reports.LedgerByBatch, m.now)
		if err == nil && r.Total.Of(ledger.Paid).Count == 0 {
			err = errors.New("nothing stands as paid")
		}
		return err
	})
	m.do("OpenLedger", func(ctx context.Context) error {
		n, err := m.as(app.NightUser).OpenLedger(ctx)
		if err == nil && n != 0 {
			err = fmt.Errorf("%d entries were missing", n)
		}
		return err
	})
	m.do("ReconciliationReport", func(ctx context.Context) error {
		_, err := m.as("lan").ReconciliationReport(ctx, m.period, m.period, m.now)
		return err
	})
	m.do("CashReport", func(ctx context.Context) error {
		r, err := m.as("lan").CashReport(ctx, m.period, m.period, m.now)
		if err == nil && r.NoDesk.Count == 0 {
			err = errors.New("everybody has an account or a desk")
		}
		return err
	})
	m.do("CashLists", func(ctx context.Context) error { _, err := m.as("lan").CashLists(ctx, m.period, m.period); return err })
	m.beside("Night", 2, func(ctx context.Context) error {
		_, err := m.as(app.NightUser).Night(ctx, app.NightRequest{Programme: "BTXH", Period: m.period,
			Lists: nothing[app.ListUpload], Results: nothing[app.InboxResult], Report: func(context.Context) (bool, error) { return false, nil }})
		return err
	})
	m.beside("Verify", 1, func(ctx context.Context) error {
		r, err := m.as("lan").Verify(ctx)
		if err == nil && !r.OK {
			err = r.FirstBad
		}
		return err
	})
	var text strings.Builder
	m.do("Coverage", func(ctx context.Context) error {
		r, err := m.as("lan").Coverage(ctx, app.CoverageQuery{From: m.period, To: m.period, By: reports.ByCommune})
		if err == nil && r.Paid == 0 {
			err = errors.New("nobody was paid")
		}
		return errors.Join(err, r.WriteJSON(&text))
	})
	return text.String()
}

// loose takes in a statement with a line that names nothing, and two people say
// what it is about.
func (m *month) loose(taken func(app.ResultOutcome) error) {
	var i app.Instruction
	err := m.store.View(m.t.Context(), func(tx app.Tx) error {
		files, err := tx.FilesOf(m.t.Context(), m.batches[0])
		if err != nil {
			return err
		}
		all, err := tx.InstructionsOf(m.t.Context(), files[0].ID)
		if err == nil {
			i = all[0]
		}
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	statement := fmt.Sprintf(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S</MsgId></GrpHdr><Stmt><Id>S1</Id>
<Acct><Id><Othr><Id>9990000000001</Id></Othr></Id></Acct><Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-10</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><Othr><Id>999123</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`, i.Amount)
	m.do("ImportResult", func(ctx context.Context) error {
		out, err := m.as("lan").ImportResult(ctx, "sao-ke.xml", []byte(statement))
		return errors.Join(err, taken(out))
	})
	var line app.KeptLine
	m.do("ResultLines", func(ctx context.Context) error {
		return m.as("lan").ResultLines(ctx, m.period, m.period, true, func(l app.KeptLine) error {
			if l.Kind == "foreign_debit" {
				line = l
			}
			return nil
		})
	})
	m.do("PairLine", func(ctx context.Context) error {
		_, err := m.as("lan").PairLine(ctx, line.FileNo, line.Line, i.ID, "ngân hàng xác nhận")
		return err
	})
	m.do("ConfirmPair", func(ctx context.Context) error {
		_, err := m.as("minh").ConfirmPair(ctx, line.FileNo, line.Line, i.ID)
		return err
	})
}

// exceptions gives one to somebody and has it closed by two.
func (m *month) exceptions() {
	id := ""
	m.do("ExceptionCases", func(ctx context.Context) error {
		all, err := m.as("lan").ExceptionCases(ctx, app.ExceptionQuery{From: m.period, To: m.period})
		for _, x := range all {
			if x.NeedsSecond() {
				id = x.ID
			}
		}
		if err == nil && id == "" {
			err = errors.New("a month without an exception about money")
		}
		return err
	})
	m.do("AssignException", func(ctx context.Context) error {
		_, err := m.as("lan").AssignException(ctx, id, "minh", civil.Date{}, "")
		return err
	})
	m.do("CloseException", func(ctx context.Context) error { _, err := m.as("lan").CloseException(ctx, id, "đã rõ"); return err })
	m.do("ConfirmException", func(ctx context.Context) error { _, err := m.as("minh").ConfirmException(ctx, id); return err })
	m.do("ShowException", func(ctx context.Context) error {
		x, err := m.as("lan").ShowException(ctx, id)
		if err == nil && x.State != app.ExceptionClosed {
			err = errors.New(x.State)
		}
		return err
	})
}

// nothing is an empty inbox.
func nothing[T any](func(T, error) bool) {}

// nobodyForgotten holds the list of use cases to those there are.
func (m *month) nobodyForgotten() {
	m.t.Helper()
	var all []string
	for method := range reflect.TypeFor[*app.App]().Methods() {
		all = append(all, method.Name)
	}
	for _, name := range all {
		if !m.used[name] {
			m.t.Errorf("use case %s was never tried on one connection", name)
		}
	}
	for name := range m.used {
		if !slices.Contains(all, name) {
			m.t.Errorf("%s is no use case", name)
		}
	}
}
