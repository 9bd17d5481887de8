package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"chitra/internal/app"
	"chitra/reports"
)

// demoCmd runs the quarter on the made-up province.
type demoCmd struct {
	Dir      string `name:"dir" default:"demo" placeholder:"DIR" help:"${demo_dir}"`
	Months   int    `name:"months" default:"3" placeholder:"N" help:"${demo_months}"`
	Seed     uint64 `name:"seed" default:"1" placeholder:"N" help:"${synth_seed}"`
	People   int    `name:"people" placeholder:"N" help:"${synth_people}"`
	Registry int    `name:"registry" placeholder:"N" help:"${synth_registry}"`
	Profile  string `name:"profile" default:"dirty" placeholder:"dirty|clean" help:"${synth_profile}"`
	Cash     bool   `name:"cash" help:"${demo_cash}"`
}

// demoMemory keeps the demo's heap well under a gigabyte: it plays a province,
// its banks and the engine in one process.
const demoMemory = 448 << 20

func (c *demoCmd) do(ctx context.Context, s *shell) (outcome, error) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(demoMemory))
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	o := demoOptions{Dir: c.Dir, Months: c.Months, Seed: c.Seed, People: c.People, Registry: c.Registry, Profile: c.Profile, Cash: c.Cash,
		Lang: s.lang, Say: func(vi, en string) { say(s.errw, "%s\n", s.words.Pick(vi, en)) }}
	if strings.HasPrefix(s.set.DB, "postgres") {
		o.DSN = s.set.DB
	}
	formats, err := formats()
	if err != nil {
		return nil, err
	}
	o.Wire = func(db app.Store, w demoWire) *app.App {
		config := s.config(db, formats)
		config.Actor, config.Clock = w.actor, w.clock
		if s.progress.bars == nil {
			config.Progress = nil // the demo says which month it is at
		}
		return app.New(config)
	}
	r, err := runDemo(ctx, o)
	if err != nil {
		return nil, err
	}
	return &demoOutcome{demoResult: r, dir: c.Dir}, nil
}

// demoOutcome is the coverage report that the demo found, held against the
// truth.
type demoOutcome struct {
	demoResult
	dir string
}

func (o *demoOutcome) needsPerson() bool { return false }

// failed says that a figure is not the truth's.
func (o *demoOutcome) failed() bool { return len(o.Faults) > 0 }

// MarshalJSON gives the keys of the coverage report, and the demo's own beside
// them.
func (o *demoOutcome) MarshalJSON() ([]byte, error) {
	report, err := o.Report.MarshalJSON()
	if err != nil {
		return nil, err
	}
	own, err := json.Marshal(struct {
		Seconds string   `json:"seconds"`
		Events  int64    `json:"events"`
		Faults  []string `json:"faults"`
		Files   []string `json:"files"`
	}{fmt.Sprintf("%.1f", o.Took.Seconds()), o.Events, append([]string{}, o.Faults...), o.Files})
	if err != nil {
		return nil, err
	}
	// Two objects side by side become one.
	return append(append(bytes.TrimSuffix(report, []byte("}")), ','), own[1:]...), nil
}

func (o *demoOutcome) show(p *page) {
	summary := *o.Report
	summary.By, summary.Lines, summary.CountedAgain = reports.Total, nil, 0
	if err := reports.Text(p.w, &summary, p.words.Lang()); err != nil && p.err == nil {
		p.err = err
	}
	p.text("\n")
	o.showTruth(p)
	o.showFiles(p)
	p.line("\nMáy đóng vai xã (sửa danh sách), người xét duyệt, hai người của phòng (lan lập, minh duyệt) và các ngân hàng.",
		"\nThe demo played the communes (who corrected), the reviewer, two people (lan made, minh approved) and the banks.")
	p.line("Nhật ký: %s sự kiện, chuỗi nguyên vẹn. Thời gian: %s giây (%s).", "Journal: %s events, the chain holds. Time: %s seconds (%s).",
		p.count(int(o.Events)), fmt.Sprintf("%.1f", o.Took.Seconds()), o.shares())
}

// showTruth sets what was found beside what the province's truth says.
func (o *demoOutcome) showTruth(p *page) {
	row := func(vi, en string, truth, found string) []string {
		same := p.words.Pick("đúng", "equal")
		if truth != found {
			same = p.words.Pick("KHÁC", "DIFFERS")
		}
		return []string{p.words.Pick(vi, en), truth, found, same}
	}
	rows := [][]string{
		row("Đối tượng hưởng", "Beneficiaries", p.count(o.Truth.Beneficiaries), p.count(o.Report.Beneficiaries)),
		row("Có tài khoản", "With an account", p.count(o.Truth.WithAccount), p.count(o.Report.WithAccount)),
		row("Đã chi trả đủ các tháng", "Paid for every month due", p.count(o.Truth.Paid), p.count(o.Report.Paid)),
		row("Số tiền đã chi trả (đồng)", "Amount paid (đồng)", p.dong(o.Truth.PaidAmount.Minor()), p.dong(o.Report.PaidAmount().Minor())),
	}
	for _, place := range reports.NotPaidPlaces() {
		name := p.words.Lang().PlaceName(place)
		rows = append(rows, row("  "+name, "  "+name, p.count(o.Truth.NotPaid[string(place)]), p.count(o.Report.NotPaid[place])))
	}
	p.table([]head{{"Con số", "Figure", false}, {"Sự thật", "Truth", true}, {"Chitra tìm ra", "Chitra found", true}, {"", "", false}}, rows)
	for i, f := range o.Faults {
		if i == 20 {
			p.line("… và %d điều khác.", "… and %d more.", len(o.Faults)-i)
			break
		}
		p.text("  ! " + f + "\n")
	}
}

func (o *demoOutcome) showFiles(p *page) {
	p.line("\nĐể xem trong %s:", "\nTo look at in %s:", o.dir)
	for _, f := range []struct{ name, vi, en string }{
		{"lists/", "danh sách các xã gửi lên", "the lists the communes sent"},
		{"marked/", "danh sách trả lại, ô sai được đánh dấu", "the lists sent back with their bad cells marked"},
		{"corrected/", "danh sách xã đã sửa", "the lists the communes corrected"},
		{"bank-files/", "tệp chuyển khoản (ISO 20022, MB), bản kê và SHA256SUMS", "transfer files (ISO 20022, MB), manifests and SHA256SUMS"},
		{"bank-answers/", "trả lời của ngân hàng", "what the banks answered"},
		{"reports/", "báo cáo (xlsx, html, csv, json)", "the report (xlsx, html, csv, json)"},
		{"truth/", "sự thật của tỉnh, Chitra không đọc", "the province's truth, which Chitra never reads"},
	} {
		p.line("  %-14s %s", "  %-14s %s", f.name, p.words.Pick(f.vi, f.en))
	}
	p.line("  %s", "  %s", filepath.Join(o.dir, "reports", "coverage.html"))
}

// shares are the steps by the time they took.
func (o *demoOutcome) shares() string {
	var parts []string
	for _, s := range o.Steps {
		if s.took >= time.Second/2 {
			parts = append(parts, fmt.Sprintf("%s %.1f", s.name, s.took.Seconds()))
		}
	}
	return strings.Join(parts, ", ")
}
