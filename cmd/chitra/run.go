package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"chitra/internal/wording"
	"chitra/reports"
)

// Exit codes, as docs/cli.md promises them to scripts.
const (
	exitDone        = 0 // done
	exitFailed      = 1 // failed, nothing half-done
	exitUsage       = 2 // wrong usage
	exitNeedsPerson = 3 // done, and something needs a person
	exitBusy        = 4 // somebody else is running it
)

// verb is a command: it does its work and says what came of it.
type verb interface {
	do(ctx context.Context, s *shell) (outcome, error)
}

// outcome is what a verb came to. Its JSON is promised in docs/cli.md; show
// writes the same for people.
type outcome interface {
	show(p *page)
	// needsPerson says that the verb is done and somebody must look.
	needsPerson() bool
}

// Run runs the program: args without its name, and everything it may touch of
// its surroundings. It returns the exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer, env func(string) string) int {
	s, v, code := begin(args, in, out, errw, env)
	if v == nil {
		return code
	}
	return s.run(ctx, v)
}

// begin reads the command line and makes its shell. Where there is nothing to
// run, no verb comes back, and the exit code says why.
func begin(args []string, in io.Reader, out, errw io.Writer, env func(string) string) (*shell, verb, int) {
	lang := languageOf(args, env)
	words := wording.In(lang)
	var r root
	k, err := newParser(&r, lang, out, errw)
	if err != nil {
		say(errw, "%v\n", err) // our own flags are wrong: no words for that
		return nil, nil, exitFailed
	}
	if asksHelp(args) {
		return nil, nil, showHelp(k, args, words)
	}
	kctx, err := k.Parse(args)
	if err != nil {
		return nil, nil, refuseUsage(r.JSON || asksJSON(args), words, out, errw, err)
	}
	v, ok := kctx.Selected().Target.Addr().Interface().(verb)
	if !ok {
		return nil, nil, refuseUsage(r.JSON, words, out, errw, fmt.Errorf("%s is no command", kctx.Command()))
	}
	s, err := newShell(r.globals, in, out, errw, env, lang)
	if err != nil {
		return nil, nil, refuseUsage(r.JSON, words, out, errw, err)
	}
	return s, v, exitDone
}

// run does a verb, shows what came of it and tells the exit code.
func (s *shell) run(ctx context.Context, v verb) int {
	res, err := v.do(ctx, s)
	s.progress.stop()
	if closed := s.close(); err == nil {
		err = closed
	}
	if err != nil {
		return s.fail(err)
	}
	if err := s.present(res); err != nil {
		return s.fail(err)
	}
	if f, ok := res.(interface{ failed() bool }); ok && f.failed() {
		return exitFailed
	}
	if res.needsPerson() {
		return exitNeedsPerson
	}
	return exitDone
}

// present writes a result: one JSON object, or tables for people.
func (s *shell) present(res outcome) error {
	if s.set.JSON {
		return writeJSON(s.out, res)
	}
	p := &page{w: s.out, words: s.words}
	res.show(p)
	return p.err
}

func newParser(r *root, lang reports.Lang, out, errw io.Writer) (*kong.Kong, error) {
	texts := helpText(lang)
	return kong.New(r, kong.Name("chitra"), kong.Description(texts["chitra"]), kong.PostBuild(texts.fill),
		kong.Writers(out, errw), kong.Exit(func(int) {}),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
}

func refuseUsage(asJSON bool, words wording.Words, out, errw io.Writer, err error) int {
	s, _ := words.Of(wording.Failures, "usage")
	if asJSON {
		_ = writeJSON(out, failure{Error: failed{Code: "usage", Message: s.Says, Fix: s.Fix, Detail: err.Error()}})
	}
	say(errw, "%s %s. %s\n", s.Says, usageSaid(words, err.Error()), s.Fix)
	return exitUsage
}

// languageOf finds the language before anything else is read, so that help and
// usage are in it too.
func languageOf(args []string, env func(string) string) reports.Lang {
	said := env("CHITRA_LANG")
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			said = v
		} else if a == "--lang" && i+1 < len(args) {
			said = args[i+1]
		}
	}
	lang, err := reports.ParseLang(said)
	if err != nil {
		return reports.Vietnamese
	}
	return lang
}

func asksJSON(args []string) bool {
	for _, a := range args {
		if a == "--json" {
			return true
		}
	}
	return false
}
