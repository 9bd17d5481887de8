package arrows

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Every rule must fail on a source that breaks it, and on nothing else.
func TestPlantedFaultsAreFound(t *testing.T) {
	cases := []struct{ name, path, text, want string }{
		{"room importing to its right", "payout/a.go", `package p; import _ "chitra/bankfile"`, "payout must not import bankfile"},
		{"leaf importing a room", "internal/money/a.go", `package p; import _ "chitra/payout"`, "internal/money must not import payout"},
		{"formats knowing reports", "bankfile/iso20022/a.go", `package p; import _ "chitra/reports"`, "must not import reports"},
		{"reports knowing formats", "reports/xlsx/a.go", `package p; import _ "chitra/bankfile"`, "must not import bankfile"},
		{"nightly going round the use cases", "internal/nightly/a.go", `package p; import _ "chitra/internal/store"`, "must not import internal/store"},
		{"pages going round the use cases", "internal/web/a.go", `package p; import s "chitra/internal/store"`, "must not import internal/store"},
		{"use cases knowing the store", "internal/app/a.go", `package p; import _ "chitra/internal/store"`, "must not import internal/store"},
		{"use cases knowing the generator", "internal/app/a.go", `package p; import _ "chitra/internal/synth"`, "must not import internal/synth"},
		{"use cases reading the truth", "internal/app/a.go", `package p; const file = "truth.csv"`, "must not know of the truth"},
		{"made-up bank sharing code", "internal/synth/a.go", `package p; import _ "chitra/bankfile/iso20022"`, "must not import bankfile/iso20022"},
		{"room nobody planned", "internal/utils/a.go", `package p`, `"internal/utils" is not in the table`},
		{"code at the root", "a.go", `package p`, `"." is not in the table`},
		{"test in a room nobody planned", "internal/utils/a_test.go", `package p`, "not in the table"},

		{"pure room with files", "internal/viet/a.go", `package p; import _ "os"`, "must not import os"},
		{"pure room with processes", "internal/viet/a.go", `package p; import _ "os/exec"`, "must not import os/exec"},
		{"pure room on the network", "internal/sheet/a.go", `package p; import _ "net/http"`, "must not import net/http"},
		{"pure room with SQL", "payout/a.go", `package p; import _ "database/sql"`, "must not import database/sql"},
		{"pure room with a context", "beneficiary/a.go", `package p; import _ "context"`, "must not import context"},
		{"pure room that logs", "reports/pdf/a.go", `package p; import _ "log/slog"`, "must not import log/slog"},
		{"pure room with chance", "bankfile/a.go", `package p; import _ "math/rand/v2"`, "must not import math/rand/v2"},
		{"pure room with secrets", "bankfile/a.go", `package p; import _ "crypto/rand"`, "must not import crypto/rand"},
		{"pure room with a clock", "payout/a.go", `package p; import "time"; var t = time.Now()`, "must not read the clock (time.Now)"},
		{"pure room with a renamed clock", "payout/a.go", `package p; import c "time"; var f = c.Since`, "must not read the clock (time.Since)"},
		{"pure room with a hidden clock", "payout/a.go", `package p; import . "time"; var t = Now()`, "must not import time by dot"},

		{"workbooks outside their rooms", "bankfile/portal/a.go", `package p; import _ "github.com/xuri/excelize/v2"`, "belongs to internal/sheet"},
		{"driver outside the store", "internal/app/a.go", `package p; import _ "github.com/lib/pq"`, "belongs to internal/store"},
		{"driver's inside outside the store", "cmd/chitra/a.go", `package p; import _ "modernc.org/sqlite/lib"`, "belongs to internal/store"},
		{"migrations outside the store", "cmd/chitra/a.go", `package p; import _ "github.com/pressly/goose/v3"`, "belongs to internal/store"},
		{"queries outside the store", "internal/web/a.go", `package p; import _ "github.com/jmoiron/sqlx"`, "belongs to internal/store"},

		{"float amount", "payout/rules/a.go", `package p; var rate float64`, "float64: money"},
		{"float conversion", "reports/a.go", `package p; func f(n int) any { return float32(n) }`, "float32: money"},
		{"parsed float", "internal/store/a.go", `package p; import "strconv"; var f = strconv.ParseFloat`, "ParseFloat: money"},
		{"decimal gone inexact", "beneficiary/a.go", `package p; func f(d D) any { return d.InexactFloat64() }`, "InexactFloat64: money"},

		{"long function", "internal/web/a.go", "package p\nfunc f() {" + strings.Repeat("\n", 70) + "}", "f has 71 lines"},
		{"long file", "internal/web/a.go", "package p" + strings.Repeat("\n//", 500), "501 lines"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := faults(sources(t, fstest.MapFS{c.path: {Data: []byte(c.text)}}))
			if len(got) != 1 || !strings.Contains(got[0], c.want) {
				t.Errorf("faults are %q, want one saying %q", got, c.want)
			}
		})
	}
}

func TestAllowedSourcesPass(t *testing.T) {
	house := fstest.MapFS{}
	for path, text := range map[string]string{
		"cmd/chitra/a.go":            `package p; import (_ "chitra/internal/synth"; _ "chitra/internal/store"; _ "os"; _ "github.com/alecthomas/kong")`,
		"internal/app/a_test.go":     `package p; import (_ "chitra/internal/synth"; _ "chitra/internal/store"); const file = "truth.csv"`,
		"internal/money/a.go":        `package p; import _ "chitra/internal/viet"`,
		"internal/money/a_test.go":   `package p; import _ "os"; var f float64`,
		"internal/sheet/a.go":        `package p; import (_ "github.com/xuri/excelize/v2"; _ "chitra/internal/xmlscan")`,
		"internal/store/a.go":        `package p; import (_ "chitra/internal/app"; _ "github.com/lib/pq"; _ "database/sql")`,
		"payout/a.go":                `package p; import "time"; func f(t time.Time) time.Duration { return t.Sub(t) }`,
		"internal/web/a.go":          "package p\nfunc f() {" + strings.Repeat("\n", 69) + "}",
		"internal/web/b_test.go":     "package p\nfunc g() {" + strings.Repeat("\n", 600) + "}",
		"testdata/a.go":              `package p; import _ "chitra/nowhere"`,
		".git/a.go":                  `not Go at all`,
		"internal/browser/go.mod":    `module browser`,
		"internal/browser/a_test.go": `package p; import _ "chitra/nowhere"`,
	} {
		house[path] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, fault := range faults(sources(t, house)) {
		t.Error(fault)
	}
}

// The picture has no way round: following the arrows never leads back.
func TestTableOfRoomsHasNoCircle(t *testing.T) {
	var visit func(name string, above []string)
	visit = func(name string, above []string) {
		for _, seen := range above {
			if seen == name {
				t.Fatalf("circle: %s", strings.Join(append(above, name), " → "))
			}
		}
		r, known := rooms[name]
		if !known {
			t.Fatalf("%s is imported by %s and not in the table", name, above[len(above)-1])
		}
		if len(r.imports) == 0 {
			return
		}
		for _, next := range r.imports {
			visit(next, append(above, name))
		}
	}
	for name := range rooms {
		visit(name, nil)
	}
}
