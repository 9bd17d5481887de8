package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/synth"
)

// lists uploads a month's lists, matches them, lets the communes correct what
// came back and the reviewer decide what was unsure.
func (d *demo) lists(ctx context.Context, m civil.Month, series string) error {
	files, err := filepath.Glob(filepath.Join(d.dir, "lists", m.String(), series, "*.xlsx"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	var back []string
	err = d.timed("import", func() (err error) {
		back, err = d.upload(ctx, m, series, files)
		return err
	})
	if err != nil {
		return err
	}
	if err := d.match(ctx, m); err != nil {
		return err
	}
	if err := d.correct(ctx, m, series, back); err != nil {
		return err
	}
	return d.review(ctx, m)
}

func (d *demo) match(ctx context.Context, m civil.Month) error {
	return d.timed("match", func() error {
		_, err := d.as(demoMaker).MatchPeriod(ctx, m)
		return err
	})
}

// upload imports workbooks and leaves the marked ones beside them; it returns
// what goes back to the communes.
func (d *demo) upload(ctx context.Context, m civil.Month, series string, files []string) (back []string, err error) {
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		out, err := d.as(demoMaker).ImportList(ctx, app.ListUpload{FileName: filepath.Base(f), Data: data,
			Programme: demoProgramme, Period: m, Series: series})
		if err != nil {
			return nil, err
		}
		switch {
		case out.Status == app.ListRefused:
			return nil, fmt.Errorf("list %s refused: %s", f, out.Detail)
		case out.Marked == nil:
			continue
		}
		marked := filepath.Join(d.dir, "marked", m.String(), series, filepath.Base(f))
		if err := writeFile(marked, out.Marked); err != nil {
			return nil, err
		}
		back = append(back, marked)
	}
	return back, nil
}

// correct plays the communes: they correct the rows that were refused, and those
// that the match stopped because two rows share a number.
func (d *demo) correct(ctx context.Context, m civil.Month, series string, marked []string) error {
	var fixed []string
	err := d.timed("(communes)", func() (err error) {
		stopped, err := d.stoppedLists(ctx, m, series)
		if err != nil {
			return err
		}
		for _, name := range stopped {
			if !slices.ContainsFunc(marked, func(f string) bool { return filepath.Base(f) == name }) {
				marked = append(marked, filepath.Join(d.dir, "lists", m.String(), series, name))
			}
		}
		fixed, err = synth.Correct(marked, d.dir, filepath.Join(d.dir, "corrected", m.String()))
		return err
	})
	if err != nil || len(fixed) == 0 {
		return err
	}
	err = d.timed("import", func() error {
		_, err := d.upload(ctx, m, series, fixed)
		return err
	})
	if err != nil {
		return err
	}
	return d.match(ctx, m)
}

// stoppedLists are the files of a series in which a row was stopped for a
// number that stands on two rows.
func (d *demo) stoppedLists(ctx context.Context, m civil.Month, series string) ([]string, error) {
	stops, err := d.as(demoMaker).Stopped(ctx, m)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, s := range stops {
		if s.Series == series && s.Outcome == "number_shared" && !slices.Contains(files, s.FileName) {
			files = append(files, s.FileName)
		}
	}
	slices.Sort(files)
	return files, nil
}

// review plays the reviewer: the queue goes out as the command prints it, and
// the decisions come back in.
func (d *demo) review(ctx context.Context, m civil.Month) error {
	var report synth.ReviewReport
	err := d.timed("review", func() error {
		items, err := d.as(demoMaker).ReviewQueue(ctx, m)
		if err != nil || len(items) == 0 {
			return err
		}
		queue, err := json.Marshal(map[string]any{"items": queueOf(items)})
		if err != nil {
			return err
		}
		if report, err = synth.DecideQueue(queue, d.dir); err != nil {
			return err
		}
		for _, row := range report.Unknown {
			d.faults = append(d.faults, "review row of no list: "+row)
		}
		decisions := make([]app.Decision, len(report.Decisions))
		for i, x := range report.Decisions {
			decisions[i] = app.Decision{Row: x.Row, PersonalID: x.PersonalID, Reason: x.Reason}
		}
		return d.as(demoMaker).Decide(ctx, decisions)
	})
	if err != nil || len(report.Decisions) == 0 {
		return err
	}
	return d.match(ctx, m)
}

func fileSHA256(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}

func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}
