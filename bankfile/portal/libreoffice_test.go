package portal_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// TestLibreOfficeOpensWhatWeWrite lets another program open and save the workbook
// of every profile, a cash list, results of banks and a list that a desk has filled
// in, all in one run: each cell says the same, and the answers are the same answers.
func TestLibreOfficeOpensWhatWeWrite(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	switch {
	case errors.Is(err, exec.ErrNotFound) && os.Getenv("CHITRA_CI") == "1":
		t.Fatal("LibreOffice is not here, and CHITRA_CI=1 lets nothing skip")
	case err != nil:
		t.Skip("skipped: LibreOffice (soffice) is not here")
	}
	transfers := transferFiles(t)
	list := cashList(t)
	transfers["cash-list"] = list
	results := map[string][]byte{"result-newer": gridBook(t, newer()), "result-older": gridBook(t, older()), "cash-list-result": byDesk(t, list)}
	ours := maps.Clone(transfers)
	maps.Copy(ours, results)
	theirs := savedBy(t, soffice, ours)
	for name, data := range transfers {
		if d := cmp.Diff(texts(t, data), texts(t, theirs[name])); d != "" {
			t.Errorf("%s, ours and theirs:\n%s", name, d)
		}
	}
	for name := range results {
		info, want := answers(t, opened(t, ours[name]))
		theirInfo, got := answers(t, opened(t, theirs[name]))
		if name == "cash-list-result" && (len(want) != 3 || want[0].BookedOn.ISO() != "2024-07-11" || want[1].Note != "đi vắng") {
			t.Errorf("the desk says %+v", want)
		}
		if d := cmp.Diff(info, theirInfo, values()) + cmp.Diff(want, got, values()); d != "" || len(want) == 0 {
			t.Errorf("%s, %d answers:\n%s", name, len(want), d)
		}
	}
}

// cashList is a list for a desk of three people.
func cashList(t *testing.T) []byte {
	t.Helper()
	var lines []bankfile.Line
	for i := range 3 {
		l := line(i)
		lines = append(lines, bankfile.Line{EndToEndID: l.EndToEndID, Amount: l.Amount, AccountNumber: fmt.Sprintf("999%09d", i), Holder: l.Holder,
			Remittance: l.Remittance, Cash: true, Place: "Xã Mây Trắng"})
	}
	totals, err := bankfile.Sum(slices.Values(lines))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (cashlist.Format{}).Write(&out, fileHeader(t), slices.Values(lines), totals); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// byDesk is that list with the desk's results in columns G to I from row 10 on.
func byDesk(t *testing.T, list []byte) []byte {
	t.Helper()
	said := [][]sheet.Value{
		{sheet.TextValue("Đã nhận"), sheet.TextValue("11/07/2024"), {}},
		{sheet.TextValue("Chưa nhận"), {}, sheet.TextValue("đi vắng")},
		{{}, {}, {}},
	}
	var out bytes.Buffer
	fill := sheet.Fill{First: 10, Count: len(said), Columns: []int{6, 7, 8}, Rows: slices.Values(said)}
	if err := sheet.WriteFilled(&out, bytes.NewReader(list), int64(len(list)), 0, fill); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// transferFiles are the workbooks of every profile that comes with the program.
func transferFiles(t *testing.T) map[string][]byte {
	t.Helper()
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for p := range set.All() {
		out[p.Name] = goldenFile(t, p)
	}
	return out
}

// savedBy lets LibreOffice open and save workbooks, with a profile of its own.
func savedBy(t *testing.T, soffice string, files map[string][]byte) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--norestore", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(dir, name+".xlsx")
		if err := os.WriteFile(path, files[name], 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	cmd := exec.CommandContext(t.Context(), soffice, args...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	saved := map[string][]byte{}
	for name := range files {
		data, err := os.ReadFile(filepath.Join(out, name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		saved[name] = data
	}
	return saved
}

func opened(t *testing.T, data []byte) sheet.Table {
	t.Helper()
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// texts are the cells of a workbook that say something, by where they stand.
func texts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	for l := range strings.Lines(shown(t, data)) {
		if at := strings.Split(strings.TrimSuffix(l, "\n"), "\t"); len(at) == 4 && at[3] != `""` {
			out[at[0]] = at[1] + " " + at[3]
		}
	}
	return out
}

// gridBook is a grid as a file of a bank: a whole number where the grid has one.
func gridBook(t *testing.T, rows [][]string) []byte {
	t.Helper()
	book := sheet.NewBook()
	s, err := book.AddSheet("Sheet1", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		cells := make([]sheet.Value, len(row))
		for i, text := range row {
			cells[i] = sheet.TextValue(text)
			if number, ok := strings.CutPrefix(text, "#"); ok {
				whole, _, _ := strings.Cut(strings.Replace(number, "1.0E6", "1000000", 1), ".")
				n, err := strconv.ParseInt(whole, 10, 64)
				if err != nil {
					t.Fatal(err)
				}
				cells[i] = sheet.IntValue(n)
			}
			if text == "" {
				cells[i] = sheet.Value{}
			}
		}
		if _, err := s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := book.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
