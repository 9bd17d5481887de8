package synth

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// disguise writes the same name in other bytes. It tries each way from a
// drawn one on until a way changes something.
func (m *maker) disguise(b *beneficiary) bool {
	name := m.who(b).name
	const ways = 9
	first := m.rand.IntN(ways)
	for i := range ways {
		if other, ok := disguised(name, (first+i)%ways); ok && other != name {
			b.listed.name = other
			return true
		}
	}
	return false
}

func disguised(name string, way int) (string, bool) {
	switch way {
	case 0:
		return norm.NFD.String(name), true
	case 1:
		return otherToneSeat(name)
	case 2:
		return otherI(name)
	case 3:
		return strings.ToUpper(name), true
	case 4: // Icelandic Ð, as some old keyboards typed
		return strings.ReplaceAll(name, "Đ", "\u00d0"), true
	case 5:
		return strings.Replace(name, " ", "  ", 1) + " ", true
	case 6: // no-break space
		return strings.ReplaceAll(name, " ", "\u00a0"), true
	case 7:
		return toneBeforeHat(name)
	default:
		return strings.ToLower(name), true
	}
}

// misspell changes one syllable of a name, not the surname, by one edit, and
// never into something that still says the same name.
func (m *maker) misspell(name string) (string, bool) {
	words := strings.Fields(name)
	if len(words) < 2 {
		return "", false
	}
	at := len(words) - 1
	if len(words) > 2 && m.rand.IntN(3) == 0 {
		at = 1
	}
	first := m.rand.IntN(3)
	for i := range 3 {
		wrong, ok := misspelt(words[at], (first+i)%3)
		if !ok {
			continue
		}
		words[at] = wrong
		return strings.Join(words, " "), true
	}
	return "", false
}

// misspelt makes one edit: another tone, another first letter that sounds
// alike, or a final n, ng taken for one another.
func misspelt(word string, way int) (string, bool) {
	switch way {
	case 0:
		return otherTone(word)
	case 1:
		for _, pair := range []string{"LN", "NL", "SX", "XS"} {
			if rest, ok := strings.CutPrefix(word, pair[:1]); ok && !strings.HasPrefix(rest, "g") && !strings.HasPrefix(rest, "h") {
				return pair[1:] + rest, true
			}
		}
	default:
		if rest, ok := strings.CutSuffix(word, "ng"); ok && len(rest) > 1 {
			return rest + "n", true
		}
		if strings.HasSuffix(word, "n") && len(word) > 2 {
			return word + "g", true
		}
	}
	return "", false
}

// otherTone swaps sắc with nặng, hỏi with ngã, and makes huyền a sắc: tones
// stay where they are and a name with marks keeps one.
func otherTone(word string) (string, bool) {
	swap := strings.NewReplacer("\u0301", "\u0323", "\u0323", "\u0301", "\u0309", "\u0303", "\u0303", "\u0309", "\u0300", "\u0301")
	letters := []rune(swap.Replace(norm.NFD.String(word)))
	for i := 1; i+1 < len(letters); i++ {
		// A dot below stands before the hat, the tones that took its place after.
		if isTone(letters[i]) && isHat(letters[i+1]) {
			letters[i], letters[i+1] = letters[i+1], letters[i]
		}
	}
	other := norm.NFC.String(string(letters))
	return other, other != word
}
