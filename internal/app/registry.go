package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// RegistryTx keeps the snapshots of the population registry.
type RegistryTx interface {
	// NewestSnapshot is the ready snapshot with the latest day, and of those
	// the latest loaded; a zero value when there is none.
	NewestSnapshot(ctx context.Context) (RegistrySnapshot, error)
	SnapshotBySHA256(ctx context.Context, sha256 string) (RegistrySnapshot, bool, error)
	PersonsByNumber(ctx context.Context, snapshot int64, numbers []string) ([]RegistryPerson, error)
	// PersonsByOldNumber gives, for each old number, the persons that carry it.
	PersonsByOldNumber(ctx context.Context, snapshot int64, old []string) ([]OldNumberPerson, error)
	PersonsByNameDate(ctx context.Context, snapshot int64, keys []int64) ([]RegistryPerson, error)
	PersonsByTwin(ctx context.Context, snapshot int64, keys []int64) ([]RegistryPerson, error)
	Communes(ctx context.Context) ([]Commune, error)
	// Frequencies are what was counted of a snapshot, part by part.
	Frequencies(ctx context.Context, snapshot int64) ([]RegistryFrequency, error)
}

// OldNumberPerson is a person found by a number no longer in use.
type OldNumberPerson struct {
	OldID string `db:"old_id"`
	RegistryPerson
}

// RegistryLoad is what loading a snapshot came to.
type RegistryLoad struct {
	Status   string // UploadTaken or UploadUnchanged
	Snapshot int64
	AsOf     civil.Date
	Persons  int64
	Refused  int64
}

// LoadRegistry loads a snapshot as of a day. Lines that cannot be read are kept
// with their reason and do not stop the others; a file that is no snapshot, or
// is cut, is refused whole. The same content again changes nothing.
func (a *App) LoadRegistry(ctx context.Context, name, sha256 string, asOf civil.Date, r io.Reader) (RegistryLoad, error) {
	old, ok, err := a.snapshotBySHA256(ctx, sha256)
	if err != nil {
		return RegistryLoad{}, err
	}
	if ok {
		day, err := civil.ParseISO(old.AsOf)
		return RegistryLoad{Status: UploadUnchanged, Snapshot: old.ActNo, AsOf: day, Persons: old.Persons, Refused: old.Refused}, err
	}
	l, err := a.startLoad(ctx, "registry.load", asOf.ISO())
	if err != nil {
		return RegistryLoad{}, err
	}
	w := snapshotWriter{load: l, notify: a.notify, counted: &registry.Frequencies{}}
	if err := w.writeAll(ctx, r); err != nil {
		return RegistryLoad{}, fmt.Errorf("load registry: %w", err)
	}
	if w.persons == 0 {
		return RegistryLoad{}, &Refused{Code: "registry_empty", Subject: name}
	}
	err = l.finish(ctx, func(tx Tx, d *act) error {
		d.figure("persons", w.persons)
		d.figure("refused", w.refusedLines)
		if err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: sha256, FileName: name, Kind: UploadRegistry,
			Outcome: UploadTaken, Actor: a.actor.Name, At: d.stamp()}); err != nil {
			return err
		}
		if err := writeFrequencies(ctx, tx, d, w.counted); err != nil {
			return err
		}
		return d.write(ctx, tx, RegistrySnapshot{ActNo: d.no, AsOf: asOf.ISO(), SHA256: sha256, SourceName: name,
			Persons: w.persons, Refused: w.refusedLines, RecordedAt: d.stamp()})
	})
	return RegistryLoad{Status: UploadTaken, Snapshot: l.act.no, AsOf: asOf, Persons: w.persons, Refused: w.refusedLines}, err
}

func (a *App) snapshotBySHA256(ctx context.Context, sum string) (s RegistrySnapshot, ok bool, err error) {
	err = a.store.View(ctx, func(tx Tx) (err error) {
		s, ok, err = tx.SnapshotBySHA256(ctx, sum)
		return err
	})
	return s, ok, err
}

// snapshotWriter writes persons chunk by chunk, reading the next chunk while
// this one is stored.
type snapshotWriter struct {
	load         *load
	notify       Progress
	persons      int64
	refusedLines int64
	counted      *registry.Frequencies // by the reader of the snapshot alone, until it is done
}

// snapshotChunk is a part of a snapshot: what was read, or why reading ended.
type snapshotChunk struct {
	people  []RegistryPerson
	old     []RegistryOldNumber
	refused []RegistryRefused
	err     error
}

func (w *snapshotWriter) writeAll(ctx context.Context, r io.Reader) error {
	chunks, done := make(chan snapshotChunk, 1), make(chan struct{})
	go readSnapshot(r, w.load.act.no, w.counted, chunks, done)
	defer func() {
		close(done)
		for range chunks { // until the reader has let go of r
		}
	}()
	for c := range chunks {
		if c.err != nil {
			return c.err
		}
		if err := w.flush(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// readSnapshot reads a snapshot to its end, or until done is closed.
func readSnapshot(r io.Reader, snapshot int64, counted *registry.Frequencies, chunks chan<- snapshotChunk, done <-chan struct{}) {
	defer close(chunks)
	var c snapshotChunk
	send := func() bool {
		select {
		case chunks <- c:
			c = snapshotChunk{}
			return true
		case <-done:
			return false
		}
	}
	for p, err := range registry.ReadCSV(r) {
		if c.err = c.add(snapshot, p, err); c.err != nil {
			send()
			return
		}
		if err == nil {
			counted.Add(p)
		}
		if len(c.people) >= chunkRows && !send() {
			return
		}
	}
	send()
}

// add takes a person or a refused line; any other error ends the reading.
func (c *snapshotChunk) add(snapshot int64, p registry.Person, err error) error {
	var bad *registry.LineError
	switch {
	case errors.As(err, &bad):
		c.refused = append(c.refused, RegistryRefused{SnapshotNo: snapshot, Line: int64(bad.Line),
			ColumnName: bad.Column, Code: bad.Code, Value: bad.Value})
		return nil
	case err != nil:
		return err
	}
	c.people = append(c.people, RegistryPerson{SnapshotNo: snapshot, PersonalID: p.PersonalID, FullName: p.Name,
		DateOfBirth: p.Birth.ISO(), Sex: p.Sex.String(), CommuneCode: p.Commune, Status: string(p.Status), DiedOn: p.DiedOn.ISO(),
		OldIDs: strings.Join(p.OldIDs, ";"), Household: p.Household, NameDateKey: p.NameDateKey(), TwinKey: p.TwinKey()})
	for _, id := range p.OldIDs {
		c.old = append(c.old, RegistryOldNumber{SnapshotNo: snapshot, OldID: id, PersonalID: p.PersonalID})
	}
	return nil
}

func (w *snapshotWriter) flush(ctx context.Context, c snapshotChunk) error {
	w.persons += int64(len(c.people))
	w.refusedLines += int64(len(c.refused))
	w.notify("registry", int(w.persons), 0)
	if err := w.load.chunk(ctx, factsOf(c.people), "registry_person"); err != nil {
		return err
	}
	if err := w.load.chunk(ctx, factsOf(c.old), "registry_old_number"); err != nil {
		return err
	}
	return w.load.chunk(ctx, factsOf(c.refused), "registry_refused")
}

// LoadPlaces adds communes to the store's reference data. Codes of made-up
// provinces (province 999) are for practice stores only.
func (a *App) LoadPlaces(ctx context.Context, name, sha256 string, rows []place.Commune) (added int, err error) {
	if _, err := place.New(append(place.Embedded(), rows...)); err != nil {
		return 0, fmt.Errorf("load places: %w", err)
	}
	err = a.do(ctx, "place.load", name, func(tx Tx, d *act) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		fresh, err := newCommunes(ctx, tx, d, rows, info.Practice)
		if err != nil {
			return err
		}
		if added = len(fresh); added == 0 {
			return errNothing
		}
		d.figure("communes", added)
		_, err = d.writeAll(ctx, tx, factsOf(fresh), "commune")
		if err != nil {
			return err
		}
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: sha256, FileName: name, Kind: UploadPlace,
			Outcome: UploadTaken, Actor: a.actor.Name, At: d.stamp()})
	})
	return added, err
}

const madeUpProvince = "999"

func newCommunes(ctx context.Context, tx Tx, d *act, rows []place.Commune, practice bool) ([]Commune, error) {
	have, err := tx.Communes(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[[2]string]bool{}
	for _, c := range have {
		seen[[2]string{c.Code, c.ValidFrom}] = true
	}
	var fresh []Commune
	for _, c := range rows {
		if c.ProvinceCode == madeUpProvince && !practice {
			return nil, &Refused{Code: "made_up_province", Subject: c.Code}
		}
		if seen[[2]string{c.Code, c.From.ISO()}] {
			continue
		}
		fresh = append(fresh, Commune{Code: c.Code, Name: c.Name, ProvinceCode: c.ProvinceCode, ProvinceName: c.ProvinceName,
			DistrictName: c.DistrictName, ValidFrom: c.From.ISO(), ValidTo: c.To.ISO(), Successors: strings.Join(c.Successors, ";"), ActNo: d.no})
	}
	return fresh, nil
}

// atlas keeps the table of communes between uses: reference rows are only ever
// added, so that their number tells whether the table is still whole.
type atlas struct {
	mu    sync.Mutex
	own   int
	table *place.Table
}

// places is every commune known: the country's, and the store's own.
func (a *App) places(ctx context.Context, tx Tx) (*place.Table, error) {
	own, err := tx.Communes(ctx)
	if err != nil {
		return nil, fmt.Errorf("read communes: %w", err)
	}
	a.atlas.mu.Lock()
	defer a.atlas.mu.Unlock()
	if a.atlas.table != nil && a.atlas.own == len(own) {
		return a.atlas.table, nil
	}
	rows := place.Embedded()
	for _, c := range own {
		row, err := c.domain()
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	table, err := place.New(rows)
	if err != nil {
		return nil, fmt.Errorf("communes: %w", err)
	}
	a.atlas.table, a.atlas.own = table, len(own)
	return table, nil
}

func (c Commune) domain() (place.Commune, error) {
	row := place.Commune{Code: c.Code, Name: c.Name, ProvinceCode: c.ProvinceCode, ProvinceName: c.ProvinceName, DistrictName: c.DistrictName}
	var err error
	if row.From, err = parseDay(c.ValidFrom); err != nil {
		return row, fmt.Errorf("commune %s: %w", c.Code, err)
	}
	if row.To, err = parseDay(c.ValidTo); err != nil {
		return row, fmt.Errorf("commune %s: %w", c.Code, err)
	}
	if c.Successors != "" {
		row.Successors = strings.Split(c.Successors, ";")
	}
	return row, nil
}

// parseDay reads a date as facts carry it; "" is no date.
func parseDay(s string) (civil.Date, error) {
	if s == "" {
		return civil.Date{}, nil
	}
	return civil.ParseISO(s)
}
