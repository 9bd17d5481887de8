package app

// PayerDelivery is where a paying account's files are brought to once they have
// left, as one person proposes it; it counts from its consent on.
type PayerDelivery struct {
	ActNo       int64  `db:"act_no"`
	PayerID     string `db:"payer_id"`
	Kind        string `db:"kind"`        // folder, sftp, none
	Address     string `db:"address"`     // the folder, or user@host:port/path
	HostKey     string `db:"host_key"`    // the server's one key, as its .pub file has it
	Fingerprint string `db:"fingerprint"` // of that key
	Identity    string `db:"identity"`    // the file of our private key
	Recipient   string `db:"recipient"`   // the age key files are encrypted to; "" for none
	Bare        int64  `db:"bare"`        // 1: the file alone, nothing beside it
	ProposedBy  string `db:"proposed_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (PayerDelivery) Table() string { return "payer_delivery" }

// PayerDeliveryConsent puts a delivery target into force, by a second person.
type PayerDeliveryConsent struct {
	ActNo       int64  `db:"act_no"`
	DeliveryNo  int64  `db:"delivery_no"` // the act that proposed it
	PayerID     string `db:"payer_id"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (PayerDeliveryConsent) Table() string { return "payer_delivery_consent" }

// FileCipher is the encrypted copy of a file, made once with its intent: other
// bytes each time it would be made anew.
type FileCipher struct {
	FileID    string `db:"file_id"`
	Recipient string `db:"recipient"`
	SHA256    string `db:"sha256"`
	Size      int64  `db:"size"`
	ActNo     int64  `db:"act_no"`
}

func (FileCipher) Table() string { return "file_cipher" }

// Steps of bringing a file somewhere, each recorded before it is done.
const (
	TryBegun  = "begun"  // its bytes are going to be brought, under a temporary name
	TryNaming = "naming" // all of it is there; it is going to get its name
	// TryAsked is one person's word that a file which was nearly there is to be
	// brought once more. Nothing is brought before another says the same.
	TryAsked = "asked"
)

// DeliveryTry is recorded before something is done at a target.
type DeliveryTry struct {
	ActNo       int64  `db:"act_no"`
	FileID      string `db:"file_id"`
	Step        string `db:"step"`
	TargetNo    int64  `db:"target_no"` // the act that proposed the target
	Kind        string `db:"kind"`
	Address     string `db:"address"`
	Fingerprint string `db:"fingerprint"`
	Reason      string `db:"reason"` // why once more; "" where that was not asked
	StartedBy   string `db:"started_by"`
	StartedAt   string `db:"started_at"`
}

func (DeliveryTry) Table() string { return "delivery_try" }

// Delivery is the proof that something lies at a target under its name: the file
// itself, or what goes with it. There is one of each for ever.
type Delivery struct {
	ActNo       int64  `db:"act_no"`
	FileID      string `db:"file_id"`
	Name        string `db:"name"` // there
	Part        string `db:"part"` // file, manifest, signature, sums
	TargetNo    int64  `db:"target_no"`
	Kind        string `db:"kind"`
	Address     string `db:"address"`
	Bytes       int64  `db:"bytes"`
	SHA256      string `db:"sha256"`
	Fingerprint string `db:"fingerprint"`
	Checked     string `db:"checked"` // bytes, size, said
	Reason      string `db:"reason"`  // of what somebody said; else ""
	StartedAt   string `db:"started_at"`
	EndedAt     string `db:"ended_at"`
	DeliveredBy string `db:"delivered_by"`
}

func (Delivery) Table() string { return "delivery" }
