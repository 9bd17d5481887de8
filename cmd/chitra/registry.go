package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/sheet"
	"chitra/internal/wording"
)

// registryConsent are the flags by which a person overrules a guard.
type registryConsent struct {
	Accept []string `placeholder:"CODE" help:"${registry_accept}"`
	Reason string   `placeholder:"TEXT" help:"${registry_reason}"`
}

func (c registryConsent) given() app.Consent { return app.Consent{Accept: c.Accept, Reason: c.Reason} }

type registryLoadCmd struct {
	File   string `arg:"" help:"${a_file}"`
	AsOf   day    `name:"as-of" placeholder:"DATE" help:"${registry_as_of}"`
	Layout string `placeholder:"NAME" help:"${registry_layout}"`
	registryConsent
}

type registryDeltaCmd struct {
	registryLoadCmd
	Base int64 `placeholder:"SNAPSHOT" help:"${registry_base}"`
}

type registryEventsCmd struct {
	File string `arg:"" help:"${a_file}"`
	AsOf day    `name:"as-of" placeholder:"DATE" help:"${registry_as_of}"`
	registryConsent
}

// registryLoaded is what loading a snapshot came to.
type registryLoaded struct {
	File      string `json:"file"`
	Status    string `json:"status"` // taken, unchanged, nothing
	Snapshot  int64  `json:"snapshot"`
	Kind      string `json:"kind"` // full, delta, events
	AsOf      string `json:"as_of"`
	Persons   int64  `json:"persons"`
	Refused   int64  `json:"refused"`
	Base      int64  `json:"base"`
	Added     int64  `json:"added"`
	Changed   int64  `json:"changed"`
	Gone      int64  `json:"gone"`
	Unchanged int64  `json:"unchanged"`
	Layout    string `json:"layout"`
	SHA256    string `json:"sha256"`
	// Lines are the first of those refused of a file of which nothing was applied.
	Lines []refusedLine `json:"lines"`
}

func (c *registryLoadCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.loadRegistry(ctx, c.File, c.AsOf, app.SnapshotFile{Consent: c.given()}, c.Layout, (*app.App).LoadSnapshot)
}

func (c *registryDeltaCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.loadRegistry(ctx, c.File, c.AsOf, app.SnapshotFile{Consent: c.given(), Delta: true, Base: c.Base}, c.Layout, (*app.App).LoadSnapshot)
}

func (c *registryEventsCmd) do(ctx context.Context, s *shell) (outcome, error) {
	return s.loadRegistry(ctx, c.File, c.AsOf, app.SnapshotFile{Consent: c.given()}, "", (*app.App).LoadEvents)
}

// loadRegistry hands a file of the registry to one of the use cases that load one.
func (s *shell) loadRegistry(ctx context.Context, name string, asOf day, f app.SnapshotFile, layout string,
	load func(*app.App, context.Context, app.SnapshotFile) (app.RegistryLoad, error)) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	if f.Layout, err = registryLayout(layout); err != nil {
		return nil, err
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	f.Name = filepath.Base(name)
	if f.SHA256, err = digestOf(file); err != nil {
		return nil, err
	}
	text, err := snapshotText(file)
	if err != nil {
		text = unreadable{err} // it is refused, and the try kept, where every file is
	}
	defer text.Close()
	if f.Text, f.AsOf = text, asOf.Date; f.AsOf.IsZero() {
		f.AsOf = s.today()
	}
	l, err := load(a, ctx, f)
	if err != nil {
		return nil, err
	}
	out := &registryLoaded{File: f.Name, Status: l.Status, Snapshot: l.Snapshot, Kind: l.Kind, AsOf: l.AsOf.ISO(), Persons: l.Persons, Refused: l.Refused,
		Base: l.Base, Added: l.Added, Changed: l.Changed, Gone: l.Gone, Unchanged: l.Unchanged, Layout: l.Layout, SHA256: f.SHA256, Lines: s.refusedLines(l.Lines)}
	maskNumbers(out.Lines)
	return out, nil
}

// registryLayout is a built-in layout by its name, or one in a file: a name has
// neither a point nor a slash in it. The empty name is none.
func registryLayout(name string) (*registry.Layout, error) {
	if name == "" {
		return nil, nil
	}
	if strings.ContainsAny(name, `./\`) {
		text, err := readFile(name)
		if err != nil {
			return nil, err
		}
		return registry.ParseLayout(text)
	}
	l, ok, err := registry.LayoutNamed(name)
	if err == nil && !ok {
		err = &app.NotFound{Kind: "layout", ID: name}
	}
	return l, err
}

// snapshotText is the snapshot as CSV, whatever it came as.
func snapshotText(f *os.File) (io.ReadCloser, error) {
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if sheet.Sniff(head[:n]) != sheet.XLSX {
		_, err := f.Seek(0, io.SeekStart)
		return f, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	table, err := sheet.OpenTable(f, info.Size(), sheet.Limits{})
	if err != nil {
		return nil, err
	}
	return tableAsCSV(table)
}

// unreadable is a file that could not be opened for reading.
type unreadable struct{ err error }

func (u unreadable) Read([]byte) (int, error) { return 0, u.err }

func (u unreadable) Close() error { return nil }

func (l *registryLoaded) needsPerson() bool { return l.Refused > 0 }

func (l *registryLoaded) show(p *page) {
	if l.Status == app.RegistryNothing {
		p.line("%s: không có gì thay đổi, %s dòng bị từ chối; bản %d giữ nguyên hiệu lực.", "%s: nothing changed, %s lines refused; snapshot %d stays in force.",
			l.File, p.count(int(l.Refused)), l.Base)
		for _, r := range l.Lines {
			p.line("  dòng %d %s: %s %s [%s]", "  line %d %s: %s %s [%s]", r.Line, r.Column, r.Message, r.Fix, r.Code)
		}
		return
	}
	p.line("%s (%s): bản %d, dân cư đến ngày %s, %s người, %s dòng bị từ chối.", "%s (%s): snapshot %d, as of %s, %s persons, %s lines refused.",
		l.File, p.words.Name(wording.FileStatuses, l.Status), l.Snapshot, p.day(l.AsOf), p.count(int(l.Persons)), p.count(int(l.Refused)))
	if l.Base == 0 {
		p.line("Đây là bản dân cư đầu tiên.", "This is the first snapshot.")
		return
	}
	p.line("So với bản %d: thêm %s, thay đổi %s, bớt %s, giữ nguyên %s.", "Against snapshot %d: %s added, %s changed, %s gone, %s unchanged.",
		l.Base, p.count(int(l.Added)), p.count(int(l.Changed)), p.count(int(l.Gone)), p.count(int(l.Unchanged)))
}
