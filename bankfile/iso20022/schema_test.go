package iso20022_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
)

// isoDir is the folder of the published schemas and samples, which are not
// ours to hand on.
func isoDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("CHITRA_ISO20022_DIR")
	if dir == "" {
		t.Skip("set CHITRA_ISO20022_DIR to a folder with xsd/ and samples/: the schemas are in the message archive of iso20022.org")
	}
	return dir
}

func TestWrittenFilesFollowTheirSchema(t *testing.T) {
	dir := isoDir(t)
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		if os.Getenv("CHITRA_CI") == "1" {
			t.Fatal("xmllint is missing: install libxml2-utils")
		}
		t.Skip("xmllint is missing: install libxml2-utils")
	}
	for _, f := range []bankfile.Format{iso20022.Pain001v09(), iso20022.Pain001v03()} {
		for _, n := range []int{1, 2, 200} {
			var lines []bankfile.Line
			for l := range batch(n) {
				prepared, _, err := f.Prepare(l)
				if err != nil {
					t.Fatal(err)
				}
				lines = append(lines, prepared)
			}
			path := filepath.Join(t.TempDir(), "file.xml")
			if err := os.WriteFile(path, write(t, f, slices.Values(lines)), 0o600); err != nil {
				t.Fatal(err)
			}
			schema := filepath.Join(dir, "xsd", f.Name()+".xsd")
			if out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", schema, path).CombinedOutput(); err != nil {
				t.Errorf("%s, %d lines: %v\n%s", f.Name(), n, err, out)
			}
		}
	}
}
