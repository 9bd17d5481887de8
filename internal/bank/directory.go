package bank

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"iter"
	"slices"
	"sync"
)

//go:embed data/*.csv
var data embed.FS

// Dir is a read-only directory of institutions, safe for concurrent use.
type Dir struct {
	rows   []Institution
	byBIN  map[string]Institution
	byCode map[string]Institution
	names  nameIndex
}

var directory = sync.OnceValue(func() *Dir {
	d, err := load()
	if err != nil {
		// The tables are part of the program: only a faulty build gets here.
		panic(err)
	}
	return d
})

// Directory returns the embedded table: the public list of members of the
// interbank network, with the names that merged and renamed banks used to carry.
func Directory() *Dir { return directory() }

// All yields every row in the order of the table, deprecated ones included.
func (d *Dir) All() iter.Seq[Institution] { return slices.Values(d.rows) }

// ByBIN returns the institution that answers to a BIN today.
func (d *Dir) ByBIN(bin string) (Institution, bool) {
	i, ok := d.byBIN[bin]
	return i, ok
}

// ByCode returns the institution with our code, written exactly.
func (d *Dir) ByCode(code string) (Institution, bool) {
	i, ok := d.byCode[code]
	return i, ok
}

func load() (*Dir, error) {
	d := &Dir{byBIN: map[string]Institution{}, byCode: map[string]Institution{}, names: newNameIndex()}
	display, err := readDisplay()
	if err != nil {
		return nil, err
	}
	if err := d.readInstitutions(display); err != nil {
		return nil, err
	}
	if err := d.readAliases(); err != nil {
		return nil, err
	}
	d.names.seal()
	return d, nil
}

func readDisplay() (map[string]string, error) {
	rows, err := table("data/display.csv", "code", "text")
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(rows))
	for _, r := range rows {
		texts[r[0]] = r[1]
	}
	return texts, nil
}

func (d *Dir) readInstitutions(display map[string]string) error {
	rows, err := table("data/banks.csv", "bin", "code", "short_name", "name_vi", "swift", "citad_institution", "deprecated", "kind")
	if err != nil {
		return err
	}
	for _, r := range rows {
		i := Institution{
			BIN: r[0], Code: r[1], ShortName: r[2], NameVI: r[3], SWIFT: r[4], CITAD: r[5],
			Deprecated: r[6] == "yes", Wallet: r[7] == "wallet",
		}
		if !i.Deprecated {
			i.Display = display[i.Code]
			delete(display, i.Code)
			if err := d.addCurrent(i); err != nil {
				return err
			}
		}
		d.rows = append(d.rows, i)
	}
	for code := range display {
		return fmt.Errorf("bank: display text for unknown institution %q", code)
	}
	return d.addOldNames()
}

func (d *Dir) addCurrent(i Institution) error {
	if _, taken := d.byCode[i.Code]; taken {
		return fmt.Errorf("bank: code %q stands twice", i.Code)
	}
	if _, taken := d.byBIN[i.BIN]; taken {
		return fmt.Errorf("bank: BIN %q stands twice", i.BIN)
	}
	d.byCode[i.Code] = i
	if i.BIN != "" {
		d.byBIN[i.BIN] = i
	}
	for _, brand := range []string{i.Code, i.ShortName} {
		d.names.add(brand, i.Code, true)
	}
	for _, name := range []string{i.NameVI, i.PortalText(), i.BIN, i.CITAD} {
		d.names.add(name, i.Code, false)
	}
	return nil
}

// addOldNames lets the names of deprecated rows lead to the institution that
// answers to their BIN today.
func (d *Dir) addOldNames() error {
	for _, old := range d.rows {
		if !old.Deprecated {
			continue
		}
		now, ok := d.byBIN[old.BIN]
		if !ok {
			return fmt.Errorf("bank: nobody took over BIN %q of %q", old.BIN, old.Code)
		}
		for _, name := range []string{old.Code, old.ShortName, old.NameVI} {
			d.names.add(name, now.Code, false)
		}
	}
	return nil
}

// readAliases reads what people write. The validity columns are for the reader
// of the table: a name resolves on any day, because an old one is written for
// years after the bank has changed it.
func (d *Dir) readAliases() error {
	rows, err := table("data/aliases.csv", "code", "alias", "kind", "valid_from", "valid_to")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, ok := d.byCode[r[0]]; !ok {
			return fmt.Errorf("bank: alias %q of unknown institution %q", r[1], r[0])
		}
		switch r[2] {
		case "brand", "name", "renamed", "merged":
			d.names.add(r[1], r[0], r[2] == "brand")
		default:
			return fmt.Errorf("bank: alias %q has unknown kind %q", r[1], r[2])
		}
	}
	return nil
}

// table reads one embedded file and holds it to the columns it should have.
func table(name string, columns ...string) ([][]string, error) {
	raw, err := data.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("bank: %w", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("bank: read %s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return nil, fmt.Errorf("bank: %s does not begin with the columns %q", name, columns)
	}
	return rows[1:], nil
}
