package app

// Suspension is a proposal of the machine's: three months in a row were offered
// and not received.
type Suspension struct {
	ID            string `db:"id"`
	BeneficiaryID string `db:"beneficiary_id"`
	Programme     string `db:"programme"`
	LastMonth     string `db:"last_month"`
	Months        string `db:"months"`
	Evidence      string `db:"attempts"` // the instructions, and the banks' reasons
	RecordedAt    string `db:"recorded_at"`
	ActNo         int64  `db:"act_no"`
}

func (Suspension) Table() string { return "suspension" }

// SuspensionWord is what people say of a suspension: a first person alone, or a
// second who says the same.
type SuspensionWord struct {
	ActNo        int64  `db:"act_no"`
	SuspensionID string `db:"suspension_id"`
	Word         string `db:"word"`
	FirstPerson  string `db:"first_person"`
	SecondPerson string `db:"second_person"`
	Reason       string `db:"reason"`
	RecordedAt   string `db:"recorded_at"`
}

func (SuspensionWord) Table() string { return "suspension_word" }

// Words of a SuspensionWord.
const (
	SuspensionSuspend = "suspend"
	SuspensionKeep    = "keep"
	SuspensionLift    = "lift"
)
