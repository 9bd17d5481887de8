package main

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

// TestTheRegistryIsAskedByFile goes out as a workbook and comes back as a table.
func TestTheRegistryIsAskedByFile(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.province(5)
	s.now = "2024-07-06T09:00"
	s.importLists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.as("hoa", exitNeedsPerson, nil, "list", "match", "--period", scriptPeriod)
	var asked, again registryRequested
	s.as("minh", exitDone, &asked, "registry", "request", "--period", scriptPeriod, "--out", s.at("hoi.xlsx"))
	s.as("", exitDone, &again, "registry", "request", "--number", fmt.Sprint(asked.Request), "--out", s.at("lai.xlsx"))
	first, second := askedBytes(t, s.at("hoi.xlsx")), askedBytes(t, s.at("lai.xlsx"))
	if asked.Questions < 3 || asked.Status != app.ListNew || again.Status != app.ListUnchanged || !bytes.Equal(first, second) {
		t.Fatalf("asked %+v, again %+v", asked, again)
	}
	s.as("", exitUsage, nil, "registry", "request", "--number", "1", "--again", "--out", s.at("x.xlsx"))

	layout := s.at("cong-an.yaml")
	askedText(t, layout, "name: cong-an\nversion: 1\ndates: dmy\ncolumns:\n  - {heading: Mã, field: code}\n  - {heading: KQ, field: result}\n  - {heading: Số, field: personal_id}\n"+
		"results:\n  - {word: \"0\", means: not_found}\n  - {word: \"1\", means: same}\n")
	askedText(t, s.at("bang.csv"), fmt.Sprintf("Mã,KQ,Số\n%s,0,\n%s,1,\n", registry.QuestionCode(asked.Request, 1), registry.QuestionCode(asked.Request, 2)))
	var out registryAnswered
	s.as("minh", exitNeedsPerson, &out, "registry", "response", s.at("bang.csv"), "--layout", layout)
	if out.Status != app.ListNew || out.Answers != 1 || out.NotFound != 1 || len(out.Issues) != 1 || out.Issues[0].Cell != "C3" || out.Issues[0].Message == "" || out.Issues[0].Fix == "" {
		t.Errorf("the answers: %+v", out)
	}
	s.as("minh", exitFailed, &out, "registry", "response", s.at("hoi.xlsx"))
	if out.Status != app.ListRefused || out.Reason != registry.AnswersNone || out.Message == out.Reason {
		t.Errorf("what was not filled in: %+v", out)
	}
	askedText(t, layout, "name: cong-an\n")
	s.as("minh", exitFailed, &out, "registry", "response", s.at("bang.csv"), "--layout", layout)
	if out.Status != layoutFaulty || len(out.Faults) == 0 || out.Faults[0].Message == "" {
		t.Errorf("a faulty layout: %+v", out)
	}
	s.letsAnswersIn(asked.Request)
	var all registryRequests
	s.as("", exitDone, &all, "registry", "requests")
	if len(all.Requests) != 1 || all.Answered != 2 || all.Open != int64(asked.Questions)-2 || all.OldestOpen == "" {
		t.Errorf("the requests: %+v", all)
	}
	s.seesTheAnswer(asked.Request)
	for _, args := range [][]string{{"registry", "requests"}, {"review", "list", "--period", scriptPeriod}} {
		if code, out := s.run(append([]string{"--now", s.now}, args...)...); code != exitDone || out == "" {
			t.Errorf("%v: exit %d: %s", args, code, out)
		}
	}
}

// letsAnswersIn hands a whole record in, which another person confirms.
func (s *script) letsAnswersIn(request int64) {
	s.t.Helper()
	askedText(s.t, s.at("day-du.csv"), "Mã câu hỏi,Kết quả,Số định danh đúng,Họ và tên đúng,Ngày sinh đúng,Giới tính đúng,Mã xã thường trú,Tình trạng,Ngày mất,Các số đã dùng trước\n"+
		registry.QuestionCode(request, 2)+",Có sai khác,999999999999,Người Được Tìm,2/3/1944,Nữ,,Còn sống,,\n")
	var out registryAnswered
	s.as("minh", exitDone, &out, "registry", "response", s.at("day-du.csv"))
	if !out.Waits || out.Added != 1 || out.Response == 0 {
		s.t.Fatalf("a whole record: %+v", out)
	}
	var failed failure
	s.as("minh", exitFailed, &failed, "registry", "confirm", fmt.Sprint(out.Response))
	if failed.Error.Code != "same_person" {
		s.t.Errorf("who handed it in: %+v", failed)
	}
	var let, again registryConfirmed
	s.as("hoa", exitDone, &let, "registry", "confirm", fmt.Sprint(out.Response))
	s.as("hoa", exitDone, &again, "registry", "confirm", fmt.Sprint(out.Response))
	if let.Status != app.ListNew || let.Added != 1 || let.Snapshot == 0 || again.Status != app.ListUnchanged || again.Snapshot != let.Snapshot {
		s.t.Errorf("confirmed %+v, again %+v", let, again)
	}
	for _, lang := range []string{"vi", "en"} {
		if code, said := s.run("--now", s.now, "--lang", lang, "--as", "hoa", "registry", "confirm", fmt.Sprint(out.Response)); code != exitDone || said == "" {
			s.t.Errorf("in %s: exit %d: %s", lang, code, said)
		}
	}
}

// seesTheAnswer holds that who decides is shown what the registry said, where the
// row waits for a decision.
func (s *script) seesTheAnswer(request int64) {
	s.t.Helper()
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	for _, i := range q.Items {
		if a := i.Answered; a != nil && a.Request == request && a.Verdict == "not_found" && a.Code != "" && a.Day == "2024-07-06" {
			return
		}
	}
	s.t.Errorf("no row of %d shows the answer", len(q.Items))
}

func askedBytes(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func askedText(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
