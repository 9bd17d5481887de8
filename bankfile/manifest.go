package bankfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"chitra/internal/money"
	"chitra/internal/viet"
)

// FileName is the name under which a file leaves: batch, part, format and the
// first twelve of the SHA-256 of its bytes, in hexadecimal. A practice store's
// begins with PRACTICE-.
func FileName(h Header, f Format, sha string) string {
	name := fmt.Sprintf("%s_%dof%d_%s_%s.%s", h.BatchID, h.Part, h.Parts, f.Name(), firstOf(sha, 12), f.Extension())
	if h.Place != "" {
		name = strings.ReplaceAll(viet.Fold(h.Place), " ", "-") + "_" + name
	}
	if h.Practice {
		name = "PRACTICE-" + name
	}
	return strings.Map(fileNameRune, name)
}

// fileNameRune keeps what every file system takes, so that no name is a path.
func fileNameRune(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_', r == '.':
		return r
	}
	return '_'
}

func firstOf(s string, n int) string { return s[:min(n, len(s))] }

// SumLine is the file's line in SHA256SUMS, as sha256sum -c reads it.
func SumLine(sha, name string) string { return sha + "  " + name + "\n" }

// Approval is one person's consent.
type Approval struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Manifest stands beside a sealed file and says what it is. It names no payee.
type Manifest struct {
	Batch         string            `json:"batch"`
	Part          int               `json:"part"`
	Parts         int               `json:"parts"`
	Practice      bool              `json:"practice"`
	Format        string            `json:"format"`
	File          string            `json:"file"`
	SHA256        string            `json:"sha256"`
	Bytes         int64             `json:"bytes"`
	MessageID     string            `json:"message_id"`
	PaymentInfoID string            `json:"payment_info_id"`
	PayingAccount string            `json:"paying_account"` // its id, never its number
	CreatedAt     time.Time         `json:"created_at"`
	PayOn         string            `json:"pay_on"` // YYYY-MM-DD
	Instructions  int               `json:"instructions"`
	Amount        int64             `json:"amount"` // whole đồng
	HashTotal     string            `json:"hash_total"`
	Approvals     []Approval        `json:"approvals"`
	RuleVersions  map[string]string `json:"rule_versions"`

	// By which profile the file was written, and how well that is known to be
	// the bank's: well, fair or unverified.
	Profile        string `json:"profile"`
	ProfileVersion string `json:"profile_version"`
	ProfileSHA256  string `json:"profile_sha256"`
	Evidence       string `json:"evidence"`
	// The totals of each route within the file, and of the batch it is part of.
	Routes     []RouteTotals `json:"routes"`
	BatchTotal BatchTotals   `json:"batch_total"`
	// Lossy counts, by kind, the lines of which the bank's letters could not
	// carry everything; Alike the lines whose holder became the same letters as
	// another's who is spelled otherwise: their references tell them apart.
	Lossy map[string]int `json:"lossy"`
	Alike int            `json:"alike"`
	// ContentSHA256 is over the file's lines without their references, so that
	// the same content is known again; Repeats is there where it was let leave
	// once more.
	ContentSHA256 string   `json:"content_sha256"`
	Repeats       *Repeats `json:"repeats,omitempty"`
	// SignedBy is the SHA-256 of the certificate whose signature lies beside the
	// file; "" for none.
	SignedBy string `json:"signed_by"`
	// Encrypted is the copy that the bank gets, where it asks for one.
	Encrypted *Encrypted `json:"encrypted,omitempty"`
}

// Encrypted is a file's encrypted copy, and the age key it is for.
type Encrypted struct {
	File      string `json:"file"`
	SHA256    string `json:"sha256"`
	Bytes     int64  `json:"bytes"`
	Recipient string `json:"recipient"`
}

// RouteTotals are the totals of one route within a file.
type RouteTotals struct {
	Route        string `json:"route"`
	Instructions int    `json:"instructions"`
	Amount       int64  `json:"amount"` // whole đồng
	HashTotal    string `json:"hash_total"`
}

// BatchTotals are those of all files of a batch.
type BatchTotals struct {
	Files        int    `json:"files"`
	Instructions int    `json:"instructions"`
	Amount       int64  `json:"amount"` // whole đồng
	HashTotal    string `json:"hash_total"`
}

// Repeats says which file had the same content, and by whose word and why it
// left again.
type Repeats struct {
	File   string `json:"file"`
	By     string `json:"by"`
	Reason string `json:"reason"`
}

// NewManifest says of a written file what its header and totals say. Approvals
// and RuleVersions are the caller's to add.
func NewManifest(h Header, f Format, t Totals, sha string, size int64) Manifest {
	terms := TermsOf(f)
	return Manifest{
		Profile: terms.Profile, ProfileVersion: terms.Version, ProfileSHA256: terms.SHA256, Evidence: terms.Evidence,
		Batch: h.BatchID, Part: h.Part, Parts: h.Parts, Practice: h.Practice,
		Format: f.Name(), File: FileName(h, f, sha), SHA256: sha, Bytes: size,
		MessageID: h.MessageID, PaymentInfoID: h.PaymentInfoID,
		PayingAccount: h.Payer.ID, CreatedAt: h.CreatedAt.UTC(), PayOn: h.PayOn.ISO(),
		Instructions: t.Count, Amount: t.Amount.Minor(), HashTotal: t.HashText(),
	}
}

// JSON is the manifest's one form: keys in the order of the fields, times in
// UTC, two spaces of indent, a final line feed. Equal manifests give equal
// bytes.
func (m Manifest) JSON() ([]byte, error) {
	m.CreatedAt = m.CreatedAt.UTC()
	approvals := make([]Approval, len(m.Approvals))
	for i, a := range m.Approvals {
		approvals[i] = Approval{By: a.By, At: a.At.UTC()}
	}
	m.Approvals = approvals
	if m.RuleVersions == nil {
		m.RuleVersions = map[string]string{}
	}
	if m.Lossy == nil {
		m.Lossy = map[string]int{}
	}
	if m.Routes == nil {
		m.Routes = []RouteTotals{}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("write manifest of %s: %w", m.File, err)
	}
	return out.Bytes(), nil
}

// ParseManifest reads what JSON wrote; an unknown key or anything after the
// manifest is refused.
func ParseManifest(text []byte) (Manifest, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var m Manifest
	if err := dec.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("read manifest: %w", err)
	}
	if dec.More() {
		return Manifest{}, fmt.Errorf("read manifest: more than one value")
	}
	return m, nil
}

// Verify compares a file, by its digest, size and the totals of its lines,
// with what m says of it. The error is a *TotalsError.
func (m Manifest) Verify(sha string, size int64, t Totals) error {
	if m.SHA256 != sha {
		return &TotalsError{"sha256", m.SHA256, sha}
	}
	if m.Bytes != size {
		return &TotalsError{"bytes", fmt.Sprint(m.Bytes), fmt.Sprint(size)}
	}
	if m.HashTotal != t.HashText() {
		return &TotalsError{"hash_total", m.HashTotal, t.HashText()}
	}
	want := Totals{Count: m.Instructions, Amount: money.Dong(m.Amount), Hash: t.Hash}
	return want.Differ(t)
}
