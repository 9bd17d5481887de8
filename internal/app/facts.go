package app

// A Fact is a row that is written once and never changed. Its exported fields
// carry the column names; the store writes them as they stand.
type Fact interface {
	// Table is the name of the table the fact is a row of.
	Table() string
}

// Upload is the record of one try to hand Chitra a file, taken or not.
type Upload struct {
	ActNo    int64  `db:"act_no"`
	SHA256   string `db:"sha256"`
	FileName string `db:"file_name"`
	Kind     string `db:"kind"`
	Outcome  string `db:"outcome"`
	Reason   string `db:"reason"`
	Actor    string `db:"actor"`
	At       string `db:"at"`
}

func (Upload) Table() string { return "upload" }

// Kinds and outcomes of an upload.
const (
	UploadList     = "list"
	UploadRegistry = "registry"
	UploadResult   = "result"
	UploadPlace    = "place"

	UploadTaken     = "taken"
	UploadUnchanged = "unchanged"
	UploadRefused   = "refused"
)

// Commune is a commune as reference data of the store, valid between two days.
type Commune struct {
	Code         string `db:"code"`
	Name         string `db:"name"`
	ProvinceCode string `db:"province_code"`
	ProvinceName string `db:"province_name"`
	DistrictName string `db:"district_name"`
	ValidFrom    string `db:"valid_from"`
	ValidTo      string `db:"valid_to"`
	Successors   string `db:"successors"`
	ActNo        int64  `db:"act_no"`
}

func (Commune) Table() string { return "commune" }

// RegistrySnapshot is the population registry as of a day.
type RegistrySnapshot struct {
	ActNo      int64  `db:"act_no"`
	AsOf       string `db:"as_of"`
	SHA256     string `db:"sha256"`
	SourceName string `db:"source_name"`
	Persons    int64  `db:"persons"`
	Refused    int64  `db:"refused"`
	RecordedAt string `db:"recorded_at"`
}

func (RegistrySnapshot) Table() string { return "registry_snapshot" }

// RegistryPerson is one person of a snapshot, with the two keys candidates are
// fetched by (computed here, never by SQL).
type RegistryPerson struct {
	SnapshotNo  int64  `db:"snapshot_no"`
	PersonalID  string `db:"personal_id" sealed:"identity"`
	FullName    string `db:"full_name"`
	DateOfBirth string `db:"date_of_birth"`
	Sex         string `db:"sex"`
	CommuneCode string `db:"commune_code"`
	Status      string `db:"status"`
	DiedOn      string `db:"died_on"`
	OldIDs      string `db:"old_ids" sealed:"text"`
	Household   string `db:"household"`
	NameDateKey int64  `db:"name_date_key"`
	TwinKey     int64  `db:"twin_key"`
}

func (RegistryPerson) Table() string { return "registry_person" }

// RegistryOldNumber leads from a number no longer used to the one that is.
type RegistryOldNumber struct {
	SnapshotNo int64  `db:"snapshot_no"`
	OldID      string `db:"old_id" sealed:"identity"`
	PersonalID string `db:"personal_id" sealed:"identity"`
}

func (RegistryOldNumber) Table() string { return "registry_old_number" }

// RegistryRefused is a line of a snapshot that could not be read.
type RegistryRefused struct {
	SnapshotNo int64  `db:"snapshot_no"`
	Line       int64  `db:"line"`
	ColumnName string `db:"column_name"`
	Code       string `db:"code"`
	Value      string `db:"value" sealed:"text"`
}

func (RegistryRefused) Table() string { return "registry_refused" }

// Beneficiary is the person entitled, by an identifier of our own.
type Beneficiary struct {
	ID         string `db:"id"`
	ActNo      int64  `db:"act_no"`
	RecordedAt string `db:"recorded_at"`
}

func (Beneficiary) Table() string { return "beneficiary" }

// BeneficiaryNumber says whose a registry number is.
type BeneficiaryNumber struct {
	PersonalID    string `db:"personal_id" sealed:"identity"`
	BeneficiaryID string `db:"beneficiary_id"`
	ActNo         int64  `db:"act_no"`
}

func (BeneficiaryNumber) Table() string { return "beneficiary_number" }

// StateChange is one step of a payment, an instruction, a batch or an account
// along its transition table, and the fact that made it.
type StateChange struct {
	BeneficiaryID string `db:"beneficiary_id"`
	Subject       string `db:"subject"`
	ActNo         int64  `db:"act_no"`
	Step          int64  `db:"step"`
	Kind          string `db:"kind"`
	FromState     string `db:"from_state"`
	ToState       string `db:"to_state"`
	Reason        string `db:"reason"`
	Fact          string `db:"fact"`
	RecordedAt    string `db:"recorded_at"`
}

func (StateChange) Table() string { return "state_change" }

// Kinds of a StateChange.
const (
	KindPayment     = "payment"
	KindInstruction = "instruction"
	KindBatch       = "batch"
	KindAccount     = "account"
	KindFile        = "bank_file"
)
