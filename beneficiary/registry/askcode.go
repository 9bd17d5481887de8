package registry

import (
	"fmt"
	"strconv"
	"strings"
)

// askMarks are the check characters of a QuestionCode: no letter among them is
// taken for a digit or for another.
const askMarks = "ABCDEFGHJKLMNPQRTUVWXYZ"

// QuestionCode is the code of one question of a request: its two numbers and a
// check character, and nothing about the person.
func QuestionCode(request, n int64) string {
	body := fmt.Sprintf("%d-%d", request, n)
	return "YC" + body + "-" + string(askMarks[askCheck(body)])
}

// ParseQuestionCode reads what QuestionCode wrote, in any case of letters and with
// spaces in it. Any one wrong character, and any two neighbours exchanged, are
// found.
func ParseQuestionCode(s string) (request, n int64, ok bool) {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	body, ok := strings.CutPrefix(s, "YC")
	if !ok {
		return 0, 0, false
	}
	parts := strings.Split(body, "-")
	if len(parts) != 3 || !digits(parts[0]) || !digits(parts[1]) {
		return 0, 0, false
	}
	request, err := strconv.ParseInt(parts[0], 10, 64)
	if err != nil {
		return 0, 0, false
	}
	n, err = strconv.ParseInt(parts[1], 10, 64)
	return request, n, err == nil && s == QuestionCode(request, n)
}

// askCheck is the residue of digits and hyphen, by a prime that has as many check
// characters.
func askCheck(body string) int {
	sum := 0
	for _, r := range body {
		v := 10
		if r != '-' {
			v = int(r - '0')
		}
		sum = (sum*11 + v + 1) % len(askMarks)
	}
	return sum
}

// Asks reports whether the registry can say more about a line that has an outcome
// and is not accepted: not about numbers on several lines, payments made, and
// deaths by which it has stopped the line already.
func Asks(o Outcome, stopped bool) bool {
	switch o {
	case Exact, ExactAfterNormalising, NameDiffers, BirthDateDiffers, NumberSuspect, NumberMissing, OldNumber, NumberCancelled, NotFound, Contested, NeedsReview:
		return true
	case Deceased:
		return !stopped
	}
	return false
}
