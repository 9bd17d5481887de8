package store

// attemptGuard refuses a further attempt of a payment unless the one before it
// surely failed or was never sent: whatever a program believes, the database has
// seen the failure.
func (s *Store) attemptGuard() []string {
	if s.engine.name() == "postgres" {
		return []string{`CREATE FUNCTION chitra_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM instruction i WHERE i.beneficiary_id = NEW.beneficiary_id AND i.payment_id = NEW.payment_id
      AND i.attempt = NEW.attempt - 1 AND i.state IN ('rejected', 'returned', 'dropped')) THEN
    RAISE EXCEPTION 'instruction: the attempt before it has not failed';
  END IF;
  RETURN NEW;
END $$`,
			`CREATE TRIGGER instruction_attempt BEFORE INSERT ON instruction FOR EACH ROW WHEN (NEW.attempt > 1) EXECUTE FUNCTION chitra_attempt()`}
	}
	return []string{`CREATE TRIGGER instruction_attempt BEFORE INSERT ON instruction
WHEN NEW.attempt > 1 AND NOT EXISTS (SELECT 1 FROM instruction i WHERE i.beneficiary_id = NEW.beneficiary_id AND i.payment_id = NEW.payment_id
  AND i.attempt = NEW.attempt - 1 AND i.state IN ('rejected', 'returned', 'dropped'))
BEGIN SELECT RAISE(ABORT, 'instruction: the attempt before it has not failed'); END`}
}
