package place

import (
	"strings"
	"unicode"

	"chitra/internal/viet"
)

// A name is one reading of a commune's name.
type name struct {
	kind string // "Xã", "Phường" …; empty where the text gives none
	base string // the rest without marks
	key  string // the rest with its tones
}

// kinds are the words before a commune's name and how they are shortened.
var kinds = []struct{ written, kind string }{
	{"Thị trấn", "Thị trấn"}, {"Đặc khu", "Đặc khu"}, {"Phường", "Phường"}, {"Xã", "Xã"},
	{"TT", "Thị trấn"}, {"ĐK", "Đặc khu"}, {"P", "Phường"}, {"X", "Xã"},
}

var provinceKinds = []string{"Thành phố", "Tỉnh", "TP", "T"}

// parseName takes the kind off a name as the table writes it.
func parseName(s string) name {
	readings := readings(s)
	return readings[len(readings)-1]
}

// readings returns what a text may mean: the rest of it where it begins with a
// kind, the whole of it where it does not, and both where the kind is written
// without its marks: "Phuong Lieu" is the commune Phương Liễu as well as a ward
// called Liễu.
func readings(s string) []name {
	words := wordsOf(s)
	whole := newName("", words)
	for _, k := range kinds {
		n := prefixLen(words, k.written)
		if n == 0 {
			continue
		}
		rest := newName(k.kind, words[n:])
		if kind := newName("", words[:n]); kind.key != kind.base {
			return []name{rest}
		}
		return []name{whole, rest}
	}
	return []name{whole}
}

func newName(kind string, words []string) name {
	text := strings.Join(words, " ")
	return name{kind: kind, base: viet.Fold(text), key: viet.Key(text)}
}

// equal says whether two names agree in every tone, and in kind where both have
// one.
func (n name) equal(m name) bool {
	return n.key == m.key && (n.kind == "" || m.kind == "" || n.kind == m.kind)
}

// wordsOf takes letters and digits as words and everything else as space.
func wordsOf(s string) []string {
	return strings.FieldsFunc(viet.Compose(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// prefixLen returns how many words the prefix takes, or 0 where it is not there or
// nothing would be left. It may be written without any marks, never with others:
// "Phượng" is no "Phường".
func prefixLen(words []string, prefix string) int {
	n := strings.Count(prefix, " ") + 1
	if n >= len(words) {
		return 0
	}
	if written := viet.Key(strings.Join(words[:n], " ")); written != viet.Key(prefix) && written != viet.Fold(prefix) {
		return 0
	}
	return n
}

// provinceFilter keeps the communes of a province given by code or by name.
func provinceFilter(province string) func(Commune) bool {
	province = strings.TrimSpace(province)
	if province == "" {
		return func(Commune) bool { return true }
	}
	base := provinceBase(province)
	return func(c Commune) bool {
		return c.ProvinceCode == province || base != "" && provinceBase(c.ProvinceName) == base
	}
}

func provinceBase(s string) string {
	words := wordsOf(s)
	for _, k := range provinceKinds {
		if n := prefixLen(words, k); n > 0 {
			words = words[n:]
			break
		}
	}
	return viet.Fold(strings.Join(words, " "))
}
