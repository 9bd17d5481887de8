package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
)

type layoutAddCmd struct {
	File string `arg:"" help:"${a_file}"`
}

type layoutListCmd struct{}

type layoutShowCmd struct {
	Name    string `arg:"" help:"${layout_name}"`
	Version int64  `placeholder:"N" help:"${layout_version}"`
}

// givenLayout is the layout that --layout names; the zero value is none.
type givenLayout struct {
	*beneficiary.Layout
	text []byte
}

// String is name and version; "" for none.
func (g givenLayout) String() string {
	if g.Layout == nil {
		return ""
	}
	return fmt.Sprintf("%s %d", g.Name, g.Version)
}

// layout finds a layout by its name in the store, or reads it from a file: a name
// has neither a point nor a slash in it.
func (s *shell) layout(ctx context.Context, name string) (given givenLayout, err error) {
	switch {
	case name == "":
		return givenLayout{}, nil
	case strings.ContainsAny(name, `./\`):
		given.text, err = readFile(name)
	default:
		given.text, err = s.keptLayout(ctx, name)
	}
	if err != nil {
		return givenLayout{}, err
	}
	given.Layout, err = beneficiary.ParseLayout(given.text)
	return given, err
}

func (s *shell) keptLayout(ctx context.Context, name string) ([]byte, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	_, text, err := a.LayoutText(ctx, name, 0)
	return text, err
}

// layoutFault is one fault of a layout at its line.
type layoutFault struct {
	Line    int    `json:"line"`
	Key     string `json:"key"`
	Code    string `json:"code"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// layoutFaults puts the faults an error carries into words; none where it is
// another error, or nil.
func (s *shell) layoutFaults(err error) []layoutFault {
	out := []layoutFault{}
	var faults beneficiary.LayoutFaults
	if errors.As(err, &faults) {
		for _, f := range faults {
			message, fix := s.words.LayoutFault(f.Code, f.Value)
			out = append(out, layoutFault{Line: f.Line, Key: f.Key, Code: f.Code, Value: f.Value, Message: message, Fix: fix})
		}
	}
	return out
}

func showFaults(p *page, file string, faults []layoutFault) {
	p.line("%s: có %s lỗi.", "%s: %s faults.", file, p.count(len(faults)))
	for _, f := range faults {
		p.line("  dòng %d, %s: %s %s [%s]", "  line %d, %s: %s %s [%s]", f.Line, f.Key, f.Message, f.Fix, f.Code)
	}
}

// Statuses of a layout beside new and unchanged.
const layoutFaulty = "faulty"

// addedStatus is what became of a layout or a profile that was handed in to be
// kept; its faults are told, and no failure of the verb's.
func addedStatus(fresh bool, faults []layoutFault, err error) (string, error) {
	switch {
	case len(faults) > 0:
		return layoutFaulty, nil
	case err != nil:
		return "", err
	case fresh:
		return app.ListNew, nil
	}
	return app.ListUnchanged, nil
}

// layoutAdded is what became of a layout that was handed in.
type layoutAdded struct {
	File    string        `json:"file"`
	Status  string        `json:"status"` // new, unchanged, faulty
	Layout  string        `json:"layout"`
	Version int           `json:"version"`
	SHA256  string        `json:"sha256"`
	Faults  []layoutFault `json:"faults"`
}

func (c *layoutAddCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	text, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	l, fresh, err := a.AddLayout(ctx, text)
	out := &layoutAdded{File: c.File, Faults: s.layoutFaults(err)}
	if out.Status, err = addedStatus(fresh, out.Faults, err); err != nil || out.failed() {
		return out, err
	}
	out.Layout, out.Version, out.SHA256 = l.Name, l.Version, l.SHA256
	return out, nil
}

func (l *layoutAdded) needsPerson() bool { return false }

// failed says that nothing was kept.
func (l *layoutAdded) failed() bool { return l.Status == layoutFaulty }

func (l *layoutAdded) show(p *page) {
	switch l.Status {
	case layoutFaulty:
		showFaults(p, l.File, l.Faults)
	case app.ListNew:
		p.line("Đã lưu bố cục %s phiên bản %d.", "Layout %s version %d is kept.", l.Layout, l.Version)
	default:
		p.line("Bố cục %s phiên bản %d đã có, không đổi.", "Layout %s version %d was there already, unchanged.", l.Layout, l.Version)
	}
}

// layoutList is every version of every layout.
type layoutList struct {
	Layouts []keptLayout `json:"layouts"`
}

type keptLayout struct {
	Layout      string `json:"layout"`
	Version     int64  `json:"version"`
	SHA256      string `json:"sha256"`
	Description string `json:"description"`
	AddedBy     string `json:"added_by"`
	RecordedAt  string `json:"recorded_at"`
}

func keptLayoutOf(l app.ListLayout) keptLayout {
	return keptLayout{Layout: l.Name, Version: l.Version, SHA256: l.SHA256, Description: l.Description, AddedBy: l.AddedBy, RecordedAt: l.RecordedAt}
}

func (c *layoutListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Layouts(ctx)
	if err != nil {
		return nil, err
	}
	out := &layoutList{Layouts: []keptLayout{}}
	for _, l := range all {
		out.Layouts = append(out.Layouts, keptLayoutOf(l))
	}
	return out, nil
}

func (l *layoutList) needsPerson() bool { return false }

func (l *layoutList) show(p *page) {
	if len(l.Layouts) == 0 {
		p.line("Chưa có bố cục nào.", "There is no layout yet.")
	}
	var rows [][]string
	for _, x := range l.Layouts {
		rows = append(rows, []string{x.Layout, fmt.Sprint(x.Version), x.Description, x.AddedBy, p.moment(x.RecordedAt)})
	}
	p.table([]head{{vi: "Bố cục", en: "Layout"}, {vi: "Phiên bản", en: "Version", number: true}, {vi: "Mô tả", en: "Description"},
		{vi: "Người lưu", en: "Added by"}, {vi: "Lúc", en: "At"}}, rows)
}

// layoutShown is a layout's text as it was handed in.
type layoutShown struct {
	keptLayout
	Text string `json:"text"`
}

func (c *layoutShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	l, text, err := a.LayoutText(ctx, c.Name, c.Version)
	return &layoutShown{keptLayout: keptLayoutOf(l), Text: string(text)}, err
}

func (l *layoutShown) needsPerson() bool { return false }

func (l *layoutShown) show(p *page) { p.text(l.Text) }
