package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strconv"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
	"chitra/reports"
)

type registryListCmd struct{}

type registryShowCmd struct {
	Snapshot int64 `arg:"" optional:"" help:"${registry_snapshot}"`
}

type registryRefusedCmd struct {
	Snapshot int64  `arg:"" optional:"" help:"${registry_snapshot}"`
	Out      string `placeholder:"FILE" help:"${registry_out}"`
	Numbers  bool   `help:"${review_numbers}"`
}

// snapshotList are all snapshots, the oldest first.
type snapshotList struct {
	Snapshots []snapshotLine `json:"snapshots"`
}

// snapshotLine is one snapshot.
type snapshotLine struct {
	Snapshot  int64  `json:"snapshot"`
	Kind      string `json:"kind"`
	AsOf      string `json:"as_of"`
	Source    string `json:"source"`
	SHA256    string `json:"sha256"`
	Base      int64  `json:"base"`
	Persons   int64  `json:"persons"`
	Added     int64  `json:"added"`
	Changed   int64  `json:"changed"`
	Gone      int64  `json:"gone"`
	Unchanged int64  `json:"unchanged"`
	Refused   int64  `json:"refused"`
	Layout    string `json:"layout"`
	LoadedAt  string `json:"loaded_at"`
	InForce   bool   `json:"in_force"`
}

func lineOf(s app.SnapshotView) snapshotLine {
	out := snapshotLine{Snapshot: s.ActNo, Kind: s.Kind, AsOf: s.AsOf, Source: s.SourceName, SHA256: s.SHA256, Base: s.BaseNo, Persons: s.Persons,
		Added: s.Added, Changed: s.Changed, Gone: s.Gone, Unchanged: s.Unchanged, Refused: s.Refused, LoadedAt: s.RecordedAt, InForce: s.InForce}
	if out.Kind == "" {
		out.Kind = app.SnapshotFull // from before chains
	}
	if s.Layout != "" {
		out.Layout = fmt.Sprintf("%s %d", s.Layout, s.LayoutVersion)
	}
	return out
}

func (c *registryListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Snapshots(ctx)
	if err != nil {
		return nil, err
	}
	out := &snapshotList{Snapshots: []snapshotLine{}}
	for _, one := range all {
		out.Snapshots = append(out.Snapshots, lineOf(one))
	}
	return out, nil
}

func (l *snapshotList) needsPerson() bool { return false }

func (l *snapshotList) show(p *page) {
	var rows [][]string
	for _, s := range l.Snapshots {
		rows = append(rows, []string{strconv.FormatInt(s.Snapshot, 10), p.snapshotKind(s.Kind), p.day(s.AsOf), s.Source, p.count(int(s.Persons)), p.count(int(s.Added)),
			p.count(int(s.Changed)), p.count(int(s.Gone)), p.count(int(s.Refused)), p.yes(s.InForce), s.SHA256[:min(12, len(s.SHA256))]})
	}
	p.table([]head{{vi: "Bản", en: "Snapshot", number: true}, {vi: "Loại", en: "Kind"}, {vi: "Đến ngày", en: "As of"}, {vi: "Tệp", en: "Source"},
		{vi: "Số người", en: "Persons", number: true}, {vi: "Thêm", en: "Added", number: true}, {vi: "Thay đổi", en: "Changed", number: true},
		{vi: "Bớt", en: "Gone", number: true}, {vi: "Từ chối", en: "Refused", number: true}, {vi: "Hiệu lực", en: "In force"}, {vi: "SHA-256", en: "SHA-256"}}, rows)
}

// snapshotKind names the kind of a snapshot.
func (p *page) snapshotKind(kind string) string {
	switch kind {
	case app.SnapshotDelta:
		return p.words.Pick("tệp thay đổi", "delta")
	case app.SnapshotEvents:
		return p.words.Pick("biến động hộ tịch", "events")
	}
	return p.words.Pick("toàn bộ", "full")
}

func (p *page) yes(is bool) string {
	if is {
		return p.words.Pick("có", "yes")
	}
	return ""
}

// snapshotShown is one snapshot, and what was overruled for it.
type snapshotShown struct {
	snapshotLine
	Consents []snapshotConsent `json:"consents"`
}

type snapshotConsent struct {
	Code     string `json:"code"`
	Period   string `json:"period"`
	Measured string `json:"measured"`
	Reason   string `json:"reason"`
	By       string `json:"by"`
	At       string `json:"at"`
}

func (c *registryShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	one, _, err := a.Snapshot(ctx, c.Snapshot)
	if err != nil {
		return nil, err
	}
	out := &snapshotShown{snapshotLine: lineOf(one), Consents: []snapshotConsent{}}
	for _, g := range one.Consents {
		out.Consents = append(out.Consents, snapshotConsent{Code: g.Code, Period: g.Period, Measured: g.Measured, Reason: g.Reason, By: g.Actor, At: g.RecordedAt})
	}
	return out, nil
}

func (l *snapshotShown) needsPerson() bool { return false }

func (l *snapshotShown) show(p *page) {
	(&snapshotList{Snapshots: []snapshotLine{l.snapshotLine}}).show(p)
	for _, g := range l.Consents {
		said, _ := p.words.Of(wording.Acts, g.Code)
		p.line("%s đã cho qua lúc %s: %s [%s] (%s). Lý do: %s", "%s overruled at %s: %s [%s] (%s). Reason: %s", g.By, p.moment(g.At), said.Says, g.Code, civil.DaysFirst(g.Measured), g.Reason)
	}
}

// snapshotRefused are the lines of a snapshot's file that were not taken.
type snapshotRefused struct {
	Snapshot int64         `json:"snapshot"`
	Source   string        `json:"source"`
	Out      string        `json:"out"`
	Lines    []refusedLine `json:"lines"`
}

type refusedLine struct {
	Line    int64  `json:"line"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (c *registryRefusedCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	one, lines, err := a.Snapshot(ctx, c.Snapshot)
	if err != nil {
		return nil, err
	}
	out := &snapshotRefused{Snapshot: one.ActNo, Source: one.SourceName, Out: c.Out, Lines: s.refusedLines(lines)}
	if c.Out != "" {
		if err := writeRefused(c.Out, out.Lines); err != nil {
			return nil, err
		}
	}
	if !c.Numbers {
		maskNumbers(out.Lines)
	}
	return out, nil
}

func (s *shell) refusedLines(lines []app.RegistryRefused) []refusedLine {
	out := []refusedLine{}
	for _, l := range lines {
		said, _ := s.words.Of(wording.RegistryLines, l.Code)
		out = append(out, refusedLine{Line: l.Line, Column: l.ColumnName, Code: l.Code, Value: l.Value, Message: said.Says, Fix: said.Fix})
	}
	return out
}

func maskNumbers(lines []refusedLine) {
	for i, l := range lines {
		if l.Column == "personal_id" || l.Column == "new_id" || l.Column == "old_ids" {
			lines[i].Value = masked(l.Value)
		}
	}
}

// writeRefused writes the lines as CSV, which nobody but its owner reads.
func writeRefused(name string, lines []refusedLine) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if _, err := f.WriteString("\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(f)
	w.UseCRLF = true
	rows := [][]string{{"line", "column", "code", "value", "message", "fix"}}
	for _, l := range lines {
		rows = append(rows, []string{strconv.FormatInt(l.Line, 10), l.Column, l.Code, reports.Inert(l.Value), l.Message, l.Fix})
	}
	return w.WriteAll(rows)
}

func (l *snapshotRefused) needsPerson() bool { return len(l.Lines) > 0 }

func (l *snapshotRefused) show(p *page) {
	var rows [][]string
	for _, r := range l.Lines[:min(20, len(l.Lines))] {
		rows = append(rows, []string{strconv.FormatInt(r.Line, 10), r.Column, r.Value, r.Message + " [" + r.Code + "]", r.Fix})
	}
	p.line("Bản %d (%s): %s dòng bị từ chối.", "Snapshot %d (%s): %s lines refused.", l.Snapshot, l.Source, p.count(len(l.Lines)))
	p.table([]head{{vi: "Dòng", en: "Line", number: true}, {vi: "Cột", en: "Column"}, {vi: "Giá trị", en: "Value"}, {vi: "Lý do", en: "Reason"},
		{vi: "Cách sửa", en: "Fix"}}, rows)
}
