package portal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// profileMost is how many bytes a profile has at most.
const profileMost = 64 << 10

// keyLines are where the keys of a profile stand, by path.
type keyLines map[string]int

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

// decodeProfile turns the text into a profile of which only the structure is
// known to be right, and says where its keys stand.
func decodeProfile[T Profile | ResultProfile](text []byte) (*T, keyLines, ProfileFaults) {
	if len(text) > profileMost {
		return nil, nil, ProfileFaults{{Line: 1, Code: ProfileTooLarge, Value: strconv.Itoa(len(text))}}
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, syntaxFault(err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, nil, ProfileFaults{{Line: doc.Line, Code: ProfileSyntax, Value: "---"}}
	}
	w := &keyWalk{at: keyLines{"": 1}}
	if len(doc.Content) == 0 {
		return nil, nil, ProfileFaults{{Line: 1, Code: ProfileSyntax}}
	}
	w.walk(doc.Content[0], "", reflect.TypeFor[T]())
	if len(w.faults) > 0 {
		return nil, nil, w.faults
	}
	p := new(T)
	strict := yaml.NewDecoder(bytes.NewReader(text))
	strict.KnownFields(true)
	if err := strict.Decode(p); err != nil {
		return nil, nil, syntaxFault(err)
	}
	return p, w.at, nil
}

var errorLine = regexp.MustCompile(`line (\d+)`)

// syntaxFault is what the YAML reader says, at the line it says.
func syntaxFault(err error) ProfileFaults {
	line := 1
	if m := errorLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1]) // digits, by the expression
	}
	return ProfileFaults{{Line: line, Code: ProfileSyntax, Value: err.Error()}}
}

// keyWalk looks at every key of a profile, and holds it against the record that
// the profile becomes.
type keyWalk struct {
	at     keyLines
	faults ProfileFaults
}

func (w *keyWalk) fault(line int, key, code, value string) {
	w.faults = append(w.faults, ProfileFault{Line: line, Key: key, Code: code, Value: value})
}

// walk notes where keys stand, and what stands where nothing of its kind may. An
// alias is what it stands for.
func (w *keyWalk) walk(n *yaml.Node, path string, kind reflect.Type) {
	line := n.Line
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	want, tag := yaml.ScalarNode, ""
	switch kind.Kind() {
	case reflect.Struct, reflect.Map:
		want = yaml.MappingNode
	case reflect.Slice:
		want = yaml.SequenceNode
	case reflect.Int, reflect.Int64:
		tag = "!!int"
	case reflect.Bool:
		tag = "!!bool"
	}
	switch {
	case n.Kind != want, want == yaml.ScalarNode && n.ShortTag() == "!!null", tag != "" && n.ShortTag() != tag:
		w.fault(line, path, ProfileValueKind, n.Value)
	case want == yaml.SequenceNode:
		for i, item := range n.Content {
			key := fmt.Sprintf("%s[%d]", path, i)
			w.at[key] = item.Line
			w.walk(item, key, kind.Elem())
		}
	case want == yaml.MappingNode:
		w.walkKeys(n, path, kind)
	}
}

func (w *keyWalk) walkKeys(n *yaml.Node, path string, kind reflect.Type) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		key := strings.TrimPrefix(path+"."+name.Value, ".")
		inner, known := keyKind(kind, name.Value)
		switch {
		case !known:
			w.fault(name.Line, key, ProfileKeyUnknown, name.Value)
		case seen[name.Value]:
			w.fault(name.Line, key, ProfileKeyTwice, name.Value)
		default:
			seen[name.Value] = true
			w.at[key] = name.Line
			w.walk(value, key, inner)
		}
	}
}

// keyKind is what may stand at a key of a record; a map takes any key.
func keyKind(kind reflect.Type, name string) (reflect.Type, bool) {
	if kind.Kind() == reflect.Map {
		return kind.Elem(), true
	}
	for i := range kind.NumField() {
		tag, _, _ := strings.Cut(kind.Field(i).Tag.Get("yaml"), ",")
		if tag != "" && tag != "-" && tag == name {
			return kind.Field(i).Type, true
		}
	}
	return nil, false
}
