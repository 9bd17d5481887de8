package portal

import (
	"strings"

	"chitra/internal/viet"
)

// draftHeadings are the headings by which a bank's template names a column, in
// Vietnamese and English, as they are met in practice.
var draftHeadings = map[Field][]string{
	Ordinal: {"STT", "Số thứ tự", "TT", "Ord. No.", "No", "No.", "Order", "Serial No", "Seq"},
	Account: {"Số tài khoản", "Số tài khoản thụ hưởng", "Số tài khoản người thụ hưởng", "Số tài khoản người hưởng", "Số tài khoản nhận",
		"Tài khoản", "Tài khoản thụ hưởng", "Tài khoản nhận", "Tài khoản người hưởng", "Tài khoản ghi có", "Số TK", "Số TK thụ hưởng", "STK",
		"TK thụ hưởng", "Account", "Account No", "Account number", "Beneficiary account", "Beneficiary account No", "Beneficiary account number",
		"Credit account", "To account"},
	Holder: {"Họ tên", "Họ và tên", "Tên người thụ hưởng", "Tên người hưởng", "Người thụ hưởng", "Người hưởng", "Tên thụ hưởng",
		"Tên đơn vị thụ hưởng", "Tên đơn vị thụ hưởng/người thụ hưởng", "Tên chủ tài khoản", "Chủ tài khoản", "Tên tài khoản", "Tên người nhận",
		"Người nhận", "Họ tên người thụ hưởng", "Tên nhân viên", "Beneficiary", "Beneficiary name", "Name", "Full name", "Account name",
		"Account holder", "Receiver name"},
	Bank: {"Ngân hàng", "Ngân hàng thụ hưởng", "Ngân hàng hưởng", "Ngân hàng nhận", "Ngân hàng thụ hưởng/Chi nhánh", "Tên ngân hàng",
		"Tên ngân hàng thụ hưởng", "Mã ngân hàng", "Mã ngân hàng thụ hưởng", "NH thụ hưởng", "Ngân hàng người hưởng", "Tại ngân hàng",
		"Bank", "Bank name", "Beneficiary bank", "Bank code", "Receiving bank"},
	Amount: {"Số tiền", "Số tiền chuyển", "Số tiền chuyển khoản", "Số tiền giao dịch", "Số tiền chi", "Số tiền thanh toán", "Số tiền lương",
		"Số tiền thực lĩnh", "Thực lĩnh", "Số tiền VND", "Số tiền đồng", "Amount", "Transfer amount", "Payment amount", "Amount VND"},
	Remittance: {"Nội dung", "Nội dung chuyển khoản", "Nội dung chuyển tiền", "Nội dung giao dịch", "Nội dung thanh toán", "Diễn giải",
		"Nội dung chi", "Details", "Payment detail", "Payment details", "Detail of payment", "Description", "Remark", "Remarks", "Content", "Narrative"},
	OurReference: {"Mã nhân viên", "Mã tham chiếu", "Số tham chiếu", "Mã khách hàng", "Mã giao dịch khách hàng", "Mã NV", "Staff code",
		"Employee code", "Employee ID", "Customer reference", "Reference", "Reference No", "Ref No"},
}

// draftIndex finds a field by a folded heading.
func draftIndex() map[string]Field {
	index := map[string]Field{}
	for field, headings := range draftHeadings {
		for _, h := range headings {
			index[viet.Fold(h)] = field
		}
	}
	return index
}

// fieldOfHeading reads a heading of a template: whole, without brackets, what is
// in them, line by line, either side of a slash. Two fields are none.
func fieldOfHeading(index map[string]Field, heading string) (field Field, ok bool) {
	texts := readings(heading)
	for part := range strings.SplitSeq(heading, "/") {
		texts = append(texts, readings(part)...)
	}
	for _, text := range texts {
		f, named := index[text]
		if named && ok && f != field {
			return "", false
		}
		if named {
			field, ok = f, true
		}
	}
	return field, ok
}
