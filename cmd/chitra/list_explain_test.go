package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// golden holds a text against a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestARowIsExplained asks for rows that were accepted, proposed, swapped with
// another and not found, as people read them and as scripts do.
func TestARowIsExplained(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.village()
	p := villagers()
	p[0].name = "NGUYEN THI HOA"
	p[1].number = "999066000023"
	p[2].number, p[3].number = p[3].number, p[2].number
	stranger := villager{"999070000055", "Hồ Tường Vi", "1970-07-08", "06C", "750000", "99900000105"}
	var took listsImported
	s.as("lan", exitDone, &took, "list", "import", "--period", "2024-07", s.list("ds.csv", append(p, stranger)...))
	list := took.Lists[0].List
	var f failure
	s.as("", exitFailed, &f, "list", "explain", list, "2")
	if f.Error.Code != "row_not_matched" {
		t.Errorf("before the match: %+v", f.Error)
	}
	s.as("hoa", exitNeedsPerson, nil, "list", "match", "--period", "2024-07")

	for line, name := range map[string]string{"2": "accepted", "3": "proposed", "4": "swapped", "6": "not-found"} {
		for _, lang := range []string{"vi", "en"} {
			code, text := s.run("--now", s.now, "--lang", lang, "list", "explain", list, line)
			if code != exitDone {
				t.Fatalf("exit %d\n%s", code, text)
			}
			if strings.Contains(text, "99916600001") || strings.Contains(text, "99906600002") {
				t.Errorf("an identity number in full:\n%s", text)
			}
			golden(t, "explain-"+name+"-"+lang+".txt", text)
		}
	}
	var one rowExplained
	s.as("", exitDone, &one, "list", "explain", list, "2")
	var again rowExplained
	s.as("", exitDone, &again, "list", "explain", one.Row)
	if diff := cmp.Diff(fmt.Sprintf("%+v", one.List), fmt.Sprintf("%+v", again.List)); diff != "" || one.ToDo != again.ToDo {
		t.Errorf("by line (-) and by key (+):\n%s", diff)
	}
	if len(one.Fields) != 5 || one.Fields[0].Agreement != "unmarked" || one.Normalised[0].Code != "marks_ignored" || one.Tier != "T2" ||
		one.Person == nil || one.Person.Name != "Nguyễn Thị Hòa" {
		t.Errorf("%+v", one)
	}
	if _, text := s.run("--now", s.now, "list", "explain", list, "2", "--numbers"); !strings.Contains(text, "999166000011") {
		t.Errorf("--numbers masks them:\n%s", text)
	}
	s.as("", exitFailed, &f, "list", "explain", list, "99")
	if f.Error.Code != "not_found" {
		t.Errorf("no such line: %+v", f.Error)
	}
	s.as("", exitFailed, &f, "list", "explain", "BTXH-2024-07-99002", "2")
}
