package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"chitra/internal/app"
)

func TestExitCodes(t *testing.T) {
	s := newScript(t)
	cases := map[string]struct {
		args []string
		code int
		json string // the code of the error object, "" for none
	}{
		"no verb":               {nil, exitUsage, ""},
		"unknown verb":          {[]string{"--json", "pay"}, exitUsage, "usage"},
		"unknown flag":          {[]string{"--json", "init", "--nothing"}, exitUsage, "usage"},
		"missing flag":          {[]string{"--json", "list", "match"}, exitUsage, "usage"},
		"period malformed":      {[]string{"--json", "reconcile", "--period", "2024-13"}, exitUsage, "usage"},
		"time malformed":        {[]string{"--json", "--now", "yesterday", "version"}, exitUsage, "usage"},
		"language unknown":      {[]string{"--json", "--lang", "fr", "version"}, exitUsage, "usage"},
		"configuration missing": {[]string{"--json", "--config", s.at("none.yaml"), "version"}, exitUsage, "usage"},
		"decide nothing":        {[]string{"--json", "review", "decide"}, exitUsage, "usage"},
		"agree to no pairing":   {[]string{"--json", "result", "pair", "1:1", "--confirm"}, exitUsage, "usage"},
		"help":                  {[]string{"list", "import", "--help"}, exitDone, ""},
		"version":               {[]string{"version"}, exitDone, ""},
		"no store":              {[]string{"--json", "report", "coverage", "--period", "2024-07"}, exitFailed, "not_ready"},
		"one administrator":     {[]string{"--json", "init", "--admin", "an"}, exitFailed, "two_admins_needed"},
		"store id of no use":    {[]string{"--json", "init", "--store-id", "x"}, exitFailed, "store_id_not_practice"},
		"file not there":        {[]string{"--json", "bankfile", "check", s.at("none.xml")}, exitFailed, "file_unreadable"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			code, out := s.run(c.args...)
			if code != c.code {
				t.Fatalf("exit %d, want %d: %s%s", code, c.code, out, s.errw)
			}
			if c.json == "" {
				return
			}
			var f failure
			if err := json.Unmarshal([]byte(out), &f); err != nil {
				t.Fatalf("no JSON object: %v: %s", err, out)
			}
			if f.Error.Code != c.json || f.Error.Message == "" || f.Error.Message == f.Error.Code || f.Error.Fix == "" {
				t.Errorf("error %+v, want code %s in words", f.Error, c.json)
			}
		})
	}
}

func TestBothLanguages(t *testing.T) {
	s := newScript(t)
	_, vi := s.run("--help")
	_, en := s.run("--lang", "en", "--help")
	if !strings.Contains(vi, "Lệnh:") || !strings.Contains(en, "Commands:") || strings.Contains(en, "Nhận danh sách") {
		t.Errorf("help in Vietnamese:\n%s\nin English:\n%s", vi, en)
	}
	for name, both := range helpTexts() {
		if both[0] == "" || both[1] == "" {
			t.Errorf("help %s lacks a language", name)
		}
	}
	s.run("reconcile", "--period", "2024-07")
	if !strings.Contains(s.errw, "Kho chưa được tạo.") {
		t.Errorf("in Vietnamese: %s", s.errw)
	}
	s.env["CHITRA_LANG"] = "en"
	s.run("reconcile", "--period", "2024-07")
	if !strings.Contains(s.errw, "The store has not been made yet.") {
		t.Errorf("in English: %s", s.errw)
	}
}

func TestInitOnceAndForGood(t *testing.T) {
	s := newScript(t)
	var first, again madeStore
	s.as("", exitDone, &first, "init", "--practice", "--admin", "an", "--admin", "binh", "--store-id", "s-1")
	s.as("", exitDone, &again, "init", "--practice")
	if first.Status != app.ListNew || again.Status != app.ListUnchanged || again.StoreID != "s-1" || again.SchemaVersion < 1 {
		t.Errorf("first %+v, again %+v", first, again)
	}
	var f failure
	s.as("", exitFailed, &f, "init", "--admin", "an", "--admin", "binh")
	if f.Error.Code != "store_differs" {
		t.Errorf("a practice store made real: %+v", f.Error)
	}
}

func TestWhoActsIsProved(t *testing.T) {
	s := newScript(t)
	var made madeStore
	s.as("", exitDone, &made, "init", "--admin", "an", "--admin", "binh")
	if len(made.Admins) != 2 || len(made.Admins[0].Password) < 20 || made.Admins[0].Password == made.Admins[1].Password {
		t.Fatalf("first administrators: %d", len(made.Admins))
	}
	refused := func(want string, who string, args ...string) {
		t.Helper()
		var f failure
		s.as(who, exitFailed, &f, args...)
		if f.Error.Code != want {
			t.Errorf("%v as %q: %+v, want %s", args, who, f.Error, want)
		}
	}
	refused("no_actor", "", "user", "add", "lan", "--role", "clerk")
	refused("no_proof", "an", "user", "add", "lan", "--role", "clerk")
	s.env["CHITRA_TOKEN_FILE"] = s.at("token")
	if err := os.WriteFile(s.at("token"), []byte("not a token\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused("unknown_actor", "an", "user", "add", "lan", "--role", "clerk")
	s.giveToken("an")
	s.as("an", exitDone, nil, "user", "add", "lan", "--role", "clerk")
	refused("same_person", "an", "user", "confirm", "lan")
	refused("unknown_actor", "binh", "user", "confirm", "lan")
	s.giveToken("binh")
	s.as("binh", exitDone, nil, "user", "confirm", "lan")
	refused("user_exists", "binh", "user", "add", "lan", "--role", "maker")
	s.now = "2024-07-01T08:00"
	refused("now_not_practice", "binh", "user", "token", "lan")
}

// giveToken puts a new token of a user into the token file, past the shell: the
// first one needs the password, which only a terminal takes.
func (s *script) giveToken(name string) {
	s.t.Helper()
	s.giveTokenBy(name, name)
}

// giveTokenBy does that for somebody who may make none for themselves.
func (s *script) giveTokenBy(administrator, name string) {
	s.t.Helper()
	sh, err := newShell(globals{}, strings.NewReader(""), s, s, func(n string) string { return s.env[n] }, "")
	if err != nil {
		s.t.Fatal(err)
	}
	if err := sh.ready(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	a, err := sh.newApp(app.Actor{Name: administrator, Proof: "password"})
	if err != nil {
		s.t.Fatal(err)
	}
	token, err := a.NewToken(s.t.Context(), name)
	if err := errors.Join(err, sh.close(), os.WriteFile(s.env["CHITRA_TOKEN_FILE"], []byte(token+"\n"), 0o600)); err != nil {
		s.t.Fatal(err)
	}
}

// Write lets a script stand where a shell writes.
func (s *script) Write(p []byte) (int, error) { return len(p), nil }

func TestConfigurationStandsBehindTheEnvironment(t *testing.T) {
	s := newScript(t)
	config := s.at("chitra.yaml")
	write := func(text string) {
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := func(name string) string { return s.env[name] }
	write("data: /from/config\nlang: en\nas: an\n")
	got, err := newSettings(globals{Config: config}, env)
	if err != nil || got.Data != s.env["CHITRA_DATA"] || got.Lang != "en" || got.As != "an" {
		t.Errorf("settings %+v, %v", got, err)
	}
	delete(s.env, "CHITRA_DATA")
	if got, _ = newSettings(globals{Config: config, As: "binh"}, env); got.Data != "/from/config" || got.As != "binh" || got.DB != "sqlite:/from/config/chitra.db" {
		t.Errorf("settings %+v", got)
	}
	write("databse: x\n")
	if _, err := newSettings(globals{Config: config}, env); err == nil {
		t.Error("a key nobody knows was taken")
	}
}

func TestExplainFindsTheCode(t *testing.T) {
	s, err := newShell(globals{}, strings.NewReader(""), &script{}, &script{}, func(string) string { return "" }, "")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		err  error
		code string
		exit int
	}{
		"refused":      {fmt.Errorf("do: %w", &app.Refused{Code: "batch_empty", Subject: "B"}), "batch_empty", exitFailed},
		"not found":    {fmt.Errorf("do: %w", &app.NotFound{Kind: "batch", ID: "B"}), "not_found", exitFailed},
		"not allowed":  {fmt.Errorf("do: %w", app.ErrNotPermitted), "not_permitted", exitFailed},
		"SQLite busy":  {fmt.Errorf("do: %w", sqliteError(5)), "busy", exitBusy},
		"SQLite held":  {fmt.Errorf("do: %w", sqliteError(6|1<<8)), "busy", exitBusy},
		"SQLite other": {fmt.Errorf("do: %w", sqliteError(19)), "failed", exitFailed},
		"lock held":    {fmt.Errorf("do: %w", stateError("55P03")), "busy", exitBusy},
		"other state":  {fmt.Errorf("do: %w", stateError("23505")), "failed", exitFailed},
		"no file":      {fmt.Errorf("do: %w", fs.ErrNotExist), "file_unreadable", exitFailed},
		"anything":     {errors.New("x"), "failed", exitFailed},
	}
	for name, c := range cases {
		f, exit := s.explain(c.err)
		if f.Code != c.code || exit != c.exit || f.Message == "" || f.Message == f.Code {
			t.Errorf("%s: %+v, exit %d", name, f, exit)
		}
	}
}

type sqliteError int

func (e sqliteError) Error() string { return "sqlite" }
func (e sqliteError) Code() int     { return int(e) }

type stateError string

func (e stateError) Error() string    { return "postgres" }
func (e stateError) SQLState() string { return string(e) }

func TestMasked(t *testing.T) {
	for number, want := range map[string]string{
		"": "", "12": "12", "999012345678": "•••••••••678", "9.9905E+11": "•.••••E+11", "0123 456": "•••• 456",
	} {
		if got := masked(number); got != want {
			t.Errorf("masked %q is %q, want %q", number, got, want)
		}
	}
}

func TestRoutes(t *testing.T) {
	for text, want := range map[string]string{
		"BTXH": "BTXH/*/*", "BTXH/99050": "BTXH/99050/*", "*/*/970422": "*/*/970422", "BTXH//970405": "BTXH/*/970405",
	} {
		r, err := parseRoute(text)
		if got := routeText(app.PayerRoute{Programme: string(r.Programme), Commune: r.Unit, PayeeBIN: r.PayeeBIN}); err != nil || got != want {
			t.Errorf("route %s is %s, %v, want %s", text, got, err, want)
		}
	}
	if _, err := parseRoute("a/b/c/d"); err == nil {
		t.Error("a route of four parts was taken")
	}
}

func TestBits(t *testing.T) {
	for tenths, want := range map[int]string{0: "0.0", 7: "0.7", 610: "61.0", -3: "-0.3", -125: "-12.5"} {
		if got := bits(tenths); string(got) != want {
			t.Errorf("%d tenths are %s, want %s", tenths, got, want)
		}
	}
}
