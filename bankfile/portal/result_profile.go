package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v4"

	"chitra/internal/viet"
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
	// BlankSaysNothing: a line without a status is not answered yet.
	BlankSaysNothing bool `yaml:"blank_says_nothing"`
	// NotesAreWords: a note is never the bank's number of a payment, whatever stands
	// in it: people write days and numbers of houses into theirs.
	NotesAreWords bool `yaml:"notes_are_words"`
	// FailedReason is what a word for failure says of why, beside what else the
	// line says; "" for nothing.
	FailedReason string `yaml:"failed_reason"`
}

// Profile is how the words are read.
func (w Words) Profile() settle.Profile {
	return settle.Profile{
		PaidWords: w.Paid, FailedWords: w.Failed, PendingWords: w.Pending,
		DebitedWords: w.Debited, UndebitedWords: w.Undebited, SuccessIsPaid: w.SuccessIsPaid,
		BlankSaysNothing: w.BlankSaysNothing,
	}
}

// failed says whether a status is one of the words for failure.
func (w Words) failed(status string) bool {
	folded := viet.Fold(status)
	return folded != "" && slices.ContainsFunc(w.Failed, func(word string) bool { return viet.Fold(word) == folded })
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

	// SHA256 is that of the profile's text, in hexadecimal.
	SHA256 string `yaml:"-"`

	at keyLines
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

// LoadResult reads one profile of results; see ParseResult.
func LoadResult(r io.Reader) (*ResultProfile, error) {
	text, err := io.ReadAll(io.LimitReader(r, profileMost+1))
	if err != nil {
		return nil, fmt.Errorf("read result profile: %w", err)
	}
	return ParseResult(text)
}

// ParseResult reads one profile of results. The error is ProfileFaults, with
// every fault there is.
func ParseResult(text []byte) (*ResultProfile, error) {
	p, at, faults := decodeProfile[ResultProfile](text)
	if len(faults) == 0 {
		c := faulting{at: at}
		p.check(&c)
		faults = c.faults
	}
	if len(faults) > 0 {
		return nil, sortFaults(faults)
	}
	sum := sha256.Sum256(text)
	p.SHA256, p.at = hex.EncodeToString(sum[:]), at
	return p, nil
}

// IsResult says whether a text is meant as a profile of results: it says what a
// bank answers, and not what the bank takes.
func IsResult(text []byte) bool {
	var keys map[string]yaml.Node
	if err := yaml.Unmarshal(text, &keys); err != nil {
		return false
	}
	_, out := keys["out"]
	_, results := keys["results"]
	_, messages := keys["messages"]
	return !out && (results || messages)
}

func (p *ResultProfile) check(c *faulting) {
	c.checkWho(p.Name, p.Version, p.From, p.Bank, p.Basis, p.Evidence)
	if len(p.Results) == 0 && p.Messages == (Messages{}) {
		c.fault("results", ProfileMissing, "results")
	}
	if p.Bank == "" && p.Messages != (Messages{}) {
		c.fault("messages", ProfileBank, "")
	}
	c.checkResults(p.Results)
}

// WordsOf is how the words of a layout's results are read; not ok for a name
// that is no layout's.
func (s *Set) WordsOf(layout string) (settle.Profile, bool) {
	for _, c := range s.candidates() {
		if c.layout.Name == layout {
			return c.layout.Words.Profile(), true
		}
	}
	for _, l := range s.retired {
		if l.Name == layout {
			return l.Words.Profile(), true
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
