package portal

import (
	"embed"
	"fmt"
	"iter"
	"slices"
	"sync"

	"chitra/bankfile"
)

//go:embed profiles/*.yaml results/*.yaml
var embedded embed.FS

// Set is profiles by name.
type Set struct {
	profiles []*Profile
	results  []*ResultProfile
	// retired are layouts that a later version took the place of: what was read
	// with them keeps its words.
	retired []Layout
}

// NewSet puts profiles together. Two of one name, or two of one format, are an
// error.
func NewSet(profiles ...*Profile) (*Set, error) {
	s := &Set{}
	for _, p := range profiles {
		for _, other := range s.profiles {
			if other.Name == p.Name || other.Out.Format == p.Out.Format {
				return nil, fmt.Errorf("portal profiles %q and %q share a name or a format", other.Name, p.Name)
			}
		}
		s.profiles = append(s.profiles, p)
	}
	return s, nil
}

// Profiles returns the profiles that come with the program, in the order of
// their names.
func Profiles() (*Set, error) { return load() }

var load = sync.OnceValues(func() (*Set, error) {
	texts, err := Texts()
	if err != nil {
		return nil, err
	}
	var profiles []*Profile
	for _, t := range texts {
		if t.Files != nil {
			profiles = append(profiles, t.Files)
		}
	}
	set, err := NewSet(profiles...)
	if err != nil {
		return nil, err
	}
	for _, t := range texts {
		if t.Results == nil {
			continue
		}
		if err := set.AddResults(t.Results); err != nil {
			return nil, err
		}
	}
	return set, nil
})

// AddResults adds a profile of results. Two layouts of one name are an error:
// the name is what answers are kept under.
func (s *Set) AddResults(p *ResultProfile) error {
	for _, l := range p.Results {
		if _, taken := s.WordsOf(l.Name); taken {
			return fmt.Errorf("result profile %q: there is a layout %q", p.Name, l.Name)
		}
	}
	s.results = append(s.results, p)
	return nil
}

// All walks the profiles.
func (s *Set) All() iter.Seq[*Profile] { return slices.Values(s.profiles) }

// ByName finds a profile.
func (s *Set) ByName(name string) (*Profile, bool) {
	for _, p := range s.profiles {
		if p.Name == name {
			return p, true
		}
	}
	return nil, false
}

// Formats returns the format of every profile that lays out a workbook and has
// what it needs for that.
func (s *Set) Formats() []bankfile.Format {
	var out []bankfile.Format
	for _, p := range s.profiles {
		if !p.IsMessage() && !p.NeedsTemplate() {
			out = append(out, p.Format())
		}
	}
	return out
}

// BuiltIn is a profile as it comes with the program, of what a bank takes or
// of how it answers.
type BuiltIn struct {
	Text    []byte
	Files   *Profile
	Results *ResultProfile
}

// Texts are the profiles that come with the program, with their texts.
func Texts() (all []BuiltIn, err error) {
	for _, folder := range []string{"profiles", "results"} {
		files, err := embedded.ReadDir(folder)
		if err != nil {
			return nil, fmt.Errorf("portal profiles: %w", err)
		}
		for _, f := range files {
			t := BuiltIn{}
			if t.Text, err = embedded.ReadFile(folder + "/" + f.Name()); err != nil {
				return nil, fmt.Errorf("portal profiles: %w", err)
			}
			if folder == "results" {
				t.Results, err = ParseResult(t.Text)
			} else {
				t.Files, err = Parse(t.Text)
			}
			if err != nil {
				return nil, fmt.Errorf("portal profiles: %s: %w", f.Name(), err)
			}
			all = append(all, t)
		}
	}
	return all, nil
}
