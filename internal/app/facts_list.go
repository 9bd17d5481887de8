package app

// List is (programme, period, commune, series): the thing whose newest version
// is in force.
type List struct {
	ID        string `db:"id"`
	Programme string `db:"programme"`
	Period    string `db:"period"`
	Commune   string `db:"commune"`
	Series    string `db:"series"`
	ActNo     int64  `db:"act_no"`
}

func (List) Table() string { return "list" }

// ListVersion is one upload of a list that was taken.
type ListVersion struct {
	ActNo      int64  `db:"act_no"`
	ListID     string `db:"list_id"`
	Version    int64  `db:"version"`
	SHA256     string `db:"sha256"`
	FileName   string `db:"file_name"`
	Lines      int64  `db:"lines"`
	Taken      int64  `db:"taken"`
	Refused    int64  `db:"refused"`
	UploadedBy string `db:"uploaded_by"`
	RecordedAt string `db:"recorded_at"`
}

func (ListVersion) Table() string { return "list_version" }

// ListOrigin names a version below one that was made from it. A version that was
// handed in whole has none; one that corrects another has a line for that and for
// each below it.
type ListOrigin struct {
	ActNo  int64  `db:"act_no"`
	BaseNo int64  `db:"base_no"`
	Kind   string `db:"kind"`
	Steps  int64  `db:"steps"` // 1 is the version that was corrected
}

func (ListOrigin) Table() string { return "list_origin" }

// Kinds of a ListOrigin: what the version above it is.
const (
	OriginFix    = "fix"    // a workbook of rows to fix
	OriginAccept = "accept" // proposals that somebody accepted
)

// ListRow is one line of a version, taken or refused. Amounts are đồng; nil
// means that the list does not say.
type ListRow struct {
	VersionNo    int64  `db:"version_no"`
	RowKey       string `db:"row_key"`
	PersonKey    string `db:"person_key"`
	Status       string `db:"status"`
	Sheet        string `db:"sheet"`
	Line         int64  `db:"line"`
	FullName     string `db:"full_name"`
	BirthText    string `db:"birth_text"`
	BirthDate    string `db:"birth_date"`
	BirthOther   string `db:"birth_other"`
	Sex          string `db:"sex"`
	PersonalID   string `db:"personal_id" sealed:"identity"`
	OldNumber    string `db:"old_number" sealed:"identity"`
	NumberText   string `db:"number_text" sealed:"text"`
	Address      string `db:"address"`
	Commune      string `db:"commune"`
	Category     string `db:"category"`
	CategoryText string `db:"category_text"`
	Coefficient  string `db:"coefficient"`
	Rate         *int64 `db:"rate_amount"`
	Arrears      *int64 `db:"arrears_amount"`
	Recovery     *int64 `db:"recovery_amount"`
	Total        *int64 `db:"total_amount"`
	Account      string `db:"account" sealed:"account"`
	AccountText  string `db:"account_text" sealed:"text"`
	BankBIN      string `db:"bank_bin"`
	BankText     string `db:"bank_text"`
	Holder       string `db:"holder"`
	Relation     string `db:"relation"`
	Note         string `db:"note"`
}

func (ListRow) Table() string { return "list_row" }

// Statuses of a list row.
const (
	RowTaken   = "taken"
	RowRefused = "refused"
)

// ListIssue is one fault of a version, kept as it was told.
type ListIssue struct {
	VersionNo int64  `db:"version_no"`
	N         int64  `db:"n"`
	RowKey    string `db:"row_key"`
	Sheet     string `db:"sheet"`
	Line      int64  `db:"line"`
	Cell      string `db:"cell"`
	Field     string `db:"field"`
	Code      string `db:"code"`
	Severity  string `db:"severity"`
	Value     string `db:"value" sealed:"text"`
	Proposed  string `db:"proposed" sealed:"text"`
}

func (ListIssue) Table() string { return "list_issue" }

// MatchRun is one look at the rows of a period against one snapshot.
type MatchRun struct {
	ActNo      int64  `db:"act_no"`
	Period     string `db:"period"`
	SnapshotNo int64  `db:"snapshot_no"`
	Policy     string `db:"policy"`
	RowsSeen   int64  `db:"rows_seen"`
	RecordedAt string `db:"recorded_at"`
}

func (MatchRun) Table() string { return "match_run" }

// RowMatch is what a run said of a row. The newest of a row counts.
type RowMatch struct {
	RunNo         int64  `db:"run_no"`
	VersionNo     int64  `db:"version_no"`
	RowKey        string `db:"row_key"`
	Outcome       string `db:"outcome"`
	Tier          string `db:"tier"`
	Action        string `db:"action"`
	Due           int64  `db:"due"`
	Hold          string `db:"hold"`
	BeneficiaryID string `db:"beneficiary_id"`
	PersonalID    string `db:"personal_id" sealed:"identity"`
	PayeeName     string `db:"payee_name"`
	DateOfBirth   string `db:"date_of_birth"`
	Beside        string `db:"beside"`
	Evidence      string `db:"evidence" sealed:"text"`
	DecisionNo    int64  `db:"decision_no"`
}

func (RowMatch) Table() string { return "row_match" }

// ReviewDecision is a person's answer for a row: whose it is, or nobody's.
type ReviewDecision struct {
	ActNo      int64  `db:"act_no"`
	PersonKey  string `db:"person_key"`
	Programme  string `db:"programme"`
	VersionNo  int64  `db:"version_no"`
	RowKey     string `db:"row_key"`
	PersonalID string `db:"personal_id" sealed:"identity"`
	Reason     string `db:"reason"`
	Actor      string `db:"actor"`
	RecordedAt string `db:"recorded_at"`
}

func (ReviewDecision) Table() string { return "review_decision" }
