package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"chitra/internal/sheet"
	"chitra/internal/wording"
)

type registryLoadCmd struct {
	File string `arg:"" help:"${a_file}"`
	AsOf day    `name:"as-of" placeholder:"DATE" help:"${registry_as_of}"`
}

// registryLoaded is what loading a snapshot came to.
type registryLoaded struct {
	File     string `json:"file"`
	Status   string `json:"status"` // taken, unchanged
	Snapshot int64  `json:"snapshot"`
	AsOf     string `json:"as_of"`
	Persons  int64  `json:"persons"`
	Refused  int64  `json:"refused"`
	SHA256   string `json:"sha256"`
}

func (c *registryLoadCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := &registryLoaded{File: filepath.Base(c.File)}
	if out.SHA256, err = digestOf(f); err != nil {
		return nil, err
	}
	text, err := snapshotText(f)
	if err != nil {
		return nil, err
	}
	defer text.Close()
	asOf := c.AsOf.Date
	if asOf.IsZero() {
		asOf = s.today()
	}
	loaded, err := a.LoadRegistry(ctx, out.File, out.SHA256, asOf, text)
	if err != nil {
		return nil, err
	}
	out.Status, out.Snapshot, out.AsOf, out.Persons, out.Refused = loaded.Status, loaded.Snapshot, loaded.AsOf.ISO(), loaded.Persons, loaded.Refused
	return out, nil
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

func (l *registryLoaded) needsPerson() bool { return l.Refused > 0 }

func (l *registryLoaded) show(p *page) {
	p.line("%s (%s): dân cư đến ngày %s, %s người, %s dòng bị từ chối.", "%s (%s): as of %s, %s persons, %s lines refused.",
		l.File, p.words.Name(wording.FileStatuses, l.Status), l.AsOf, p.count(int(l.Persons)), p.count(int(l.Refused)))
}
