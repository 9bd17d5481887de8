package payout_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/payout"
)

var update = flag.Bool("update", false, "rewrite docs/states.md")

// machine is one transition table seen without its types.
type machine struct {
	kind   payout.Kind
	title  string
	states []string
	table  []payout.Transition
	check  func(from, to string) error
	start  string
	ends   []string
}

func machines() []machine {
	return []machine{
		{
			kind: payout.KindPayment, title: "Payment", table: payout.PaymentTransitions(),
			states: texts(payout.PaymentStates()), start: "held", ends: []string{"void"},
			check: func(a, b string) error {
				return payout.CheckPayment(payout.PaymentState(a), payout.PaymentState(b))
			},
		},
		{
			kind: payout.KindInstruction, title: "Instruction", table: payout.InstructionTransitions(),
			states: texts(payout.InstructionStates()), start: "intended", ends: []string{"dropped"},
			check: func(a, b string) error {
				return payout.CheckInstruction(payout.InstructionState(a), payout.InstructionState(b))
			},
		},
		{
			kind: payout.KindBatch, title: "Batch", table: payout.BatchTransitions(),
			states: texts(payout.BatchStates()), start: "draft", ends: []string{"released"},
			check: func(a, b string) error {
				return payout.CheckBatch(payout.BatchState(a), payout.BatchState(b))
			},
		},
	}
}

func texts[S ~string](states []S) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

// allowed is every pair that may follow, written out once more by hand.
func allowed() map[payout.Kind]map[string]string {
	return map[payout.Kind]map[string]string{
		payout.KindPayment: {
			"held":        "waiting void",
			"waiting":     "held sent void rejected returned unknown paid",
			"sent":        "unknown rejected returned paid",
			"unknown":     "rejected returned paid",
			"paid":        "returned unknown rejected",
			"rejected":    "waiting returned unknown handed_back void paid",
			"returned":    "waiting paid unknown handed_back rejected",
			"handed_back": "unknown",
			"void":        "",
		},
		payout.KindInstruction: {
			"intended": "sent dropped",
			"sent":     "unknown rejected returned paid",
			"unknown":  "rejected returned paid",
			"paid":     "returned unknown rejected",
			"rejected": "returned unknown paid",
			"returned": "paid unknown rejected",
			"dropped":  "",
		},
		payout.KindBatch: {
			"draft":     "submitted",
			"submitted": "draft approved",
			"approved":  "released",
			"released":  "",
		},
	}
}

func TestEveryPairOfStates(t *testing.T) {
	for _, m := range machines() {
		want := allowed()[m.kind]
		if len(want) != len(m.states) {
			t.Errorf("%s has %d states, the test knows %d", m.kind, len(m.states), len(want))
		}
		for _, from := range m.states {
			for _, to := range append(m.states, "", "no_such_state") {
				err := m.check(from, to)
				if may := slices.Contains(strings.Fields(want[from]), to); may != (err == nil) {
					t.Errorf("%s %s → %s: allowed %v, check says %v", m.kind, from, to, may, err)
				}
				var refused *payout.TransitionError
				if err != nil && (!errors.As(err, &refused) || refused.From != from || refused.To != to) {
					t.Errorf("%s %s → %s: error %#v does not name the change", m.kind, from, to, err)
				}
			}
		}
	}
}

func TestTablesNameEachChangeOnceAndWhy(t *testing.T) {
	for _, m := range machines() {
		seen := map[[2]string]bool{}
		for _, tr := range m.table {
			pair := [2]string{tr.From, tr.To}
			if seen[pair] || tr.Why == "" || tr.Kind != m.kind || tr.From == tr.To {
				t.Errorf("%s table: bad line %+v", m.kind, tr)
			}
			seen[pair] = true
		}
	}
	if got := len(payout.Transitions()); got != len(machines()[0].table)+len(machines()[1].table)+len(machines()[2].table) {
		t.Errorf("Transitions() has %d lines", got)
	}
}

func TestEveryStateIsReachedAndOnlyEndsEnd(t *testing.T) {
	for _, m := range machines() {
		reached := map[string]bool{m.start: true}
		for range m.states {
			for _, tr := range m.table {
				if reached[tr.From] {
					reached[tr.To] = true
				}
			}
		}
		for _, s := range m.states {
			if !reached[s] {
				t.Errorf("%s: nothing leads to %s", m.kind, s)
			}
			leaves := slices.ContainsFunc(m.table, func(tr payout.Transition) bool { return tr.From == s })
			if leaves == slices.Contains(m.ends, s) {
				t.Errorf("%s: %s leaves=%v", m.kind, s, leaves)
			}
		}
	}
}

func TestAliveStatesAreThoseThatMayReachThePayee(t *testing.T) {
	want := []string{"intended", "sent", "unknown", "paid"}
	if diff := cmp.Diff(want, texts(payout.AliveStates())); diff != "" {
		t.Error(diff)
	}
	for _, s := range payout.InstructionStates() {
		if s.Alive() != slices.Contains(payout.AliveStates(), s) {
			t.Errorf("%s: Alive() = %v", s, s.Alive())
		}
	}
}

func TestPlaceOfAnInstructionIsCountedAsInstructed(t *testing.T) {
	for _, s := range payout.InstructionStates() {
		place, ok := payout.PlaceOf(s)
		if none := s == payout.InstructionIntended || s == payout.InstructionDropped; ok == none {
			t.Errorf("PlaceOf(%s) = %q, %v", s, place, ok)
		}
		if ok && (string(place) != string(s) || !place.Instructed()) {
			t.Errorf("PlaceOf(%s) = %q, instructed %v", s, place, place.Instructed())
		}
	}
	for _, s := range []payout.PaymentState{payout.PaymentHeld, payout.PaymentWaiting, payout.PaymentHandedBack, payout.PaymentVoid} {
		if s.Instructed() {
			t.Errorf("%s counts as instructed", s)
		}
	}
}

func TestHoldReasonsAreDistinctCodes(t *testing.T) {
	seen := map[payout.HoldReason]bool{}
	for _, r := range payout.HoldReasons() {
		if r == "" || seen[r] || strings.ToLower(string(r)) != string(r) || strings.ContainsAny(string(r), " -") {
			t.Errorf("bad or repeated code %q", r)
		}
		seen[r] = true
	}
}

// picture draws the tables; GitHub and most editors show Mermaid.
func picture() string {
	var b strings.Builder
	b.WriteString("# States\n\nWhich state may follow which, drawn from the tables in `payout` by its test\n" +
		"(`go test ./payout -run TestPictureOfStates -update`). The database holds the same rules.\n" +
		"A change that is not drawn is refused.\n")
	for _, m := range machines() {
		b.WriteString("\n## " + m.title + "\n\n```mermaid\nstateDiagram-v2\n    [*] --> " + m.start + "\n")
		if m.kind == payout.KindPayment {
			b.WriteString("    [*] --> waiting\n")
		}
		for _, tr := range m.table {
			b.WriteString("    " + tr.From + " --> " + tr.To + ": " + tr.Why + "\n")
		}
		for _, end := range m.ends {
			b.WriteString("    " + end + " --> [*]\n")
		}
		b.WriteString("```\n")
	}
	b.WriteString("\nOf the states of an instruction, " + strings.Join(texts(payout.AliveStates()), ", ") +
		" are *alive*: a payment has at most one\ninstruction in any of them.\n")
	return b.String()
}

func TestPictureOfStates(t *testing.T) {
	golden := filepath.Join("..", "docs", "states.md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(picture()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), picture()); diff != "" {
		t.Errorf("docs/states.md is not the tables' picture; run with -update\n%s", diff)
	}
}

// TestCorrectionsAreNobodysAnswer: what only people may do begins and ends where a
// bank's word is final.
func TestCorrectionsAreNobodysAnswer(t *testing.T) {
	for _, tr := range payout.InstructionCorrections() {
		from, to := payout.InstructionState(tr.From), payout.InstructionState(tr.To)
		if !payout.CanMoveInstruction(from, to) || !payout.OnlyCorrected(from, to) || payout.OnlyCorrected(to, payout.InstructionUnknown) {
			t.Errorf("%+v", tr)
		}
		if !payout.CanMovePayment(payout.PaymentState(tr.From), payout.PaymentState(tr.To)) {
			t.Errorf("a payment does not follow %+v", tr)
		}
	}
}
