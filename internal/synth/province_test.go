package synth

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/civil"
	"chitra/internal/place"
)

// whole is the province everybody quotes; it takes seconds, so it is made once.
var whole = sync.OnceValues(func() (*Province, error) { return Generate(Config{Seed: 1}) })

// half is big enough for every reason, small enough to look at every cell.
var half = sync.OnceValues(func() (*Province, error) { return Generate(Config{Seed: 1, People: 6000, Registry: 26_000}) })

func province(t *testing.T, make func() (*Province, error)) *Province {
	t.Helper()
	p, err := make()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func summary(t *testing.T, truth *Truth) Summary {
	t.Helper()
	s, err := truth.Summary()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSameSeedSameBytes(t *testing.T) {
	write := func(seed uint64) map[string][32]byte {
		p, err := Generate(Config{Seed: seed, People: 300, Registry: 1500})
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := p.Write(dir); err != nil {
			t.Fatal(err)
		}
		return digests(t, dir)
	}
	one, again, other := write(5), write(5), write(6)
	if diff := cmp.Diff(one, again); diff != "" {
		t.Errorf("same seed, other bytes:\n%s", diff)
	}
	for name, sum := range one {
		if name != "places.csv" && other[name] == sum {
			t.Errorf("%s does not depend on the seed", name)
		}
	}
	for _, name := range []string{"registry.csv", "registry-2024-08.csv", "registry-2024-09.csv", "places.csv", "truth/truth.csv", "truth/summary.json"} {
		if _, ok := one[name]; !ok {
			t.Errorf("%s was not written", name)
		}
	}
}

func digests(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		out[name] = sha256.Sum256(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestQuotasAreExact(t *testing.T) {
	small := func() (*Province, error) { return Generate(Config{Seed: 9, People: 300, Registry: 1300}) }
	middle := func() (*Province, error) { return Generate(Config{Seed: 9, People: 2000, Registry: 9000}) }
	clean := func() (*Province, error) {
		return Generate(Config{Seed: 9, People: 2000, Registry: 9000, Profile: Clean})
	}
	for _, c := range []struct {
		name                   string
		make                   func() (*Province, error)
		people, with, paid     int
		least, ghosts, refused int
	}{
		{"whole", whole, 26_794, 16_923, 16_467, 5, 40, 40},
		{"two thousand", middle, 2000, 1263, 1229, 5, 3, 5},
		{"clean", clean, 2000, 1263, 1229, 5, 0, 0},
		{"three hundred", small, 300, 189, 183, 1, 1, 1},
	} {
		p := province(t, c.make)
		s := summary(t, p.Truth)
		if s.Beneficiaries != c.people || s.WithAccount != c.with || s.Paid != c.paid {
			t.Errorf("%s: %d beneficiaries, %d with account, %d paid; want %d, %d, %d",
				c.name, s.Beneficiaries, s.WithAccount, s.Paid, c.people, c.with, c.paid)
		}
		if p.Persons() != p.Config.Registry {
			t.Errorf("%s: registry of %d, want %d", c.name, p.Persons(), p.Config.Registry)
		}
		unpaid, failing := 0, 0
		for place, n := range s.NotPaid {
			unpaid += n
			failing += s.NotPaidWithAccount[place]
		}
		if unpaid != c.people-c.paid || failing != c.with-c.paid {
			t.Errorf("%s: places add up to %d and %d with account", c.name, unpaid, failing)
		}
		for _, place := range []string{PlaceUnknown, PlaceReturned, PlaceRejected, PlaceHeld, PlaceWaiting, PlacePaidInPart} {
			if s.NotPaidWithAccount[place] < c.least {
				t.Errorf("%s: %d people %s, want at least %d", c.name, s.NotPaidWithAccount[place], place, c.least)
			}
		}
		if s.NotPaid[PlaceRefused] != c.refused || s.NotPaid[PlaceHeld]-s.NotPaidWithAccount[PlaceHeld] != c.ghosts {
			t.Errorf("%s: %d refused, %d held without account", c.name, s.NotPaid[PlaceRefused], s.NotPaid[PlaceHeld]-s.NotPaidWithAccount[PlaceHeld])
		}
	}
}

func TestQuarterSettlesWhatEverybodyQuotes(t *testing.T) {
	for _, seed := range []uint64{2, 77, 1 << 60} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m, err := populate(Config{Seed: seed})
			if err != nil {
				t.Fatal(err)
			}
			if sum := m.paidSum(); sum < 33_200_000_000 || sum >= 33_250_000_000 {
				t.Errorf("the quarter settles %d đồng", sum)
			}
		})
	}
	s := summary(t, province(t, whole).Truth)
	if sum := s.PaidAmount.Minor(); sum != province(t, whole).maker.paidSum() {
		t.Errorf("rows settle %d, people %d", sum, province(t, whole).maker.paidSum())
	}
}

func TestEveryKindAndEveryOutcomeOccurs(t *testing.T) {
	kinds, outcomes, finals := map[Kind]int{}, map[string]int{}, map[Final]int{}
	for _, row := range province(t, whole).Truth.Rows {
		kinds[row.Kind]++
		outcomes[row.BankOutcome]++
		finals[row.Final]++
	}
	for _, k := range allKinds() {
		if kinds[k] == 0 {
			t.Errorf("no row is %s", k)
		}
	}
	if len(kinds) != len(allKinds()) {
		t.Errorf("rows of %d kinds, %d are known", len(kinds), len(allKinds()))
	}
	for _, o := range []Outcome{OutcomePaid, OutcomeSilent, OutcomeDuplicate, OutcomeUnstated, OutcomePending, OutcomeContradiction,
		OutcomeWrongAmount, OutcomeDebited, OutcomeNotYet, Rejected("AC01"), Rejected("AC03"), Rejected("AC04"), Rejected("AC06"),
		Rejected("BE01"), Rejected("RC01"), Returned("AC01"), Returned("AC04")} {
		if outcomes[string(o)] < 5 {
			t.Errorf("%d rows end %s, want at least 5", outcomes[string(o)], o)
		}
	}
	for _, f := range []Final{FinalPaid, FinalRejected, FinalReturned, FinalUnknown, FinalWaiting, FinalSent, FinalRefused, FinalNothingDue,
		"held:no_account", "held:unmatched", "held:holder_differs", "held:account_shared", "held:account_changed", "held:account_failed",
		"held:amount_differs", "held:amount_unknown", "held:coefficient_not_allowed", "held:arrears_unproven", "held:to_heirs"} {
		if finals[f] == 0 {
			t.Errorf("no row ends %s", f)
		}
	}
}

func TestMostRowsAreAsTheyShouldBe(t *testing.T) {
	rows, counts := 0, map[Kind]int{}
	for _, row := range province(t, whole).Truth.In(month(t, "2024-07"), month(t, "2024-07")).Rows {
		counts[row.Kind]++
		rows++
	}
	for _, c := range []struct {
		kind       Kind
		from, upTo int // per mille
	}{
		{Exact, 640, 740}, {Normalised, 100, 135}, {Unmarked, 40, 55}, {MiddleMissing, 13, 17}, {NameEdit, 13, 17}, {DateSwapped, 13, 17},
		{DatePart, 8, 12}, {YearOnly, 17, 23}, {LostZero, 20, 60}, {NearNumber, 5, 7}, {NumberMissing, 9, 11}, {DeadBefore, 2, 4},
	} {
		if share := counts[c.kind] * 1000 / rows; share < c.from || share > c.upTo {
			t.Errorf("%s: %d of a thousand rows, want %d to %d", c.kind, share, c.from, c.upTo)
		}
	}
}

func TestNobodyCouldBeARealPerson(t *testing.T) {
	p := province(t, half)
	madeUp := regexp.MustCompile(`^(099|999)(\d{9}|\d{6})$`)
	for _, month := range p.maker.months {
		var out bytes.Buffer
		if err := p.Registry(&out, month); err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(&out)
		for line := 1; ; line++ {
			rec, err := in.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if line == 1 {
				continue
			}
			for _, id := range append(strings.Split(rec[7], ";"), rec[0]) {
				if id != "" && !madeUp.MatchString(id) {
					t.Fatalf("registry of %s holds the number %s", month, id)
				}
			}
			if !strings.HasPrefix(rec[4], "990") {
				t.Fatalf("registry of %s names the commune %s", month, rec[4])
			}
		}
	}
	digits := regexp.MustCompile(`^(0?99|999)\d*$|^9\.9\d{3}E\+1[01]$|^$`)
	for _, b := range p.maker.people {
		if id := b.listed.id; !digits.MatchString(id) {
			t.Errorf("a list shows the number %q", id)
		}
	}
}

func TestPlacesAreLoadable(t *testing.T) {
	var out bytes.Buffer
	if err := writePlaces(&out, newCommunes()); err != nil {
		t.Fatal(err)
	}
	rows, err := place.ParseCSV(&out)
	if err != nil {
		t.Fatal(err)
	}
	table, err := place.New(rows)
	if err != nil {
		t.Fatal(err)
	}
	before, after := month(t, "2025-06").Last(), month(t, "2025-07").First()
	for _, c := range newCommunes() {
		if found := table.Find(c.name, "", before); len(found) != 1 || found[0].Code != c.code {
			t.Errorf("%s is found as %v", c.name, found)
		}
		if _, ok := table.ByCode(c.code, after); ok {
			t.Errorf("%s is still there in July 2025", c.code)
		}
		if got := table.Agree(c.code, fmt.Sprint(firstCode+communes+successor(c.index))); got != place.Successor {
			t.Errorf("%s and its successor: %v", c.code, got)
		}
	}
}

func TestConfigRefuses(t *testing.T) {
	for name, c := range map[string]Config{
		"too few people":      {People: 99},
		"registry too small":  {People: 1000, Registry: 1200},
		"unknown profile":     {Profile: "grubby"},
		"before the rate":     {From: month(t, "2024-06")},
		"after the communes":  {From: month(t, "2025-05"), Months: 3},
		"no months backwards": {Months: -1},
	} {
		if _, err := Generate(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWriteNeverMixesProvinces(t *testing.T) {
	dir := t.TempDir()
	write := func(months int) error {
		p, err := Generate(Config{Seed: 1, People: 100, Registry: 400, Months: months})
		if err != nil {
			t.Fatal(err)
		}
		return p.Write(dir)
	}
	if err := write(2); err != nil {
		t.Fatal(err)
	}
	if err := write(2); err != nil {
		t.Errorf("the same again: %v", err)
	}
	if err := write(1); err == nil {
		t.Error("lists of August stayed beside a province of July")
	}
}

func month(t *testing.T, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A registry knows nobody before birth, and nobody dies before it: of those on
// the lists who died long ago, some are infants.
func TestNobodyDiesBeforeBirth(t *testing.T) {
	for _, c := range []Config{{Seed: 11}, {Seed: 2, People: 2000, Registry: 9000}, {Seed: 3, People: 300, Registry: 1500},
		{Seed: 35, People: 300, Registry: 1500}} {
		m, err := populate(c)
		if err != nil {
			t.Fatal(err)
		}
		dead := 0
		for i := range m.pop.people {
			p := &m.pop.people[i]
			died := p.diedOn
			if d, ok := m.deaths[i]; ok {
				died = d.day
			}
			if p.birth.Compare(m.pop.day) >= 0 {
				t.Errorf("seed %d: born on %s, known to the registry of %s", c.Seed, p.birth, m.pop.day)
			}
			if died.IsZero() {
				continue
			}
			if dead++; died.Compare(p.birth) < 0 {
				t.Errorf("seed %d: born on %s, died on %s", c.Seed, p.birth, died)
			}
		}
		if dead == 0 {
			t.Errorf("seed %d: nobody died, so this proves nothing", c.Seed)
		}
	}
}
