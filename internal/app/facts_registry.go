package app

// RegistryLink says what a snapshot is: a link of a chain, whose rows are those
// persons alone that are new or changed against the snapshot loaded before it. A
// snapshot without one was kept whole.
type RegistryLink struct {
	SnapshotNo    int64  `db:"snapshot_no"`
	Kind          string `db:"kind"`
	BaseNo        int64  `db:"base_no"` // nought for the first
	RootNo        int64  `db:"root_no"` // the first of the chain
	Added         int64  `db:"added"`
	Changed       int64  `db:"changed"`
	Gone          int64  `db:"gone"`
	Unchanged     int64  `db:"unchanged"`
	Layout        string `db:"layout"`
	LayoutVersion int64  `db:"layout_version"`
	LayoutSHA256  string `db:"layout_sha256"`
}

func (RegistryLink) Table() string { return "registry_link" }

// Kinds of a RegistryLink.
const (
	SnapshotFull   = "full"
	SnapshotDelta  = "delta"
	SnapshotEvents = "events"
)

// RegistryGone is a number of the snapshot before that is no longer there.
type RegistryGone struct {
	SnapshotNo int64  `db:"snapshot_no"`
	PersonalID string `db:"personal_id" sealed:"identity"`
}

func (RegistryGone) Table() string { return "registry_gone" }

// RegistryConsent is a guard that a person overruled, with the reason given: of
// a snapshot when it was loaded, or of matching a period against it.
type RegistryConsent struct {
	ActNo      int64  `db:"act_no"`
	Code       string `db:"code"`
	SnapshotNo int64  `db:"snapshot_no"`
	Period     string `db:"period"` // "" for the load itself
	Measured   string `db:"measured"`
	Reason     string `db:"reason"`
	Actor      string `db:"actor"`
	RecordedAt string `db:"recorded_at"`
}

func (RegistryConsent) Table() string { return "registry_consent" }
