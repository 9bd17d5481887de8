package main

import (
	"regexp"
	"strings"
	"testing"

	"chitra/beneficiary"
	"chitra/internal/wording"
	"chitra/reports"
)

// preview is what the terminal says of a list that is read and not kept.
func (s *script) preview(files ...string) string {
	s.t.Helper()
	code, out := s.run(append([]string{"--now", s.now, "--as", "lan", "list", "import", "--period", "2024-07", "--dry-run"}, files...)...)
	if code != exitDone {
		s.t.Fatalf("exit %d\n%s", code, out)
	}
	return out
}

// TestAPreviewSaysWhoseItIs: file, commune and version stand above each list's
// preview; a list without amounts has no sum of nought; and a list that was taken
// back is not called in force.
func TestAPreviewSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.village()
	p := villagers()
	bare := []villager{p[0], p[1]}
	bare[0].total, bare[1].total = "", ""
	mixed := []villager{p[2], bare[0]}

	out := s.preview(s.list("khong-tien.csv", bare...), s.list("co-tien.csv", mixed...))
	for _, want := range []string{
		"khong-tien.csv · 99001 Xã Mây Trắng · sẽ là bản 1\n", "co-tien.csv · 99001 Xã Mây Trắng · sẽ là bản 1\n",
		"Số tiền: không ghi số tiền: 2 dòng; tháng trước: –.", "Số tiền: 750.000 đồng (không ghi số tiền: 1 dòng); tháng trước: –.",
		"•••••••••011, không ghi số tiền\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if regexp.MustCompile(`\b0 đồng`).MatchString(out) {
		t.Errorf("a sum of nothing:\n%s", out)
	}

	var took listsImported
	s.as("lan", exitDone, &took, "list", "import", "--period", "2024-07", s.at("khong-tien.csv"))
	if l := took.Lists[0]; l.CommuneName != "Xã Mây Trắng" || l.Preview.WithoutAmountNow != 2 || l.Preview.WithoutAmountBefore != 0 ||
		l.Preview.NewRows[0].Amount != "" {
		t.Errorf("list %+v, preview %+v", l, l.Preview)
	}
	if out := s.preview(s.at("co-tien.csv")); !strings.Contains(out, "co-tien.csv · 99001 Xã Mây Trắng · sẽ là bản 2") ||
		!strings.Contains(out, "So với bản 1 đang có hiệu lực: mới 1, đổi 0, bỏ 1, như cũ 1.") {
		t.Errorf("against what is in force:\n%s", out)
	}
	s.as("lan", exitDone, nil, "list", "withdraw", "BTXH-2024-07-99001", "--reason", "thử")
	out = s.preview(s.at("co-tien.csv"))
	if !strings.Contains(out, "  Danh sách đã được rút (bản 2).\n") || !strings.Contains(out, "sẽ là bản 3") || strings.Contains(out, "đang có hiệu lực") {
		t.Errorf("against what was taken back:\n%s", out)
	}
	s.as("lan", exitDone, &took, "list", "import", "--period", "2024-07", s.at("co-tien.csv"))
	if f := took.Lists[0].Preview.InForce; f == nil || !f.Withdrawn || f.Version != 2 {
		t.Errorf("in force %+v", f)
	}
	s.as("lan", exitDone, nil, "list", "withdraw", "BTXH-2024-07-99001", "--reason", "thử")
	s.as("lan", exitDone, &took, "list", "import", "--period", "2024-08", s.at("co-tien.csv"))
	if v := took.Lists[0].Preview; !v.WithdrawnBefore || v.VersionBefore != 4 {
		t.Errorf("the month before %+v", v)
	}
}

// TestSentencesOnATerminal: no sentence about a cell has an empty place, each says
// the proposal once, and no whole number is shown.
func TestSentencesOnATerminal(t *testing.T) {
	const number = "999069418910"
	for _, lang := range []reports.Lang{reports.Vietnamese, reports.English} {
		w := wording.In(lang)
		for _, c := range beneficiary.IssueCodes() {
			for _, f := range []beneficiary.Field{beneficiary.PersonalID, beneficiary.Account, beneficiary.Name} {
				for _, i := range []listIssue{{Value: number, Proposed: number}, {Value: "99906941891O", Proposed: number}, {Value: number}, {}} {
					i.Code, i.Column = c.Code, f.Key()
					message, fix := i.said(w)
					all := message + " " + fix
					if strings.ContainsAny(all, "{}") || strings.Contains(all, " .") || strings.Contains(all, "«»") || strings.Contains(all, "“”") || strings.Contains(all, "()") {
						t.Errorf("%s, %+v: %q", c.Code, i, all)
					}
					if f != beneficiary.Name && !counts(c.Code) && strings.Contains(all, number) {
						t.Errorf("%s shows a whole number: %q", c.Code, all)
					}
					if i.Proposed != "" && !counts(c.Code) && strings.Count(all, i.shown(i.Proposed)) == 0 {
						t.Errorf("%s does not say the proposal: %q", c.Code, all)
					}
				}
			}
		}
		look := listIssue{Code: beneficiary.CodeNumberLookAlike, Column: beneficiary.PersonalID.Key(), Value: "99906941891O", Proposed: number}
		message, fix := look.said(w)
		if strings.Count(message+fix, "•••••••••910") != 1 || !strings.Contains(message, w.Pick("có thể là •", "perhaps it is •")) {
			t.Errorf("a letter for a digit: %q %q", message, fix)
		}
		count := listIssue{Code: beneficiary.CodeNumberPadded, Column: beneficiary.PersonalID.Key(), Value: "1234"}
		if message, _ := count.said(w); !strings.Contains(message, "1234") {
			t.Errorf("how many is masked: %q", message)
		}
	}
}
