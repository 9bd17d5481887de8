package app_test

import (
	"slices"
	"testing"

	"chitra/internal/app"
)

// TestALotKnowsWhatEarlierOnesSaid: the same line again, and another word of the same
// instruction, are seen although other lots stand between; the instruction makes one
// step.
func TestALotKnowsWhatEarlierOnesSaid(t *testing.T) {
	for name, lines := range map[string]int{"lots of two": 2, "one lot": 4000} {
		t.Run(name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.as(bankDesk).LotLines(lines)
				wordsOverLots(t, w)
			})
		})
	}
}

func wordsOverLots(t *testing.T, w *world) {
	people := everybody()[:4]
	w.sent(people...)
	w.at(11, 9)
	var words []word
	for _, p := range people {
		words = append(words, word{reference: w.reference(p), status: "ACCC", bankRef: "FT" + w.reference(p)})
	}
	again, denied := words[0], word{reference: words[1].reference, status: "RJCT", reason: "AC04"}
	out := w.answered(pain002("B1", append(words, again, denied)...))
	repeated := slices.IndexFunc(out.Exceptions, func(x app.ResultException) bool { return x.Code == "line_repeated" })
	if repeated < 0 || out.Exceptions[repeated].Line != 5 || out.Lines != 6 || out.Matched != 6 || out.Moved["paid"] != 3 || out.Moved["unknown"] != 1 {
		t.Errorf("%+v", out)
	}
	if n := w.counted("SELECT COUNT(*) FROM state_change WHERE kind = 'instruction' AND from_state = 'sent'"); n != 4 {
		t.Errorf("%d steps of 4 instructions", n)
	}
	w.stands(people[0], "paid")
	w.stands(people[1], "unknown")
	w.events()
}
