package beneficiary_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/wording"
	"chitra/payout/rules"
)

// resaved says what of a list may read otherwise once LibreOffice has opened,
// worked out and saved it, and why.
func resaved() map[string]string {
	const worked, failed = "a formula that nobody had worked out has a value now", "an error typed as a value has become a formula in error"
	return map[string]string{
		"control-formula-unsaved.xlsx": worked, "sheets-cover-unsaved.xlsx": worked, "amount-formulas.xlsx": worked,
		"export-text-formulas.xlsx":   "the formula is worked out anew, from cells that are not in the file",
		"package-external-links.xlsx": "a link to a workbook that is not there is worked out to an error",
		"amount-cells-in-error.xlsx":  failed, "birth-cannot-be.xlsx": failed, "text-no-names.xlsx": failed,
		"account-as-number.xlsx": "numbers of more than fifteen digits lose the rest",
	}
}

// TestLibreOfficeSavesWhatWeWrote lets LibreOffice open and save our marked
// workbooks and templates, all in one run: what it saved reads the same.
func TestLibreOfficeSavesWhatWeWrote(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	switch {
	case errors.Is(err, exec.ErrNotFound) && os.Getenv("CHITRA_CI") == "1":
		t.Fatal("LibreOffice is not here, and CHITRA_CI=1 lets nothing skip")
	case err != nil:
		t.Skip("skipped: LibreOffice (soffice) is not here")
	}
	ours, communes := markedTroubles(t)
	for name, data := range templates(t) {
		ours[name] = data
	}
	theirs := saveAgain(t, soffice, ours)
	for name, data := range ours {
		t.Run(name, func(t *testing.T) {
			saved, ok := theirs[name]
			if !ok {
				t.Fatal("LibreOffice did not open it")
			}
			read := func(data []byte) outcome {
				out := readTrouble(t, trouble{file: name, commune: communes[name]}, data, nil)
				out.Empty = 0 // a format of a whole column is saved as rows that are empty
				return out
			}
			want, got := read(data), read(saved)
			diff := cmp.Diff(want, got)
			why, differs := resaved()[name]
			switch {
			case want.Lines != got.Lines:
				t.Errorf("%d lines, then %d", want.Lines, got.Lines)
			case differs && diff == "":
				t.Errorf("reads the same; what was expected: %s", why)
			case !differs && diff != "":
				t.Error(diff)
			}
		})
	}
}

// markedTroubles are the marked workbooks of every list of the corpus that was
// read and has something to mark.
func markedTroubles(t *testing.T) (out map[string][]byte, communes map[string]string) {
	t.Helper()
	out, communes = map[string][]byte{}, map[string]string{}
	for _, tr := range corpus() {
		if tr.unkept || sheet.Sniff(tr.data) != sheet.XLSX {
			continue
		}
		l, err := readList(t, tr.data, tr.commune)
		if err != nil || len(l.Issues) == 0 {
			continue
		}
		name := strings.TrimSuffix(tr.file, filepath.Ext(tr.file)) + ".xlsx"
		out[name], communes[name] = mark(t, tr.data, l), tr.commune
	}
	if len(out) < 50 {
		t.Fatalf("%d marked workbooks", len(out))
	}
	return out, communes
}

// mark is the sender's workbook with every list in it marked.
func mark(t *testing.T, data []byte, l *beneficiary.List) []byte {
	t.Helper()
	words := wording.Words{}
	for _, at := range l.SheetIndex {
		marks, notes := beneficiary.MarksOf(l, at, func(i beneficiary.Issue) (string, string) {
			if i.Code == beneficiary.NoteTaken || i.Code == beneficiary.NoteRefused {
				return words.RowResult(i.Code == beneficiary.NoteTaken), ""
			}
			return words.Issue(i.Code, i.Field.Key(), i.Value, i.Proposed)
		})
		var out bytes.Buffer
		if err := sheet.WriteMarked(&out, bytes.NewReader(data), int64(len(data)), at, marks, notes, words.MarkedHeads(), l.HeaderRow[at], nil); err != nil {
			t.Fatal(err)
		}
		data = out.Bytes()
	}
	return data
}

// templates are a template as it is written, and one with two people in it.
func templates(t *testing.T) map[string][]byte {
	t.Helper()
	july, err := civil.ParseMonth("2024-07")
	if err != nil {
		t.Fatal(err)
	}
	offers, err := rules.Tables().Offers("BTXH", july)
	if err != nil {
		t.Fatal(err)
	}
	var empty, full bytes.Buffer
	err = beneficiary.WriteTemplate(&empty, wording.ListTemplate(wording.TemplateFor{Programme: "BTXH", Period: july, Code: "99001",
		Commune: "Xã Mây Trắng", Offers: offers, Banks: []string{"Agribank", "MB"}, Rules: rules.Tables().Version()}))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(empty.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i, line := range [][]any{
		{1, "Nguyễn Văn Hùng", 29294, "Nam", "999080000017", "Thôn 1", nil, "06C", "1,5", 750000, nil, nil, 750000, "0123456789", "Agribank"},
		{2, "Trần Thị Lan", 24101, "Nữ", "999165000025", "Thôn 2", nil, "06C", "1,5", 750000, nil, nil, 750000, "0123456788", "MB"},
	} {
		for col, value := range line {
			if err := f.SetCellValue(beneficiary.ListSheet, fmt.Sprintf("%s%d", sheet.ColumnName(col), i+6), value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Write(&full); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"template-empty.xlsx": empty.Bytes(), "template-filled.xlsx": full.Bytes()}
}

// saveAgain lets LibreOffice open and save files, with a profile of its own.
func saveAgain(t *testing.T, soffice string, files map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, filepath.Join(dir, name))
	}
	slices.Sort(args[7:])
	cmd := exec.CommandContext(t.Context(), soffice, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	saved := map[string][]byte{}
	for name := range files {
		if data, err := os.ReadFile(filepath.Join(out, name)); err == nil {
			saved[name] = data
		}
	}
	return saved
}

func readList(t failing, data []byte, commune string) (*beneficiary.List, error) {
	t.Helper()
	o := corpusOptions(t)
	o.Commune = commune
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		return nil, err
	}
	return beneficiary.Read(table, o)
}
