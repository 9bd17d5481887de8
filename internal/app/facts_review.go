package app

// PolicyVersion is a match policy that somebody set. It counts once another
// administrator has confirmed it.
type PolicyVersion struct {
	ActNo      int64  `db:"act_no"`
	Version    int64  `db:"version"` // from 2 on: 1 is the one built in
	SHA256     string `db:"sha256"`
	Body       string `db:"body"` // the whole policy in its written form
	Reason     string `db:"reason"`
	ProposedBy string `db:"proposed_by"`
	RecordedAt string `db:"recorded_at"`
}

func (PolicyVersion) Table() string { return "policy_version" }

// PolicyConsent puts a policy into force.
type PolicyConsent struct {
	Version     int64  `db:"version"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
	ActNo       int64  `db:"act_no"`
}

func (PolicyConsent) Table() string { return "policy_consent" }

// ReviewBasis is what a decision rests on. A decision from before there was one
// has none.
type ReviewBasis struct {
	ActNo          int64  `db:"act_no"` // the decision's
	PersonKey      string `db:"person_key"`
	Programme      string `db:"programme"`
	RegistrySHA256 string `db:"registry_sha256"` // of the records it was taken on
	AtStake        int64  `db:"at_stake"`        // đồng: of the row, or of its whole group
	NeedsSecond    int64  `db:"needs_second"`
	GroupID        string `db:"group_id"` // "" for a row of its own
	Recheck        int64  `db:"recheck"`  // drawn to be looked at again
}

func (ReviewBasis) Table() string { return "review_basis" }

// ReviewSecond is a second person's word for a decision.
type ReviewSecond struct {
	ActNo        int64  `db:"act_no"`
	DecisionNo   int64  `db:"decision_no"`
	PersonKey    string `db:"person_key"`
	Programme    string `db:"programme"`
	FirstPerson  string `db:"first_person"`
	SecondPerson string `db:"second_person"`
	Reason       string `db:"reason"`
	RecordedAt   string `db:"recorded_at"`
}

func (ReviewSecond) Table() string { return "review_second" }

// ReviewWithdrawal takes a decision back. The decision itself stays.
type ReviewWithdrawal struct {
	ActNo      int64  `db:"act_no"`
	DecisionNo int64  `db:"decision_no"`
	PersonKey  string `db:"person_key"`
	Programme  string `db:"programme"`
	Reason     string `db:"reason"`
	Actor      string `db:"actor"`
	RecordedAt string `db:"recorded_at"`
}

func (ReviewWithdrawal) Table() string { return "review_withdrawal" }

// ReviewRecheck is the answer of somebody who did not see the first.
type ReviewRecheck struct {
	ActNo        int64  `db:"act_no"`
	DecisionNo   int64  `db:"decision_no"`
	PersonKey    string `db:"person_key"`
	Programme    string `db:"programme"`
	FirstPerson  string `db:"first_person"`
	SecondPerson string `db:"second_person"`
	PersonalID   string `db:"personal_id" sealed:"identity"`
	Agrees       int64  `db:"agrees"`
	Reason       string `db:"reason"`
	RecordedAt   string `db:"recorded_at"`
}

func (ReviewRecheck) Table() string { return "review_recheck" }

// ReviewPlant is a case with a known answer. It is no row of a list, and never
// leads to a payment.
type ReviewPlant struct {
	ActNo      int64  `db:"act_no"`
	RowRef     string `db:"row_ref"` // as a row's, so that nobody sees which it is
	Period     string `db:"period"`
	Fault      string `db:"fault"`
	Item       string `db:"item" sealed:"text"`       // what the reviewer is shown, as JSON
	Answer     string `db:"answer" sealed:"identity"` // the right person's number; "" for nobody
	RecordedAt string `db:"recorded_at"`
}

func (ReviewPlant) Table() string { return "review_plant" }

// ReviewPlantAnswer is what a reviewer said of a known case.
type ReviewPlantAnswer struct {
	ActNo      int64  `db:"act_no"`
	RowRef     string `db:"row_ref"`
	Actor      string `db:"actor"`
	PersonalID string `db:"personal_id" sealed:"identity"`
	Correct    int64  `db:"correct"`
	Reason     string `db:"reason"`
	RecordedAt string `db:"recorded_at"`
}

func (ReviewPlantAnswer) Table() string { return "review_plant_answer" }
