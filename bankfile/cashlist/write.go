package cashlist

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"chitra/bankfile"
	"chitra/internal/sheet"
)

// The words of the list. Desks read Vietnamese, whoever writes it.
const (
	sheetName    = "Danh sach chi tien mat"
	title        = "DANH SÁCH CHI TRẢ BẰNG TIỀN MẶT"
	practiceMark = "DỮ LIỆU THỰC HÀNH — KHÔNG CÓ GIÁ TRỊ THANH TOÁN"
	deskIs       = "Tổ chức chi trả: "
	unitIs       = "Đơn vị giao: "
	placeIs      = "Xã/phường: "
	countIs      = "Số người"
	sumIs        = "Tổng số tiền"
	batchIs      = "Đợt chi: "
	partIs       = "Danh sách số: "
	listIs       = "Mã danh sách: "
	dayIs        = "Ngày chi: "
	howTo        = "Chi xong: ghi vào các cột Kết quả (Đã nhận / Chưa nhận; còn chờ thì để trống), Ngày nhận và Ghi chú, giữ nguyên các cột khác, rồi gửi lại tệp này."
	totalIs      = "Tổng cộng"
	wordsAre     = "Số tiền bằng chữ: "
	signedOn     = "Ngày ...... tháng ...... năm ............"
	sign         = "(ký, họ tên)"
)

// Hints that a cell shows to whoever stands on it.
var (
	hintDay  = sheet.Hint{Title: "Ngày nhận", Text: "Ngày/tháng/năm, ví dụ 05/07/2024."}
	hintNote = sheet.Hint{Title: "Ghi chú", Text: "Chưa nhận thì ghi vì sao, ví dụ: đi vắng, đang nằm viện, đã chết ngày 02/07/2024."}
)

// Columns of the list, from A on.
const (
	atOrdinal = iota
	atHolder
	atIdentity
	atPlace
	atAmount
	atSign
	atResult
	atDay
	atNote
	atReference
	atText
	width
)

// Rows of the list, from 1 on. In the head the desk, who sends it there, the
// commune and the sums stand on the left, what it is known by on the right.
const (
	rowTitle = iota + 1
	rowPractice
	rowDesk  // and the batch
	rowUnit  // and which list of how many
	rowPlace // and the list's reference
	rowCount // and the day
	rowSum
	rowHowTo
	rowHeader
	rowFirst
)

// Where the texts of the head stand.
const (
	atLeft    = atHolder
	atFigures = atIdentity
	atRight   = atSign
)

// Rows below the last line, from 1 on.
const (
	footTotal = iota + 1
	footWords
	footGap
	footDay
	footWho
	footSign
)

// atSigned is where the day of signing stands.
const atSigned = atNote

// columnWidths are in characters. The text is narrow on purpose: it takes two
// lines, and so leaves room to sign.
var columnWidths = []int{5, 27, 14, 16, 14, 18, 11, 12, 22, 20, 16}

var headings = [width]string{
	"STT", "Họ và tên người nhận", "Số CCCD/ĐDCN", "Xã/phường", "Số tiền (đồng)", "Ký nhận", "Kết quả", "Ngày nhận", "Ghi chú",
	"Mã lệnh chi", "Nội dung",
}

// results are what a desk may choose.
var results = []string{"Đã nhận", "Chưa nhận"}

// signers are who signs, and in which column.
var signers = [...]struct {
	at  int
	who string
}{{atHolder, "Người lập"}, {atPlace, "Thủ trưởng đơn vị"}, {atSign, "Người chi trả"}, {atNote, "Đại diện tổ chức chi trả"}}

func write(w io.Writer, h bankfile.Header, place string, lines iter.Seq[bankfile.Line], t bankfile.Totals) error {
	book := sheet.NewBook()
	s, err := book.AddSheet(sheetName, sheet.SheetOptions{Widths: columnWidths, Frozen: rowHeader, Tall: true, OnePageWide: true, Heading: rowHeader})
	if err != nil {
		return err
	}
	if err := writeHead(s, h, place, t); err != nil {
		return err
	}
	n := int64(0)
	for l := range lines {
		n++
		if _, err := s.Row(cells(n, l)...); err != nil {
			return fmt.Errorf("line %s: %w", l.EndToEndID, err)
		}
	}
	last := rowFirst + int(n) - 1
	if err := errors.Join(s.DropDown(atResult, rowFirst, last, results), s.Say(atDay, rowFirst, last, hintDay), s.Say(atNote, rowFirst, last, hintNote)); err != nil {
		return err
	}
	if err := writeFoot(s, t); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

// writeHead writes what stands above the lines, one row each.
func writeHead(s *sheet.SheetWriter, h bankfile.Header, place string, t bankfile.Totals) error {
	practice := ""
	if h.Practice {
		practice = practiceMark
	}
	heads := make([]sheet.Value, width)
	for i, text := range headings {
		heads[i] = sheet.TextValue(text).As(sheet.Header)
	}
	left := func(v ...sheet.Value) []sheet.Value { return append(make([]sheet.Value, atLeft, width), v...) }
	both := func(first, second string, figures ...sheet.Value) []sheet.Value {
		row := append(left(sheet.TextValue(first)), figures...)
		return append(row, append(make([]sheet.Value, atRight-len(row)), sheet.TextValue(second))...)
	}
	for _, row := range [][]sheet.Value{
		left(sheet.TextValue(title).As(sheet.Title)),
		left(sheet.TextValue(practice).As(sheet.Strong)),
		both(deskIs+h.Payer.Holder, batchIs+h.BatchID),
		both(unitIs+h.Payer.Unit, fmt.Sprintf("%s%d/%d", partIs, h.Part, h.Parts)),
		both(placeIs+place, listIs+h.MessageID),
		both(countIs, dayIs+h.PayOn.String(), sheet.IntValue(int64(t.Count))),
		left(sheet.TextValue(sumIs), sheet.AmountValue(t.Amount.Minor())),
		left(sheet.TextValue(howTo).As(sheet.Strong)),
		heads,
	} {
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}

// cells are the values of one row.
func cells(ordinal int64, l bankfile.Line) []sheet.Value {
	row := make([]sheet.Value, width)
	row[atOrdinal] = sheet.IntValue(ordinal).As(sheet.Boxed)
	row[atHolder] = sheet.TextValue(l.Holder).As(sheet.Boxed)
	row[atIdentity] = sheet.TextValue(l.AccountNumber).As(sheet.Boxed)
	row[atPlace] = sheet.TextValue(l.Place).As(sheet.Boxed)
	row[atAmount] = sheet.AmountValue(l.Amount.Minor()).As(sheet.Boxed)
	row[atSign] = sheet.TextValue("").As(sheet.Boxed)
	row[atResult] = sheet.TextValue("").As(sheet.Answer)
	row[atDay] = sheet.TextValue("").As(sheet.Answer)
	row[atNote] = sheet.TextValue("").As(sheet.Answer)
	row[atReference] = sheet.TextValue(l.EndToEndID).As(sheet.Boxed)
	row[atText] = sheet.TextValue(l.Remittance).As(sheet.Boxed)
	return row
}

// writeFoot writes the sum, in figures and words, and the places to sign.
func writeFoot(s *sheet.SheetWriter, t bankfile.Totals) error {
	words, err := t.Amount.Words()
	if err != nil {
		return err
	}
	sum := make([]sheet.Value, width)
	sum[atHolder], sum[atAmount] = sheet.TextValue(totalIs).As(sheet.Strong), sheet.AmountValue(t.Amount.Minor()).As(sheet.Strong)
	on, who, where := make([]sheet.Value, width), make([]sheet.Value, width), make([]sheet.Value, width)
	on[atSigned] = sheet.TextValue(signedOn)
	for _, x := range signers {
		who[x.at], where[x.at] = sheet.TextValue(x.who).As(sheet.Strong), sheet.TextValue(sign)
	}
	for _, row := range [][]sheet.Value{sum, {{}, sheet.TextValue(wordsAre + words)}, nil, on, who, where} {
		if row == nil {
			s.Skip(1)
			continue
		}
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}
