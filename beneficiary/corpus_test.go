package beneficiary_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/place"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

var update = flag.Bool("update", false, "write the corpus of lists and what is read of them anew")

// corpusFolder holds the files and, beside each, what is read of it.
const corpusFolder = "../testdata/lists"

// trouble is one way in which lists really come.
type trouble struct {
	file  string // its name in the folder
	about string // what is the matter, and what a clerk should get
	data  []byte

	commune string // asked for by the sender, "" for what the title says
	unkept  bool   // too large to keep: made when needed
}

// corpus is every trouble, by name.
func corpus() []trouble {
	all := slices.Concat(layoutTroubles(), sheetTroubles(), lineTroubles(), birthTroubles(), amountTroubles(), numberTroubles(),
		textTroubles(), accountTroubles(), controlTroubles(), contentTroubles(), csvTroubles(), fileTroubles(), packageTroubles(), exportTroubles(), habitTroubles())
	slices.SortFunc(all, func(a, b trouble) int { return strings.Compare(a.file, b.file) })
	return all
}

// TestCorpus reads every file of the folder and holds what comes out against
// what a person has looked at. The files are those that the code makes.
func TestCorpus(t *testing.T) {
	troubles := corpus()
	want := map[string]bool{"README.md": true}
	for i, tr := range troubles {
		if i > 0 && troubles[i-1].file == tr.file {
			t.Fatalf("two troubles are called %s", tr.file)
		}
		golden := tr.file + ".json"
		want[golden] = true
		if !tr.unkept {
			want[tr.file] = true
		}
		t.Run(tr.file, func(t *testing.T) {
			data := tr.data
			if !tr.unkept {
				hold(t, tr.file, tr.data)
				data = kept(t, tr.file)
			}
			hold(t, golden, encode(t, readTrouble(t, tr, data, nil)))
		})
	}
	hold(t, "README.md", index(troubles))
	entries, err := os.ReadDir(corpusFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !want[e.Name()] {
			t.Errorf("%s belongs to no trouble", e.Name())
		}
	}
	if len(troubles) < 60 {
		t.Errorf("%d troubles", len(troubles))
	}
}

// hold compares a file of the folder with what it should be, or writes it.
func hold(t *testing.T, name string, data []byte) {
	t.Helper()
	holdIn(t, corpusFolder, name, data)
}

func holdIn(t *testing.T, folder, name string, data []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	switch have := keptIn(t, folder, name); {
	case bytes.Equal(have, data):
	case strings.HasSuffix(name, ".json"), strings.HasSuffix(name, ".md"):
		t.Errorf("%s (-) against what comes out (+):\n%s", name, cmp.Diff(string(have), string(data)))
	default:
		t.Errorf("%s is not what the code makes", name)
	}
}

func kept(t *testing.T, name string) []byte {
	t.Helper()
	return keptIn(t, corpusFolder, name)
}

func keptIn(t *testing.T, folder, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func encode(t *testing.T, o outcome) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// index lists the troubles for whoever opens the folder.
func index(troubles []trouble) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Lists as they really come\n\n%d troubles. The files are made by `beneficiary/corpus_*_test.go`; beside each stands what is read of it,\n"+
		"as JSON. `go test ./beneficiary -run TestCorpus -update` writes all of it anew: read the difference. Nobody named here\nexists. All are read as lists of July 2024.\n\n"+
		"| File | What is the matter, and what comes out |\n|---|---|\n", len(troubles))
	for _, tr := range troubles {
		name := "[" + tr.file + "](" + tr.file + ".json)"
		about := tr.about
		if tr.unkept {
			about += " (too large to keep: made when the test runs)"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", name, about)
	}
	return []byte(b.String())
}

// corpusOptions are those of a made-up province in July 2024.
func corpusOptions(t failing) beneficiary.Options {
	t.Helper()
	places, err := place.New([]place.Commune{
		{Code: "99001", Name: "Xã Mây Trắng", ProvinceCode: "999"},
		{Code: "99002", Name: "Phường Mây Hồng", ProvinceCode: "999"},
		{Code: "99003", Name: "Xã Suối Đôi", ProvinceCode: "999"},
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	july, err := civil.ParseMonth("2024-07")
	if err != nil {
		t.Fatalf("%v", err)
	}
	categories := map[string]string{"06C": "06C", "6 2": "06C", "NGUOI KHUYET TAT NANG": "06C", "05A": "05A", "NGUOI CAO TUOI": "05A"}
	return beneficiary.Options{
		Period: july, Places: places, Banks: bank.Directory(),
		Category: func(text string) (string, bool) { code, ok := categories[viet.Fold(text)]; return code, ok },
	}
}

// readTrouble reads a file as the program does: what it is by its first bytes,
// then its cells, then its lines, laid out as the layout says, if there is one.
func readTrouble(t *testing.T, tr trouble, data []byte, layout *beneficiary.Layout) outcome {
	t.Helper()
	o := corpusOptions(t)
	o.Commune, o.Layout = tr.commune, layout
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err == nil {
		var l *beneficiary.List
		if l, err = beneficiary.Read(table, o); err == nil {
			return outcomeOf(tr, l)
		}
	}
	out := outcome{Trouble: tr.about}
	var list *beneficiary.Refusal
	var file *sheet.Refusal
	switch {
	case errors.As(err, &list):
		out.Refusal = &refused{Room: "list", Code: list.Code, Sheet: list.Sheet, Cell: list.Cell, Detail: list.Detail}
	case errors.As(err, &file):
		out.Refusal = &refused{Room: "file", Code: string(file.Code), Sheet: file.Sheet, Row: file.Row}
	default:
		t.Fatalf("neither a list nor a refusal: %v", err)
	}
	return out
}

// FuzzReadBytes reads whatever bytes come, as an upload is read: told apart, opened,
// then line by line. It is a list whose lines add up, or a refusal with a code.
func FuzzReadBytes(f *testing.F) {
	for _, tr := range corpus() {
		if !tr.unkept && len(tr.data) < 6<<10 {
			f.Add(tr.data)
		}
	}
	o := corpusOptions(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{Unzipped: 1 << 20})
		if err == nil {
			var l *beneficiary.List
			if l, err = beneficiary.Read(table, o); err == nil {
				if l.Lines != len(l.Rows)+len(l.Refused) {
					t.Fatalf("%d lines, %d taken, %d refused", l.Lines, len(l.Rows), len(l.Refused))
				}
				return
			}
		}
		var list *beneficiary.Refusal
		var file *sheet.Refusal
		if !errors.As(err, &list) && !errors.As(err, &file) {
			t.Fatalf("neither a list nor a refusal: %v", err)
		}
	})
}
