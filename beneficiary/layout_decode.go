package beneficiary

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// layoutMost is how many bytes a profile has at most.
const layoutMost = 64 << 10

// keyLines are where the keys of a profile stand, by path.
type keyLines map[string]int

// decodeLayout turns the text into a layout of which only the structure is known
// to be right, and says where its keys stand.
func decodeLayout(text []byte) (*Layout, keyLines, LayoutFaults) {
	l := new(Layout)
	at, faults := DecodeProfile(text, layoutShape(), l)
	if len(faults) > 0 {
		return nil, nil, faults
	}
	return l, at, nil
}

// DecodeProfile reads the text of a profile into a struct, strictly: one document
// of YAML, at most 64 KiB, with keys of the shape alone and each once. It says
// where the keys stand, by path, or every fault there is.
func DecodeProfile(text []byte, shape ProfileShape, into any) (map[string]int, LayoutFaults) {
	if len(text) > layoutMost {
		return nil, LayoutFaults{{Line: 1, Code: LayoutTooLarge, Value: strconv.Itoa(len(text))}}
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, syntaxFault(err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, LayoutFaults{{Line: doc.Line, Code: LayoutSyntax, Value: "---"}}
	}
	w := &keyWalk{at: keyLines{"": 1}}
	if len(doc.Content) == 0 {
		return nil, LayoutFaults{{Line: 1, Code: LayoutSyntax}}
	}
	w.walk(doc.Content[0], "", shape)
	if len(w.faults) > 0 {
		return nil, w.faults
	}
	strict := yaml.NewDecoder(bytes.NewReader(text))
	strict.KnownFields(true)
	if err := strict.Decode(into); err != nil {
		return nil, syntaxFault(err)
	}
	return w.at, nil
}

var errorLine = regexp.MustCompile(`line (\d+)`)

// syntaxFault is what the YAML reader says, at the line it says.
func syntaxFault(err error) LayoutFaults {
	line := 1
	if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits, by the expression
	}
	return LayoutFaults{{Line: line, Code: LayoutSyntax, Value: err.Error()}}
}

// keyWalk looks at every key of a profile.
type keyWalk struct {
	at     keyLines
	faults LayoutFaults
}

// ProfileShape is what may stand at a key: a word, a number, a yes or no, or what
// has keys of its own; a list of any of these where many.
type ProfileShape struct {
	Tag  string // !!int, !!bool; "" takes any word
	Keys map[string]ProfileShape
	Many bool
}

func layoutShape() ProfileShape {
	word, number := ProfileShape{}, ProfileShape{Tag: "!!int"}
	return ProfileShape{Keys: map[string]ProfileShape{
		"name": word, "version": number, "description": word, "sheets": word, "cover": word, "dates": word, "amounts": word,
		"header": {Keys: map[string]ProfileShape{"first": number, "last": number}},
		"columns": {Many: true, Keys: map[string]ProfileShape{
			"heading": word, "letter": word, "field": word, "part": word, "optional": {Tag: "!!bool"},
		}},
		"fixed":  {Many: true, Keys: map[string]ProfileShape{"sheet": word, "field": word, "value": word}},
		"skip":   {Many: true},
		"totals": {Keys: map[string]ProfileShape{"begins": {Many: true}, "sheet": word, "count": word, "sum": word}},
	}}
}

func (w *keyWalk) fault(line int, key, code, value string) {
	w.faults = append(w.faults, LayoutFault{Line: line, Key: key, Code: code, Value: value})
}

// walk notes where the keys stand, and what stands where nothing of its kind may.
func (w *keyWalk) walk(n *yaml.Node, path string, s ProfileShape) {
	switch {
	case s.Many:
		if n.Kind != yaml.SequenceNode {
			w.fault(n.Line, path, LayoutValueKind, n.Value)
			return
		}
		one := s
		one.Many = false
		for i, item := range n.Content {
			key := fmt.Sprintf("%s[%d]", path, i)
			w.at[key] = item.Line
			w.walk(item, key, one)
		}
	case s.Keys != nil:
		if n.Kind != yaml.MappingNode {
			w.fault(n.Line, path, LayoutValueKind, n.Value)
			return
		}
		w.walkKeys(n, path, s)
	case n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || s.Tag != "" && n.ShortTag() != s.Tag:
		w.fault(n.Line, path, LayoutValueKind, n.Value)
	}
}

func (w *keyWalk) walkKeys(n *yaml.Node, path string, s ProfileShape) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		key := name.Value
		if path != "" {
			key = path + "." + key
		}
		inner, known := s.Keys[name.Value]
		switch _, twice := w.at[key]; {
		case !known:
			w.fault(name.Line, key, LayoutKeyUnknown, name.Value)
		case twice:
			w.fault(name.Line, key, LayoutKeyTwice, name.Value)
		default:
			w.at[key] = name.Line
			w.walk(value, key, inner)
		}
	}
}

// line is where a key stands, or what it would stand in.
func (at keyLines) line(key string) int {
	for {
		if n, ok := at[key]; ok {
			return n
		}
		i := max(strings.LastIndexByte(key, '.'), strings.LastIndexByte(key, '['))
		key = key[:max(i, 0)]
	}
}

func sortFaults(faults LayoutFaults) LayoutFaults {
	slices.SortStableFunc(faults, func(a, b LayoutFault) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key)) })
	return faults
}
