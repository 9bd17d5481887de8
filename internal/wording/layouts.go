package wording

import (
	"strings"

	b "chitra/beneficiary"
)

// layoutTexts say what is wrong with a layout; {value} is what stands there.
func layoutTexts() map[string]text {
	return map[string]text{
		b.LayoutSyntax: {"Tệp bố cục không phải là YAML hợp lệ: {value}.", "Sửa dấu cách đầu dòng, dấu hai chấm, dấu ngoặc; mỗi tệp một bố cục.",
			"The layout is no valid YAML: {value}.", "Mend its indents, colons and brackets; one layout a file."},
		b.LayoutTooLarge: {"Tệp bố cục dài {value} byte, quá 64 KiB.", "Kiểm tra xem có chọn nhầm tệp không.",
			"The layout has {value} bytes, more than 64 KiB.", "Check whether this is the right file."},
		b.LayoutKeyUnknown: {"Không có khoá «{value}» ở chỗ này.", "Kiểm tra chính tả theo hướng dẫn viết bố cục.",
			"There is no key “{value}” here.", "Check its spelling against the guide to layouts."},
		b.LayoutKeyTwice: {"Khoá «{value}» ghi hai lần.", "Bỏ một lần.",
			"The key “{value}” stands twice.", "Take one out."},
		b.LayoutKeyMissing: {"Thiếu khoá bắt buộc.", "Thêm khoá này.",
			"A key that must be there is missing.", "Add it."},
		b.LayoutValueKind: {"Giá trị «{value}» không đúng loại.", "Ghi đúng loại: chữ, số, true/false, danh sách hoặc nhóm khoá.",
			"The value “{value}” is of the wrong kind.", "Write a word, a number, true or false, a list or keys, as the guide says."},
		b.LayoutValueEmpty: {"Giá trị «{value}» không nói lên điều gì.", "Ghi giá trị, hoặc bỏ khoá.",
			"The value “{value}” says nothing.", "Write one, or leave the key out."},
		b.LayoutNameMalformed: {"Tên bố cục «{value}» sai dạng.", "Chỉ dùng chữ a–z không dấu, chữ số và dấu gạch nối, từ 2 đến 40 ký tự.",
			"The layout's name “{value}” is malformed.", "Use a–z, digits and hyphens only, 2 to 40 of them."},
		b.LayoutNumberRange: {"Số «{value}» ngoài phạm vi.", "Phiên bản từ 1 đến 9999; tiêu đề nằm trong 40 dòng đầu, cao nhất 3 dòng.",
			"The number “{value}” is out of range.", "Versions go from 1 to 9999; a header lies within the first 40 rows and takes 3 at most."},
		b.LayoutWordUnknown: {"Không có lựa chọn «{value}».", "Ngày: dmy, mdy, ymd. Tiền: dong, thousand_dong. Phần của cột: xem hướng dẫn.",
			"There is no choice “{value}”.", "Dates: dmy, mdy, ymd. Amounts: dong, thousand_dong. Parts: see the guide."},
		b.LayoutFieldUnknown: {"Không có trường «{value}».", "Dùng một trong các trường của danh sách, hoặc ignored.",
			"There is no field “{value}”.", "Use a field of lists, or ignored."},
		b.LayoutFieldMissing: {"Không cột nào là «{value}».", "Thêm cột; riêng loại đối tượng có thể ghi ở fixed.",
			"No column is “{value}”.", "Add one; a category may also be fixed."},
		b.LayoutFieldTwice: {"«{value}» được chỉ ra hai lần.", "Giữ lại một.",
			"“{value}” is named twice.", "Keep one of them."},
		b.LayoutPartAlone: {"Một phần của «{value}» không có phần đi cùng.", "Thêm cột của phần còn lại, hoặc bỏ part.",
			"A part of “{value}” stands without the part it needs.", "Add the other column, or leave part out."},
		b.LayoutHeadingLetter: {"Cột phải có heading hoặc letter, và chỉ một trong hai: «{value}».", "Giữ lại một.",
			"A column has either a heading or a letter: “{value}”.", "Keep one of them."},
		b.LayoutLetter: {"«{value}» không phải là chữ cái của cột.", "Ghi chữ hoa như trong Excel, ví dụ F hoặc AB.",
			"“{value}” is no column.", "Write capital letters as in Excel, such as F or AB."},
		b.LayoutHeaderNeeded: {"Chỉ có {value} cột tìm theo tiêu đề, chưa đủ để tìm ra dòng tiêu đề.", "Thêm header với first và last, hoặc ghi ít nhất hai cột bằng heading.",
			"Only {value} columns have a heading: too few to find the header by.", "Add header with first and last, or give two columns their headings."},
		b.LayoutNotFixed: {"Trường «{value}» không thể giống nhau cho cả trang tính.", "Chỉ cố định category, commune, bank, address.",
			"The field “{value}” cannot be the same for a whole sheet.", "Only category, commune, bank and address can be fixed."},
		b.LayoutCell: {"«{value}» không phải là địa chỉ ô.", "Ghi như trong Excel, ví dụ E12.",
			"“{value}” is no cell.", "Write it as in Excel, such as E12."},
		b.LayoutMustStand: {"Cột «{value}» không được ghi optional.", "Bỏ optional: thiếu cột này thì không phải là danh sách.",
			"The column “{value}” may not be optional.", "Leave optional out: without it there is no list."},
	}
}

// LayoutFault says what is wrong with a layout, and what to do.
func (w Words) LayoutFault(code, value string) (message, fix string) {
	s, _ := w.Of(LayoutFaults, code)
	fill := strings.NewReplacer("{value}", shown(value))
	return fill.Replace(s.Says), fill.Replace(s.Fix)
}
