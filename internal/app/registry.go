package app

import (
	"context"

	"chitra/internal/civil"
)

// RegistryTx keeps the snapshots of the population registry. What a snapshot is
// asked for is answered as of that snapshot, however it is kept and whatever was
// loaded after it.
type RegistryTx interface {
	// NewestSnapshot is the snapshot in force: the ready one loaded last (of
	// those from before chains, the one with the latest day); a zero value when
	// there is none.
	NewestSnapshot(ctx context.Context) (RegistrySnapshot, error)
	// LastSnapshot is the ready snapshot loaded last.
	LastSnapshot(ctx context.Context) (RegistrySnapshot, error)
	SnapshotBySHA256(ctx context.Context, sha256 string) (RegistrySnapshot, bool, error)
	// RootOf is the first snapshot of the chain that a snapshot is a link of.
	RootOf(ctx context.Context, snapshot int64) (int64, error)
	// Snapshots are all snapshots with their links, the oldest first.
	Snapshots(ctx context.Context) ([]SnapshotFacts, error)
	RefusedOf(ctx context.Context, snapshot int64) ([]RegistryRefused, error)
	// Consents are the guards that were overruled for a snapshot.
	Consents(ctx context.Context, snapshot int64) ([]RegistryConsent, error)
	PersonsByNumber(ctx context.Context, snapshot int64, numbers []string) ([]RegistryPerson, error)
	// PersonsByOldNumber gives, for each old number, the persons that carry it.
	PersonsByOldNumber(ctx context.Context, snapshot int64, old []string) ([]OldNumberPerson, error)
	PersonsByNameDate(ctx context.Context, snapshot int64, keys []int64) ([]RegistryPerson, error)
	PersonsByTwin(ctx context.Context, snapshot int64, keys []int64) ([]RegistryPerson, error)
	// PersonPrints are the prints of those of the numbers that a snapshot has.
	PersonPrints(ctx context.Context, snapshot int64, numbers []string) (map[string]string, error)
	// PersonPrintsBetween are those of the numbers of a sorted list, and of others
	// between them, at most limit.
	PersonPrintsBetween(ctx context.Context, snapshot int64, numbers []string, limit int) (map[string]string, error)
	// NumbersAfter are the next numbers of a snapshot, in their order.
	NumbersAfter(ctx context.Context, snapshot int64, after string, limit int) ([]string, error)
	// PersonRows are the rows of some numbers in whatever snapshot, one under way
	// too, and GoneRows those in which the numbers were gone: by number and snapshot.
	PersonRows(ctx context.Context, numbers []string) ([]RegistryPerson, error)
	GoneRows(ctx context.Context, numbers []string) ([]RegistryGone, error)
	// DropRegistryIndexes drops the indexes of tables that hold nobody yet;
	// MakeRegistryIndexes makes those that are missing.
	DropRegistryIndexes(ctx context.Context) error
	MakeRegistryIndexes(ctx context.Context) error
	Communes(ctx context.Context) ([]Commune, error)
	// Frequencies are what was counted of a snapshot, part by part.
	Frequencies(ctx context.Context, snapshot int64) ([]RegistryFrequency, error)
}

// OldNumberPerson is a person found by a number no longer in use.
type OldNumberPerson struct {
	OldID string `db:"old_id" sealed:"identity"`
	RegistryPerson
}

// SnapshotFacts are a snapshot and what link of a chain it is. One from before
// chains has no kind, and is its own root.
type SnapshotFacts struct {
	RegistrySnapshot
	RegistryLink
}

// RegistryLoad is what loading a snapshot came to.
type RegistryLoad struct {
	Status    string // UploadTaken, UploadUnchanged or RegistryNothing
	Snapshot  int64
	Kind      string
	AsOf      civil.Date
	Persons   int64
	Refused   int64
	Base      int64
	Added     int64
	Changed   int64
	Gone      int64
	Unchanged int64
	Layout    string // name and version of the layout it was read with
	// Lines are those refused of a file of which nothing was applied: no snapshot
	// keeps them.
	Lines []RegistryRefused
}

// RegistryNothing is the status of a file of changes of which nothing was applied.
// It makes no snapshot.
const RegistryNothing = "nothing"

// changes reports whether a snapshot says anything else than the one before it. One
// from before chains may.
func (s SnapshotFacts) changes() bool { return s.Kind == "" || s.Added+s.Changed+s.Gone > 0 }
