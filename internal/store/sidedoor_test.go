package store_test

import (
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestFactsGoByNoSideDoor tries the ways past a row's own triggers: emptying
// the table, replacing a row by inserting over it, and a ready load made to
// look as if it were still loading.
func TestFactsGoByNoSideDoor(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		undone(t, s, func(tx app.Tx) error {
			for _, tb := range catalogue(t) {
				statement, why := "TRUNCATE "+tb.Name+" CASCADE", "deleted"
				if s.Engine() == "sqlite" {
					all := strings.Join(tb.Columns, ", ")
					statement = "INSERT OR REPLACE INTO " + tb.Name + " (" + all + ") SELECT " + all + " FROM " + tb.Name
					if tb.Name == "ledger_entry" { // asked first: the money is no longer there
						why = "more is taken"
					}
				}
				refused(t, tx, statement, why)
			}
			refused(t, tx, "UPDATE load SET state = 'loading'", "ready")
			refused(t, tx, "UPDATE load SET act_no = act_no + 1000", "ready")
			refused(t, tx, "DELETE FROM load", "ready")
			return nil
		})
	})
}
