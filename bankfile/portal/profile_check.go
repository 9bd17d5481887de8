package portal

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// together is the word for high-value lines that stand among the others.
const together = "together"

// faulting gathers faults, each at the line of its key.
type faulting struct {
	at     keyLines
	faults ProfileFaults
}

func (c *faulting) fault(key, code string, value any) {
	c.faults = append(c.faults, ProfileFault{Line: c.at.line(key), Key: key, Code: code, Value: fmt.Sprint(value)})
}

// checkWho checks what every profile says of itself.
func (c *faulting) checkWho(name, version, from, bin, basis string, evidence Evidence) {
	switch evidence {
	case Well, Fair, Unverified:
	default:
		c.fault("evidence", ProfileWord, evidence)
	}
	if !profileName.MatchString(name) {
		c.fault("name", ProfileName, name)
	}
	if n, err := strconv.Atoi(version); err != nil || n < 1 || n > 9999 || strconv.Itoa(n) != version {
		c.fault("version", ProfileVersion, version)
	}
	if strings.TrimSpace(basis) == "" {
		c.fault("basis", ProfileMissing, "")
	}
	if from != "" {
		if d, err := civil.ParseISO(from); err != nil || d.Precision() != civil.Day {
			c.fault("from", ProfileDate, from)
		}
	}
	if _, ok := bank.Directory().ByBIN(bin); bin != "" && !ok {
		c.fault("bank", ProfileBank, bin)
	}
}

// checkResults checks layouts of results and makes their indexes.
func (c *faulting) checkResults(layouts []Layout) {
	for i := range layouts {
		layouts[i].faults(func(key, code string, value any) { c.fault(fmt.Sprintf("results[%d]%s", i, key), code, value) })
	}
}

// profileCheck gathers what is wrong with a profile whose structure is right.
type profileCheck struct {
	faulting
	p *Profile
}

var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,39}$`)

func (c *profileCheck) check() {
	p := c.p
	c.checkWho(p.Name, p.Version, p.From, p.Bank, p.Basis, p.Evidence)
	if !profileName.MatchString(p.Out.Format) {
		c.fault("out.format", ProfileName, p.Out.Format)
	}
	c.checkTerms()
	if p.IsMessage() {
		c.checkMessage()
	} else {
		c.checkOut()
	}
	c.checkResults(p.Results)
}

func (c *profileCheck) checkTerms() {
	t := c.p.Terms
	if t.LineMax < 0 {
		c.fault("terms.line_max", ProfileNumber, t.LineMax)
	}
	if t.FileMax < 0 {
		c.fault("terms.file_max", ProfileNumber, t.FileMax)
	}
	if !slices.Contains([]string{"", together, string(bankfile.LargeApart), string(bankfile.LargeHeld)}, t.HighValue) {
		c.fault("terms.high_value", ProfileWord, t.HighValue)
	}
	for i, a := range t.Apart {
		if !slices.Contains([]bankfile.Apart{bankfile.ApartInHouse, bankfile.ApartRoute, bankfile.ApartBank}, bankfile.Apart(a)) {
			c.fault(fmt.Sprintf("terms.apart[%d]", i), ProfileWord, a)
		}
	}
	for programme, code := range t.Purposes {
		if !bankfile.IsPurpose(code) {
			c.fault("terms.purposes."+programme, ProfileWord, code)
		}
	}
	if t.Category != "" && !bankfile.IsPurpose(t.Category) {
		c.fault("terms.category", ProfileWord, t.Category)
	}
	filled := bankfile.Terms{Remittance: t.Remittance}.RemittanceText("BTXH", "12", "2099")
	if !bankfile.PortalLetters.Holds(filled) || len(filled) > 120 {
		c.fault("terms.remittance", ProfileText, t.Remittance)
	}
}

// checkMessage: whoever sets the terms of a message lays out no workbook.
func (c *profileCheck) checkMessage() {
	o := c.p.Out
	if o.Sheet != "" || len(o.Columns) > 0 || o.HeaderRow != 0 || o.MaxRows != 0 || o.Template != (Template{}) || len(o.BankTexts) > 0 {
		c.fault("out", ProfileMessage, c.p.Message)
	}
}

func (c *profileCheck) checkOut() {
	o := &c.p.Out
	if o.Sheet == "" || len([]rune(o.Sheet)) > 31 || strings.ContainsAny(o.Sheet, `:\/?*[]'`) {
		c.fault("out.sheet", ProfileSheet, o.Sheet)
	}
	for _, n := range []struct {
		key         string
		value, room int
	}{
		{"header_row", o.HeaderRow, 1}, {"max_rows", o.MaxRows, 1}, {"holder_max", o.HolderMax, 1},
		{"remittance_max", o.RemittanceMax, 17}, {"samples", o.Samples, 0}, {"last_row", o.LastRow, 0},
	} {
		if n.value < n.room {
			c.fault("out."+n.key, ProfileNumber, n.value)
		}
	}
	if o.LastRow != 0 && o.LastRow < o.firstRow() {
		c.fault("out.last_row", ProfileNumber, o.LastRow)
	}
	if o.LastRow != 0 && o.MaxRows > o.LastRow-o.firstRow()+1 {
		c.fault("out.max_rows", ProfileNumber, o.MaxRows)
	}
	if o.DataRow != 0 && (o.DataRow <= o.HeaderRow || o.Template == (Template{})) {
		c.fault("out.data_row", ProfileNumber, o.DataRow)
	}
	c.checkColumns()
	c.checkTitle()
	c.checkBanks()
	t := o.Template
	if t != (Template{}) && (t.File == "" || len(t.SHA256) != 64 || strings.Trim(t.SHA256, "0123456789abcdef") != "") {
		c.fault("out.template", ProfileTemplate, t.SHA256)
	}
}

// must are the columns a workbook has once each.
var must = []Field{Ordinal, Account, Holder, Bank, Amount, Remittance}

func (c *profileCheck) checkColumns() {
	o := &c.p.Out
	got := map[Field]int{}
	taken := map[int]bool{}
	for i, column := range o.Columns {
		key := fmt.Sprintf("out.columns[%d]", i)
		got[column.Field]++
		switch {
		case !slices.Contains(append([]Field{OurReference, Fixed, Blank}, must...), column.Field):
			c.fault(key+".field", ProfileWord, column.Field)
		case column.Heading == "":
			c.fault(key+".heading", ProfileMissing, column.Field)
		case o.Template == (Template{}) && (column.Width < 1 || column.Width > 255):
			c.fault(key+".width", ProfileNumber, column.Width)
		case column.Letter != "" && !isLetter(column.Letter):
			c.fault(key+".letter", ProfileLetter, column.Letter)
		case (column.Text != "") != (column.Field == Fixed):
			c.fault(key+".text", ProfileText, column.Text)
		case taken[o.columnAt(i)]:
			c.fault(key+".letter", ProfileLetter, sheet.ColumnName(o.columnAt(i)))
		}
		taken[o.columnAt(i)] = true
	}
	for _, f := range must {
		// A bank's template may count its rows itself, or not at all.
		if got[f] != 1 && !(f == Ordinal && got[f] == 0 && o.Template != (Template{})) {
			c.fault("out.columns", ProfileColumns, f)
		}
	}
	if got[OurReference] > 1 {
		c.fault("out.columns", ProfileColumns, OurReference)
	}
}

// checkTitle: the title stands in one row above the header.
func (c *profileCheck) checkTitle() {
	t := c.p.Out.Title
	if t == (Title{}) {
		return
	}
	left, row, err := sheet.ParseRef(t.From)
	right, last, err2 := sheet.ParseRef(t.To)
	if err != nil || err2 != nil || t.Text == "" || row != 1 || last != 1 || c.p.Out.HeaderRow < 2 || right < left ||
		c.p.Out.Template != (Template{}) {
		c.fault("out.title", ProfileTitle, t.Text)
	}
}

// checkBanks holds each bank's text against its BIN and against the others, and
// makes the way back from text to bank.
func (c *profileCheck) checkBanks() {
	o := &c.p.Out
	c.p.banks = map[string]string{}
	for bin, text := range o.BankTexts {
		key := "out.bank_texts." + bin
		inst, ok := bank.Directory().ByBIN(bin)
		switch {
		case !ok:
			c.fault(key, ProfileBank, bin)
		case strings.TrimSpace(text) != text || text == "" || viet.Compose(text) != text || c.p.banks[text] != "" || text == o.InHouse:
			c.fault(key, ProfileBankText, text)
		case !codeAgrees(text, inst):
			c.fault(key, ProfileBankText, text)
		}
		c.p.banks[text] = bin
	}
	if o.InHouse != "" && c.p.Bank == "" {
		c.fault("out.in_house", ProfileBank, o.InHouse)
	}
}

var leadingCode = regexp.MustCompile(`^([0-9]{8})(?:[^0-9]|$)`)

// codeAgrees says whether the eight-digit code that leads a bank's text, where
// one does, is of that institution, as far as its digits are known.
func codeAgrees(text string, inst bank.Institution) bool {
	m := leadingCode.FindStringSubmatch(text)
	if m == nil || inst.CITAD == "" {
		return true
	}
	code, err := bank.ParseCITAD(m[1])
	return err == nil && code.Institution == inst.CITAD
}

// faults tells what is wrong with a layout of results, and makes its index of
// headings.
func (l *Layout) faults(tell func(key, code string, value any)) {
	if l.Name == "" || len(l.Required) == 0 {
		tell("", ProfileMissing, l.Name)
	}
	l.fields = map[string]Field{}
	for field, headings := range l.Columns {
		key := ".columns." + string(field)
		if !known(field) {
			tell(key, ProfileWord, field)
		}
		for _, h := range headings {
			folded := viet.Fold(h)
			if other, taken := l.fields[folded]; folded == "" || taken && other != field {
				tell(key, ProfileHeading, h)
			}
			l.fields[folded] = field
		}
	}
	for _, field := range append([]Field{Status, Text, Amount}, l.Required...) {
		if len(l.Columns[field]) == 0 {
			tell(".columns", ProfileMissing, field)
		}
	}
}

func known(f Field) bool {
	return slices.Contains([]Field{Ordinal, Account, Holder, Bank, Amount, Text, Status, Accounting, Reference, Note, Fee,
		PayeeCode, EndToEndID, Reason, BookedOn}, f)
}
