package beneficiary

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chitra/internal/civil"
	"chitra/internal/place"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// title is what the lines above a header say.
type title struct {
	months   []civil.Month
	communes [][]string // each mention, with the codes it can mean
	unit     string     // of amounts that are not whole đồng, folded
	dong     bool       // it says that amounts are đồng
}

// readTitle reads the cells above a header.
func (r *reader) readTitle(rows []sheet.Row) title {
	var t title
	for _, row := range rows {
		for col := range row.Cells {
			if row.Cells[col].Kind != sheet.Text {
				continue
			}
			text := textOf(row.Cells[col])
			words := strings.Fields(viet.Fold(text))
			t.months = append(t.months, monthsIn(words)...)
			t.communes = append(t.communes, r.communesIn(text)...)
			if unit := unitIn(words); unit != "" {
				t.unit = unit
			}
			t.dong = t.dong || saysDong(words)
		}
	}
	return t
}

// unitIn finds a unit other than the đồng: "ĐVT: 1.000 đồng", "nghìn đồng".
func unitIn(words []string) string {
	for i, w := range words {
		if w != "DONG" || i == 0 {
			continue
		}
		switch before := words[i-1]; {
		case before == "NGHIN" || before == "NGAN" || before == "TRIEU":
			return before + " DONG"
		case before == "1000", before == "000" && i > 1 && words[i-2] == "1":
			return "1000 DONG"
		}
	}
	return ""
}

// monthsIn finds the months a text names: "tháng 7/2024", "tháng 7, 8 và 9 năm
// 2024", "từ tháng 7 đến tháng 9/2024", "quý III/2024", "tháng bảy năm 2024",
// "T7/2024", "kỳ chi trả 07/2024". The month of a whole date ("ngày 5 tháng 7 năm
// 2024") is the paper's own and does not count.
func monthsIn(words []string) []civil.Month {
	var months []civil.Month
	var open []int // months whose year is still to come
	upTo := false
	for i := 0; i < len(words); i++ {
		switch {
		case words[i] == "QUY":
			months = append(months, quarterAt(words[i+1:])...)
		case words[i] == "DEN" && len(open) == 1:
			upTo = true
		case words[i] == "THANG" && !partOfDate(words[:i]):
			for i+1 < len(words) && (words[i+1] == "VA" || smallNumber(words[i+1]) > 0) {
				i++
				if n := smallNumber(words[i]); n > 0 {
					open = append(open, n)
				}
			}
		case yearNumber(words[i]) > 0 && len(open) > 0:
			months = append(months, withYear(open, yearNumber(words[i]), upTo)...)
			open, upTo = nil, false
		default:
			months = append(months, monthBefore(words[:i], words[i])...)
		}
	}
	return months
}

// monthBefore is the month that ends in a year: "T7 2024", "KY CHI TRA 07 2024"
// and "THANG BAY NAM 2024"; any other words before a year name none.
func monthBefore(words []string, year string) []civil.Month {
	n, y := len(words), yearNumber(year)
	if y == 0 || n == 0 {
		return nil
	}
	number := 0
	switch last := words[n-1]; {
	case last == "NAM" && n > 1 && shortMonth(words[n-2]) > 0:
		number = shortMonth(words[n-2])
	case last == "NAM":
		number = spelledMonth(words[:n-1])
	case shortMonth(last) > 0:
		number = shortMonth(last)
	case n > 3 && slices.Equal(words[n-4:n-1], []string{"KY", "CHI", "TRA"}):
		number = smallNumber(last)
	}
	if number == 0 {
		return nil
	}
	return withYear([]int{number}, y, false)
}

// shortMonth reads "T7"; 0 for anything else.
func shortMonth(word string) int {
	if number, ok := strings.CutPrefix(word, "T"); ok {
		return smallNumber(number)
	}
	return 0
}

// spelledMonth is the month whose name stands at the end of the words, 0 for
// none. The fifth is left out: without its marks it is the word for year.
func spelledMonth(words []string) int {
	names := [...]string{"GIENG", "HAI", "BA", "TU", "", "SAU", "BAY", "TAM", "CHIN", "MUOI", "MUOI MOT", "MUOI HAI", "CHAP"}
	for at := len(words) - 1; at >= max(1, len(words)-2); at-- {
		if words[at-1] != "THANG" || partOfDate(words[:at-1]) {
			continue
		}
		if i := slices.Index(names[:], strings.Join(words[at:], " ")); i >= 0 {
			return min(i+1, 12)
		}
	}
	return 0
}

func withYear(numbers []int, year int, upTo bool) []civil.Month {
	if upTo && len(numbers) == 2 {
		from, err1 := civil.NewMonth(year, numbers[0])
		to, err2 := civil.NewMonth(year, numbers[1])
		if err1 == nil && err2 == nil {
			return civil.Months(from, to)
		}
	}
	var months []civil.Month
	for _, n := range numbers {
		if m, err := civil.NewMonth(year, n); err == nil {
			months = append(months, m)
		}
	}
	return months
}

// partOfDate reports whether "ngày" and a number stand before.
func partOfDate(before []string) bool {
	n := len(before)
	return n >= 2 && before[n-2] == "NGAY" || n >= 1 && before[n-1] == "NGAY"
}

func quarterAt(words []string) []civil.Month {
	quarter := 0
	if len(words) > 0 {
		quarter = slices.Index([]string{"I", "II", "III", "IV"}, words[0]) + 1
		if quarter == 0 {
			quarter = slices.Index([]string{"1", "2", "3", "4"}, words[0]) + 1
		}
	}
	for _, w := range words[min(1, len(words)):min(3, len(words))] {
		if y := yearNumber(w); y > 0 && quarter > 0 {
			return withYear([]int{3*quarter - 2, 3 * quarter}, y, true)
		}
	}
	return nil
}

func smallNumber(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > 12 || len(word) > 2 {
		return 0
	}
	return n
}

func yearNumber(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || len(word) != 4 || n < 2000 || n > 2199 {
		return 0
	}
	return n
}

// communeDigits is how many digits the code of a commune has.
const communeDigits = 5

// communesIn finds the communes a text names after "xã", "phường" …; each
// mention is the code of one, or the longest run of words that is its name.
func (r *reader) communesIn(text string) [][]string {
	if r.o.Places == nil {
		return nil
	}
	words := strings.FieldsFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
	var found [][]string
	for i := 0; i < len(words); i++ {
		n := kindWords(words, i)
		if n == 0 || i > 0 && viet.Fold(words[i-1]) == "THI" {
			continue
		}
		if at := i + n; at < len(words) && len(words[at]) == communeDigits && allDigits(words[at]) {
			if codes := r.lookUpPlace(words[at]); len(codes) > 0 { // "mã xã 99001"
				found = append(found, codes)
				i = at
				continue
			}
		}
		for end := min(len(words), i+n+4); end > i+n; end-- {
			if codes := r.lookUpPlace(strings.Join(words[i:end], " ")); len(codes) > 0 {
				if len(codes) > 1 { // the district after it may tell them apart
					codes = r.lookUpPlace(strings.Join(words[i:], " "))
				}
				found = append(found, codes)
				i = end - 1
				break
			}
		}
	}
	return found
}

// kindWords returns how many words at i are a kind of commune.
func kindWords(words []string, i int) int {
	switch viet.Fold(words[i]) {
	case "XA", "PHUONG":
		return 1
	case "THI":
		if i+1 < len(words) && viet.Fold(words[i+1]) == "TRAN" {
			return 2
		}
	case "DAC":
		if i+1 < len(words) && viet.Fold(words[i+1]) == "KHU" {
			return 2
		}
	}
	return 0
}

// lookUpPlace returns the codes a commune's name or code can mean in the month
// paid for, else on any day: lists go on naming what has been merged, and the
// districts it lay in.
func (r *reader) lookUpPlace(text string) []string {
	if r.o.Places == nil || text == "" {
		return nil
	}
	if allDigits(text) {
		if _, ok := r.o.Places.ByCode(pad(text, 5), civil.Date{}); ok {
			return []string{pad(text, 5)}
		}
		return nil
	}
	var codes []string
	for _, c := range r.o.Places.FindWritten(text, r.o.Period.First()) {
		if !slices.Contains(codes, c.Code) {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// agree reports whether one of the codes is the commune, or in one line with it.
func (r *reader) agree(codes []string, commune string) bool {
	return slices.ContainsFunc(codes, func(code string) bool {
		if code == commune {
			return true
		}
		return r.o.Places != nil && r.o.Places.Agree(code, commune) == place.Successor
	})
}

// checkTitle refuses a list of other months or other units.
func (r *reader) checkTitle(t title, where string) error {
	if err := r.checkUnitWords(t.unit, t.dong, where); err != nil {
		return err
	}
	if r.o.Period.IsZero() || len(t.months) == 0 || slices.Contains(t.months, r.o.Period) {
		return nil
	}
	named := make([]string, len(t.months))
	for i, m := range t.months {
		named[i] = m.String()
	}
	slices.Sort(named)
	return &Refusal{Code: RefusedWrongPeriod, Sheet: where, Detail: strings.Join(slices.Compact(named), " ")}
}

// settleCommune decides whose list this is: the commune asked for, which a title
// must not contradict; else the one the titles name; else the one the column has.
func (r *reader) settleCommune() (string, error) {
	asked := r.o.Commune
	if asked != "" {
		if r.o.Places != nil {
			if _, ok := r.o.Places.ByCode(asked, civil.Date{}); !ok {
				return "", &Refusal{Code: RefusedCommuneUnknown, Detail: asked}
			}
		}
		for _, codes := range r.mentions {
			if r.agree(codes, asked) {
				return asked, nil
			}
		}
		if len(r.mentions) > 0 {
			return "", &Refusal{Code: RefusedCommuneDiffers, Detail: asked + ": " + strings.Join(flatten(r.mentions), " ")}
		}
		return asked, nil
	}
	sure := singles(r.mentions)
	if len(sure) == 0 {
		sure = r.columnCommunes
		for _, codes := range r.mentions {
			// A name that several communes share is theirs whom the column names.
			sure = slices.DeleteFunc(slices.Clone(sure), func(c string) bool { return !r.agree(codes, c) })
		}
	}
	switch {
	case len(sure) == 1:
		return sure[0], nil
	case len(sure) > 1:
		return "", &Refusal{Code: RefusedCommuneSeveral, Detail: strings.Join(sure, " ")}
	}
	return "", &Refusal{Code: RefusedCommuneMissing, Detail: strings.Join(flatten(r.mentions), " ")}
}

// singles are the distinct communes that were named without doubt.
func singles(mentions [][]string) []string {
	var sure []string
	for _, codes := range mentions {
		if len(codes) == 1 && !slices.Contains(sure, codes[0]) {
			sure = append(sure, codes[0])
		}
	}
	slices.Sort(sure)
	return sure
}

func flatten(mentions [][]string) []string {
	all := slices.Concat(mentions...)
	slices.Sort(all)
	return slices.Compact(all)
}
