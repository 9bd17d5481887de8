package portal

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// Field is what a column of a portal's workbook holds.
type Field string

// The fields. A workbook out has the first six, a result any of them but
// Remittance, which is Text there.
const (
	Ordinal    Field = "ordinal" // 1, 2, 3 …
	Account    Field = "account"
	Holder     Field = "holder"
	Bank       Field = "bank" // in the portal's own spelling
	Amount     Field = "amount"
	Remittance Field = "remittance"

	Text       Field = "text"       // the remittance text as the bank repeats it
	Status     Field = "status"     // Thành công, Thất bại …
	Accounting Field = "accounting" // whether our account was debited: Đã trừ tiền
	Reference  Field = "reference"  // the bank's number, or why it failed
	Note       Field = "note"       // likewise, where a bank has both columns
	Fee        Field = "fee"
)

// Evidence grades how well a profile is known to be the bank's layout.
type Evidence string

// The grades.
const (
	Well       Evidence = "well"       // the bank's own template or its own files
	Fair       Evidence = "fair"       // described by several who use it
	Unverified Evidence = "unverified" // nothing of the bank's was seen
)

// Profile is what one bank's portal takes and gives back.
type Profile struct {
	Name     string   `yaml:"name"`
	Version  string   `yaml:"version"`
	From     string   `yaml:"from"` // ISO date of the version; "" where not known
	Bank     string   `yaml:"bank"` // BIN; "" for a profile of no one bank
	Evidence Evidence `yaml:"evidence"`
	Basis    string   `yaml:"basis"` // where the layout is known from

	Out     Out      `yaml:"out"`
	Results []Layout `yaml:"results"`
	Banner  Banner   `yaml:"banner"`
}

// Out is the layout of a workbook to upload.
type Out struct {
	Format        string   `yaml:"format"` // bankfile.Format's name
	Sheet         string   `yaml:"sheet"`
	Title         Title    `yaml:"title"`
	HeaderRow     int      `yaml:"header_row"` // data follows it
	MaxRows       int      `yaml:"max_rows"`
	HolderMax     int      `yaml:"holder_max"`
	RemittanceMax int      `yaml:"remittance_max"`
	Columns       []Column `yaml:"columns"` // from A on
}

// Title is a text over merged cells above the header.
type Title struct {
	From string `yaml:"from"`
	To   string `yaml:"to"`
	Text string `yaml:"text"`
}

// Column is one column to write. Width is in characters.
type Column struct {
	Field   Field  `yaml:"field"`
	Heading string `yaml:"heading"`
	Width   int    `yaml:"width"`
}

// Layout is one way a bank's result workbook is laid out: under which headings
// each field may stand, and which must be there to know it by.
type Layout struct {
	Name     string             `yaml:"name"`
	Columns  map[Field][]string `yaml:"columns"`
	Required []Field            `yaml:"required"`
	Words    Words              `yaml:"words"`

	fields map[string]Field // by folded heading; made by Load
}

// Banner is under which labels a result states, above the header, its own totals
// and the account it debited.
type Banner struct {
	Count   []string `yaml:"count"`
	Amount  []string `yaml:"amount"`
	Account []string `yaml:"account"`
}

// Load reads one profile. A key it does not know is an error, and so is a
// profile that could not write or read a workbook.
func Load(r io.Reader) (*Profile, error) {
	dec := yaml.NewDecoder(r)
	dec.KnownFields(true)
	p := new(Profile)
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("read portal profile: %w", err)
	}
	var more any
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("portal profile %q: more than one document", p.Name)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("portal profile %q: %w", p.Name, err)
	}
	return p, nil
}

func (p *Profile) check() error {
	switch p.Evidence {
	case Well, Fair, Unverified:
	default:
		return fmt.Errorf("unknown evidence %q", p.Evidence)
	}
	if p.Name == "" || p.Version == "" || p.Basis == "" {
		return errors.New("name, version and basis must be there")
	}
	if p.From != "" {
		if d, err := civil.ParseISO(p.From); err != nil || d.Precision() != civil.Day {
			return fmt.Errorf("from %q is not a day", p.From)
		}
	}
	if _, ok := bank.Directory().ByBIN(p.Bank); p.Bank != "" && !ok {
		return fmt.Errorf("unknown bank %q", p.Bank)
	}
	if err := p.Out.check(); err != nil {
		return fmt.Errorf("out: %w", err)
	}
	for i := range p.Results {
		if err := p.Results[i].check(); err != nil {
			return fmt.Errorf("result %q: %w", p.Results[i].Name, err)
		}
	}
	return nil
}

func (o *Out) check() error {
	if o.Format == "" || o.Sheet == "" || len(o.Sheet) > 31 || strings.ContainsAny(o.Sheet, `:\/?*[]'`) {
		return errors.New("format and a sheet's name must be there")
	}
	if o.HeaderRow < 1 || o.MaxRows < 1 || o.HolderMax < 1 || o.RemittanceMax < 17 {
		return errors.New("header_row, max_rows, holder_max and remittance_max must leave room")
	}
	want := []Field{Ordinal, Account, Holder, Bank, Amount, Remittance}
	var got []Field
	for _, c := range o.Columns {
		if c.Heading == "" || c.Width < 1 || c.Width > 255 {
			return fmt.Errorf("column %q: a heading and a width must be there", c.Field)
		}
		got = append(got, c.Field)
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		return fmt.Errorf("columns are %v, want each of %v once", got, want)
	}
	return o.Title.check(o.HeaderRow)
}

// check: the title stands in one row above the header.
func (t Title) check(headerRow int) error {
	if t == (Title{}) {
		return nil
	}
	left, row, err := sheet.ParseRef(t.From)
	if err != nil {
		return fmt.Errorf("title from %q: %w", t.From, err)
	}
	right, last, err := sheet.ParseRef(t.To)
	if err != nil {
		return fmt.Errorf("title to %q: %w", t.To, err)
	}
	if t.Text == "" || row != 1 || last != 1 || headerRow < 2 || right < left {
		return errors.New("the title is not one row of cells above the header")
	}
	return nil
}

// check also makes the index of headings.
func (l *Layout) check() error {
	if l.Name == "" || len(l.Required) == 0 {
		return errors.New("a name and required columns must be there")
	}
	l.fields = map[string]Field{}
	for field, headings := range l.Columns {
		if !known(field) {
			return fmt.Errorf("unknown field %q", field)
		}
		for _, h := range headings {
			key := viet.Fold(h)
			if other, taken := l.fields[key]; key == "" || taken && other != field {
				return fmt.Errorf("heading %q of %s says nothing, or is also that of %s", h, field, other)
			}
			l.fields[key] = field
		}
	}
	for _, field := range append([]Field{Status, Text, Amount}, l.Required...) {
		if len(l.Columns[field]) == 0 {
			return fmt.Errorf("no headings for %s", field)
		}
	}
	return nil
}

func known(f Field) bool {
	return slices.Contains([]Field{Ordinal, Account, Holder, Bank, Amount, Text, Status, Accounting, Reference, Note, Fee,
		PayeeCode, EndToEndID, Reason, BookedOn}, f)
}
