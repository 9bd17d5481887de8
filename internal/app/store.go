package app

import (
	"context"
	"iter"
	"time"

	"chitra/internal/journal"
)

// Store keeps everything. Both engines answer to it, and nothing in this
// package knows which one it is talking to.
type Store interface {
	// Update runs fn in one transaction that may write. When fn returns an
	// error nothing of it stays.
	Update(ctx context.Context, fn func(Tx) error) error
	// View runs fn against one unmoving picture of the store.
	View(ctx context.Context, fn func(Tx) error) error
}

// Tx is one transaction. Every read inside an Update goes through it.
type Tx interface {
	CoreTx
	UserTx
	RegistryTx
	AskTx
	ListTx
	LayoutTx
	HeadingTx
	MatchTx
	PlacesTx
	ReviewTx
	PolicyTx
	AccountTx
	PaymentTx
	FileTx
	ProfileTx
	ResultProfileTx
	SealTx
	ReissueTx
	AccountWordTx
	LineageTx
	InquiryTx
	CorrectionTx
	SuspensionTx
	YearEndTx
	ReceiptTx
	DeliveryTx
	ResultTx
	LedgerTx
	CashTx
	ExceptionTx
	StatementTx
	LineTx
	ReconcileTx
	ReportTx
	NightTx
}

// CoreTx is what every act needs.
type CoreTx interface {
	// NextAct hands out a number that no act had before. Numbers may skip.
	NextAct(ctx context.Context) (int64, error)
	// Insert writes facts of one table and folds them into f as it does.
	Insert(ctx context.Context, table string, rows iter.Seq[Fact], f *Fold) (int64, error)
	// Digest folds what act wrote into table, as the table holds it now.
	Digest(ctx context.Context, table string, act int64) (journal.TableDigest, error)
	// Head is the newest event of the chain, locked against another writer;
	// a zero event when there is none.
	Head(ctx context.Context, chain string) (journal.Event, error)
	// NewestEvent is Head for those who only read.
	NewestEvent(ctx context.Context, chain string) (journal.Event, error)
	AppendEvent(ctx context.Context, e journal.Event) error
	// Events walks the chain from its beginning.
	Events(ctx context.Context, chain string) iter.Seq2[journal.Event, error]
	// EventOf is the event of an act; ok is false for an act that left none.
	EventOf(ctx context.Context, act int64) (e journal.Event, ok bool, err error)
	// StrayStates names the first thing whose state, or what moves with its
	// state, is not where the facts lead; "" when there is none.
	StrayStates(ctx context.Context) (string, error)
	// StrayRows names the first table that holds another number of rows than
	// were recorded, by table; "" when there is none. Loads under way do not count.
	StrayRows(ctx context.Context, recorded map[string]int64) (string, error)

	Info(ctx context.Context) (Info, error)
	SetInfo(ctx context.Context, i Info) error
	SchemaVersion(ctx context.Context) (int64, error)

	// StartLoad marks a bulk act as loading; FinishLoad makes it readable.
	StartLoad(ctx context.Context, act int64, kind, subject string, at time.Time) error
	FinishLoad(ctx context.Context, act int64) error
	// Loading reports whether the load is still under way. Until the end of the
	// transaction nobody drops it.
	Loading(ctx context.Context, act int64) (bool, error)
	// DropDeadLoads removes what loads of the kind that never became ready
	// left behind: the only rows ever deleted.
	DropDeadLoads(ctx context.Context, kind string) (int64, error)

	HasBlob(ctx context.Context, sha256 string) (bool, error)
	PutBlob(ctx context.Context, sha256 string, data []byte) error
	Blob(ctx context.Context, sha256 string) ([]byte, error)
}

// Fold is the digest of what an act has written into one table so far. It holds
// as long as the rows came in the order of their keys; otherwise the table is
// read back.
type Fold struct {
	Rows     *journal.RowDigest
	LastKey  string
	Unsorted bool
}

// Info is what a store says of itself.
type Info struct {
	ID        string `db:"id"`
	Practice  bool   `db:"practice"`
	CreatedAt string `db:"created_at"`
}

// UserTx keeps the people who act.
type UserTx interface {
	User(ctx context.Context, name string) (User, bool, error)
	Users(ctx context.Context) ([]User, error)
	PutUser(ctx context.Context, u User) error
}

// User is somebody who may act, and how that is proved. Only hashes are kept.
type User struct {
	Name         string `db:"name"`
	Role         string `db:"role"`
	Commune      string `db:"commune"`
	PasswordHash string `db:"password_hash"`
	TokenHash    string `db:"token_hash"`
	State        string `db:"state"`
	ProposedBy   string `db:"proposed_by"`
	CreatedAt    string `db:"created_at"`
}
