package synth

import (
	"fmt"
	"strconv"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// The words of MB's result workbooks.
const (
	portalPaid    = "Thành công"
	portalFailed  = "Thất bại"
	portalPending = "Đang xử lý"
	portalDebited = "Đã trừ tiền"
)

// resultRow is what a result workbook says of a line.
type resultRow struct {
	line       *line
	status     string
	accounting string
	note       string // the bank's number, or what went wrong
}

// resultRows is what is told in the first or the second workbook; nothing at
// all of some lines.
func (o *order) resultRows(round int) []resultRow {
	var rows []resultRow
	for i := range o.lines {
		l := &o.lines[i]
		word := firstWord(l)
		if round == 1 {
			word = o.secondWord(l)
		}
		if word.status != "" {
			rows = append(rows, portalSays(l, word))
		}
	}
	if round == 1 && o.stranger != "" {
		rows = append(rows, portalSays(o.strange(), said{status: statusPaid}))
	}
	return rows
}

func portalSays(l *line, word said) resultRow {
	switch {
	case Outcome(l.word) == OutcomeDebited:
		return resultRow{l, portalFailed, portalDebited, "Lỗi hệ thống, chờ tra soát"}
	case word.status == statusPaid:
		return resultRow{l, portalPaid, portalDebited, l.reference}
	case word.status == statusRejected:
		return resultRow{l, portalFailed, "", explain(word.reason).portal}
	default:
		return resultRow{l, portalPending, "", ""}
	}
}

// result writes a result workbook, in the layout of today or in the older one.
func (o *order) result(at time.Time, round int) ([]byte, error) {
	rows := o.resultRows(round)
	total := money.Dong(0)
	for _, r := range rows {
		sum, err := total.Add(r.line.answered)
		if err != nil {
			return nil, err
		}
		total = sum
	}
	b := newBook()
	p := b.page("Sheet1", nil)
	if o.plain {
		o.olderResult(p, rows)
	} else {
		o.newerResult(p, at, rows, total)
	}
	return b.bytes()
}

// Columns of the newer layout that carry something, counted from A.
const (
	newerOrdinal    = 0
	newerAccount    = 2
	newerName       = 5
	newerBank       = 6
	newerAmount     = 7
	newerDetails    = 9
	newerStatus     = 16
	newerAccounting = 17
	newerNote       = 23
)

// newerResult: a banner in rows 1 to 11, headings in row 12, and columns left
// empty where the printed form merges cells.
func (o *order) newerResult(p *page, at time.Time, rows []resultRow, total money.Amount) {
	p.add(textCell("NGÂN HÀNG TMCP QUÂN ĐỘI", titleLook))
	p.add(textCell("KẾT QUẢ GIAO DỊCH THEO LÔ (BULK PAYMENT RESULT)", titleLook))
	p.skip()
	banner := func(label string, value cell) { p.add(textCell(label, plainLook), cell{}, cell{}, cell{}, value) }
	banner("Tên file (File name)", textCell(o.name, plainLook))
	banner("Tài khoản nguồn (Debit account)", textCell(o.debtor, plainLook))
	banner("Ngày (Date)", textCell(at.In(civil.Zone()).Format("02/01/2006 15:04:05"), plainLook))
	banner("Tổng số tiền (Total amount)", numberCell(total.Digits()+".0", plainLook))
	banner("Tổng số giao dịch (Total transactions)", numberCell(strconv.Itoa(len(rows)), plainLook))
	banner("Loại tiền (Currency)", textCell("VND", plainLook))
	p.skip()
	p.skip()
	heads := make([]cell, newerNote+1)
	for column, head := range map[int]string{
		newerOrdinal: "STT\n(Ord. No.)", newerAccount: "Số tài khoản\n(Account No.)", newerName: "Tên người thụ hưởng\n(Beneficiary)",
		newerBank: "Ngân hàng thụ hưởng\n(Beneficiary Bank)", newerAmount: "Số tiền\n(Amount)", newerDetails: "Nội dung chuyển khoản\n(Payment Detail)",
		newerStatus: "Trạng thái\n(Status)", newerAccounting: "Trạng thái hạch toán\n(Accounting Status)",
		newerNote: "Số bút toán/Ghi chú\n(Bank number/Note)",
	} {
		heads[column] = textCell(head, headLook)
	}
	p.add(heads...)
	for _, r := range rows {
		cells := make([]cell, newerNote+1)
		cells[newerOrdinal] = numberCell(strconv.Itoa(r.line.number), plainLook)
		cells[newerAccount] = textCell(r.line.payee.account, textLook)
		cells[newerName] = textCell(r.line.holder, plainLook)
		cells[newerBank] = textCell(r.line.bank, plainLook)
		cells[newerAmount] = numberCell(r.line.answered.Digits()+".0", plainLook)
		cells[newerDetails] = textCell(r.line.text, plainLook)
		cells[newerStatus] = textCell(r.status, plainLook)
		cells[newerAccounting] = textCell(r.accounting, plainLook)
		cells[newerNote] = textCell(r.note, plainLook)
		p.add(cells...)
	}
}

// olderResult: headings in row 4, columns side by side, and no word about the
// accounting.
func (o *order) olderResult(p *page, rows []resultRow) {
	p.add(cell{}, textCell("KẾT QUẢ THANH TOÁN THEO LÔ", titleLook))
	p.add(cell{}, textCell(fmt.Sprintf("Tên file: %s", o.name), plainLook))
	p.skip()
	p.add(textCell("STT", headLook), textCell("Số tài khoản", headLook), textCell("Tên người thụ hưởng", headLook),
		textCell("Ngân hàng thụ hưởng", headLook), textCell("Số tiền", headLook), textCell("Nội dung chuyển khoản", headLook),
		textCell("Phí", headLook), textCell("Trạng thái", headLook), textCell("Số bút toán/Ghi chú", headLook))
	for _, r := range rows {
		p.add(numberCell(strconv.Itoa(r.line.number), plainLook), textCell(r.line.payee.account, textLook), textCell(r.line.holder, plainLook),
			textCell(r.line.bank, plainLook), numberCell(r.line.answered.Digits(), amountLook), textCell(r.line.text, plainLook),
			numberCell("0", plainLook), textCell(r.status, plainLook), textCell(r.note, plainLook))
	}
}
