package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/wording"
	"chitra/reports"
)

// page writes results for people. The first error of its writer stays.
type page struct {
	w     io.Writer
	words wording.Words
	err   error
}

// line writes one line in the reader's language.
func (p *page) line(vi, en string, args ...any) {
	p.text(fmt.Sprintf(p.words.Pick(vi, en), args...) + "\n")
}

func (p *page) text(s string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, s)
	}
}

// head is a column of a table; numbers stand right.
type head struct {
	vi, en string
	number bool
}

// table writes rows under their headings; no rows, no table.
func (p *page) table(heads []head, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	header := make(table.Row, len(heads))
	var columns []table.ColumnConfig
	for i, h := range heads {
		header[i] = p.words.Pick(h.vi, h.en)
		if h.number {
			columns = append(columns, table.ColumnConfig{Number: i + 1, Align: text.AlignRight})
		}
	}
	t.AppendHeader(header)
	t.SetColumnConfigs(columns)
	for _, r := range rows {
		row := make(table.Row, len(r))
		for i, cell := range r {
			row[i] = cell
		}
		t.AppendRow(row)
	}
	p.text(t.Render() + "\n")
}

// count writes a number in groups of three.
func (p *page) count(n int) string { return p.words.Lang().Count(n) }

// dong writes đồng in groups of three.
func (p *page) dong(n int64) string { return p.words.Lang().Dong(money.Dong(n)) }

// day writes a day or a month as clerks do, in both languages: 31/12/2024,
// 12/2024. What is none stays as it is.
func (p *page) day(iso string) string { return civil.DayFirst(iso) }

// moment writes a recorded time in the country's own, to the minute, and what is
// no such time as day does.
func (p *page) moment(stamp string) string {
	t, err := time.Parse(time.RFC3339, stamp)
	if err != nil {
		return p.day(stamp)
	}
	return p.words.Lang().Moment(t)
}

// say writes to standard error. What cannot be told there can be told nowhere.
func say(w io.Writer, format string, args ...any) {
	_, _ = fmt.Fprintf(w, format, args...)
}

// masked hides an identity or account number as reports do.
func masked(number string) string { return reports.Masked(number) }

// writeJSON writes exactly one object, for scripts.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// counts writes a table of codes and how many there are of each, most first.
func (p *page) counts(k wording.Kind, by map[string]int) {
	codes := slices.SortedFunc(maps.Keys(by), func(x, y string) int { return cmp.Or(by[y]-by[x], strings.Compare(x, y)) })
	var rows [][]string
	for _, code := range codes {
		if code != "" {
			rows = append(rows, []string{p.words.Name(k, code), p.count(by[code])})
		}
	}
	p.table([]head{{vi: "Kết quả", en: "Outcome"}, {vi: "Số lượng", en: "Count", number: true}}, rows)
}

// holds writes what is held, why, and what sets it free, most first.
func (p *page) holds(by map[string]int) {
	reasons := slices.SortedFunc(maps.Keys(by), func(x, y string) int { return cmp.Or(by[y]-by[x], strings.Compare(x, y)) })
	var rows [][]string
	for _, r := range reasons {
		s, _ := p.words.Of(wording.Holds, r)
		rows = append(rows, []string{p.words.HoldName(r), p.count(by[r]), s.Fix})
	}
	p.table([]head{{vi: "Tạm giữ vì", en: "Held for"}, {vi: "Khoản", en: "Payments", number: true}, {vi: "Cần làm", en: "What to do"}}, rows)
}
