package bank

import (
	"slices"
	"strings"
	"unicode"

	"chitra/internal/viet"
)

// A word is one folded word of what somebody wrote, and what stood before it.
type word struct {
	text string
	cut  bool // punctuation that may set a branch apart stood before it
}

// split folds a text into words. The conjunctions "và" and "&" say nothing in a
// bank's name and are dropped.
func split(s string) []word {
	var words []word
	var b strings.Builder
	cut := false
	flush := func() {
		text := strings.ReplaceAll(viet.Fold(b.String()), " ", "")
		b.Reset()
		if text == "" || text == "VA" {
			return
		}
		words = append(words, word{text, cut && len(words) > 0})
		cut = false
	}
	for _, r := range viet.Compose(s) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		default:
			flush()
			cut = cut || strings.ContainsRune("-–—,;:/|()[]", r)
		}
	}
	flush()
	return words
}

func compact(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.text)
	}
	return b.String()
}

// Words that say what kind of company a bank is, and where: they are left out
// when a name is not known in full.
var (
	legalForms = phrases("NGAN HANG", "NH", "NHTMCP", "NHTM", "TMCP", "TM", "CP", "THUONG MAI", "CO PHAN", "TNHH", "MTV", "MOT THANH VIEN")
	countries  = phrases("VIET NAM", "VIETNAM", "VN")
	// branchWords begin the part of a text that names a branch.
	branchWords = phrases("CN", "CHI NHANH", "PGD", "PHONG GIAO DICH", "SGD", "SO GIAO DICH", "HOI SO",
		"TINH", "HUYEN", "THI XA", "TX", "THANH PHO", "TP", "KHU VUC")
)

func phrases(texts ...string) [][]word {
	list := make([][]word, len(texts))
	for i, t := range texts {
		list[i] = split(t)
	}
	return list
}

// leading returns the length of the phrase that words begin with, or 0.
func leading(words []word, list [][]word) int {
	for _, p := range list {
		if len(p) <= len(words) && sameText(words[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

func sameText(a, b []word) bool {
	return slices.EqualFunc(a, b, func(x, y word) bool { return x.text == y.text })
}

// core is a name without its legal form and country: "Ngân hàng TMCP Quân đội
// Việt Nam" is "QUAN DOI". It is never empty unless the name is.
func core(words []word) []word {
	rest := words
	for n := leading(rest, legalForms); n > 0 && n < len(rest); n = leading(rest, legalForms) {
		rest = rest[n:]
	}
	for _, c := range countries {
		if n := len(rest) - len(c); n > 0 && sameText(rest[n:], c) {
			return rest[:n]
		}
	}
	return rest
}

// A nameIndex leads from folded names to the codes of those who carry them.
type nameIndex struct {
	full   map[string]owners // names as they are written
	core   map[string]owners // names without legal form and country
	stems  map[string]owners // beginnings of names that go on
	brands map[string]owners // names that are certain even with loose text after them
}

// owners are the codes of the institutions that share a name.
type owners []string

func newNameIndex() nameIndex {
	return nameIndex{full: map[string]owners{}, core: map[string]owners{}, stems: map[string]owners{}, brands: map[string]owners{}}
}

func (x *nameIndex) add(name, code string, brand bool) {
	words := split(name)
	if len(words) == 0 {
		return
	}
	put(x.full, words, code)
	short := core(words)
	put(x.core, short, code)
	for n := 1; n < len(short); n++ {
		put(x.stems, short[:n], code)
	}
	if brand {
		put(x.brands, words, code)
	}
}

func put(m map[string]owners, words []word, code string) {
	key := compact(words)
	if !slices.Contains(m[key], code) {
		m[key] = append(m[key], code)
	}
}

// seal takes the certainty from every brand that somebody else's name equals.
func (x *nameIndex) seal() {
	for key := range x.brands {
		if len(x.full[key]) != 1 {
			delete(x.brands, key)
		}
	}
}

// lookup finds who carries exactly this name, first as it is written, then
// without legal form and country.
func (x *nameIndex) lookup(words []word) owners {
	if found := x.full[compact(words)]; len(found) > 0 {
		return found
	}
	return x.core[compact(core(words))]
}

// openEnded says whether somebody other than code carries a longer name that
// begins like this one: "Sài Gòn" may go on to "Sài Gòn – Hà Nội".
func (x *nameIndex) openEnded(words []word, code string) bool {
	return slices.ContainsFunc(x.stems[compact(core(words))], func(c string) bool { return c != code })
}

// namesAnother says whether somebody other than code is named by a brand
// anywhere in the words.
func (x *nameIndex) namesAnother(words []word, code string) bool {
	const longest = 4 // words in the longest brand
	for i := range words {
		for n := 1; n <= longest && i+n <= len(words); n++ {
			for _, c := range x.brands[compact(words[i:i+n])] {
				if c != code {
					return true
				}
			}
		}
	}
	return false
}
