package registry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chitra/internal/viet"
)

// compareNames says how the list's name goes together with the registry's,
// syllable by syllable, tone apart from base. It never compares whole strings by
// likeness: hoa and hoai, manh and minh are different people.
func compareNames(list, registry string) Agreement {
	if list == "" || registry == "" {
		return Unknown
	}
	if list == registry {
		return Equal
	}
	a := compareBare(list, registry)
	if a != Equal && a != Differs && hasNote(list) {
		return Similar // what stands in brackets may speak of somebody else, or of a death
	}
	return a
}

// hasNote reports whether somebody wrote more beside the name, in brackets.
func hasNote(name string) bool { return strings.ContainsAny(name, "([{（［") }

// compareBare compares what is left of a name when notes and signs are gone.
func compareBare(list, registry string) Agreement {
	l, r := viet.Key(list), viet.Key(registry)
	if l == r {
		return Equal
	}
	l, r = bare(l), bare(r)
	if l == r || squeeze(l) == squeeze(r) || untitled(l) == r {
		return Normalised
	}
	folded := viet.Fold(r)
	unmarked := l == viet.Fold(l)
	if unmarked && l == folded {
		return Unmarked
	}
	a, b := strings.Fields(l), strings.Fields(r)
	switch {
	case middleMissing(a, b):
		return MiddleMissing
	case oneEdit(a, b):
		return OneEdit
	case viet.Fold(l) == folded, unmarked && middleMissing(a, strings.Fields(folded)), oneSyllable(a, b):
		return Similar
	}
	return Differs
}

// bare drops from a key what is in brackets and what is neither letter nor space.
func bare(key string) string {
	plain := true
	for i := range len(key) {
		if c := key[i]; c < utf8.RuneSelf && c != ' ' && (c < 'A' || c > 'Z') {
			plain = false
			break
		}
	}
	if plain {
		return key
	}
	depth := 0
	key = strings.Map(func(r rune) rune {
		switch {
		case r == '(' || r == '[':
			depth++
			return ' '
		case r == ')' || r == ']':
			depth = max(0, depth-1)
			return ' '
		case depth > 0 || r == '\'':
			return -1
		case unicode.IsLetter(r):
			return r
		}
		return ' '
	}, key)
	return strings.Join(strings.Fields(key), " ")
}

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

// untitled drops a form of address that some offices write before a name. It is
// only used where the whole name did not compare equal: Ông is a surname too.
func untitled(s string) string {
	for _, title := range []string{"ÔNG ", "BÀ ", "CỤ ", "CHÁU ", "EM "} {
		if rest, ok := strings.CutPrefix(s, title); ok && strings.Contains(rest, " ") {
			return rest
		}
	}
	return s
}

// middleMissing reports whether list is registry without some of the middle, or
// with some of it shortened to its first letter. Surname and last syllable must
// stand.
func middleMissing(list, registry []string) bool {
	n, m := len(list), len(registry)
	if n < 2 || n > m || m < 3 || list[0] != registry[0] || list[n-1] != registry[m-1] {
		return false
	}
	at := 1
	for _, syllable := range list[1 : n-1] {
		for at < m-1 && !shortOf(syllable, registry[at]) {
			at++
		}
		if at == m-1 {
			return false
		}
		at++
	}
	return true
}

// shortOf reports whether a is b, or its first letter alone.
func shortOf(a, b string) bool {
	if a == b {
		return true
	}
	first, size := utf8.DecodeRuneInString(a)
	other, _ := utf8.DecodeRuneInString(b)
	return size == len(a) && viet.Base(string(first)) == viet.Base(string(other))
}

// oneEdit reports whether exactly one syllable differs, by its tone alone or by
// one letter alone: another one, one more or less, two neighbours swapped.
func oneEdit(a, b []string) bool {
	x, y, ok := soleDifference(a, b)
	if !ok {
		return false
	}
	if viet.ToneOf(x) != viet.ToneOf(y) {
		return viet.Base(x) == viet.Base(y)
	}
	return within(viet.Base(x), viet.Base(y), 1)
}

func oneSyllable(a, b []string) bool {
	_, _, ok := soleDifference(a, b)
	return ok && len(a) > 2
}

// soleDifference returns the one pair of syllables that differ.
func soleDifference(a, b []string) (x, y string, ok bool) {
	if len(a) != len(b) {
		return "", "", false
	}
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		if ok {
			return "", "", false
		}
		x, y, ok = a[i], b[i], true
	}
	return x, y, ok
}
