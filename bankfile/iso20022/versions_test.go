package iso20022_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/internal/money"
	"chitra/payout"
)

// anyBatch draws lines as the store would have them, not yet prepared.
func anyBatch(t *rapid.T) []bankfile.Line {
	n := rapid.IntRange(1, 12).Draw(t, "lines")
	lines := make([]bankfile.Line, n)
	for i := range lines {
		l := line(rapid.IntRange(0, 999).Draw(t, "n"))
		payment := "R" + string(rune('A'+i))
		l.EndToEndID = payout.EndToEndID("store-t", "MB1", "B1", payment, 1)
		l.InstrID, l.UETR = l.EndToEndID, payout.UETR("store-t", "MB1", "B1", payment, 1)
		l.Amount = money.Dong(rapid.OneOf(rapid.Int64Range(1, 3_000_000),
			rapid.Int64Range(bankfile.HighValueFrom-1, bankfile.HighValueFrom+1)).Draw(t, "amount"))
		l.Holder = "Đỗ " + rapid.StringN(0, 60, 120).Draw(t, "holder")
		l.Remittance = rapid.StringN(0, 90, 300).Draw(t, "text")
		l.Purpose = rapid.SampledFrom([]string{"", "SSBE", "PENS", "GOVT"}).Draw(t, "purpose")
		lines[i] = l
	}
	return lines
}

func preparedAll(t testing.TB, f bankfile.Format, lines []bankfile.Line) []bankfile.Line {
	t.Helper()
	out := make([]bankfile.Line, len(lines))
	for i, l := range lines {
		var err error
		if out[i], _, err = f.Prepare(l); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// Whatever the batch, both versions follow their schema and read back as meant.
func TestAnyBatchFollowsItsSchema(t *testing.T) {
	dir := isoDir(t)
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is missing: install libxml2-utils")
	}
	for _, f := range []bankfile.Format{iso20022.Pain001v09(), iso20022.Pain001v03()} {
		t.Run(f.Name(), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "file.xml")
			schema := filepath.Join(dir, "xsd", f.Name()+".xsd")
			rapid.Check(t, func(rt *rapid.T) {
				lines := preparedAll(t, f, anyBatch(rt))
				file := write(t, f, slices.Values(lines))
				if err := os.WriteFile(path, file, 0o600); err != nil {
					rt.Fatal(err)
				}
				if out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", schema, path).CombinedOutput(); err != nil {
					rt.Fatalf("%v\n%s", err, out)
				}
				total, err := bankfile.Sum(slices.Values(lines))
				if err != nil {
					rt.Fatal(err)
				}
				_, got := f.Read(bytes.NewReader(file), int64(len(file)))
				if err := bankfile.Compare(slices.Values(lines), got, total); err != nil {
					rt.Fatal(err)
				}
			})
		})
	}
}

// Each version says what its schema has for it, and neither reads the other.
func TestVersionsDifferWhereTheirSchemasDo(t *testing.T) {
	formats := []bankfile.Format{iso20022.Pain001v09(), iso20022.Pain001v03()}
	says := map[string][]string{
		"pain.001.001.09": {"<BICFI>", "<ReqdExctnDt><Dt>2024-07-05</Dt></ReqdExctnDt>", "<UETR>"},
		"pain.001.001.03": {"<BIC>", "<ReqdExctnDt>2024-07-05</ReqdExctnDt>"},
	}
	never := map[string][]string{"pain.001.001.09": {"<BIC>"}, "pain.001.001.03": {"<BICFI>", "<Dt>", "<UETR>"}}
	for i, f := range formats {
		file := write(t, f, slices.Values(preparedAll(t, f, slices.Collect(batch(60)))))
		for _, want := range says[f.Name()] {
			if !bytes.Contains(file, []byte(want)) {
				t.Errorf("%s does not say %s", f.Name(), want)
			}
		}
		for _, not := range never[f.Name()] {
			if bytes.Contains(file, []byte(not)) {
				t.Errorf("%s says %s", f.Name(), not)
			}
		}
		_, lines := formats[1-i].Read(bytes.NewReader(file), int64(len(file)))
		if _, err := bankfile.SumRead(lines); err == nil || !strings.Contains(err.Error(), iso20022.ReasonVersion) {
			t.Errorf("%s read as %s: %v", f.Name(), formats[1-i].Name(), err)
		}
	}
}

// A file that says its version's namespace and another version's elements is
// none of ours.
func TestAnotherVersionsElementsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		format   bankfile.Format
		old, new string
	}{
		"BICFI in .03":  {iso20022.Pain001v03(), "BIC>", "BICFI>"},
		"BIC in .09":    {iso20022.Pain001v09(), "BICFI>", "BIC>"},
		"UETR in .03":   {iso20022.Pain001v03(), "</EndToEndId>", "</EndToEndId><UETR>" + line(0).UETR + "</UETR>"},
		"a Dt in .03":   {iso20022.Pain001v03(), "2024-07-05", "<Dt>2024-07-05</Dt>"},
		"no Dt in .09":  {iso20022.Pain001v09(), "<Dt>2024-07-05</Dt>", "2024-07-05"},
		"an impossible": {iso20022.Pain001v03(), "<ReqdExctnDt>2024-07-05", "<ReqdExctnDt>2024-02-30"},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, c.format, slices.Values(preparedAll(t, c.format, slices.Collect(batch(2)))))
			changed := bytes.ReplaceAll(file, []byte(c.old), []byte(c.new))
			if bytes.Equal(file, changed) {
				t.Fatalf("no %q in the file", c.old)
			}
			_, lines := c.format.Read(bytes.NewReader(changed), int64(len(changed)))
			if _, err := bankfile.SumRead(lines); err == nil {
				t.Error("taken")
			}
		})
	}
}
