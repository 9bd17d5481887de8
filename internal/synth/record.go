package synth

import (
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/money"
)

// record is one row of one month as the clerk has it in mind, before a layout
// writes it down.
type record struct {
	who      listed
	female   bool
	village  int
	commune  string
	category string // code; "" when left out
	text     string // the family's name, for lists that spell it out
	tenths   int    // coefficient; 0 when left out
	rate     int64  // đồng; 0 when left out
	arrears  int64
	recovery int64
	total    int64  // 0 when left out
	wrong    string // unreadable text in place of the total
	account  account
	note     string
}

// stands reports whether the row's fault shows in a month: always in the
// first, and later unless somebody corrected it.
func (b *beneficiary) stands(month int) bool { return month == b.since || !b.settled }

// record makes the row of a month by index.
func (m *maker) record(b *beneficiary, month int) record {
	p := m.who(b)
	paid := m.bandOf(b, month)
	sum := monthlyRate / 10 * int64(paid.tenths) * int64(b.units)
	r := record{
		who: truthful(p), female: p.female, village: p.village, commune: m.communes[p.commune].name,
		category: paid.code, text: m.families[b.family].text, tenths: paid.tenths * b.units,
		rate: sum, total: sum, account: b.account,
	}
	if b.changed != unlisted && month >= b.changed {
		r.account = b.second
	}
	if b.units > 1 {
		r.note = fmt.Sprintf("Đang nuôi %d con", b.units)
	}
	if b.stands(month) {
		r.who = b.listed
		m.spoil(&r, b)
	}
	return r
}

// spoil plants the faults of amounts and categories.
func (m *maker) spoil(r *record, b *beneficiary) {
	switch b.kind {
	case CategoryMissing:
		r.category, r.text = "", ""
	case AmountUnreadable:
		r.wrong = "1 triêu?"
	case AmountComputed:
		r.rate, r.total = 0, 0
	case CoefficientMissing:
		r.tenths = 0
	case AmountUnknown:
		r.tenths, r.rate, r.total = 0, 0, 0
	case AmountDiffers:
		r.total += 50_000
	case CoefficientOff:
		r.tenths = 35 - r.tenths // 1.5 becomes 2.0, and 2.0 becomes 1.5
		r.rate = monthlyRate / 10 * int64(r.tenths)
		r.total = r.rate
	case Arrears:
		if b.person%2 == 0 {
			r.arrears = r.rate
			r.total = r.rate + r.arrears
		} else {
			r.recovery = 100_000
			r.total = r.rate - r.recovery
		}
	}
}

// final is where the payment of a month by index must end.
func (m *maker) final(b *beneficiary, month int) Final {
	last := month == len(m.months)-1
	switch {
	case b.kind == DeadBefore, b.struck, b.dies != unlisted && month > b.dies:
		return FinalNothingDue
	case b.silent:
		return FinalRefused
	case b.person == unlisted:
		return HeldFor("unmatched")
	case b.dies == month:
		return HeldFor("to_heirs")
	case !b.onFile:
		return HeldFor("no_account")
	case last && b.late == supplementB:
		return FinalWaiting
	case b.kind == HolderDiffers, b.kind == AccountShared, b.kind == CoefficientOff:
		return HeldFor(string(b.kind))
	case b.kind == AccountChanged && month >= b.changed:
		return HeldFor("account_changed")
	case b.kind == Arrears && b.stands(month):
		return HeldFor("arrears_unproven")
	case (b.kind == AmountDiffers || b.kind == AmountUnknown) && b.stands(month):
		return HeldFor(string(b.kind))
	}
	for earlier := b.since; earlier < month; earlier++ {
		if m.outcome(b, earlier).spoilsAccount() {
			return HeldFor("account_failed")
		}
	}
	return m.outcome(b, month).Final()
}

// outcome is what the bank is meant to do, when the payment reaches it.
func (m *maker) outcome(b *beneficiary, month int) Outcome {
	if b.outcomes == nil {
		return OutcomePaid
	}
	return b.outcomes[month]
}

// reachesBank reports whether a payment that ends here was in a file.
func (f Final) reachesBank() bool {
	switch f {
	case FinalPaid, FinalRejected, FinalReturned, FinalUnknown, FinalSent:
		return true
	default:
		return false
	}
}

// rowKind is what the truth calls a row of a month: what is planted, or what
// the commune's layout makes of a faultless one.
func (m *maker) rowKind(b *beneficiary, month int) Kind {
	kind, lay := b.kind, m.layoutOf(b)
	if !b.stands(month) || kind == AccountChanged && month < b.changed {
		kind = Exact
	}
	if b.late != mainList && month < len(m.months)-1 {
		kind = Exact
	}
	switch {
	case kind != Exact:
		return kind
	case lay.legacy && unmark(b.listed.name) != b.listed.name:
		return Normalised
	case lay.numbers && strings.HasPrefix(m.who(b).id, "0"):
		return LostZero
	default:
		return Exact
	}
}

// truthRow is the truth of a row; where it stands is filled in by the list.
func (m *maker) truthRow(b *beneficiary, month int) TruthRow {
	p, final, paid := m.who(b), m.final(b, month), m.bandOf(b, month)
	row := TruthRow{
		Person: b.key, Kind: m.rowKind(b, month), PersonalID: p.id, WithAccount: b.onFile, Component: paid.code,
		Month: m.months[month], Units: b.units, Amount: paid.monthly(b.units), Review: p.id, Final: final,
	}
	if b.person == unlisted {
		row.PersonalID, row.Review = "", ReviewReject
	}
	shown := b.account
	if b.changed != unlisted && month >= b.changed {
		shown = b.second
	}
	if shown.number != "" {
		row.Bank, row.Account, row.Holder = shown.bin, shown.number, shown.holder
	}
	if b.stands(month) {
		row.Corrected = b.corrected
	}
	if final.reachesBank() {
		row.BankOutcome = string(m.outcome(b, month))
	}
	if final == FinalNothingDue {
		row.Units, row.Amount = 0, money.Dong(0)
	}
	return row
}

// coefficient writes tenths the way a list does: "1,5".
func coefficient(tenths int, comma string) string {
	return strconv.Itoa(tenths/10) + comma + strconv.Itoa(tenths%10)
}
