package registry

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"chitra/internal/money"
)

// policyMost is how many bytes a policy's text has at most.
const policyMost = 16 << 10

// policyKey is one thing that a policy says: its name in the written form, and
// how it is shown and read. read returns the code of what is wrong.
type policyKey struct {
	name string
	show func(*Policy) string
	read func(p *Policy, value string) (fault string)
}

// policyKeys is the written form: a new field of Policy is one line here.
func policyKeys() []policyKey {
	return []policyKey{
		yesNo("t1_automatic", func(p *Policy) *bool { return &p.T1Automatic }),
		yesNo("t2_automatic", func(p *Policy) *bool { return &p.T2Automatic }),
		yesNo("t3_automatic", func(p *Policy) *bool { return &p.T3Automatic }),
		dong("t3_cap", func(p *Policy) *money.Amount { return &p.T3Cap }),
		yesNo("t4_automatic", func(p *Policy) *bool { return &p.T4Automatic }),
		dong("t4_cap", func(p *Policy) *money.Amount { return &p.T4Cap }),
		yesNo("weak_name_year_only", func(p *Policy) *bool { return &p.WeakNameYearOnly }),
		whole("worth_proposing", 1, 1000, func(p *Policy) *int { return &p.WorthProposing }),
		yesNo("near_numbers", func(p *Policy) *bool { return &p.NearNumbers }),
		whole("twin_edits", leastTwinEdits, mostTwinEdits, func(p *Policy) *int { return &p.TwinEdits }),
		dong("review_cap", func(p *Policy) *money.Amount { return &p.ReviewCap }),
		whole("recheck_share", 0, 100, func(p *Policy) *int { return &p.RecheckShare }),
	}
}

// PolicyKeys are the names of everything a policy says, in the order it is
// written in.
func PolicyKeys() []string {
	var out []string
	for _, k := range policyKeys() {
		out = append(out, k.name)
	}
	return out
}

// yesNo is a switch.
func yesNo(name string, at func(*Policy) *bool) policyKey {
	return policyKey{name, func(p *Policy) string { return strconv.FormatBool(*at(p)) }, func(p *Policy, value string) string {
		if value != "true" && value != "false" {
			return PolicyNotYesNo
		}
		*at(p) = value == "true"
		return ""
	}}
}

// dong is an amount of whole đồng, from 0 on.
func dong(name string, at func(*Policy) *money.Amount) policyKey {
	return policyKey{name, func(p *Policy) string { return at(p).Digits() }, func(p *Policy, value string) string {
		if strings.HasPrefix(value, "-") {
			return PolicyBelowZero
		}
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || strconv.FormatInt(n, 10) != value {
			return PolicyNotAmount
		}
		*at(p) = money.Dong(n)
		return ""
	}}
}

// whole is a whole number within bounds, both included.
func whole(name string, least, most int, at func(*Policy) *int) policyKey {
	return policyKey{name, func(p *Policy) string { return strconv.Itoa(*at(p)) }, func(p *Policy, value string) string {
		n, err := strconv.Atoi(value)
		if err != nil || strconv.Itoa(n) != value || n < least || n > most {
			return PolicyNotInRange
		}
		*at(p) = n
		return ""
	}}
}

// Text is the policy in its written form: every key, one a line. Its version is
// not part of it: whoever keeps it numbers it.
func (p Policy) Text() string {
	var b strings.Builder
	for _, k := range policyKeys() {
		fmt.Fprintf(&b, "%s: %s\n", k.name, k.show(&p))
	}
	return b.String()
}

// Value is what the policy says at a key, as Text writes it.
func (p Policy) Value(key string) string {
	for _, k := range policyKeys() {
		if k.name == key {
			return k.show(&p)
		}
	}
	return ""
}

// Codes of a PolicyFault.
const (
	PolicySyntax     = "policy_syntax"
	PolicyTooLarge   = "policy_too_large"
	PolicyKeyUnknown = "policy_key_unknown"
	PolicyKeyTwice   = "policy_key_twice"
	PolicyNotYesNo   = "policy_not_yes_no"
	PolicyNotAmount  = "policy_not_amount"
	PolicyBelowZero  = "policy_below_zero"
	PolicyNotInRange = "policy_not_in_range"
)

// PolicyFault is what is wrong with a written policy, and where. Line is 0 for
// a value that stands in no file.
type PolicyFault struct {
	Line  int
	Key   string
	Code  string
	Value string
}

// PolicyFaults are all faults of a written policy.
type PolicyFaults []PolicyFault

func (f PolicyFaults) Error() string {
	var said []string
	for _, x := range f {
		said = append(said, fmt.Sprintf("line %d: %s: %s %q", x.Line, x.Key, x.Code, x.Value))
	}
	return strings.Join(said, "; ")
}

// ReadPolicy reads a policy written as YAML or JSON, one flat list of keys. A
// key that it does not name stays as base has it. Faults are PolicyFaults.
func ReadPolicy(text []byte, base Policy) (Policy, error) {
	if len(text) > policyMost {
		return Policy{}, PolicyFaults{{Line: 1, Code: PolicyTooLarge, Value: strconv.Itoa(len(text))}}
	}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); err != nil {
		return Policy{}, PolicyFaults{{Line: policyErrorLine(err), Code: PolicySyntax, Value: err.Error()}}
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return Policy{}, PolicyFaults{{Line: doc.Line, Code: PolicySyntax, Value: "---"}}
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		return Policy{}, PolicyFaults{{Line: 1, Code: PolicySyntax, Value: "KEY: VALUE"}}
	}
	w := policyWriting{policy: base}
	for pairs := range slices.Chunk(doc.Content[0].Content, 2) {
		w.set(pairs[0].Line, pairs[0].Value, scalar(pairs[1]))
	}
	return w.done()
}

// scalar is the text of a value; what is no single value is no value at all.
func scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		return ""
	}
	return n.Value
}

// SetPolicy changes single values of base, each written KEY=VALUE.
func SetPolicy(base Policy, pairs []string) (Policy, error) {
	w := policyWriting{policy: base}
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			w.faults = append(w.faults, PolicyFault{Key: pair, Code: PolicySyntax, Value: pair})
			continue
		}
		w.set(0, key, value)
	}
	return w.done()
}

// policyWriting is a policy being read.
type policyWriting struct {
	policy Policy
	seen   []string
	faults PolicyFaults
}

func (w *policyWriting) set(line int, key, value string) {
	keys := policyKeys()
	at := slices.IndexFunc(keys, func(k policyKey) bool { return k.name == key })
	fault := ""
	switch {
	case at < 0:
		fault, value = PolicyKeyUnknown, key
	case slices.Contains(w.seen, key):
		fault, value = PolicyKeyTwice, key
	default:
		fault = keys[at].read(&w.policy, value)
	}
	w.seen = append(w.seen, key)
	if fault != "" {
		w.faults = append(w.faults, PolicyFault{Line: line, Key: key, Code: fault, Value: value})
	}
}

func (w *policyWriting) done() (Policy, error) {
	if len(w.faults) > 0 {
		return Policy{}, w.faults
	}
	return w.policy, nil
}

var policyLine = regexp.MustCompile(`line (\d+)`)

// policyErrorLine is the line the YAML reader names.
func policyErrorLine(err error) int {
	if m := policyLine.FindStringSubmatch(err.Error()); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return 1
}
