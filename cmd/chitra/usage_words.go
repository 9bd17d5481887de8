package main

import (
	"regexp"
	"strings"

	"chitra/internal/wording"
)

// usageSaid is what the reader of the command line complains of, in the words'
// language. What nobody wrote words for stays as it is.
func usageSaid(words wording.Words, why string) string {
	for _, u := range usageTexts() {
		if found := u.met.FindStringSubmatchIndex(why); found != nil {
			said := string(u.met.ExpandString(nil, words.Pick(u.vi, u.en), why, found))
			return strings.ReplaceAll(said, " or ", words.Pick(" hoặc ", " or "))
		}
	}
	return why
}

type usageText struct {
	met    *regexp.Regexp
	vi, en string
}

// usageTexts are the usual complaints; the first that fits is said.
func usageTexts() []usageText {
	text := func(met, vi, en string) usageText { return usageText{regexp.MustCompile("^" + met + "$"), vi, en} }
	return []usageText{
		text(`missing flags: (.+)`, "Thiếu $1", "Missing $1"),
		text(`missing positional arguments (.+)`, "Thiếu $1", "Missing $1"),
		text(`(.+) must be one of (.+) but got (.*)`, "$1 phải là một trong $2, không phải $3", "$1 must be one of $2, not $3"),
		text(`(--\S+) and (--\S+) can't be used together`, "$1 và $2 không dùng cùng nhau", "$1 and $2 do not go together"),
		text(`unexpected argument (.+), did you mean (.+)\?`, "Không có lệnh hay tham số $1; có phải $2?", "No command or argument $1; did you mean $2?"),
		text(`unexpected argument (.+)`, "Thừa tham số $1", "One argument too many: $1"),
		text(`unknown flag (.+), did you mean (.+)\?`, "Không có cờ $1; có phải $2?", "No flag $1; did you mean $2?"),
		text(`unknown flag (.+)`, "Không có cờ $1", "No flag $1"),
		text(`unexpected flag argument (.+)`, "Cờ này không nhận giá trị $1", "This flag takes no value, and got $1"),
		text(`expected one of (.+)`, "Cần một trong $1", "One of $1 is wanted"),
		text(`(--\S+): (".*") is no day: .+`, "$1: $2 không phải là ngày; viết YYYY-MM-DD hoặc DD/MM/YYYY", "$1: $2 is no day; write YYYY-MM-DD, or DD/MM/YYYY"),
		text(`(--\S+): (".*") is no month: .+`, "$1: $2 không phải là tháng; viết YYYY-MM hoặc MM/YYYY", "$1: $2 is no month; write YYYY-MM, or MM/YYYY"),
		text(`((?:--\S+: )?".*") is no time: .+`, "$1 không phải là thời điểm; viết YYYY-MM-DD hoặc DD/MM/YYYY, có thể kèm giờ HH:MM",
			"$1 is no time; write YYYY-MM-DD, or DD/MM/YYYY, with HH:MM behind it where a time is meant"),
		text(`(--\S+): missing value.*`, "$1 thiếu giá trị", "$1 has no value"),
		text(`(--\S+): expected .+ but got "EOL".*`, "$1 thiếu giá trị", "$1 has no value"),
		text(`(--\S+): expected .+ value but got (.+)`, "$1 không nhận giá trị $2", "$1 does not take $2"),
		text(`expected (.+)`, "Thiếu $1", "Missing $1"),
	}
}
