package app

// BankProfile is a version of a bank's profile that the office keeps; its text,
// and the bank's own workbook where it has one, are files of those SHA-256.
type BankProfile struct {
	ActNo          int64  `db:"act_no"`
	Name           string `db:"name"`
	Version        int64  `db:"version"`
	SHA256         string `db:"sha256"`
	TemplateSHA256 string `db:"template_sha256"`
	BIN            string `db:"bin"`
	Evidence       string `db:"evidence"`
	AddedBy        string `db:"added_by"`
	RecordedAt     string `db:"recorded_at"`
}

func (BankProfile) Table() string { return "bank_profile" }

// PayerProfile is a profile of a paying account: the one it was made with, or
// one proposed later, which counts from its consent on. A profile that the office
// keeps stays that version; one that comes with the program goes with it.
type PayerProfile struct {
	ActNo      int64  `db:"act_no"`
	PayerID    string `db:"payer_id"`
	Profile    string `db:"profile"`
	Version    string `db:"version"`
	SHA256     string `db:"sha256"` // "" for a format that no profile describes
	Evidence   string `db:"evidence"`
	ProposedBy string `db:"proposed_by"` // "" for the one it was made with
}

func (PayerProfile) Table() string { return "payer_profile" }

// PayerProfileConsent puts a later profile of a paying account into force, by a
// second person.
type PayerProfileConsent struct {
	ActNo       int64  `db:"act_no"`
	ProfileNo   int64  `db:"profile_no"` // the act that proposed it
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (PayerProfileConsent) Table() string { return "payer_profile_consent" }

// InstructionLoss is what a line lost on its way into the letters of its bank:
// "field kind lost", each on a line of its own.
type InstructionLoss struct {
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	Losses        string `db:"losses" sealed:"text"`
	ActNo         int64  `db:"act_no"`
}

func (InstructionLoss) Table() string { return "instruction_loss" }

// FileSeal is what lies beside a file and is settled with its intent: the copy
// for the Treasury and the signature ("" for none). ContentSHA256 is over what
// the file says apart from its references; Repeats is the file that said the same
// before, with who let it leave again and why.
type FileSeal struct {
	FileID          string `db:"file_id"`
	ContentSHA256   string `db:"content_sha256"`
	TreasurySHA256  string `db:"treasury_sha256"`
	SignatureSHA256 string `db:"signature_sha256"`
	SignedBy        string `db:"signed_by"`
	Repeats         string `db:"repeats"`
	RepeatsBy       string `db:"repeats_by"`
	RepeatsReason   string `db:"repeats_reason"`
	ActNo           int64  `db:"act_no"`
}

func (FileSeal) Table() string { return "file_seal" }

// ResultProfile is a version of how a bank answers, as the office keeps it; its
// text is a file of that SHA-256. It counts from its consent on.
type ResultProfile struct {
	ActNo      int64  `db:"act_no"`
	Name       string `db:"name"`
	Version    int64  `db:"version"`
	SHA256     string `db:"sha256"`
	BIN        string `db:"bin"`
	Evidence   string `db:"evidence"`
	AddedBy    string `db:"added_by"`
	RecordedAt string `db:"recorded_at"`
}

func (ResultProfile) Table() string { return "result_profile" }

// ResultProfileConsent puts a profile of results into force, by a second person:
// what its words mean decides who counts as paid.
type ResultProfileConsent struct {
	ActNo       int64  `db:"act_no"`
	ProfileNo   int64  `db:"profile_no"` // the act that added it
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (ResultProfileConsent) Table() string { return "result_profile_consent" }
