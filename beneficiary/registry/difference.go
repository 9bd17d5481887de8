package registry

import (
	"slices"
	"strings"
	"unicode"

	"chitra/internal/viet"
)

// Hint is a confusion that ears and keyboards make, by a stable code. It tells a
// reviewer why two texts may mean one person, and decides nothing.
type Hint string

// The hints.
const (
	HintLN    Hint = "l_n"
	HintCHTR  Hint = "ch_tr"
	HintSX    Hint = "s_x"
	HintDGIR  Hint = "d_gi_r"
	HintTones Hint = "hoi_nga"
	HintIY    Hint = "i_y"
)

// Marks are the characters in which two texts differ, by their places counted
// from 0, and what is often confused among them.
type Marks struct {
	List, Registry []int
	Hints          []Hint
}

// Differ reports whether anything differs.
func (m Marks) Differ() bool { return len(m.List)+len(m.Registry) > 0 }

// NameMarks marks where two names differ: syllable by syllable, and within two
// syllables that stand for each other character by character. Case and the place
// of a tone in its syllable are no difference.
func NameMarks(list, registry string) Marks {
	a, b := syllables(list), syllables(registry)
	var m Marks
	for _, pair := range align(len(a), len(b), func(i, j int) bool { return a[i].key == b[j].key }) {
		switch i, j := pair[0], pair[1]; {
		case i < 0:
			m.Registry = append(m.Registry, b[j].all()...)
		case j < 0:
			m.List = append(m.List, a[i].all()...)
		case a[i].key != b[j].key:
			m.syllable(a[i], b[j])
		}
	}
	return m
}

// TextMarks marks where two numbers or dates differ, digit by digit.
func TextMarks(list, registry string) Marks {
	a, b := []rune(list), []rune(registry)
	var m Marks
	m.characters(a, b, 0, 0)
	return m
}

func (m *Marks) syllable(a, b syllable) {
	if h, ok := hintOf(a.key, b.key); ok && !slices.Contains(m.Hints, h) {
		m.Hints = append(m.Hints, h)
	}
	before := len(m.List) + len(m.Registry)
	m.characters(a.lower(), b.lower(), a.at, b.at)
	if len(m.List)+len(m.Registry) == before { // they differ in how they are typed alone
		m.List, m.Registry = append(m.List, a.all()...), append(m.Registry, b.all()...)
	}
}

// characters marks within two runs that begin at places of their texts.
func (m *Marks) characters(a, b []rune, atA, atB int) {
	pairs := align(len(a), len(b), func(i, j int) bool { return a[i] == b[j] })
	if len(a) == len(b) { // one for one: a slip of a digit, two that changed places
		pairs = pairs[:0]
		for i := range a {
			pairs = append(pairs, [2]int{i, i})
		}
	}
	for _, p := range pairs {
		if p[0] >= 0 && p[1] >= 0 && a[p[0]] == b[p[1]] {
			continue
		}
		if p[0] >= 0 {
			m.List = append(m.List, atA+p[0])
		}
		if p[1] >= 0 {
			m.Registry = append(m.Registry, atB+p[1])
		}
	}
}

// syllable is one word of a name: its characters, where they begin, and its key.
type syllable struct {
	runes []rune
	at    int
	key   string
}

func (s syllable) lower() []rune { return []rune(strings.ToLower(string(s.runes))) }

// all are the places of the whole syllable.
func (s syllable) all() []int {
	out := make([]int, len(s.runes))
	for i := range out {
		out[i] = s.at + i
	}
	return out
}

func syllables(name string) []syllable {
	var out []syllable
	runes := []rune(name)
	for i := 0; i < len(runes); {
		from := i
		for i < len(runes) && !unicode.IsSpace(runes[i]) {
			i++
		}
		if i > from {
			out = append(out, syllable{runes: runes[from:i], at: from, key: viet.Key(string(runes[from:i]))})
		}
		for i < len(runes) && unicode.IsSpace(runes[i]) {
			i++
		}
	}
	return out
}

// align pairs two sequences in order with the least edits; -1 stands for one
// that has no partner.
func align(n, m int, same func(i, j int) bool) [][2]int {
	cost := make([][]int, n+1)
	for i := range cost {
		cost[i] = make([]int, m+1)
		cost[i][0] = i
	}
	for j := range m + 1 {
		cost[0][j] = j
	}
	change := func(i, j int) int {
		if same(i-1, j-1) {
			return cost[i-1][j-1]
		}
		return cost[i-1][j-1] + 1
	}
	for i := 1; i <= n; i++ {
		for j := 1; j <= m; j++ {
			cost[i][j] = min(cost[i-1][j]+1, cost[i][j-1]+1, change(i, j))
		}
	}
	var out [][2]int
	for i, j := n, m; i > 0 || j > 0; {
		switch {
		case i > 0 && j > 0 && cost[i][j] == change(i, j):
			i, j = i-1, j-1
			out = append(out, [2]int{i, j})
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
			out = append(out, [2]int{i, -1})
		default:
			j--
			out = append(out, [2]int{-1, j})
		}
	}
	slices.Reverse(out)
	return out
}

// confused are beginnings of syllables that are taken for each other.
var confused = []struct {
	hint  Hint
	heads []string
}{
	{HintLN, []string{"L", "N"}}, {HintCHTR, []string{"CH", "TR"}}, {HintSX, []string{"S", "X"}}, {HintDGIR, []string{"D", "GI", "R"}},
}

// hintOf names the one confusion that makes one syllable the other.
func hintOf(a, b string) (Hint, bool) {
	x, y := viet.Base(a), viet.Base(b)
	tones := viet.ToneOf(a) == viet.ToneOf(b)
	switch {
	case x == y && isHookTilde(viet.ToneOf(a), viet.ToneOf(b)):
		return HintTones, true
	case !tones:
		return "", false
	case strings.ReplaceAll(x, "Y", "I") == strings.ReplaceAll(y, "Y", "I"):
		return HintIY, true
	}
	headX, restX := onsetOf(x)
	headY, restY := onsetOf(y)
	for _, c := range confused {
		if restX == restY && headX != headY && slices.Contains(c.heads, headX) && slices.Contains(c.heads, headY) {
			return c.hint, true
		}
	}
	return "", false
}

func isHookTilde(a, b viet.Tone) bool {
	return a == viet.Hook && b == viet.Tilde || a == viet.Tilde && b == viet.Hook
}

// onsetOf cuts a syllable behind its first consonant.
func onsetOf(syllable string) (first, rest string) {
	for _, h := range []string{"NGH", "NG", "NH", "CH", "TR", "TH", "KH", "PH", "GH", "GI"} {
		if r, ok := strings.CutPrefix(syllable, h); ok && r != "" {
			return h, r
		}
	}
	runes := []rune(syllable)
	if len(runes) == 0 {
		return "", ""
	}
	return string(runes[:1]), string(runes[1:])
}
