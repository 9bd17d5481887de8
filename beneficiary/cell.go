package beneficiary

import (
	"strings"

	"github.com/shopspring/decimal"

	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// textOf is a cell's text, composed, and decoded where a font of before Unicode
// was used for sure.
func textOf(c sheet.Cell) string {
	if c.Kind != sheet.Text {
		return c.Text
	}
	if decoded, charset, sure := viet.GuessLegacy(c.Text, c.Font); sure && charset != viet.Unicode {
		return viet.Compose(decoded)
	}
	return viet.Compose(c.Text)
}

// Excel keeps 15 digits of a number; what a file has beyond is the noise of
// binary fractions.
const excelDigits = 15

// cleanNumber returns a numeric cell's raw text as a plain decimal, rounded to
// the digits that the cell can mean: 1.1000000000000001 is 1.1.
func cleanNumber(raw string) (decimal.Decimal, bool) {
	digits := 0
	for i := range len(raw) {
		switch c := raw[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == 'e' || c == 'E' || c == '+' || c == '-' || c == '.':
		default:
			return decimal.Decimal{}, false
		}
	}
	if len(raw) > 40 || digits == 0 {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(raw)
	if err != nil || d.Exponent() > 18 || d.Exponent() < -60 {
		return decimal.Decimal{}, false
	}
	if extra := int32(d.NumDigits()) - excelDigits; extra > 0 && d.Exponent() < 0 {
		d = d.Round(-d.Exponent() - extra)
	}
	return d, true
}

// amountReading is what an amount's cell says.
type amountReading struct {
	amount   money.Amount // no amount where the cell is empty or unreadable
	code     string
	proposed string
}

// readAmount reads an amount in the unit of the list's layout: đồng, unless it
// says thousands.
func (r *reader) readAmount(c *sheet.Cell) amountReading {
	out := r.readDong(c)
	unit := r.o.Layout.unit()
	if unit == 1 || out.amount.Currency() == "" {
		return out
	}
	a, err := out.amount.MulInt(unit)
	if err != nil || a.Minor() >= 1e15 {
		return amountReading{code: CodeAmountUnreadable}
	}
	out.amount = a
	return out
}

// inUnit is an amount as it is to be typed into the list: in the layout's unit,
// "" where it is no whole number of it.
func (r *reader) inUnit(a money.Amount) string {
	unit := r.o.Layout.unit()
	if a.Minor()%unit != 0 {
		return ""
	}
	return money.Dong(a.Minor() / unit).Digits()
}

// readDong reads đồng. An empty cell and a dash are no amount; a number whose
// cell shows another one, a fraction and a note beside the digits are refused.
func (r *reader) readDong(c *sheet.Cell) amountReading {
	switch c.Kind {
	case sheet.Empty:
		return amountReading{}
	case sheet.Number:
		return r.readAmountNumber(c)
	case sheet.Text:
		return readAmountText(textOf(*c))
	case sheet.ErrorValue:
		return amountReading{code: CodeCellError}
	}
	return amountReading{code: CodeAmountUnreadable}
}

func (r *reader) readAmountNumber(c *sheet.Cell) amountReading {
	out := amountReading{}
	if r.disguised(c.Format) {
		out.code = CodeAmountDisguised
	}
	var dong int64
	if len(c.Text) < excelDigits && allDigits(c.Text) {
		for _, digit := range []byte(c.Text) {
			dong = dong*10 + int64(digit-'0')
		}
	} else {
		d, ok := cleanNumber(c.Text)
		switch {
		case !ok || !d.IsInteger() || d.NumDigits() > excelDigits || d.Exponent() > excelDigits:
			return amountReading{code: CodeAmountUnreadable}
		case d.IsNegative():
			return amountReading{code: CodeAmountNegative, proposed: d.Neg().String()}
		}
		dong = d.IntPart()
	}
	if out.code != "" {
		return out
	}
	out.amount = money.Dong(dong)
	return out
}

func readAmountText(text string) amountReading {
	if strings.Trim(text, "-–—_. ") == "" {
		return amountReading{}
	}
	a, err := money.Parse(text, money.VND)
	switch {
	case err != nil || a.Minor() >= 1e15:
		return amountReading{code: CodeAmountUnreadable, proposed: likelyAmount(text)}
	case a.Sign() < 0:
		return amountReading{code: CodeAmountNegative, proposed: strings.TrimPrefix(a.Digits(), "-")}
	}
	return amountReading{amount: a}
}

// likelyAmount is what a text was meant to be, without the apostrophe that kept
// it a text and without noughts behind groups of thousands that another sign
// parts (1.250.000,00); "" where nobody can know.
func likelyAmount(text string) string {
	bare := strings.TrimLeft(text, "'’ ")
	for _, part := range [...]struct{ noughts, groups string }{{",00", "."}, {",0", "."}, {".00", ","}, {".0", ","}} {
		whole, ok := strings.CutSuffix(bare, part.noughts)
		if ok && strings.Contains(whole, part.groups) && !strings.Contains(whole, part.noughts[:1]) {
			bare = whole
			break
		}
	}
	if whole, ok := withoutNoughts(bare); ok && len(whole) > 3 {
		bare = whole
	}
	if a, err := money.Parse(bare, money.VND); bare != text && err == nil && a.Sign() > 0 && a.Minor() < 1e15 {
		return a.Digits()
	}
	return ""
}

// readCoefficient reads a positive factor; ok is false for anything else, and
// empty where the cell has none.
func readCoefficient(c *sheet.Cell) (d decimal.Decimal, empty, ok bool) {
	switch c.Kind {
	case sheet.Empty:
		return d, true, true
	case sheet.Number:
		d, ok = cleanNumber(c.Text)
	case sheet.Text:
		text := textOf(*c)
		if strings.Trim(text, "-–—") == "" {
			return d, true, true
		}
		var err error
		d, err = money.ParseDecimal(text)
		ok = err == nil
	}
	if !ok || !d.IsPositive() || d.GreaterThan(decimal.New(100, 0)) {
		return decimal.Decimal{}, false, false
	}
	return d, false, true
}

// disguised reports whether a number format shows another number than the cell
// holds: thousands (#,##0,), percent, rounded powers of ten, digits that are
// not there, nothing at all.
func (r *reader) disguised(format string) bool {
	if known, ok := r.formats[format]; ok {
		return known
	}
	r.formats[format] = disguises(format)
	return r.formats[format]
}

func disguises(format string) bool {
	if format == "" || format == "@" || strings.EqualFold(format, "general") {
		return false
	}
	shows, percent, exponent, digit := false, false, false, false
	commas, literal := 0, false
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case '"':
			end := strings.IndexByte(format[i+1:], '"')
			if end < 0 {
				end = len(format) - i - 1
			}
			literal = literal || strings.ContainsAny(format[i+1:i+1+end], "0123456789")
			i += end + 1
		case '\\', '_', '*':
			i++
			literal = literal || c == '\\' && i < len(format) && format[i] >= '0' && format[i] <= '9'
		case '[':
			if end := strings.IndexByte(format[i:], ']'); end > 0 {
				i += end
			}
		case ';':
			i = len(format)
		case '0', '#', '?':
			shows, digit, commas = true, true, 0
		case ',':
			if digit {
				commas++
			}
		case '.':
			if commas > 0 {
				return true
			}
		case '%':
			percent = true
		case 'E', 'e':
			exponent = exponent || shows
		case 'G', 'g':
			if strings.HasPrefix(strings.ToLower(format[i:]), "general") {
				shows = true
				i += len("general") - 1
			}
		}
	}
	return !shows || percent || exponent || literal || commas > 0
}
