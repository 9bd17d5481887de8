package app

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"chitra/internal/civil"
	"chitra/internal/place"
)

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
