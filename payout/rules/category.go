package rules

import (
	"slices"
	"strings"

	"chitra/internal/viet"
)

// noCategory marks words that speak for something else than a monthly
// category: care, funerals.
const noCategory = "-"

// nameIndex tells families by what people write. All texts are folded.
type nameIndex struct {
	codes map[string][]string // several families: the code alone is ambiguous
	names map[string]string   // full Vietnamese names
	words []description
	long  int // words of the longest code
}

// description is one way to describe a family.
type description struct {
	family    string
	all, none []string
}

func (x *nameIndex) addCode(code, family string) {
	if x.codes == nil {
		x.codes = map[string][]string{}
	}
	folded := viet.Fold(code)
	if folded == "" {
		return
	}
	for _, spelling := range spellings(folded) {
		if !slices.Contains(x.codes[spelling], family) {
			x.codes[spelling] = append(x.codes[spelling], family)
		}
		x.long = max(x.long, len(strings.Fields(spelling)))
	}
}

// spellings are the ways one code is written: BTXH 06C, BTXH06C, 06C, 6C.
func spellings(code string) []string {
	out := []string{code}
	if strings.ContainsFunc(code, isLetter) { // 6.1 is not 61
		out = append(out, strings.ReplaceAll(code, " ", ""))
	}
	if bare, ok := strings.CutPrefix(code, "BTXH "); ok {
		out = append(out, bare)
		if short := strings.TrimPrefix(bare, "0"); short != bare && strings.ContainsAny(short, "ABCD") {
			out = append(out, short)
		}
	} else if code[0] == '0' {
		out = append(out, "BTXH "+code, "BTXH"+code)
	}
	return out
}

func (x *nameIndex) addName(name, family string) {
	if x.names == nil {
		x.names = map[string]string{}
	}
	x.names[viet.Fold(name)] = family
}

func (x *nameIndex) addWords(family string, all, none []string) {
	fold := func(phrases []string) []string {
		out := make([]string, len(phrases))
		for i, p := range phrases {
			out[i] = " " + viet.Fold(p) + " "
		}
		return out
	}
	x.words = append(x.words, description{family: family, all: fold(all), none: fold(none)})
}

// Category returns the family that a list's text names: a rule's code with or
// without "BTXH-" ("BTXH-06C", "06C", "6C"), a clause of NĐ 20/2021 Điều 5
// ("khoản 4", "điểm c khoản 5"), or a description in Vietnamese, with or without
// marks; a code and a description together must agree. What could be two
// families ("khoản 6", "trẻ mồ côi khuyết tật nặng"), care and funerals have no
// answer.
func (b *Book) Category(text string) (family string, ok bool) {
	folded := strings.TrimPrefix(viet.Fold(text), "MA ")
	if f, known := b.names.names[folded]; known {
		return f, true
	}
	named, strong, rest := b.names.leadingCode(folded)
	family, ok = b.names.settle(named, strong, rest)
	if !ok || b.names.contradicted(family, rest) {
		return "", false
	}
	return family, true
}

// settle answers from the code at the front of a text and what follows it.
func (x *nameIndex) settle(named []string, strong bool, rest string) (string, bool) {
	if rest == "" {
		return single(named)
	}
	described := x.described(rest)
	switch {
	case len(named) == 0:
		return single(described)
	case len(described) == 0 && strong:
		return single(named)
	case len(described) == 1 && slices.Contains(named, described[0]):
		return described[0], true
	}
	return "", false
}

// contradicted reports whether a code further on in the text names another
// family. A family's own name may mention one.
func (x *nameIndex) contradicted(family, rest string) bool {
	if x.names[rest] == family {
		return false
	}
	for words := strings.Fields(rest); len(words) > 0; words = words[1:] {
		named, strong, _ := x.leadingCode(strings.Join(words, " "))
		if strong && !slices.Contains(named, family) {
			return true
		}
	}
	return false
}

// leadingCode takes the longest code off the front of a text. A strong one is
// more than a bare number, which may count something else.
func (x *nameIndex) leadingCode(folded string) (families []string, strong bool, rest string) {
	words := strings.Fields(folded)
	for n := min(x.long, len(words)); n > 0; n-- {
		code := strings.Join(words[:n], " ")
		if families, known := x.codes[code]; known {
			return families, strings.ContainsFunc(code, isLetter), strings.Join(words[n:], " ")
		}
	}
	return nil, false, folded
}

// described returns the families that a text describes.
func (x *nameIndex) described(folded string) []string {
	if f, known := x.names[folded]; known {
		return []string{f}
	}
	padded := " " + folded + " "
	var out []string
	for _, d := range x.words {
		if d.matches(padded) && !slices.Contains(out, d.family) {
			out = append(out, d.family)
		}
	}
	return out
}

func (d description) matches(padded string) bool {
	in := func(phrase string) bool { return strings.Contains(padded, phrase) }
	return !slices.ContainsFunc(d.none, in) &&
		!slices.ContainsFunc(d.all, func(phrase string) bool { return !in(phrase) })
}

func single(families []string) (string, bool) {
	if len(families) != 1 || families[0] == noCategory {
		return "", false
	}
	return families[0], true
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' }
