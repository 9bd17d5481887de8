package store

import (
	"fmt"
	"slices"
	"strings"
)

// firstTriggers are the statements that make the database itself hold what must
// never happen: a fact changed or deleted, a state no rule leads to, a batch
// approved by one of its makers.
func (s *Store) firstTriggers() []string {
	var out []string
	if s.engine.name() == "postgres" {
		out = append(out, postgresFunctions()...)
	}
	out = append(out, s.triggersOf(firstMigration)...)
	for _, extra := range []string{"event", "store_info", "state_rule", "blob", "blob_chunk"} {
		out = append(out, s.guard(&table{name: extra})...)
	}
	for _, kind := range []string{"payment", "instruction", "batch", "account", "bank_file"} {
		out = append(out, s.stateGuard(kind))
	}
	out = append(out, s.loadGuard()...)
	return append(out, s.makerGuard())
}

// triggersOf are the guards of the tables that came with a migration.
func (s *Store) triggersOf(migration int64) []string {
	var names []string
	for name, t := range s.tables {
		if t.since == migration {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []string
	for _, name := range names {
		out = append(out, s.guard(s.tables[name])...)
	}
	if migration == keyMigration {
		out = append(out, s.guard(&table{name: "store_key"})...)
	}
	if migration == reissueMigration {
		out = append(out, s.attemptGuard()...)
		out = append(out, s.correctionGuard()...)
	}
	if migration == ledgerMigration {
		out = append(out, s.ledgerGuard()...)
	}
	if migration == byActMigration {
		out = append(out, s.byActGuards()...)
	}
	if migration == withdrawnMigration {
		out = append(out, s.ledgerAnewGuards()...)
	}
	return out
}

// byActGuards are those of the tables that were made anew. PostgreSQL keeps the
// functions, and what else names the tables.
func (s *Store) byActGuards() []string {
	out := append(s.guard(s.tables["state_change"]), s.ledgerAnewGuards()...)
	if s.engine.name() == "sqlite" {
		out = append(out, s.correctionGuard()...)
	}
	return out
}

// ledgerAnewGuards are those of the entries alone, once their table was made anew.
func (s *Store) ledgerAnewGuards() []string {
	ledger := s.ledgerGuard()
	return append(s.guard(s.tables["ledger_entry"]), ledger[len(ledger)-1])
}

// guard refuses updates of fixed columns and every deletion, but of rows whose
// load never became ready.
func (s *Store) guard(t *table) []string {
	of := ""
	if len(t.mutable) > 0 {
		of = "OF " + strings.Join(t.fixed(), ", ") + " "
	}
	if s.engine.name() == "postgres" {
		remove := "chitra_refuse()"
		if t.load {
			remove = fmt.Sprintf("chitra_refuse_ready('%s')", t.act)
		}
		return []string{
			fmt.Sprintf("CREATE TRIGGER %[1]s_fixed BEFORE UPDATE %[2]sON %[1]s FOR EACH ROW EXECUTE FUNCTION chitra_refuse()", t.name, of),
			fmt.Sprintf("CREATE TRIGGER %[1]s_kept BEFORE DELETE ON %[1]s FOR EACH ROW EXECUTE FUNCTION %[2]s", t.name, remove),
			keptWhole(t.name),
		}
	}
	when := ""
	if t.load {
		when = fmt.Sprintf("WHEN COALESCE((SELECT state FROM load WHERE act_no = OLD.%s), '') <> 'loading' ", t.act)
	}
	return []string{
		fmt.Sprintf("CREATE TRIGGER %[1]s_fixed BEFORE UPDATE %[2]sON %[1]s BEGIN SELECT RAISE(ABORT, '%[1]s: a fact never changes'); END", t.name, of),
		fmt.Sprintf("CREATE TRIGGER %[1]s_kept BEFORE DELETE ON %[1]s %[2]sBEGIN SELECT RAISE(ABORT, '%[1]s: nothing is deleted'); END", t.name, when),
	}
}

// keptWhole refuses to empty a table: that asks no row.
func keptWhole(name string) string {
	return fmt.Sprintf("CREATE TRIGGER %[1]s_whole BEFORE TRUNCATE ON %[1]s FOR EACH STATEMENT EXECUTE FUNCTION chitra_refuse()", name)
}

// loadGuard keeps what is ready ready: a load made to look unfinished would
// open its rows to deletion.
func (s *Store) loadGuard() []string {
	if s.engine.name() == "postgres" {
		return []string{
			"CREATE TRIGGER load_fixed BEFORE UPDATE ON load FOR EACH ROW EXECUTE FUNCTION chitra_load()",
			"CREATE TRIGGER load_kept BEFORE DELETE ON load FOR EACH ROW EXECUTE FUNCTION chitra_load()",
			keptWhole("load"),
		}
	}
	return []string{
		`CREATE TRIGGER load_fixed BEFORE UPDATE ON load WHEN OLD.state = 'ready' OR OLD.act_no <> NEW.act_no OR OLD.kind <> NEW.kind
BEGIN SELECT RAISE(ABORT, 'load: only what is loading becomes ready'); END`,
		`CREATE TRIGGER load_kept BEFORE DELETE ON load WHEN OLD.state = 'ready' BEGIN SELECT RAISE(ABORT, 'load: what is ready is not deleted'); END`,
	}
}

func (s *Store) stateGuard(kind string) string {
	if s.engine.name() == "postgres" {
		return fmt.Sprintf("CREATE TRIGGER %[1]s_state BEFORE UPDATE OF state ON %[1]s FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION chitra_state('%[1]s')", kind)
	}
	return fmt.Sprintf(`CREATE TRIGGER %[1]s_state BEFORE UPDATE OF state ON %[1]s
WHEN OLD.state <> NEW.state AND NOT EXISTS (SELECT 1 FROM state_rule WHERE kind = '%[1]s' AND from_state = OLD.state AND to_state = NEW.state)
BEGIN SELECT RAISE(ABORT, '%[1]s: no rule leads to that state'); END`, kind)
}

func (s *Store) makerGuard() string {
	if s.engine.name() == "postgres" {
		return "CREATE TRIGGER approval_not_maker BEFORE INSERT ON approval FOR EACH ROW EXECUTE FUNCTION chitra_not_maker()"
	}
	return `CREATE TRIGGER approval_not_maker BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM batch_maker WHERE batch_id = NEW.batch_id AND name = NEW.approver)
BEGIN SELECT RAISE(ABORT, 'approval: the approver is one of the makers'); END`
}

func postgresFunctions() []string {
	return []string{
		`CREATE SEQUENCE act_no`,
		`CREATE FUNCTION chitra_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: a fact is neither changed nor deleted', TG_TABLE_NAME; END $$`,
		`CREATE FUNCTION chitra_refuse_ready() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM load WHERE act_no = (to_jsonb(OLD) ->> TG_ARGV[0])::bigint AND state = 'loading') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '%: nothing is deleted', TG_TABLE_NAME;
END $$`,
		`CREATE FUNCTION chitra_load() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ready' THEN
    RAISE EXCEPTION 'load: what is ready stays ready';
  ELSIF TG_OP = 'DELETE' THEN
    RETURN OLD;
  ELSIF OLD.act_no <> NEW.act_no OR OLD.kind <> NEW.kind THEN
    RAISE EXCEPTION 'load: only what is loading becomes ready';
  END IF;
  RETURN NEW;
END $$`,
		`CREATE FUNCTION chitra_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM state_rule WHERE kind = TG_ARGV[0] AND from_state = OLD.state AND to_state = NEW.state) THEN
    RAISE EXCEPTION '%: no rule leads from % to %', TG_TABLE_NAME, OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$`,
		`CREATE FUNCTION chitra_not_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM batch_maker WHERE batch_id = NEW.batch_id AND name = NEW.approver) THEN
    RAISE EXCEPTION 'approval: the approver is one of the makers';
  END IF;
  RETURN NEW;
END $$`,
	}
}
