package sheet

import "strings"

// builtInFormats are the number formats that a workbook uses without spelling
// them out (ECMA-376, 18.8.30; 27–36 and 50–58 are dates of East Asian
// editions).
var builtInFormats = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"$"#,##0_);("$"#,##0)`, 6: `"$"#,##0_);[Red]("$"#,##0)`, 7: `"$"#,##0.00_);("$"#,##0.00)`, 8: `"$"#,##0.00_);[Red]("$"#,##0.00)`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
	27: "yyyy-mm-dd", 28: "yyyy-mm-dd", 29: "yyyy-mm-dd", 30: "m-d-yy", 31: "yyyy-mm-dd",
	32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: "yyyy-mm-dd",
	37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 42: `_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)`,
	43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`, 44: `_("$"* #,##0.00_);_("$"* \(#,##0.00\);_("$"* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
	50: "yyyy-mm-dd", 51: "yyyy-mm-dd", 52: "yyyy-mm-dd", 53: "yyyy-mm-dd", 54: "yyyy-mm-dd",
	55: "yyyy-mm-dd", 56: "yyyy-mm-dd", 57: "yyyy-mm-dd", 58: "yyyy-mm-dd",
}

// showsDay reports whether a number format shows a year, a month or a day. A
// format of hours, minutes and seconds alone does not: "m" beside them is
// minutes.
func showsDay(format string) bool {
	var day, month, clock bool
	for i := 0; i < len(format); i++ {
		switch c := format[i] | 0x20; {
		case format[i] == '\\' || format[i] == '_' || format[i] == '*':
			i++ // shown, left out or repeated as it is
		case format[i] == '"':
			i = skipPast(format, i, '"')
		case format[i] == '[':
			end := skipPast(format, i, ']')
			inside := strings.ToLower(format[i+1 : min(end, len(format))])
			clock = clock || strings.Trim(inside, "hms") == "" && inside != ""
			i = end
		case format[i] == ';':
			i = len(format) // the other sections are for other signs
		case c == 'g' && len(format)-i >= 7 && strings.EqualFold(format[i:i+7], "general"):
			i += 6
		case c == 'a' && hasAMPM(format[i:]):
			clock = true
			i += strings.IndexAny(format[i:], "pP")
		case c == 'y' || c == 'd':
			day = true
		case c == 'm':
			month = true
		case c == 'h' || c == 's':
			clock = true
		}
	}
	return day || month && !clock
}

func hasAMPM(s string) bool {
	u := strings.ToUpper(s[:min(len(s), 5)])
	return u == "AM/PM" || strings.HasPrefix(u, "A/P")
}

// skipPast returns the position of the next stop behind i, or the end.
func skipPast(s string, i int, stop byte) int {
	if n := strings.IndexByte(s[i+1:], stop); n >= 0 {
		return i + 1 + n
	}
	return len(s)
}
