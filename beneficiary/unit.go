package beneficiary

import (
	"slices"
	"strings"

	"chitra/internal/viet"
)

// unit finds the unit in the headings of amounts: one other than the đồng, and
// whether any says đồng.
func (h *header) unit() (other string, dong bool) {
	for col, text := range h.texts {
		switch h.roles[col] {
		case roleRate, roleArrears, roleRecovery, roleTotal:
			words := strings.Fields(viet.Fold(text))
			if unit := unitIn(words); unit != "" {
				return unit, dong
			}
			dong = dong || slices.Contains(words, "DONG")
		}
	}
	return "", dong
}

// saysDong reports whether words above the header say that amounts are đồng:
// "Đơn vị tính: đồng". A province may be called Đồng too.
func saysDong(words []string) bool {
	last := len(words) - 1
	return last > 0 && words[last] == "DONG" && (slices.Contains(words, "DVT") || slices.Contains(words, "VI"))
}

func (r *reader) checkUnit(h *header, where string) error {
	other, dong := h.unit()
	return r.checkUnitWords(other, dong, where)
}

// checkUnitWords refuses amounts in another unit than they are read in.
func (r *reader) checkUnitWords(other string, dong bool, where string) error {
	thousands := r.o.Layout.unit() == 1000
	switch {
	case thousands && (other != "" && strings.HasPrefix(other, "TRIEU") || dong && other == ""):
		return &Refusal{Code: RefusedLayoutUnit, Sheet: where, Detail: strings.TrimSpace("DONG " + other)}
	case !thousands && other != "" && r.o.Layout != nil:
		return &Refusal{Code: RefusedLayoutUnit, Sheet: where, Detail: other}
	case !thousands && other != "":
		return &Refusal{Code: RefusedUnit, Sheet: where, Detail: other}
	}
	return nil
}
