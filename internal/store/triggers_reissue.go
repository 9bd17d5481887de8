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

// correctionGuard lets nobody but two people make the changes that no answer of a
// bank makes: the act that moves the state must be the one that confirmed it.
func (s *Store) correctionGuard() []string {
	const corrected = `(OLD.state = 'paid' AND NEW.state = 'rejected' OR OLD.state = 'rejected' AND NEW.state = 'paid'
  OR OLD.state = 'returned' AND NEW.state = 'rejected')`
	const confirmed = `SELECT 1 FROM result_correction c JOIN result_correction_consent k ON k.correction_no = c.act_no
  WHERE c.beneficiary_id = NEW.beneficiary_id AND c.instruction_id = NEW.id AND c.to_state = NEW.state AND k.act_no = (
    SELECT MAX(s.act_no) FROM state_change s WHERE s.beneficiary_id = NEW.beneficiary_id AND s.subject = NEW.id)`
	if s.engine.name() == "postgres" {
		return []string{`CREATE FUNCTION chitra_corrected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (` + confirmed + `) THEN
    RAISE EXCEPTION 'instruction: no rule leads from % to % but two people''s word', OLD.state, NEW.state;
  END IF;
  RETURN NEW;
END $$`,
			`CREATE TRIGGER instruction_corrected BEFORE UPDATE OF state ON instruction FOR EACH ROW WHEN ` + corrected + ` EXECUTE FUNCTION chitra_corrected()`}
	}
	return []string{`CREATE TRIGGER instruction_corrected BEFORE UPDATE OF state ON instruction WHEN ` + corrected + ` AND NOT EXISTS (` + confirmed + `)
BEGIN SELECT RAISE(ABORT, 'instruction: no rule leads to that state but two people''s word'); END`}
}
