package portal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

// Field is what a column of a portal's workbook holds.
type Field string

// The fields. A workbook out has each of the first six once and any of the three
// behind them, a result any of them but Remittance, which is Text there.
const (
	Ordinal    Field = "ordinal" // 1, 2, 3 …
	Account    Field = "account"
	Holder     Field = "holder"
	Bank       Field = "bank" // in the portal's own spelling
	Amount     Field = "amount"
	Remittance Field = "remittance"

	OurReference Field = "our_reference" // EndToEndID in a column of its own
	Fixed        Field = "fixed"         // the same text in every row: VND
	Blank        Field = "blank"         // left as it is

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

// Profile is what one bank takes and gives back: a workbook of its portal, or a
// message of another format on the bank's own terms.
type Profile struct {
	Name     string   `yaml:"name"`
	Version  string   `yaml:"version"`
	From     string   `yaml:"from"` // ISO date of the version; "" where not known
	Bank     string   `yaml:"bank"` // BIN; "" for a profile of no one bank
	Evidence Evidence `yaml:"evidence"`
	Basis    string   `yaml:"basis"` // where the layout is known from
	// Message is the format of which this profile only sets the terms; "" for a
	// workbook. Then Out has a format's name alone.
	Message string `yaml:"message"`
	Terms   Terms  `yaml:"terms"`

	Out     Out      `yaml:"out"`
	Results []Layout `yaml:"results"`
	Banner  Banner   `yaml:"banner"`

	// SHA256 is that of the profile's text, in hexadecimal.
	SHA256 string `yaml:"-"`

	at       keyLines
	template []byte
	banks    map[string]string // BIN by the text of its bank; only those of Out.BankTexts
}

// Terms are bankfile.Terms as a profile writes them; amounts in đồng.
type Terms struct {
	LineMax    int64             `yaml:"line_max"`
	FileMax    int64             `yaml:"file_max"`
	Apart      []string          `yaml:"apart"`
	HighValue  string            `yaml:"high_value"`
	Purposes   map[string]string `yaml:"purposes"`
	Category   string            `yaml:"category"`
	Remittance string            `yaml:"remittance"`
}

// Out is the layout of a workbook to upload.
type Out struct {
	Format        string   `yaml:"format"` // bankfile.Format's name
	Sheet         string   `yaml:"sheet"`
	Title         Title    `yaml:"title"`
	HeaderRow     int      `yaml:"header_row"`
	DataRow       int      `yaml:"data_row"` // 0: the row below the header
	MaxRows       int      `yaml:"max_rows"`
	HolderMax     int      `yaml:"holder_max"`
	RemittanceMax int      `yaml:"remittance_max"`
	Columns       []Column `yaml:"columns"` // from A on, where they name no letter
	// InHouse is how payees at the profile's own bank are told apart: their
	// bank's text; "" spells that bank as the others.
	InHouse string `yaml:"in_house"`
	// BankTexts are banks' texts by BIN, as the portal's own list has them. Where
	// there are any, a bank that is not among them has none and is refused;
	// without them banks are spelled as package bank does.
	BankTexts map[string]string `yaml:"bank_texts"`
	// Template is the bank's own workbook, into which the rows are put.
	Template Template `yaml:"template"`
	// LastRow is the last row that data may take, 0 for no end: below stand notes.
	LastRow int `yaml:"last_row"`
	// Samples is how many rows from the first on hold the template's examples,
	// which are taken out.
	Samples int `yaml:"samples"`
}

// Template is a bank's own workbook.
type Template struct {
	File   string `yaml:"file"` // beside the profile
	SHA256 string `yaml:"sha256"`
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
	Letter  string `yaml:"letter"` // where the column stands; "": behind the one before
	Text    string `yaml:"text"`   // of a Fixed column
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

// Load reads one profile that needs no template; see Parse.
func Load(r io.Reader) (*Profile, error) {
	text, err := io.ReadAll(io.LimitReader(r, profileMost+1))
	if err != nil {
		return nil, fmt.Errorf("read portal profile: %w", err)
	}
	return Parse(text)
}

// Parse reads one profile. The error is ProfileFaults, with every fault there is:
// a key it does not know, and whatever could not write or read a workbook.
func Parse(text []byte) (*Profile, error) {
	p, at, faults := decodeProfile[Profile](text)
	if len(faults) == 0 {
		c := &profileCheck{p: p, faulting: faulting{at: at}}
		c.check()
		faults = c.faults
	}
	if len(faults) > 0 {
		return nil, sortFaults(faults)
	}
	sum := sha256.Sum256(text)
	p.SHA256, p.at = hex.EncodeToString(sum[:]), at
	return p, nil
}

// WithTemplate is p with the workbook that its rows are put into, which must be
// the one it names, soundly packed, and laid out as the profile says.
func (p *Profile) WithTemplate(workbook []byte) (*Profile, error) {
	sum := sha256.Sum256(workbook)
	if got := hex.EncodeToString(sum[:]); got != p.Out.Template.SHA256 {
		return nil, ProfileFaults{{Line: 1, Key: "out.template.sha256", Code: ProfileTemplate, Value: got}}
	}
	with := *p
	with.template = workbook
	if err := with.tryTemplate(); err != nil {
		return nil, err
	}
	return &with, nil
}

// NeedsTemplate says whether the profile cannot be used before WithTemplate.
func (p *Profile) NeedsTemplate() bool { return p.Out.Template != (Template{}) && p.template == nil }

// IsMessage says whether the profile only sets the terms of another format.
func (p *Profile) IsMessage() bool { return p.Message != "" }

// terms are the profile's terms as formats carry them.
func (p *Profile) terms() bankfile.Terms {
	t := bankfile.Terms{Profile: p.Out.Format, Version: p.Version, SHA256: p.SHA256, Evidence: string(p.Evidence),
		LineMax: dong(p.Terms.LineMax), FileMax: dong(p.Terms.FileMax), Large: bankfile.LargeAmounts(p.Terms.HighValue),
		Category: p.Terms.Category, Remittance: p.Terms.Remittance}
	if p.Terms.HighValue == together {
		t.Large = bankfile.LargeTogether
	}
	for _, a := range p.Terms.Apart {
		t.Apart = append(t.Apart, bankfile.Apart(a))
	}
	if len(p.Terms.Purposes) > 0 {
		t.Purposes = map[payout.Programme]string{}
	}
	for programme, code := range p.Terms.Purposes {
		t.Purposes[payout.Programme(programme)] = code
	}
	return t
}

// dong is an amount, or none.
func dong(n int64) money.Amount {
	if n == 0 {
		return money.Amount{}
	}
	return money.Dong(n)
}

// Over is the format of a profile that sets the terms of base, one of the
// formats it names.
func (p *Profile) Over(base bankfile.Format) bankfile.Format {
	return bankfile.WithTerms(base, p.terms())
}

// columnAt is where column i stands, from 0.
func (o *Out) columnAt(i int) int {
	at := -1
	for _, c := range o.Columns[:i+1] {
		at++
		if col, _, err := sheet.ParseRef(c.Letter + "1"); err == nil {
			at = col
		}
	}
	return at
}

// places are the columns' places, and the width of all.
func (o *Out) places() (at []int, width int) {
	for i := range o.Columns {
		at = append(at, o.columnAt(i))
		width = max(width, at[i]+1)
	}
	return at, width
}

// isLetter says whether s is a column as Excel has it.
func isLetter(s string) bool {
	col, _, err := sheet.ParseRef(s + "1")
	return err == nil && strings.ToUpper(s) == sheet.ColumnName(col)
}
