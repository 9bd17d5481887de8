package portal

import (
	"embed"
	"errors"
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
	files, err := embedded.ReadDir("profiles")
	if err != nil {
		return nil, fmt.Errorf("portal profiles: %w", err)
	}
	var profiles []*Profile
	for _, f := range files {
		p, err := loadEmbedded("profiles/" + f.Name())
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, p)
	}
	set, err := NewSet(profiles...)
	if err != nil {
		return nil, err
	}
	return set, set.loadResults()
})

// loadResults adds the profiles of results that come with the program.
func (s *Set) loadResults() error {
	files, err := embedded.ReadDir("results")
	if err != nil {
		return fmt.Errorf("result profiles: %w", err)
	}
	for _, file := range files {
		f, err := embedded.Open("results/" + file.Name())
		if err != nil {
			return fmt.Errorf("result profiles: %w", err)
		}
		p, err := LoadResult(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		if err := s.AddResults(p); err != nil {
			return err
		}
	}
	return nil
}

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

func loadEmbedded(name string) (*Profile, error) {
	f, err := embedded.Open(name)
	if err != nil {
		return nil, fmt.Errorf("portal profiles: %w", err)
	}
	defer f.Close()
	return Load(f)
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

// Texts are the profiles' texts as they come with the program, by name.
func Texts() (map[string][]byte, error) {
	files, err := embedded.ReadDir("profiles")
	if err != nil {
		return nil, fmt.Errorf("portal profiles: %w", err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		text, err := embedded.ReadFile("profiles/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("portal profiles: %w", err)
		}
		p, err := Parse(text)
		if err != nil {
			return nil, fmt.Errorf("portal profiles: %w", err)
		}
		out[p.Name] = text
	}
	return out, nil
}
