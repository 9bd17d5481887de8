package money

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// parser walks input[at:end]; the first failure sticks.
type parser struct {
	input   string
	at, end int
	err     error
}

// trimmed is a parser of s without the blanks around it.
func trimmed(s string) *parser {
	p := &parser{input: s, end: len(s)}
	p.skipBlanks()
	for p.end > p.at {
		r, n := utf8.DecodeLastRuneInString(s[p.at:p.end])
		if !isBlank(r) {
			break
		}
		p.end -= n
	}
	return p
}

func (p *parser) skipBlanks() {
	for p.at < p.end {
		r, n := utf8.DecodeRuneInString(p.input[p.at:p.end])
		if !isBlank(r) {
			return
		}
		p.at += n
	}
}

func (p *parser) fail(at int, r Reason) {
	if p.err == nil {
		p.err = &ParseError{Input: p.input, Offset: at, Reason: r}
	}
}

// unit reads the currency word, or nothing, up to the end.
func (p *parser) unit(c Currency) {
	if p.err != nil {
		return
	}
	number := p.at
	p.skipBlanks()
	word := p.input[p.at:p.end]
	switch {
	case word == "" || isUnit(norm.NFC.String(word), c):
	case strings.ContainsAny(word, "0123456789.,-"):
		p.fail(number, ReasonDigit)
	default:
		p.fail(p.at, ReasonUnit)
	}
}

func (p *parser) sign() bool {
	if p.at < p.end && p.input[p.at] == '-' {
		p.at++
		return true
	}
	return false
}

// digits reads one or more ASCII digits.
func (p *parser) digits() string {
	start := p.at
	for p.at < p.end && isDigit(p.input[p.at]) {
		p.at++
	}
	switch {
	case p.at > start:
		return p.input[start:p.at]
	case p.at == p.end && strings.TrimFunc(p.input, isBlank) == "":
		p.fail(p.at, ReasonEmpty)
	default:
		p.fail(start, ReasonDigit)
	}
	return ""
}

// plain reads digits and, after one of marks, decimals, up to the end.
func (p *parser) plain(marks string) (whole, fraction string) {
	start := p.at
	whole = p.digits()
	if len(whole) > 1 && whole[0] == '0' {
		p.fail(start, ReasonLeadingZero)
	}
	if p.err == nil && p.at < p.end && strings.IndexByte(marks, p.input[p.at]) >= 0 {
		p.at++
		fraction = p.digits()
	}
	if p.at < p.end {
		p.fail(p.at, ReasonDigit)
	}
	return whole, fraction
}

// group is a run of digits and the separator before it, 0 for the first.
type group struct {
	sep    rune
	at     int
	digits string
}

// number reads the whole part and the decimals of a currency with so many.
func (p *parser) number(decimals int) (whole, fraction string) {
	groups := p.groups()
	if p.err != nil {
		return "", ""
	}
	last := groups[len(groups)-1]
	mark, ok := decimalMark(groups, decimals)
	if !ok {
		p.fail(last.at-1, ReasonAmbiguous)
	}
	if mark {
		fraction = last.digits
		groups = groups[:len(groups)-1]
	}
	if len(fraction) > decimals {
		p.fail(last.at+decimals, ReasonDecimals)
	}
	return p.whole(groups), fraction
}

// groups reads runs of digits with one separator between each two.
func (p *parser) groups() []group {
	groups := make([]group, 0, 8)
	sep := rune(0)
	for {
		at := p.at
		groups = append(groups, group{sep: sep, at: at, digits: p.digits()})
		r, n := p.separator()
		if p.err != nil || n == 0 {
			return groups
		}
		sep = r
		p.at += n
	}
}

// separator is the separator ahead and its length, 0 where the number ends. A
// blank separates only when a digit follows.
func (p *parser) separator() (rune, int) {
	r, n := utf8.DecodeRuneInString(p.input[p.at:p.end])
	after := p.at + n
	if r == '.' || r == ',' || isBlank(r) && after < p.end && isDigit(p.input[after]) {
		return r, n
	}
	return 0, 0
}

// decimalMark reports whether the last separator begins the decimals; ok is
// false when it could as well be grouping.
func decimalMark(groups []group, decimals int) (mark, ok bool) {
	first, last := groups[0], groups[len(groups)-1]
	if last.sep != '.' && last.sep != ',' {
		return false, true
	}
	if len(groups) > 2 {
		return groups[len(groups)-2].sep != last.sep, true
	}
	canGroup := len(last.digits) == 3 && len(first.digits) <= 3 && first.digits[0] != '0'
	if canGroup && decimals > 0 {
		return false, false
	}
	return !canGroup, true
}

// whole joins groups of three under one separator.
func (p *parser) whole(groups []group) string {
	first := groups[0]
	if first.digits[0] == '0' && (len(first.digits) > 1 || len(groups) > 1) {
		p.fail(first.at, ReasonLeadingZero)
	}
	if len(groups) == 1 {
		return first.digits
	}
	var digits strings.Builder
	for i, g := range groups {
		if i == 0 && len(g.digits) > 3 || i > 0 && (len(g.digits) != 3 || g.sep != groups[1].sep) {
			p.fail(g.at, ReasonGroup)
		}
		digits.WriteString(g.digits)
	}
	return digits.String()
}

// amount puts the digits together in minor units.
func (p *parser) amount(negative bool, whole, fraction string, decimals int, c Currency) (Amount, error) {
	size, ok := magnitude(whole + fraction + strings.Repeat("0", decimals-len(fraction)))
	if !ok || size == 1<<63 && !negative {
		p.fail(0, ReasonTooLarge)
	}
	if negative && size == 0 {
		p.fail(0, ReasonZero)
	}
	if p.err != nil {
		return Amount{}, p.err
	}
	if negative {
		return Amount{minor: -int64(size), currency: c}, nil
	}
	return Amount{minor: int64(size), currency: c}, nil
}

// magnitude reads ASCII digits up to 2^63, the size of the smallest int64.
func magnitude(digits string) (uint64, bool) {
	const end = 1 << 63
	var n uint64
	for i := range len(digits) {
		d := uint64(digits[i] - '0')
		if n > (end-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }

func isUnit(word string, c Currency) bool {
	if strings.EqualFold(word, string(c)) {
		return true
	}
	if c != VND {
		return false
	}
	for _, known := range [...]string{"đ", "₫", "đồng", "VNĐ"} {
		if strings.EqualFold(word, known) {
			return true
		}
	}
	return false
}
