package store

// ledgerGuard keeps an account from giving what it has not: of each instruction
// no account but the Treasury ever comes to less than nothing, and the Treasury
// gives an amount only while it has all of it. SQLite asks before each row,
// PostgreSQL once after all rows of a statement. The trigger comes last.
func (s *Store) ledgerGuard() []string {
	if s.engine.name() == "postgres" {
		return []string{
			`CREATE FUNCTION chitra_covered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT beneficiary_id, instruction_id FROM added) a
      JOIN ledger_entry e ON e.beneficiary_id = a.beneficiary_id AND e.instruction_id = a.instruction_id
      GROUP BY e.beneficiary_id, e.instruction_id
      HAVING ` + overdrawnSQL("transit") + ` OR ` + overdrawnSQL("paid") + ` OR ` + overdrawnSQL("returned") + ` OR ` + overdrawnSQL("give_back") + `
        OR ` + balanceSQL("treasury") + ` < -MAX(e.amount)) THEN
    RAISE EXCEPTION 'ledger_entry: more is taken than is there';
  END IF;
  RETURN NULL;
END $$`,
			`CREATE TRIGGER ledger_entry_covered AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION chitra_covered()`,
		}
	}
	return []string{`CREATE TRIGGER ledger_entry_covered BEFORE INSERT ON ledger_entry
WHEN NEW.amount > COALESCE((SELECT SUM(CASE NEW.credit WHEN debit THEN amount WHEN credit THEN -amount ELSE 0 END) FROM ledger_entry
  WHERE beneficiary_id = NEW.beneficiary_id AND instruction_id = NEW.instruction_id), 0) + CASE NEW.credit WHEN 'treasury' THEN NEW.amount ELSE 0 END
BEGIN SELECT RAISE(ABORT, 'ledger_entry: more is taken than is there'); END`}
}

// balanceSQL is the balance of one account of the entries e grouped together.
func balanceSQL(account string) string {
	return `SUM(CASE '` + account + `' WHEN e.debit THEN e.amount WHEN e.credit THEN -e.amount ELSE 0 END)`
}

func overdrawnSQL(account string) string { return balanceSQL(account) + " < 0" }
