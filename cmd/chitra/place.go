package main

import (
	"bytes"
	"context"
	"path/filepath"

	"chitra/internal/place"
)

type placeLoadCmd struct {
	File string `arg:"" help:"${a_file}"`
}

// placesLoaded is what loading communes came to.
type placesLoaded struct {
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	Communes int    `json:"communes"` // lines of the file
	Added    int    `json:"added"`    // that were not known before
}

func (c *placeLoadCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	out := &placesLoaded{File: filepath.Base(c.File)}
	if out.SHA256, err = digestOf(bytes.NewReader(data)); err != nil {
		return nil, err
	}
	rows, err := place.ParseCSV(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	out.Communes = len(rows)
	out.Added, err = a.LoadPlaces(ctx, out.File, out.SHA256, rows)
	return out, err
}

func (l *placesLoaded) needsPerson() bool { return false }

func (l *placesLoaded) show(p *page) {
	p.line("%s: %s xã, phường; thêm mới %s.", "%s: %s communes, %s of them new.", l.File, p.count(l.Communes), p.count(l.Added))
}
