package portal

import (
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"

	"chitra/internal/bank"
	"chitra/payout/settle"
)

// Fields that only results have.
const (
	PayeeCode  Field = "payee_code"    // the payee's number in the bank's template
	EndToEndID Field = "end_to_end_id" // our reference in a column of its own
	Reason     Field = "reason"        // a code or words, and nothing else
	BookedOn   Field = "booked_on"     // the day, as 2024-07-05 or 05/07/2024
)

// Words are what a bank's result workbook writes, compared without marks and
// case. A list that is empty stands for the usual words; a word in none is
// unknown.
type Words struct {
	Paid      []string `yaml:"paid"`
	Failed    []string `yaml:"failed"`
	Pending   []string `yaml:"pending"`
	Debited   []string `yaml:"debited"`
	Undebited []string `yaml:"undebited"`
	// SuccessIsPaid: the workbook has no column for the debit, and success alone
	// is all the proof the bank gives.
	SuccessIsPaid bool `yaml:"success_is_paid"`
}

// Profile is how the words are read.
func (w Words) Profile() settle.Profile {
	return settle.Profile{
		PaidWords: w.Paid, FailedWords: w.Failed, PendingWords: w.Pending,
		DebitedWords: w.Debited, UndebitedWords: w.Undebited, SuccessIsPaid: w.SuccessIsPaid,
	}
}

// ResultProfile is how a bank answers that is known by its answers alone, or
// whose answers are known apart from what it takes.
type ResultProfile struct {
	Name     string   `yaml:"name"`
	Version  string   `yaml:"version"`
	From     string   `yaml:"from"`
	Bank     string   `yaml:"bank"` // BIN; "" for a profile of no one bank
	Evidence Evidence `yaml:"evidence"`
	Basis    string   `yaml:"basis"`
	Results  []Layout `yaml:"results"`
	Banner   Banner   `yaml:"banner"`
	Messages Messages `yaml:"messages"`
	// Whole: the banner states how many lines there are, and the file is refused
	// where it does not, or where they are not as many or of another sum.
	Whole bool `yaml:"whole"`
}

// Messages is what a bank means by its ISO 20022 answers, from its own papers;
// of a profile without a bank it has to be empty. All false is the most careful
// reading.
type Messages struct {
	ACSCIsPaid           bool `yaml:"acsc_is_paid"`
	PartUnlistedAccepted bool `yaml:"part_unlisted_accepted"`
	ReturnsStandAlone    bool `yaml:"returns_stand_alone"`
}

// MessagesOf is how the messages of a bank are read.
func (s *Set) MessagesOf(bin string) settle.Profile {
	for _, p := range s.results {
		if m := p.Messages; p.Bank == bin && m != (Messages{}) {
			return settle.Profile{ACSCIsPaid: m.ACSCIsPaid, PartUnlistedAccepted: m.PartUnlistedAccepted, ReturnsStandAlone: m.ReturnsStandAlone}
		}
	}
	return settle.Profile{}
}

// LoadResult reads one profile of results. A key it does not know is an error.
func LoadResult(r io.Reader) (*ResultProfile, error) {
	dec := yaml.NewDecoder(r)
	dec.KnownFields(true)
	p := new(ResultProfile)
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("read result profile: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("result profile %q: %w", p.Name, err)
	}
	return p, nil
}

func (p *ResultProfile) check() error {
	switch p.Evidence {
	case Well, Fair, Unverified:
	default:
		return fmt.Errorf("unknown evidence %q", p.Evidence)
	}
	if p.Name == "" || p.Version == "" || p.Basis == "" || len(p.Results) == 0 && p.Messages == (Messages{}) {
		return errors.New("name, version, basis and results or messages must be there")
	}
	if p.Bank == "" && p.Messages != (Messages{}) {
		return errors.New("messages are of a bank")
	}
	if _, ok := bank.Directory().ByBIN(p.Bank); p.Bank != "" && !ok {
		return fmt.Errorf("unknown bank %q", p.Bank)
	}
	var faults []error
	for i := range p.Results {
		p.Results[i].faults(func(key, code string, value any) {
			faults = append(faults, fmt.Errorf("result %q%s: %s %v", p.Results[i].Name, key, code, value))
		})
	}
	return errors.Join(faults...)
}

// WordsOf is how the words of a layout's results are read; not ok for a name
// that is no layout's.
func (s *Set) WordsOf(layout string) (settle.Profile, bool) {
	for _, c := range s.candidates() {
		if c.layout.Name == layout {
			return c.layout.Words.Profile(), true
		}
	}
	return settle.Profile{}, false
}

// candidate is a layout with what its profile says of the rows above it.
type candidate struct {
	layout *Layout
	banner Banner
	ofBank bool // of one bank; such a layout goes before those of any
	whole  bool
}

// candidates are all layouts a result may have.
func (s *Set) candidates() []candidate {
	var out []candidate
	for _, p := range s.profiles {
		for i := range p.Results {
			out = append(out, candidate{&p.Results[i], p.Banner, p.Bank != "", false})
		}
	}
	for _, p := range s.results {
		for i := range p.Results {
			out = append(out, candidate{&p.Results[i], p.Banner, p.Bank != "", p.Whole})
		}
	}
	return out
}
