package main

import (
	"context"
	"path/filepath"
	"strings"

	"chitra/bankfile/portal"
	"chitra/internal/bank"
	"chitra/internal/viet"
)

type profileNewCmd struct {
	From string `required:"" placeholder:"TEMPLATE" help:"${profile_from}"`
	Out  string `required:"" placeholder:"FILE" help:"${profile_out}"`
	Name string `placeholder:"NAME" help:"${profile_called}"`
	Bank string `placeholder:"BANK" help:"${profile_bank}"`

	Result bool `help:"${profile_result}"`
}

// profileDrafted is the profile a template became, and what could not be told.
type profileDrafted struct {
	File      string          `json:"file"` // "" where no header was found
	From      string          `json:"from"`
	Profile   string          `json:"profile"`
	Complete  bool            `json:"complete"`
	Sheet     string          `json:"sheet"`
	HeaderRow int             `json:"header_row"`
	DataRow   int             `json:"data_row"`
	LastRow   int             `json:"last_row"`
	Samples   int             `json:"samples"`
	MaxRows   int             `json:"max_rows"`
	Banks     int             `json:"banks"`
	Columns   []draftedColumn `json:"columns"`
	Doubts    []profileDoubt  `json:"doubts"`
}

type draftedColumn struct {
	Letter  string `json:"letter"`
	Heading string `json:"heading"`
	Field   string `json:"field"`
}

type profileDoubt struct {
	Code    string `json:"code"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (c *profileNewCmd) do(_ context.Context, s *shell) (outcome, error) {
	template, err := readFile(c.From)
	if err != nil {
		return nil, err
	}
	bin := ""
	if c.Bank != "" {
		inst, found := bank.Directory().Find(c.Bank)
		if !found.Found() {
			return nil, failedWith("not_found", c.Bank)
		}
		bin = inst.BIN
	}
	beside, err := relativeTo(c.Out, c.From)
	if err != nil {
		return nil, err
	}
	name := firstOf(c.Name, slug(strings.TrimSuffix(filepath.Base(c.Out), filepath.Ext(c.Out))))
	draft := portal.DraftOf
	if c.Result {
		draft = portal.DraftResultOf
	}
	d, err := draft(name, bin, beside, template)
	if err != nil {
		return nil, err
	}
	out := s.drafted(d)
	out.From, out.Profile = c.From, name
	if len(d.Text) == 0 {
		return out, nil
	}
	out.File = c.Out
	return out, writeNew(c.Out, d.Text)
}

// relativeTo is the way from the folder of one file to another, with slashes.
func relativeTo(from, to string) (string, error) {
	dir, err := filepath.Abs(filepath.Dir(from))
	if err != nil {
		return "", err
	}
	if to, err = filepath.Abs(to); err != nil {
		return "", err
	}
	way, err := filepath.Rel(dir, to)
	return filepath.ToSlash(way), err
}

// slug is a name of small letters, digits and hyphens.
func slug(s string) string {
	return strings.ReplaceAll(strings.ToLower(viet.Fold(s)), " ", "-")
}

func (s *shell) drafted(d *portal.Draft) *profileDrafted {
	out := &profileDrafted{Complete: d.Complete, Sheet: d.Sheet, HeaderRow: d.HeaderRow, DataRow: d.FirstRow, LastRow: d.LastRow, Samples: d.Samples,
		MaxRows: d.Lines, Banks: d.Banks, Columns: []draftedColumn{}, Doubts: []profileDoubt{}}
	for _, x := range d.Columns {
		out.Columns = append(out.Columns, draftedColumn{Letter: x.Letter, Heading: x.Heading, Field: string(x.Field)})
	}
	for _, x := range d.Doubts {
		message, fix := s.words.ProfileDoubt(x.Code, x.Value)
		out.Doubts = append(out.Doubts, profileDoubt{Code: x.Code, Value: x.Value, Message: message, Fix: fix})
	}
	return out
}

// needsPerson: somebody has to name what the template did not tell.
func (d *profileDrafted) needsPerson() bool { return !d.Complete }

func (d *profileDrafted) show(p *page) {
	if d.File != "" {
		p.line("Đã ghi mẫu %s vào %s: trang %s, tên cột ở dòng %d, số liệu từ dòng %d.", "The profile %s is written to %s: sheet %s, header in row %d, lines from row %d.",
			d.Profile, d.File, d.Sheet, d.HeaderRow, d.DataRow)
	}
	var rows [][]string
	for _, c := range d.Columns {
		rows = append(rows, []string{c.Letter, strings.Join(strings.Fields(c.Heading), " "), c.Field})
	}
	if len(rows) > 0 {
		p.table([]head{{vi: "Cột", en: "Column"}, {vi: "Tên cột", en: "Heading"}, {vi: "Nội dung", en: "Field"}}, rows)
	}
	for _, x := range d.Doubts {
		p.text(doubtLine(x))
	}
	if d.Complete {
		p.line("Kiểm tra tệp rồi lưu: chitra bankfile profile add %s", "Look it over, then keep it: chitra bankfile profile add %s", d.File)
	}
}
