package bankfile

import (
	"fmt"
	"time"

	"chitra/internal/civil"
	"chitra/payout"
)

// Header is what one file says once. A format that has no room for a field
// leaves it empty when read back.
type Header struct {
	MessageID     string // MessageID
	PaymentInfoID string // PaymentInfoID
	BatchID       string
	CreatedAt     time.Time  // the approval's business time, so that a second writing gives the same bytes
	PayOn         civil.Date // the day the bank is asked to debit
	Payer         payout.Payer
	PayerBankBIC  string // empty: Payer.BIC, and without that Payer.BIN names the bank
	Part, Parts   int    // 1 of 1 where the batch is one file
	Practice      bool   // of a practice store: never for a real bank
	Place         string // the commune, of a desk's list; "" elsewhere
	Category      string // what all of it is for, one of the Purpose constants; "" says nothing
}

// HeaderError says which field of a header cannot be sent.
type HeaderError struct {
	Field, Code string
}

func (e *HeaderError) Error() string {
	return fmt.Sprintf("file header: %s: %s", e.Field, e.Code)
}

// Check says whether h is fit for any format. The error is a *HeaderError.
func (h Header) Check() error {
	fail := func(field, code string) error { return &HeaderError{Field: field, Code: code} }
	switch {
	case !CheckReference(h.MessageID):
		return fail("message_id", CodeMalformed)
	case !CheckReference(h.PaymentInfoID) || len(h.PaymentInfoID) > 33:
		return fail("payment_info_id", CodeMalformed)
	case h.BatchID == "":
		return fail("batch_id", CodeMissing)
	case h.CreatedAt.IsZero():
		return fail("created_at", CodeMissing)
	case h.PayOn.Precision() != civil.Day:
		return fail("pay_on", CodeMissing)
	case h.Part < 1 || h.Part > h.Parts:
		return fail("part", CodeMalformed)
	case h.Payer.Number == "":
		return fail("payer_account", CodeMissing)
	case !isAccount(h.Payer.Number):
		return fail("payer_account", CodeMalformed)
	case h.Payer.Holder == "":
		return fail("payer_holder", CodeMissing)
	case h.Payer.BIN != "" && !isDigits(h.Payer.BIN, 6):
		return fail("payer_bin", CodeMalformed)
	case h.Payer.BIN == "" && h.BankBIC() == "":
		return fail("payer_bin", CodeMissing)
	case h.BankBIC() != "" && !IsBIC(h.BankBIC()):
		return fail("payer_bic", CodeMalformed)
	case h.Category != "" && !IsPurpose(h.Category):
		return fail("category", CodeUnknown)
	}
	return nil
}

// BankBIC is the BIC of the paying account's bank, empty where not known.
func (h Header) BankBIC() string {
	if h.PayerBankBIC != "" {
		return h.PayerBankBIC
	}
	return h.Payer.BIC
}

// Differ compares what a file says of itself with h, field by field as far as
// its format carries them: a field that got leaves empty is not compared, and
// neither is the holder's name, which files spell in their own letters. The
// error is a *HeaderError.
func (h Header) Differ(got Header) error {
	fields := [...]struct{ name, want, got string }{
		{"message_id", h.MessageID, got.MessageID},
		{"payment_info_id", h.PaymentInfoID, got.PaymentInfoID},
		{"batch_id", h.BatchID, got.BatchID},
		{"pay_on", h.PayOn.ISO(), got.PayOn.ISO()},
		{"payer_account", h.Payer.Number, got.Payer.Number},
		{"payer_bin", h.Payer.BIN, got.Payer.BIN},
		{"payer_bic", h.BankBIC(), got.BankBIC()},
		{"category", h.Category, got.Category},
	}
	for _, f := range fields {
		if f.got != "" && f.want != f.got {
			return &HeaderError{Field: f.name, Code: CodeDiffers}
		}
	}
	if !got.CreatedAt.IsZero() && !h.CreatedAt.Truncate(time.Second).Equal(got.CreatedAt) {
		return &HeaderError{Field: "created_at", Code: CodeDiffers}
	}
	return nil
}
