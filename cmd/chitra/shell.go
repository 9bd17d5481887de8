package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/delivery"
	"chitra/internal/store"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

// shell is one run of the program: its surroundings, and the store it opens
// when a verb first asks for it.
type shell struct {
	set      settings
	in       io.Reader
	out      io.Writer
	errw     io.Writer
	env      func(string) string
	lang     reports.Lang
	words    wording.Words
	log      *slog.Logger
	progress *progress
	fixed    time.Time // business time, where --now gives it
	kept     *kept
}

// kept is what copies of a shell share.
type kept struct {
	store  *store.Store
	info   app.Info
	proved map[string]app.Actor
}

func newShell(g globals, in io.Reader, out, errw io.Writer, env func(string) string, lang reports.Lang) (*shell, error) {
	set, err := newSettings(g, env)
	if err != nil {
		return nil, err
	}
	if l, err := reports.ParseLang(set.Lang); err == nil {
		lang = l
	}
	s := &shell{set: set, in: in, out: out, errw: errw, env: env, lang: lang, words: wording.In(lang),
		log:      slog.New(slog.NewTextHandler(errw, &slog.HandlerOptions{Level: slog.LevelInfo})),
		progress: newProgress(errw, wording.In(lang)), kept: &kept{proved: map[string]app.Actor{}}}
	if g.Now == "" {
		return s, nil
	}
	s.fixed, _, err = parseMoment(g.Now)
	return s, err
}

// acting is the same shell for another person at another time, for runs that
// play several people; only practice stores let anybody do that.
func (s *shell) acting(user string, at time.Time) *shell {
	other := *s
	other.set.As, other.fixed = user, at
	return &other
}

// now is business time.
func (s *shell) now() time.Time {
	if !s.fixed.IsZero() {
		return s.fixed
	}
	return time.Now()
}

// today is the business day.
func (s *shell) today() civil.Date { return civil.DateOf(s.now()) }

// thisMonth is the month of the business day.
func (s *shell) thisMonth(m month) civil.Month {
	if m.IsZero() {
		return civil.MonthOf(s.today())
	}
	return m.Month
}

// errNotReady is returned for a store that init has not made.
func errNotReady(detail string) error {
	return fmt.Errorf("%w: %s", app.ErrNotReady, detail)
}

// openStore opens the store once. A SQLite file that is not there is made by
// init alone.
func (s *shell) openStore(ctx context.Context, create bool) (*store.Store, error) {
	if s.kept.store != nil {
		return s.kept.store, nil
	}
	if path, ok := strings.CutPrefix(s.set.DB, "sqlite:"); ok {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !create {
			return nil, errNotReady(path)
		}
		if create {
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				return nil, fmt.Errorf("make the data folder: %w", err)
			}
		}
	}
	db, err := store.Open(ctx, s.set.DB)
	if errors.Is(err, store.ErrSealed) {
		return s.unseal(ctx)
	}
	if err != nil {
		return nil, err
	}
	s.kept.store = db
	return db, nil
}

// unseal opens the store with its key, anew where it is open.
func (s *shell) unseal(ctx context.Context) (*store.Store, error) {
	with, err := s.withKey()
	if err != nil {
		return nil, err
	}
	if err := s.close(); err != nil {
		return nil, err
	}
	s.kept.store, err = store.Open(ctx, s.set.DB, with)
	return s.kept.store, err
}

// close lets go of the store, if it was opened.
func (s *shell) close() error {
	if s.kept.store == nil {
		return nil
	}
	db := s.kept.store
	s.kept.store = nil
	return db.Close()
}

// reader is the use cases for who only looks.
func (s *shell) reader(ctx context.Context) (*app.App, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	return s.newApp(app.Actor{})
}

// actor is the use cases for who acts, after it was proved who that is.
func (s *shell) actor(ctx context.Context) (*app.App, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	who, err := s.prove(ctx)
	if err != nil {
		return nil, err
	}
	return s.newApp(who)
}

// ready opens the store and learns what it is.
func (s *shell) ready(ctx context.Context) error {
	if s.kept.info.ID == "" {
		if _, err := s.openStore(ctx, false); err != nil {
			return err
		}
		a, err := s.newApp(app.Actor{})
		if err != nil {
			return err
		}
		info, _, err := a.Info(ctx)
		if err != nil {
			return err
		}
		if info.ID == "" {
			return errNotReady(s.set.DB)
		}
		s.kept.info = info
	}
	if !s.fixed.IsZero() && !s.kept.info.Practice {
		return failedWith("now_not_practice", s.set.Now)
	}
	return nil
}

// newApp wires the use cases together.
func (s *shell) newApp(who app.Actor) (*app.App, error) {
	formats, err := formats()
	if err != nil {
		return nil, err
	}
	config := s.config(s.kept.store, formats)
	config.Actor = who
	return app.New(config), nil
}

// config is what every App of this shell is made of, but for who acts.
func (s *shell) config(db app.Store, formats map[string]bankfile.Format) app.Config {
	return app.Config{Store: db, Clock: s.now, Machine: time.Now, Banks: bank.Directory(), Rules: rules.Tables(),
		Formats: formats, Policy: registry.DefaultPolicy(), Words: s.words, Progress: s.progress.tell, Carrier: delivery.Carrier{}}
}

// formats are the file formats by name, which is the profile a paying account
// carries.
func formats() (map[string]bankfile.Format, error) {
	set, err := portal.Profiles()
	if err != nil {
		return nil, err
	}
	out := map[string]bankfile.Format{}
	for _, f := range append(set.Formats(), iso20022.Pain001v09(), iso20022.Pain001v03(), cashlist.Format{}) {
		out[f.Name()] = f
	}
	return out, nil
}
