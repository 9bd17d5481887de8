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

// nothingMore is waited for where lists alone have come.
func nothingMore() error { return nil }

// lists uploads a month's lists, matches them once the registry is loaded, lets the
// communes correct what came back and the reviewer decide what was unsure.
func (d *demo) lists(ctx context.Context, m civil.Month, series string, loaded func() error) error {
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
	if err := loaded(); err != nil {
		return err
	}
	// The communes correct what came back while the night matches.
	var fixed []string
	communes := make(chan error, 1)
	go func() {
		var err error
		fixed, err = d.truth.Correct(back, filepath.Join(d.dir, "corrected", m.String()))
		communes <- err
	}()
	err = d.match(ctx, m)
	if err := errors.Join(err, d.timed("(communes)", func() error { return <-communes })); err != nil {
		return err
	}
	if err := d.correct(ctx, m, series, fixed); err != nil {
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
	uploads := func(yield func(app.ListUpload, error) bool) {
		for _, f := range files {
			data, err := os.ReadFile(f)
			if !yield(app.ListUpload{FileName: filepath.Base(f), Data: data, Programme: demoProgramme, Period: m, Series: series}, err) {
				return
			}
		}
	}
	err = d.as(demoMaker).ImportLists(ctx, uploads, func(out app.ListOutcome) error {
		switch {
		case out.NotTaken():
			return fmt.Errorf("list %s refused: %s", out.File, out.Detail)
		case out.Marked == nil:
			return nil
		}
		marked := filepath.Join(d.dir, "marked", m.String(), series, out.File)
		back = append(back, marked)
		return writeFile(marked, out.Marked)
	})
	return back, err
}

// correct plays the communes: what they corrected comes back in, and with it the
// lists in which the match stopped rows that share a number.
func (d *demo) correct(ctx context.Context, m civil.Month, series string, fixed []string) error {
	err := d.timed("(communes)", func() error {
		stopped, err := d.stoppedLists(ctx, m, series)
		if err != nil {
			return err
		}
		var more []string
		for _, name := range stopped {
			if !slices.ContainsFunc(fixed, func(f string) bool { return filepath.Base(f) == name }) {
				more = append(more, filepath.Join(d.dir, "lists", m.String(), series, name))
			}
		}
		also, err := d.truth.Correct(more, filepath.Join(d.dir, "corrected", m.String()))
		fixed = append(fixed, also...)
		slices.Sort(fixed)
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
		if report, err = d.truth.DecideQueue(queue); err != nil {
			return err
		}
		for _, row := range report.Unknown {
			d.faults = append(d.faults, "review row of no list: "+row)
		}
		decisions := make([]app.Decision, len(report.Decisions))
		for i, x := range report.Decisions {
			decisions[i] = app.Decision{Row: x.Row, PersonalID: x.PersonalID, Reason: x.Reason, Outside: x.Outside}
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
