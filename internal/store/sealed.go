package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"chitra/internal/vault"
)

// Errors of Open.
var (
	// ErrSealed is returned for a store whose numbers are sealed, opened without
	// a key.
	ErrSealed = errors.New("the store is sealed, and there is no key")
	// ErrOtherKey is returned for a store that is sealed by another key.
	ErrOtherKey = errors.New("the store is sealed by another key")
)

// Option says how a store is opened.
type Option func(*Store)

// WithVault opens a sealed store, and seals one that is still to be made. A store
// that was made in plain stays so.
func WithVault(v *vault.Vault) Option { return func(s *Store) { s.vault = v } }

// Sealed reports whether identity numbers, account numbers and files are sealed.
func (s *Store) Sealed() bool { return s.vault != nil }

// sealedKinds says how a field is sealed, by the tag of its record.
var sealedKinds = map[string]vault.Kind{"identity": vault.Identity, "account": vault.Account, "text": vault.Text}

// settleKey compares the key with the one the store was made with.
func (s *Store) settleKey(ctx context.Context) error {
	var there int
	if err := s.read.GetContext(ctx, &there, s.engine.hasTable(), "store_info"); err != nil || there == 0 {
		return err // a new store: SetInfo seals it, if there is a key
	}
	var made int
	if err := s.read.GetContext(ctx, &made, `SELECT COUNT(*) FROM store_info`); err != nil || made == 0 {
		return err
	}
	if err := s.read.GetContext(ctx, &there, s.engine.hasTable(), "store_key"); err != nil {
		return err
	}
	var check string
	if there > 0 {
		err := s.read.GetContext(ctx, &check, `SELECT key_check FROM store_key`)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	switch {
	case check == "":
		s.vault = nil
	case s.vault == nil:
		return ErrSealed
	case s.vault.Check() != check:
		return ErrOtherKey
	}
	return nil
}

// sealedField is a field of a record that is sealed in the database.
type sealedField struct {
	index []int
	kind  vault.Kind
}

// sealedFields are the sealed fields by the type of record.
var sealedFields sync.Map

// sealedOf lists the sealed fields of a struct, those of structs within it too.
func sealedOf(typ reflect.Type) []sealedField {
	if known, ok := sealedFields.Load(typ); ok {
		return known.([]sealedField)
	}
	var out []sealedField
	if typ.Kind() == reflect.Struct {
		for _, f := range reflect.VisibleFields(typ) {
			kind, ok := sealedKinds[f.Tag.Get("sealed")]
			if ok && f.Type.Kind() == reflect.String {
				out = append(out, sealedField{index: f.Index, kind: kind})
			}
		}
	}
	sealedFields.Store(typ, out)
	return out
}

// open reads the sealed fields of what was scanned: a struct, or a slice of them.
func (s *Store) open(v reflect.Value) error {
	if s.vault == nil {
		return nil
	}
	switch v.Kind() {
	case reflect.Pointer:
		return s.open(v.Elem())
	case reflect.Slice:
		if len(sealedOf(v.Type().Elem())) == 0 {
			return nil
		}
		for i := range v.Len() {
			if err := s.open(v.Index(i)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for _, f := range sealedOf(v.Type()) {
			field := v.FieldByIndex(f.index)
			plain, err := s.vault.Open(f.kind, field.String())
			if err != nil {
				return fmt.Errorf("%s of %s: %w", v.Type().FieldByIndex(f.index).Name, v.Type(), err)
			}
			field.SetString(plain)
		}
	}
	return nil
}

// sealed are values as the database holds them, to look for them by.
func (t *tx) sealed(kind vault.Kind, values []string) []string {
	if t.store.vault == nil {
		return values
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = t.store.vault.Seal(kind, v)
	}
	return out
}

// sealRow gives a row of a table as it is written: values is left as it was.
func (s *Store) sealRow(tb *table, values []any) []any {
	if s.vault == nil || len(tb.sealedAt) == 0 {
		return values
	}
	out := slices.Clone(values)
	for _, f := range tb.sealedAt {
		if text, ok := out[f.at].(string); ok {
			out[f.at] = s.vault.Seal(f.kind, text)
		}
	}
	return out
}

// openRow reads the fixed columns of a table's row, as they were scanned.
func (s *Store) openRow(tb *table, fixed []any) error {
	if s.vault == nil {
		return nil
	}
	for _, f := range tb.sealedAt {
		i := slices.Index(tb.fixedAt, f.at)
		if i < 0 {
			continue
		}
		text, ok := textOf(fixed[i])
		if !ok {
			continue
		}
		plain, err := s.vault.Open(f.kind, text)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", tb.columns[f.at], tb.name, err)
		}
		fixed[i] = plain
	}
	return nil
}

// textOf is a scanned text: drivers give it as one or the other.
func textOf(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []byte:
		return string(v), true
	}
	return "", false
}
