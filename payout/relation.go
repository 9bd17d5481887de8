package payout

import (
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// RelationKind says by what right somebody else's account receives.
type RelationKind string

// The relations that let a holder who is not the beneficiary receive.
const (
	RelationGuardian    RelationKind = "guardian"
	RelationCarer       RelationKind = "carer"
	RelationInstitution RelationKind = "institution"
	RelationAuthorised  RelationKind = "authorised" // until a day
)

// Relation is a recorded right to receive for somebody else. Until is set for
// an authorisation and for it alone.
type Relation struct {
	Kind  RelationKind
	Until civil.Date
}

// String is the canonical form kept with an account: "guardian",
// "authorised:2025-06-30".
func (r Relation) String() string {
	if r.Kind == RelationAuthorised {
		return string(r.Kind) + ":" + r.Until.ISO()
	}
	return string(r.Kind)
}

// Holds reports whether the relation gives the right on a day.
func (r Relation) Holds(on civil.Date) bool {
	switch r.Kind {
	case RelationGuardian, RelationCarer, RelationInstitution:
		return true
	case RelationAuthorised:
		return r.Until.Precision() == civil.Day && on.Compare(r.Until) <= 0
	}
	return false
}

// ParseRelation reads the canonical form, or what a list's column says in
// Vietnamese ("người giám hộ", "uỷ quyền đến 30/06/2025"), with or without
// marks. Kinship alone ("con", "vợ") is no right: ok is false, as it is for an
// authorisation without its last day.
func ParseRelation(text string) (r Relation, ok bool) {
	head, until, dated := strings.Cut(text, ":")
	if dated && head == string(RelationAuthorised) {
		d, err := civil.ParseISO(until)
		if err != nil || d.Precision() != civil.Day {
			return Relation{}, false
		}
		return Relation{Kind: RelationAuthorised, Until: d}, true
	}
	folded := viet.Fold(text)
	for _, w := range relationWords() {
		if folded == w.words {
			return Relation{Kind: w.kind}, true
		}
	}
	for _, lead := range []string{"UY QUYEN DEN ", "DUOC UY QUYEN DEN ", "NGUOI DUOC UY QUYEN DEN "} {
		if rest, found := strings.CutPrefix(viet.Fold(text), lead); found {
			d, ok := lastDay(rest)
			return Relation{Kind: RelationAuthorised, Until: d}, ok
		}
	}
	return Relation{}, false
}

// relationWord is one way lists name a relation, folded.
type relationWord struct {
	words string
	kind  RelationKind
}

func relationWords() []relationWord {
	return []relationWord{
		{"GUARDIAN", RelationGuardian},
		{"GIAM HO", RelationGuardian},
		{"NGUOI GIAM HO", RelationGuardian},
		{"CARER", RelationCarer},
		{"NGUOI CHAM SOC", RelationCarer},
		{"NGUOI NUOI DUONG", RelationCarer},
		{"NGUOI NHAN CHAM SOC", RelationCarer},
		{"NGUOI NHAN NUOI DUONG", RelationCarer},
		{"INSTITUTION", RelationInstitution},
		{"CO SO", RelationInstitution},
		{"CO SO TRO GIUP XA HOI", RelationInstitution},
		{"CO SO BAO TRO XA HOI", RelationInstitution},
		{"TRUNG TAM BAO TRO XA HOI", RelationInstitution},
	}
}

// lastDay reads the day, month and year of a folded text in that order,
// whatever stood between them.
func lastDay(folded string) (civil.Date, bool) {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	parts := strings.FieldsFunc(folded, func(r rune) bool { return !isDigit(r) })
	if len(parts) == 1 && len(parts[0]) == 8 {
		parts = []string{parts[0][:2], parts[0][2:4], parts[0][4:]}
	}
	if len(parts) != 3 || len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 {
		return civil.Date{}, false
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	d, err := civil.ParseISO(parts[2] + "-" + pad(parts[1]) + "-" + pad(parts[0]))
	return d, err == nil
}
