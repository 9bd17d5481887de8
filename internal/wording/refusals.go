package wording

import (
	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/sheet"
)

// listRefusalTexts say why a file is not taken as a list.
func listRefusalTexts() map[string]text {
	return map[string]text{
		beneficiary.RefusedNotAList: {"Tệp không có trang tính nào có nội dung.", "Gửi lại tệp danh sách.",
			"No sheet of the file has any text.", "Send the list again."},
		beneficiary.RefusedMacros: {"Tệp có macro.", "Lưu lại dạng .xlsx (không có macro) rồi gửi lại.",
			"The workbook carries macros.", "Save it as .xlsx, without macros, and send it again."},
		beneficiary.RefusedNoHeader: {"Không tìm thấy dòng tiêu đề cột của danh sách.", "Thêm dòng tiêu đề: Họ và tên, Ngày sinh, Loại đối tượng…",
			"No line names the columns of a list.", "Add a line of headings: full name, date of birth, category…"},
		beneficiary.RefusedColumnMissing: {"Danh sách thiếu cột bắt buộc: họ tên, ngày sinh hoặc loại đối tượng.", "Thêm cột còn thiếu.",
			"The list lacks a column it must have: name, birth or category.", "Add the missing column."},
		beneficiary.RefusedHeaderAmbiguous: {"Có hai cột cùng nói về một nội dung.", "Đổi tên hoặc bỏ một trong hai cột.",
			"Two columns say the same thing.", "Rename or remove one of them."},
		beneficiary.RefusedHeaderChanges: {"Giữa danh sách có tiêu đề khác với thứ tự cột khác.", "Tách thành các trang tính riêng, hoặc dùng một tiêu đề.",
			"Another header with other columns stands further down.", "Split the list into sheets, or use one header."},
		beneficiary.RefusedNoRows: {"Danh sách có tiêu đề nhưng không có dòng nào.", "Kiểm tra lại tệp đã chọn.",
			"The list has a header and nobody below it.", "Check whether this is the right file."},
		beneficiary.RefusedWrongPeriod: {"Tiêu đề danh sách ghi tháng khác với kỳ chi trả.", "Chọn đúng kỳ, hoặc gửi đúng danh sách của tháng.",
			"The list's title names another month.", "Choose the right period, or send the list of this month."},
		beneficiary.RefusedUnit: {"Số tiền của danh sách tính bằng nghìn hoặc triệu đồng.", "Ghi số tiền bằng đồng.",
			"The list's amounts are in thousands or millions.", "Write amounts in đồng."},
		beneficiary.RefusedCommuneUnknown: {"Không có xã/phường mang mã này vào thời điểm chi trả.", "Kiểm tra lại mã xã/phường (--commune).",
			"There is no commune with this code at the time paid for.", "Check the commune's code (--commune)."},
		beneficiary.RefusedCommuneMissing: {"Danh sách không cho biết là của xã/phường nào.", "Chỉ rõ bằng --commune, hoặc ghi tên xã/phường ở tiêu đề.",
			"The list does not say which commune it is of.", "Name it with --commune, or write it in the title."},
		beneficiary.RefusedCommuneSeveral: {"Danh sách có người của nhiều xã/phường.", "Tách mỗi xã/phường một danh sách.",
			"The list has people of several communes.", "Make a list for each commune."},
		beneficiary.RefusedCommuneDiffers: {"Danh sách ghi xã/phường khác với --commune.", "Kiểm tra lại tệp và mã xã/phường.",
			"The list names another commune than --commune.", "Check the file and the code."},
		beneficiary.RefusedTotalDiffers: {"Dòng tổng cộng của danh sách khác tổng số tiền các dòng.", "Kiểm tra lại: có thể thiếu hoặc thừa dòng.",
			"The list's own total is not the sum of its rows.", "Check it: rows may be missing or too many."},
		beneficiary.RefusedCountDiffers: {"Số người ghi ở cuối danh sách khác số dòng đọc được.", "Kiểm tra lại: có thể thiếu hoặc thừa dòng.",
			"The list's own count is not the number of its rows.", "Check it: rows may be missing or too many."},
		beneficiary.RefusedTypedTotalDiffers: {"Tổng số tiền đã nhập (--sum) khác tổng số tiền các dòng đọc được.", "Kiểm tra số đã nhập và tệp; nhận lại với số đúng.",
			"The sum that was typed (--sum) is not that of the rows.", "Check what was typed and the file; import again with the right sum."},
		beneficiary.RefusedTypedCountDiffers: {"Số người đã nhập (--count) khác số dòng đọc được.", "Kiểm tra số đã nhập và tệp; nhận lại với số đúng.",
			"The count that was typed (--count) is not the number of rows.", "Check what was typed and the file; import again with the right count."},
		beneficiary.RefusedAmountTooLarge: {"Tổng số tiền của danh sách vượt mọi giới hạn.", "Kiểm tra lại các số tiền.",
			"The list's sum is beyond all bounds.", "Check the amounts."},
		beneficiary.RefusedLayoutSheet: {"Tệp không có trang tính mang tên như bố cục ghi.", "Kiểm tra tên trang tính, hoặc chọn bố cục khác (--layout).",
			"The file has no sheet of the name that the layout gives.", "Check the sheets' names, or choose another layout (--layout)."},
		beneficiary.RefusedLayoutColumn: {"Trang tính thiếu cột mà bố cục đòi hỏi.", "Sửa tiêu đề cột, ghi optional cho cột trong bố cục, hoặc chọn bố cục khác.",
			"The sheet lacks a column that the layout asks for.", "Mend the heading, mark the column optional in the layout, or choose another layout."},
		beneficiary.RefusedLayoutUnit: {"Đơn vị tiền ghi trên danh sách khác với bố cục.", "Sửa amounts trong bố cục hoặc sửa danh sách.",
			"The list says another unit of amounts than the layout.", "Mend amounts in the layout, or the list."},
		beneficiary.RefusedCorrectedSince: {"Danh sách đã được sửa kể từ khi nhận tệp này; đọc tệp theo cách khác sẽ làm mất các chỗ đã sửa.", "Rút danh sách trước (list withdraw) rồi nộp lại, hoặc gửi tệp mới.",
			"The list was corrected since this file was taken in; reading it in another way would undo that.", "Withdraw the list first (list withdraw), or send a new file."},

		beneficiary.RefusedFixDamaged: {"Tệp các dòng cần sửa không còn nguyên vẹn.", "Lấy lại tệp bằng list fix, chỉ sửa các ô trong bảng, lưu dạng .xlsx.",
			"The workbook of rows to fix is not as it was made.", "Make it again with list fix, change the cells of its table alone and save it as .xlsx."},
		beneficiary.RefusedFixOtherList: {"Tệp các dòng cần sửa là của danh sách khác, kỳ khác hoặc kho khác.", "Kiểm tra lại kỳ, xã/phường và tệp đã chọn.",
			"The workbook of rows to fix is of another list, period or store.", "Check the period, the commune and the file."},
		beneficiary.RefusedFixSuperseded: {"Danh sách, hoặc dòng được nêu, đã có bản mới hơn kể từ khi lập tệp này.", "Lấy tệp mới bằng list fix và sửa trên tệp đó.",
			"The list, or the row named, was changed since this workbook was made.", "Make it again with list fix, and fix the rows there."},
		beneficiary.RefusedFixLayout: {"Tệp các dòng cần sửa được đọc theo cách đã đọc danh sách, không theo bố cục.", "Nộp lại tệp này không kèm --layout.",
			"Rows to fix are read as their list was, not with a layout.", "Send this workbook without --layout."},
		beneficiary.RefusedFixLineUnknown: {"Có dòng không mang mã dòng của danh sách.", "Không thêm dòng, không sửa cột mã dòng; người mới nộp trong danh sách bổ sung.",
			"A line does not carry the key of one of the list's rows.", "Add no lines and leave the keys alone; new people go into a supplement."},
		beneficiary.RefusedFixLineTwice: {"Có hai dòng mang cùng một mã dòng.", "Xoá dòng chép thừa rồi nộp lại.",
			"Two lines carry the key of one row.", "Delete the copy and send the workbook again."},
		beneficiary.RefusedFixLineLost: {"Có dòng sau khi sửa không còn nêu tên ai.", "Điền lại dòng đó; muốn bỏ hẳn thì xoá trắng cả dòng.",
			"As it is filled in, a line names nobody any more.", "Fill it in again; to take it out, clear the whole line."},
	}
}

// fileRefusalTexts say why a workbook or CSV file is not read at all.
func fileRefusalTexts() map[string]text {
	damaged := func(vi, en string) text {
		return text{"Tệp bị hỏng: " + vi + ".", "Mở bằng Excel, lưu lại rồi gửi lại tệp.",
			"The file is damaged: " + en + ".", "Open it in Excel, save it and send it again."}
	}
	excessive := func(vi, en string) text {
		return text{"Tệp vượt giới hạn: " + vi + ".", "Tách thành nhiều tệp nhỏ hơn.",
			"The file is beyond the limits: " + en + ".", "Split it into smaller files."}
	}
	saveAs := func(vi, en string) text {
		return text{vi, "Lưu lại dạng .xlsx rồi gửi lại.", en, "Save it as .xlsx and send it again."}
	}
	all := map[sheet.Code]text{
		sheet.OldExcel:     saveAs("Đây là tệp Excel kiểu cũ (.xls).", "This is an old Excel file (.xls)."),
		sheet.OpenDocument: saveAs("Đây là tệp OpenDocument (.ods).", "This is an OpenDocument file (.ods)."),
		sheet.BinaryExcel:  saveAs("Đây là tệp Excel nhị phân (.xlsb).", "This is a binary Excel file (.xlsb)."),
		sheet.WebPage:      saveAs("Đây là trang web mang đuôi của Excel.", "This is a web page with an Excel name."),
		sheet.Encrypted: {"Tệp có mật khẩu.", "Bỏ mật khẩu rồi gửi lại.",
			"The file has a password.", "Remove it and send the file again."},
		sheet.PDFFile: {"Đây là tệp PDF.", "Gửi tệp Excel gốc.",
			"This is a PDF.", "Send the Excel file it was made from."},
		sheet.EmptyFile: {"Tệp rỗng.", "Gửi lại tệp.", "The file is empty.", "Send it again."},
		sheet.NotAWorkbook: {"Tệp không phải là Excel hay CSV.", "Gửi tệp .xlsx hoặc .csv.",
			"The file is neither Excel nor CSV.", "Send an .xlsx or .csv file."},

		sheet.DamagedContainer: damaged("gói nén sai", "its package"),
		sheet.DuplicatePart:    damaged("có hai phần trùng tên", "two parts have one name"),
		sheet.MissingPart:      damaged("thiếu một phần", "a part is missing"),
		sheet.MalformedXML:     damaged("nội dung sai cấu trúc", "its XML is not well-formed"),
		sheet.CutXML:           damaged("nội dung bị cắt ngang", "it stops before its end"),
		sheet.ControlCharacter: damaged("có ký tự điều khiển", "it has a control character"),
		sheet.BadStructure:     damaged("cấu trúc sai", "its structure"),
		sheet.BadRowNumber:     damaged("số dòng sai", "a row number"),
		sheet.BadCellRef:       damaged("địa chỉ ô sai", "a cell's reference"),
		sheet.BadSharedString:  damaged("chỉ số chuỗi sai", "a shared string"),
		sheet.BadCellType:      damaged("kiểu ô sai", "a cell's type"),
		sheet.BadNumber:        damaged("ô số không chứa số", "a number cell without a number"),
		sheet.BadStyle:         damaged("định dạng ô sai", "a cell's style"),
		sheet.BadMerge:         damaged("vùng gộp ô chồng lên nhau", "merged ranges overlap"),
		sheet.BadEncoding:      damaged("sai bảng mã chữ", "its text encoding"),
		sheet.BadQuotes:        damaged("dấu ngoặc kép của CSV sai", "quotes of the CSV"),

		sheet.TooLarge:       excessive("quá lớn", "too large"),
		sheet.TooCompressed:  excessive("nén quá mức", "compressed too much"),
		sheet.TooManyRows:    excessive("quá nhiều dòng", "too many rows"),
		sheet.TooManyColumns: excessive("quá nhiều cột", "too many columns"),
		sheet.TooManyStrings: excessive("quá nhiều chuỗi", "too many strings"),
		sheet.TooManyMerges:  excessive("quá nhiều vùng gộp ô", "too many merged ranges"),
		sheet.TextTooLong:    excessive("có ô quá dài", "a text is too long"),
	}
	out := make(map[string]text, len(all))
	for code, t := range all {
		out[string(code)] = t
	}
	return out
}

// answerFaultTexts say why a bank's answer is refused whole.
func answerFaultTexts() map[string]text {
	again := func(vi, en string) text {
		return text{vi, "Tải lại tệp từ ngân hàng; không sửa tệp bằng tay.", en, "Fetch it from the bank again; do not edit it by hand."}
	}
	all := map[app.AnswerFault]text{
		app.AnswerNotRecognised: {"Tệp không phải là tệp kết quả nào của ngân hàng mà chương trình biết.",
			"Cần pain.002, camt.053 hoặc camt.054, hay bảng có các cột số tài khoản, số tiền, nội dung, trạng thái (csv: end_to_end_id, status, amount).",
			"The file is no bank's answer that is known here.",
			"Wanted: pain.002, camt.053 or camt.054, or a table with account, amount, details and status (csv: end_to_end_id, status, amount)."},
		app.AnswerOwnFile: {"Đây là tệp lệnh chi gửi ngân hàng, không phải kết quả của ngân hàng.", "Chọn tệp kết quả ngân hàng trả về.",
			"This is a transfer file for the bank, not the bank's answer.", "Choose the file that the bank sent back."},
		app.AnswerAmbiguous: {"Có hai trang tính, hai cột hoặc hai mẫu cùng khớp.", "Xin ngân hàng tệp chỉ có một bảng kết quả.",
			"Two sheets, two columns or two layouts fit.", "Ask the bank for a file with one table of results."},
		app.AnswerCut:     again("Tệp bị cắt ngang trước khi kết thúc.", "The file stops before its end."),
		app.AnswerDamaged: again("Tệp bị hỏng.", "The file is damaged."),
		app.AnswerDoctype: {"Tệp XML có khai báo DOCTYPE hoặc thực thể, không được nhận.", "Xin ngân hàng tệp không có DOCTYPE; báo quản trị viên nếu tệp từ nơi lạ.",
			"The XML has a DOCTYPE or entities, which are not accepted.", "Ask the bank for a file without; tell the administrator if it came from elsewhere."},
		app.AnswerEncoding: again("Tệp sai bảng mã chữ, hoặc có ký tự điều khiển.", "The file is in another encoding than it says, or has control characters."),
		app.AnswerExcessive: {"Tệp vượt giới hạn: lồng quá sâu, quá dài, quá nhiều hoặc nén quá mức.", "Xin ngân hàng chia thành nhiều tệp; báo quản trị viên nếu tệp từ nơi lạ.",
			"The file is beyond the limits: too deep, too long, too many or compressed too much.", "Ask the bank to split it; tell the administrator if it came from elsewhere."},
		app.AnswerContradicts: again("Tệp tự mâu thuẫn: số tổng nó nêu khác với các dòng của nó.", "The file contradicts itself: what it states is not what its lines are."),
		app.AnswerOtherOffice: {"Kết quả này là của tài khoản hoặc tệp lệnh không phải của đơn vị.", "Kiểm tra lại tệp; chuyển cho đơn vị có tài khoản đó.",
			"This answer is about an account or a file that is not ours.", "Check the file; pass it to the office whose account it is."},
		app.AnswerUnreadable: again("Không đọc được tệp.", "The file cannot be read."),
	}
	out := make(map[string]text, len(all))
	for code, t := range all {
		out[string(code)] = t
	}
	return out
}
