package store

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"chitra/internal/app"
	"chitra/internal/vault"
)

// table is what the store knows of a table of facts: its columns in the order
// of the record, which of them may move, which column names the act that wrote
// a row, and the key its rows are digested in.
type table struct {
	name    string
	columns []string
	fields  [][]int // the record's fields, by column
	mutable []string
	act     string
	key     string
	load    bool  // rows of a load: may be deleted while it is loading
	since   int64 // the migration that made it

	fixedAt  []int      // where the columns that never change stand
	keyAt    []int      // where the columns of the key stand
	sealedAt []sealedAt // where the columns that are sealed stand
}

// sealedAt is a column whose values are sealed.
type sealedAt struct {
	at   int
	kind vault.Kind
}

// fold adds a row to the digest of its act, and notes when rows do not come in
// the order of their keys. The digest is of what a row says; the order is that of
// the row as it is written, sealed or not.
func (t *table) fold(values, written []any, f *app.Fold) {
	if f.Unsorted {
		return
	}
	fixed := make([]any, len(t.fixedAt))
	for i, at := range t.fixedAt {
		fixed[i] = values[at]
	}
	f.Rows.Row(fixed...)
	var key []byte
	for _, at := range t.keyAt {
		key = appendKey(key, written[at])
	}
	if f.Rows.Rows() > 1 && string(key) <= f.LastKey {
		f.Unsorted = true
	}
	f.LastKey = string(key)
}

// appendKey writes a key column so that the order of the bytes is the order the
// database sorts in.
func appendKey(key []byte, v any) []byte {
	switch v := v.(type) {
	case int64:
		return binary.BigEndian.AppendUint64(key, uint64(v)^1<<63)
	case string:
		return append(append(key, v...), 0)
	}
	return key
}

// fixed are the columns that never change once written.
func (t *table) fixed() []string {
	var out []string
	for _, c := range t.columns {
		if !slices.Contains(t.mutable, c) {
			out = append(out, c)
		}
	}
	return out
}

type entry struct {
	record  app.Fact
	act     string
	key     string
	mutable []string
	load    bool
	since   int64 // the migration that made the table; 0 is the first
}

func entries() []entry {
	return slices.Concat(firstEntries(), fileEntries(), failureEntries(), reconcilingEntries())
}

func firstEntries() []entry {
	return []entry{
		{record: app.Upload{}, act: "act_no", key: "act_no"},
		{record: app.Commune{}, act: "act_no", key: "code, valid_from"},
		{record: app.RegistrySnapshot{}, act: "act_no", key: "act_no"},
		{record: app.RegistryPerson{}, act: "snapshot_no", key: "personal_id", load: true},
		{record: app.RegistryOldNumber{}, act: "snapshot_no", key: "old_id, personal_id", load: true},
		{record: app.RegistryRefused{}, act: "snapshot_no", key: "line", load: true},
		{record: app.RegistryGone{}, act: "snapshot_no", key: "personal_id", load: true, since: 6},
		{record: app.RegistryLink{}, act: "snapshot_no", key: "snapshot_no", since: 6},
		{record: app.RegistryConsent{}, act: "act_no", key: "code", since: 6},
		{record: app.RegistryFrequency{}, act: "snapshot_no", key: "part", since: 7},
		{record: app.RegistryRequest{}, act: "act_no", key: "act_no", since: 9},
		{record: app.RegistryQuestion{}, act: "request_no", key: "n", since: 9},
		{record: app.RegistryResponse{}, act: "act_no", key: "act_no", since: 9},
		{record: app.RegistryResponseConsent{}, act: "act_no", key: "response_no", since: 9},
		{record: app.RegistryAnswer{}, act: "act_no", key: "request_no, n", since: 9},
		{record: app.List{}, act: "act_no", key: "id"},
		{record: app.ListVersion{}, act: "act_no", key: "act_no"},
		{record: app.ListRow{}, act: "version_no", key: "row_key", load: true},
		{record: app.ListIssue{}, act: "version_no", key: "n", load: true},
		{record: app.ListOrigin{}, act: "act_no", key: "act_no, base_no", since: 3},
		{record: app.MatchRun{}, act: "act_no", key: "act_no"},
		{record: app.RowMatch{}, act: "run_no", key: "version_no, row_key"},
		{record: app.ReviewDecision{}, act: "act_no", key: "person_key"},
		{record: app.Beneficiary{}, act: "act_no", key: "id"},
		{record: app.BeneficiaryNumber{}, act: "act_no", key: "personal_id"},
		{record: app.Account{}, act: "act_no", key: "beneficiary_id, id", mutable: []string{"state"}},
		{record: app.Payer{}, act: "act_no", key: "id"},
		{record: app.PayerRoute{}, act: "act_no", key: "payer_id, programme, commune, payee_bin"},
		{record: app.PayerConsent{}, act: "act_no", key: "payer_id"},
		{record: app.Entitlement{}, act: "act_no", key: "beneficiary_id, id, payment_id", mutable: []string{"voided"}},
		{record: app.Payment{}, act: "act_no", key: "beneficiary_id, id",
			mutable: []string{"state", "held_reason", "account_id", "payer_id", "batch_id"}},
		{record: app.Batch{}, act: "act_no", key: "id", mutable: []string{"state", "submitted_by"}},
		{record: app.BatchMaker{}, act: "act_no", key: "batch_id, name, why"},
		{record: app.Approval{}, act: "act_no", key: "batch_id, round, approver"},
		{record: app.ApprovedPayment{}, act: "act_no", key: "beneficiary_id, payment_id"},
		{record: app.BankFile{}, act: "act_no", key: "id", mutable: []string{"state"}},
		{record: app.FileIntent{}, act: "act_no", key: "file_id", since: 4},
		{record: app.Instruction{}, act: "act_no", key: "beneficiary_id, id", mutable: []string{"state"}},
		{record: app.ResultFile{}, act: "act_no", key: "act_no"},
		{record: app.Result{}, act: "file_no", key: "line"},
		{record: app.Exception{}, act: "act_no", key: "id", mutable: []string{"owner", "closed_at", "closed_by", "close_reason"}},
		{record: app.StateChange{}, act: "act_no", key: "beneficiary_id, subject, step"},
		{record: app.NightStep{}, act: "act_no", key: "business_date, period, step, run"},
		{record: app.ListLayout{}, act: "act_no", key: "act_no", since: 2},
		{record: app.ListHeading{}, act: "act_no", key: "act_no", since: 2},
		{record: app.ListReading{}, act: "act_no", key: "act_no", since: 2},
		{record: app.PolicyVersion{}, act: "act_no", key: "act_no", since: 8},
		{record: app.PolicyConsent{}, act: "act_no", key: "version", since: 8},
		{record: app.ReviewBasis{}, act: "act_no", key: "person_key", since: 8},
		{record: app.ReviewSecond{}, act: "act_no", key: "decision_no, person_key", since: 8},
		{record: app.ReviewWithdrawal{}, act: "act_no", key: "decision_no, person_key", since: 8},
		{record: app.ReviewRecheck{}, act: "act_no", key: "decision_no, person_key", since: 8},
		{record: app.ReviewPlant{}, act: "act_no", key: "row_ref", since: 8},
		{record: app.ReviewPlantAnswer{}, act: "act_no", key: "row_ref, actor", since: 8},
	}
}

// fileEntries are those of banks' profiles and of what lies beside their files.
func fileEntries() []entry {
	return []entry{
		{record: app.BankProfile{}, act: "act_no", key: "act_no", since: 10},
		{record: app.PayerProfile{}, act: "act_no", key: "act_no", since: 10},
		{record: app.PayerProfileConsent{}, act: "act_no", key: "act_no", since: 10},
		{record: app.InstructionLoss{}, act: "act_no", key: "beneficiary_id, instruction_id", since: 10},
		{record: app.FileSeal{}, act: "act_no", key: "file_id", since: 10},
		{record: app.LedgerEntry{}, act: "act_no", key: "beneficiary_id, instruction_id, cause_no", since: ledgerMigration},
		{record: app.ResultProfile{}, act: "act_no", key: "act_no", since: 14},
		{record: app.ResultProfileConsent{}, act: "act_no", key: "act_no", since: 14},
		{record: app.PayerDelivery{}, act: "act_no", key: "act_no", since: 14},
		{record: app.PayerDeliveryConsent{}, act: "act_no", key: "act_no", since: 14},
		{record: app.FileCipher{}, act: "act_no", key: "file_id", since: 14},
		{record: app.DeliveryTry{}, act: "act_no", key: "act_no", since: 14},
		{record: app.Delivery{}, act: "act_no", key: "file_id, part", since: 14},
	}
}

// reconcilingEntries are the tables of reconciling.
func reconcilingEntries() []entry {
	return []entry{
		{record: app.ExceptionStep{}, act: "act_no", key: "exception_id", since: 13},
		{record: app.PairProposal{}, act: "file_no", key: "line", since: 13},
		{record: app.PairRequest{}, act: "act_no", key: "act_no", since: 13},
		{record: app.PairConsent{}, act: "act_no", key: "act_no", since: 13},
		{record: app.UnpairedLine{}, act: "file_no", key: "line", since: 13},
		{record: app.FileDebit{}, act: "act_no", key: "line", since: 13},
		{record: app.Statement{}, act: "act_no", key: "n", since: 13},
	}
}

// failureEntries are the tables of what follows when money did not arrive.
func failureEntries() []entry {
	return []entry{
		{record: app.Suspension{}, act: "act_no", key: "id", since: reissueMigration},
		{record: app.SuspensionWord{}, act: "act_no", key: "act_no", since: reissueMigration},
		{record: app.Handback{}, act: "act_no", key: "act_no", since: reissueMigration},
		{record: app.HandbackLine{}, act: "handback_no", key: "beneficiary_id, payment_id", since: reissueMigration},
		{record: app.HandbackConsent{}, act: "act_no", key: "handback_no", since: reissueMigration},
		{record: app.HandbackSlip{}, act: "act_no", key: "handback_no", since: 16},
		{record: app.TreasuryReceipt{}, act: "act_no", key: "act_no", since: 16},
		{record: app.TreasuryReceiptLine{}, act: "receipt_no", key: "handback_no", since: 16},
		{record: app.TreasuryReceiptConsent{}, act: "act_no", key: "receipt_no, handback_no", since: 16},
		{record: app.ReceiptWithdrawal{}, act: "act_no", key: "act_no", since: withdrawnMigration},
		{record: app.ReceiptWithdrawalConsent{}, act: "act_no", key: "receipt_no", since: withdrawnMigration},
		{record: app.Reissue{}, act: "act_no", key: "beneficiary_id, payment_id", since: reissueMigration},
		{record: app.Inquiry{}, act: "act_no", key: "id", since: reissueMigration},
		{record: app.InquiryLine{}, act: "act_no", key: "inquiry_id, n", since: reissueMigration},
		{record: app.ResultCorrection{}, act: "act_no", key: "act_no", since: reissueMigration},
		{record: app.ResultCorrectionConsent{}, act: "act_no", key: "correction_no", since: reissueMigration},
		{record: app.AccountWord{}, act: "act_no", key: "act_no", since: reissueMigration},
	}
}

// catalogue reads the columns of each table off the record that carries them.
func catalogue() (map[string]*table, error) {
	out := map[string]*table{}
	for _, e := range entries() {
		t := &table{name: e.record.Table(), act: e.act, key: e.key, mutable: e.mutable, load: e.load, since: max(e.since, firstMigration)}
		typ := reflect.TypeOf(e.record)
		for i := range typ.NumField() {
			column := typ.Field(i).Tag.Get("db")
			if column == "" {
				return nil, fmt.Errorf("table %s: field %s names no column", t.name, typ.Field(i).Name)
			}
			if kind, ok := sealedKinds[typ.Field(i).Tag.Get("sealed")]; ok {
				t.sealedAt = append(t.sealedAt, sealedAt{at: len(t.columns), kind: kind})
			}
			t.columns = append(t.columns, column)
			t.fields = append(t.fields, typ.Field(i).Index)
		}
		for i, c := range t.columns {
			if !slices.Contains(t.mutable, c) {
				t.fixedAt = append(t.fixedAt, i)
			}
		}
		for c := range strings.SplitSeq(t.key, ", ") {
			t.keyAt = append(t.keyAt, slices.Index(t.columns, c))
		}
		if slices.Contains(t.keyAt, -1) {
			return nil, fmt.Errorf("table %s: its key %q is not of its columns", t.name, t.key)
		}
		if !slices.Contains(t.columns, t.act) {
			return nil, fmt.Errorf("table %s: no column %s", t.name, t.act)
		}
		out[t.name] = t
	}
	return out, nil
}

// values are the record's fields in column order.
func (t *table) values(record app.Fact) []any {
	v := reflect.ValueOf(record)
	out := make([]any, len(t.fields))
	for i, f := range t.fields {
		field := v.FieldByIndex(f)
		if field.Kind() == reflect.Pointer {
			if field.IsNil() {
				continue
			}
			field = field.Elem()
		}
		out[i] = field.Interface()
	}
	return out
}

func (t *table) columnList(prefix string) string {
	return prefix + strings.Join(t.columns, ", "+prefix)
}
