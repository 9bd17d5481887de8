package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"chitra/bankfile/portal"
	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/outbox"
	"chitra/internal/sheet"
	"chitra/internal/store"
	"chitra/internal/wording"
	"chitra/reports"
)

// shellError is a refusal of the shell itself, with a code of the room of
// failures.
type shellError struct{ code, detail string }

func (e *shellError) Error() string { return e.code + ": " + e.detail }

func failedWith(code, detail string) error { return &shellError{code: code, detail: detail} }

// failure is what --json prints when a verb fails: still one object.
type failure struct {
	Error failed `json:"error"`
}

type failed struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
	Detail  string `json:"detail"`
}

// fail tells a failure in the reader's language and returns the exit code.
func (s *shell) fail(err error) int {
	f, exit := s.explain(err)
	if s.set.JSON {
		if err := writeJSON(s.out, failure{Error: f}); err != nil {
			return exitFailed
		}
	}
	say(s.errw, "%s %s\n%s [%s]\n", s.words.Pick("Lỗi:", "Error:"), strings.TrimSpace(f.Message+" "+f.Fix), civil.DaysFirst(f.Detail), f.Code)
	return exit
}

// explain finds code, words and exit code of an error.
func (s *shell) explain(err error) (failed, int) {
	room, code, detail := s.classify(err)
	words, _ := s.words.Of(room, code)
	exit := exitFailed
	switch code {
	case "busy":
		exit = exitBusy
	case "usage":
		exit = exitUsage
	}
	return failed{Code: code, Message: words.Says, Fix: words.Fix, Detail: detail}, exit
}

// classify finds which code an error carries, and in which room.
func (s *shell) classify(err error) (room wording.Room, code, detail string) {
	var refused *app.Refused
	var missing *app.NotFound
	var own *shellError
	var file *sheet.Refusal
	var list *beneficiary.Refusal
	var snapshot *registry.FileError
	var layout beneficiary.LayoutFaults
	var profile portal.ProfileFaults
	switch {
	case errors.As(err, &own):
		return wording.Failures, own.code, own.detail
	case errors.As(err, &refused):
		return wording.Acts, refused.Code, strings.TrimSuffix(refused.Subject+": "+s.words.ActDetail(refused.Code, refused.Detail), ": ")
	case errors.As(err, &missing):
		return wording.Failures, "not_found", missing.Error()
	case errors.As(err, &file):
		return wording.FileRefusals, string(file.Code), file.Error()
	case errors.As(err, &list):
		return wording.ListRefusals, list.Code, list.Error()
	case errors.As(err, &layout):
		return wording.Failures, "layout_faulty", layout.Error()
	case errors.As(err, &profile):
		return wording.Failures, "profile_faulty", profile.Error()
	case errors.As(err, &snapshot):
		return wording.RegistryFiles, snapshot.Code, snapshot.Error()
	}
	for _, known := range sentinels() {
		if errors.Is(err, known.err) {
			return wording.Failures, known.code, err.Error()
		}
	}
	if isBusy(err) {
		return wording.Failures, "busy", err.Error()
	}
	return wording.Failures, "failed", err.Error()
}

type sentinel struct {
	err  error
	code string
}

func sentinels() []sentinel {
	return []sentinel{
		{app.ErrNoActor, "no_actor"}, {journal.ErrNoActor, "no_actor"}, {app.ErrUnknownActor, "unknown_actor"},
		{app.ErrNotPermitted, "not_permitted"}, {app.ErrClockSetBack, "clock_set_back"}, {app.ErrNotReady, "not_ready"},
		{store.ErrSealed, "key_missing"}, {store.ErrOtherKey, "key_other"},
		{outbox.ErrOtherContent, "other_content"}, {reports.ErrConservation, "figures_differ"},
		{context.Canceled, "cancelled"}, {fs.ErrNotExist, "file_unreadable"}, {fs.ErrPermission, "file_unreadable"},
	}
}

// isBusy says whether the database is in somebody else's hands: SQLite's busy
// and locked, PostgreSQL's lock_not_available and serialization_failure.
func isBusy(err error) bool {
	const busy, locked = 5, 6
	var sqlite interface{ Code() int }
	if errors.As(err, &sqlite) {
		primary := sqlite.Code() & 0xff
		return primary == busy || primary == locked
	}
	var postgres interface{ SQLState() string }
	if errors.As(err, &postgres) {
		state := postgres.SQLState()
		return state == "55P03" || state == "40001"
	}
	return false
}
