package beneficiary

import (
	"cmp"
	"slices"
	"strings"
)

// LearntHeading is a heading that an office has said the meaning of. Commune is
// the office's code; "" is every office's.
type LearntHeading struct {
	Heading string
	Field   Field
	Commune string
}

// HeadingKey is a heading as it is compared: without marks, case, what stands in
// brackets and the number of a column.
func HeadingKey(heading string) string { return foldLabel(heading) }

// KnownHeading says which field a heading stands for without being taught;
// NoField for one that is known and not read. ok is false where nobody knows it.
func KnownHeading(heading string) (f Field, ok bool) {
	key := foldLabel(heading)
	s := headerSynonyms()
	m, ok := s.exact(key)
	if !ok {
		m, ok = s.within(key)
	}
	return m.role.field(), ok
}

// fieldRoles are the roles of fields that one column says by itself.
var fieldRoles = [...]role{
	Ordinal: roleOrdinal, Name: roleName, BirthField: roleBirth, SexField: roleSex, PersonalID: roleNumber, Address: roleAddress,
	Commune: roleCommune, Category: roleCategory, Coefficient: roleCoefficient, Rate: roleRate, Arrears: roleArrears,
	Recovery: roleRecovery, Total: roleTotal, Account: roleAccount, Bank: roleBank, Holder: roleHolder, Relation: roleRelation, Note: roleNote,
}

// vocabulary is what headings mean in one reading: the words everybody uses and
// those an office has taught, or the words of a layout and no others.
type vocabulary struct {
	*synonyms
	learnt  map[string]role // by folded heading
	letters map[int]role    // columns that a layout names by their letters
	only    bool            // a layout's: nothing else means anything
}

// builtIn are the words everybody uses.
func builtIn() *vocabulary { return &vocabulary{synonyms: headerSynonyms()} }

// vocabularyOf are the words of a reading: a layout's, else the built-in ones
// and behind them what was taught for every office and for this one.
func vocabularyOf(o Options, office string) *vocabulary {
	if o.Layout != nil {
		return o.Layout.vocabulary()
	}
	v := builtIn()
	v.learnt = map[string]role{}
	for _, own := range []bool{false, true} { // the office's own word wins
		for _, h := range o.Learnt {
			if h.Field != NoField && (own && h.Commune != "" && h.Commune == office || !own && h.Commune == "") {
				v.learnt[foldLabel(h.Heading)] = fieldRoles[h.Field]
			}
		}
	}
	return v
}

// width is how many columns there are at least.
func (v *vocabulary) width() int {
	n := 0
	for col := range v.letters {
		n = max(n, col+1)
	}
	return n
}

// lettered is how many columns are read by their letters.
func (v *vocabulary) lettered() int {
	n := 0
	for _, r := range v.letters {
		if r != roleIgnored {
			n++
		}
	}
	return n
}

// meaningAt says what a column is by its place or by the headings over it.
func (v *vocabulary) meaningAt(col int, stack []label) meaning {
	if r, ok := v.letters[col]; ok {
		return meaning{role: r, rank: 1}
	}
	if !v.only {
		return v.meaningOf(stack)
	}
	for from := range stack {
		if m, ok := v.exact(joinLabels(stack[from:])); ok {
			return m
		}
	}
	return meaning{}
}

// taught finds a stack of headings among those that were learnt: all of it
// together, then the lower ones alone. Built-in columns stand before them.
func (v *vocabulary) taught(stack []label) (meaning, bool) {
	if len(v.learnt) == 0 {
		return meaning{}, false
	}
	for from := range stack {
		key := joinLabels(stack[from:])
		if r, ok := v.learnt[key]; ok {
			return meaning{role: r, learnt: key}, true
		}
	}
	return meaning{}, false
}

// used are the learnt headings that explained a column of the list.
func (r *reader) used(keys []string) []LearntHeading {
	var out []LearntHeading
	for _, key := range keys {
		out = append(out, LearntHeading{Heading: key, Field: r.vocabulary.learnt[key].field()})
	}
	return out
}

func sortedHeadings(all []LearntHeading) []LearntHeading {
	slices.SortFunc(all, func(a, b LearntHeading) int { return cmp.Compare(a.Heading, b.Heading) })
	return slices.Compact(all)
}

// hasOwn reports whether an office has taught a heading of its own.
func hasOwn(learnt []LearntHeading, office string) bool {
	return office != "" && slices.ContainsFunc(learnt, func(h LearntHeading) bool { return h.Commune == office })
}

// wordsUnread reports whether a heading says something that nobody knows. Signs
// and figures alone say nothing.
func wordsUnread(folded string) bool { return strings.Trim(folded, "0123456789 ") != "" }
