package cashlist

import (
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
	batchIs      = "Đợt chi: "
	partIs       = "Danh sách số: "
	listIs       = "Mã danh sách: "
	dayIs        = "Ngày chi: "
	countIs      = "Số người"
	sumIs        = "Tổng số tiền"
	howTo        = "Chi xong: ghi vào các cột Kết quả (Đã nhận / Chưa nhận), Ngày nhận và Ghi chú, giữ nguyên các cột khác, rồi gửi lại tệp này."
	totalIs      = "Tổng cộng"
	wordsAre     = "Số tiền bằng chữ: "
	sign         = "(ký, họ tên)"
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

// Rows of the list, from 1 on.
const (
	rowTitle = iota + 1
	rowPractice
	rowDesk
	rowUnit
	rowPlace
	rowBatch
	rowList
	rowDay
	rowCount
	rowSum
	rowHowTo
	rowHeader
	rowFirst
)

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
	s, err := book.AddSheet(sheetName, sheet.SheetOptions{Widths: []int{6, 30, 16, 20, 16, 16, 13, 12, 26, 20, 30}, Frozen: rowHeader,
		Tall: true, OnePageWide: true})
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
	if err := s.DropDown(atResult, rowFirst, last, results); err != nil {
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
	second := func(v ...sheet.Value) []sheet.Value { return append([]sheet.Value{{}}, v...) }
	for _, row := range [][]sheet.Value{
		second(sheet.TextValue(title).As(sheet.Title)),
		second(sheet.TextValue(practice).As(sheet.Strong)),
		second(sheet.TextValue(deskIs + h.Payer.Holder)),
		second(sheet.TextValue(unitIs + h.Payer.Unit)),
		second(sheet.TextValue(placeIs + place)),
		second(sheet.TextValue(batchIs+h.BatchID), sheet.Value{}, sheet.TextValue(partIs+fmt.Sprintf("%d/%d", h.Part, h.Parts))),
		second(sheet.TextValue(listIs + h.MessageID)),
		second(sheet.TextValue(dayIs + h.PayOn.String())),
		second(sheet.TextValue(countIs), sheet.IntValue(int64(t.Count))),
		second(sheet.TextValue(sumIs), sheet.AmountValue(t.Amount.Minor())),
		second(sheet.TextValue(howTo).As(sheet.Strong)),
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
	row[atOrdinal] = sheet.IntValue(ordinal)
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
	who, where := make([]sheet.Value, width), make([]sheet.Value, width)
	for _, x := range signers {
		who[x.at], where[x.at] = sheet.TextValue(x.who).As(sheet.Strong), sheet.TextValue(sign)
	}
	for _, row := range [][]sheet.Value{sum, {{}, sheet.TextValue(wordsAre + words)}} {
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	s.Skip(1)
	for _, row := range [][]sheet.Value{who, where} {
		if _, err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}
