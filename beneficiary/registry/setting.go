package registry

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/money"
)

// ErrSetting is returned for a setting that no policy has, or a value it cannot
// take.
var ErrSetting = errors.New("no such setting or value")

// A setting is one thing a province may set, by its stable name.
type setting struct {
	name string
	get  func(*Policy) string
	set  func(*Policy, string) error
}

const on, off = "on", "off"

func settings() []setting {
	return []setting{
		flagSetting("t1_automatic", func(p *Policy) *bool { return &p.T1Automatic }),
		flagSetting("t2_automatic", func(p *Policy) *bool { return &p.T2Automatic }),
		flagSetting("t3_automatic", func(p *Policy) *bool { return &p.T3Automatic }),
		capSetting("t3_cap", func(p *Policy) *money.Amount { return &p.T3Cap }),
		flagSetting("t4_automatic", func(p *Policy) *bool { return &p.T4Automatic }),
		capSetting("t4_cap", func(p *Policy) *money.Amount { return &p.T4Cap }),
		flagSetting("weak_name_year_only", func(p *Policy) *bool { return &p.WeakNameYearOnly }),
		countSetting("worth_proposing", 1, 1000, func(p *Policy) *int { return &p.WorthProposing }),
		flagSetting("near_numbers", func(p *Policy) *bool { return &p.NearNumbers }),
		countSetting("twin_edits", leastTwinEdits, mostTwinEdits, func(p *Policy) *int { return &p.TwinEdits }),
	}
}

// Settings are the names of what a policy sets, in the order they are shown.
func Settings() []string {
	var names []string
	for _, s := range settings() {
		names = append(names, s.name)
	}
	return names
}

// Setting is one value as With takes it: "on" or "off", đồng as digits, tenths of
// a bit, edits; "" for a name no policy has.
func (p Policy) Setting(name string) string {
	for _, s := range settings() {
		if s.name == name {
			return s.get(&p)
		}
	}
	return ""
}

// With is the policy with one thing set otherwise. Errors wrap ErrSetting.
func (p Policy) With(name, value string) (Policy, error) {
	for _, s := range settings() {
		if s.name != name {
			continue
		}
		if err := s.set(&p, value); err != nil {
			return Policy{}, fmt.Errorf("%s=%q: %w", name, value, err)
		}
		return p, nil
	}
	return Policy{}, fmt.Errorf("%q: %w", name, ErrSetting)
}

// Encode writes all settings in one line, which ParsePolicy reads back. Version
// and Ablation are not among them.
func (p Policy) Encode() string {
	var words []string
	for _, s := range settings() {
		words = append(words, s.name+"="+s.get(&p))
	}
	return strings.Join(words, " ")
}

// ParsePolicy reads what Encode wrote. What the text does not name is as the zero
// policy has it, which accepts less. Errors wrap ErrSetting.
func ParsePolicy(version, text string) (Policy, error) {
	p := Policy{Version: version}
	seen := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		name, value, _ := strings.Cut(word, "=")
		if seen[name] {
			return Policy{}, fmt.Errorf("%q stands twice: %w", name, ErrSetting)
		}
		seen[name] = true
		var err error
		if p, err = p.With(name, value); err != nil {
			return Policy{}, err
		}
	}
	return p, nil
}

func flagSetting(name string, of func(*Policy) *bool) setting {
	return setting{name: name, get: func(p *Policy) string {
		if *of(p) {
			return on
		}
		return off
	}, set: func(p *Policy, value string) error {
		if value != on && value != off {
			return ErrSetting
		}
		*of(p) = value == on
		return nil
	}}
}

func capSetting(name string, of func(*Policy) *money.Amount) setting {
	return setting{name: name, get: func(p *Policy) string { return strconv.FormatInt(of(p).Minor(), 10) }, set: func(p *Policy, value string) error {
		a, err := money.ParsePlain(value, money.VND)
		if err != nil || a.Sign() < 0 {
			return ErrSetting
		}
		*of(p) = a
		return nil
	}}
}

func countSetting(name string, least, most int, of func(*Policy) *int) setting {
	return setting{name: name, get: func(p *Policy) string { return strconv.Itoa(max(*of(p), least)) }, set: func(p *Policy, value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < least || n > most || strconv.Itoa(n) != value {
			return ErrSetting
		}
		*of(p) = n
		return nil
	}}
}
