package store_test

import (
	"reflect"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestAForgedFactIsFound adds a row that no act wrote.
func TestAForgedFactIsFound(t *testing.T) {
	rows := oneRowATable()
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		unguarded(t, s)
		for _, tb := range catalogue(t) {
			undone(t, s, func(tx app.Tx) error {
				if err := insert(t.Context(), tx, forged(rows[tb.Name], tb)); err != nil {
					return err
				}
				if r, err := verify(t.Context(), tx); err != nil || r.FirstBad == nil {
					t.Errorf("a row added to %s: %+v, %v", tb.Name, r, err)
				}
				return nil
			})
		}
	})
}

// forged is a fact as an act that never was would have written it: every text
// of its key and every column that must be unique is another.
func forged(f app.Fact, tb store.TableInfo) app.Fact {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(withAct(f, tb, 9999)))
	for i := range v.NumField() {
		c := v.Type().Field(i).Tag.Get("db")
		if v.Field(i).Kind() == reflect.String && (slices.Contains(tb.Key, c) || slices.Contains(alone, tb.Name+"."+c)) {
			v.Field(i).SetString(v.Field(i).String() + "9")
		}
		if v.Field(i).Kind() == reflect.Int64 && slices.Contains(alone, tb.Name+"."+c) {
			v.Field(i).SetInt(v.Field(i).Int() + 9)
		}
	}
	return v.Interface().(app.Fact)
}
