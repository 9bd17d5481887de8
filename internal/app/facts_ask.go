package app

// RegistryRequest is a workbook of questions to the registry's office. Its number
// is that of its act.
type RegistryRequest struct {
	ActNo      int64  `db:"act_no"`
	Period     string `db:"period"`
	Questions  int64  `db:"questions"`
	Tiers      string `db:"tiers"`    // that were chosen; "" for all
	Outcomes   string `db:"outcomes"` // the same
	Again      int64  `db:"again"`    // 1: also what was asked before
	SHA256     string `db:"sha256"`   // of the workbook, which is kept
	Actor      string `db:"actor"`
	RecordedAt string `db:"recorded_at"`
}

func (RegistryRequest) Table() string { return "registry_request" }

// RegistryQuestion is one line of a request: the row it is about, and what is
// asked, by the outcome of its match.
type RegistryQuestion struct {
	RequestNo int64  `db:"request_no"`
	N         int64  `db:"n"`
	VersionNo int64  `db:"version_no"`
	RowKey    string `db:"row_key"`
	PersonKey string `db:"person_key"`
	Asked     string `db:"asked"`
}

func (RegistryQuestion) Table() string { return "registry_request_line" }

// RegistryResponse is a file of answers that was taken.
type RegistryResponse struct {
	ActNo         int64  `db:"act_no"`
	SHA256        string `db:"sha256"`
	FileName      string `db:"file_name"`
	AsOf          string `db:"as_of"`
	Layout        string `db:"layout"`
	LayoutVersion int64  `db:"layout_version"`
	LayoutSHA256  string `db:"layout_sha256"`
	Answers       int64  `db:"answers"`  // that were new
	Repeated      int64  `db:"repeated"` // that said what was known
	Blank         int64  `db:"blank"`
	Refused       int64  `db:"refused"`
	Added         int64  `db:"added"`   // persons whom its records make
	Changed       int64  `db:"changed"` // and whom they change
	Actor         string `db:"actor"`
	RecordedAt    string `db:"recorded_at"`
}

func (RegistryResponse) Table() string { return "registry_response" }

// RegistryResponseConsent lets the records of a file of answers into the registry's
// data.
type RegistryResponseConsent struct {
	ResponseNo  int64  `db:"response_no"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	SnapshotNo  int64  `db:"snapshot_no"` // made of its records
	RecordedAt  string `db:"recorded_at"`
	ActNo       int64  `db:"act_no"`
}

func (RegistryResponseConsent) Table() string { return "registry_response_consent" }

// RegistryAnswer is what the registry's office answered to a question, as it was
// filled in: what was left blank is "".
type RegistryAnswer struct {
	ActNo       int64  `db:"act_no"`
	RequestNo   int64  `db:"request_no"`
	N           int64  `db:"n"`
	Line        int64  `db:"line"`
	Verdict     string `db:"verdict"` // found, not_found, several
	Said        string `db:"said"`    // registry.Said
	PersonalID  string `db:"personal_id" sealed:"identity"`
	FullName    string `db:"full_name"`
	DateOfBirth string `db:"date_of_birth"`
	Sex         string `db:"sex"`
	CommuneCode string `db:"commune_code"`
	Status      string `db:"status"`
	DiedOn      string `db:"died_on"`
	OldIDs      string `db:"old_ids" sealed:"text"`
	Note        string `db:"note" sealed:"text"`
}

func (RegistryAnswer) Table() string { return "registry_answer" }
