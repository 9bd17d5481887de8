package wording

import (
	"maps"

	b "chitra/beneficiary"
)

// issueTexts are the faults of a list's cells.
func issueTexts() map[string]text {
	all := refusingIssueTexts()
	maps.Copy(all, warningIssueTexts())
	maps.Copy(all, unreadIssueTexts())
	maps.Copy(all, templateIssueTexts())
	return all
}

func refusingIssueTexts() map[string]text {
	return map[string]text{
		b.CodeNameMissing: {"Dòng này không có họ tên.", "Ghi họ và tên đầy đủ.",
			"This row has no name.", "Type the full name."},
		b.CodeNameUnreadable: {"Ô họ tên không phải là chữ: «{value}».", "Ghi họ và tên bằng chữ.",
			"The name is not a text: “{value}”.", "Type the name as text."},
		b.CodeBirthMissing: {"Dòng này không có ngày sinh hoặc năm sinh.", "Ghi ngày sinh theo giấy tờ; chỉ biết năm thì ghi năm.",
			"This row has no date or year of birth.", "Type the date of birth as on the papers, or the year alone."},
		b.CodeBirthUnreadable: {"Ngày sinh «{value}» không đọc được.", "Ghi dạng ngày/tháng/năm, ví dụ 05/03/1948.",
			"The date of birth “{value}” cannot be read.", "Type day/month/year, such as 05/03/1948."},
		b.CodeBirthInFuture: {"Ngày sinh «{value}» nằm sau tháng chi trả.", "Kiểm tra lại ngày sinh theo giấy tờ.",
			"The date of birth “{value}” lies after the month paid for.", "Check the date of birth against the papers."},
		b.CodeBirthImplausible: {"Ngày sinh «{value}» không hợp lý.", "Kiểm tra lại; chỉ biết năm thì ghi năm vào ô dạng chữ.",
			"The date of birth “{value}” is not plausible.", "Check it; if only the year is known, type the year as text."},
		b.CodeBirthCenturyUnknown: {"Năm sinh hai chữ số trong «{value}» có thể thuộc hai thế kỷ.", "Ghi năm sinh đủ bốn chữ số.",
			"The two-digit year in “{value}” fits two centuries.", "Type the year with four digits."},
		b.CodeCategoryMissing: {"Dòng này không có loại đối tượng.", "Ghi mã hoặc tên loại đối tượng.",
			"This row has no category.", "Type the category's code or name."},
		b.CodeCategoryUnknown: {"Loại đối tượng «{value}» không có trong danh mục.", "Ghi mã loại đối tượng theo Nghị định 20/2021/NĐ-CP.",
			"The category “{value}” is not known.", "Type a category code of Decree 20/2021."},
		b.CodeNumberLostDigits: {"Số định danh «{value}» đã bị Excel làm mất chữ số.", "Định dạng ô là Text rồi gõ lại đủ 12 chữ số.",
			"Excel has lost digits of the identity number “{value}”.", "Format the cell as text and type all 12 digits again."},
		b.CodeNumberMalformed: {"«{value}» không phải là số định danh 12 chữ số hay số CMND 9 chữ số.", "Ghi lại số theo thẻ căn cước.",
			"“{value}” is neither an identity number of 12 digits nor an old one of 9.", "Type the number as on the identity card."},
		b.CodeAmountUnreadable: {"Cột {field}: «{value}» không phải là số tiền đọc được.", "Ghi số tiền bằng đồng, chỉ gồm chữ số.",
			"{field}: “{value}” is not a readable amount.", "Type the amount in đồng, digits only."},
		b.CodeAmountNegative: {"Cột {field}: số tiền «{value}» là số âm.", "Ghi số dương; khoản phải thu lại ghi ở cột Thu hồi.",
			"{field}: the amount “{value}” is negative.", "Type a positive amount; what is to be recovered belongs in its own column."},
		b.CodeAmountDisguised: {"Cột {field}: ô hiện một số khác với số nó chứa («{value}»).", "Bỏ định dạng riêng của ô và gõ lại số tiền.",
			"{field}: the cell shows another number than it holds (“{value}”).", "Clear the cell's own format and type the amount again."},
		b.CodeCoefficientUnreadable: {"Hệ số «{value}» không đọc được.", "Ghi hệ số dạng 1,5 hoặc 2,0.",
			"The coefficient “{value}” cannot be read.", "Type it as 1.5 or 2.0."},
		b.CodeBelowStop: {"Dòng này nằm dưới đề mục «{value}».", "Nếu còn hưởng, chuyển dòng lên danh sách chính; nếu thôi hưởng, xoá dòng.",
			"This row stands below the heading “{value}”.", "Move it up if it is still to be paid; delete it if not."},
		b.CodeMergedCell: {"Cột {field}: ô nằm trong vùng gộp ô nên không rõ giá trị thuộc dòng nào.", "Bỏ gộp ô và ghi giá trị cho từng dòng.",
			"{field}: the cell lies in a merged range, so nobody can tell whose value it is.", "Unmerge the cells and type a value in each row."},
		b.CodeFormulaUnvalued: {"Cột {field}: công thức chưa có kết quả được lưu.", "Mở tệp bằng Excel, lưu lại, hoặc dán dạng giá trị.",
			"{field}: the formula has no saved result.", "Open and save the file in Excel, or paste the value."},
		b.CodeCellError: {"Cột {field}: ô báo lỗi {value}.", "Sửa công thức hoặc gõ giá trị đúng.",
			"{field}: the cell shows the error {value}.", "Correct the formula or type the right value."},
		b.CodeControlTotalDiffers: {"Danh sách ghi tổng {value}, cộng các dòng được {proposed}.", "Kiểm tra lại: thiếu hoặc thừa dòng, sai số tiền, hoặc sửa số tổng này thành {proposed}.",
			"The list states a total of {value}; its rows come to {proposed}.", "Check it: rows missing or too many, a wrong amount; or correct this total to {proposed}."},
		b.CodeControlCountDiffers: {"Danh sách ghi {value} người, đọc được {proposed} dòng.", "Kiểm tra lại: thiếu hoặc thừa dòng; hoặc sửa số người này thành {proposed}.",
			"The list states {value} people; {proposed} rows were read.", "Check it: rows may be missing or too many; or correct this number to {proposed}."},
	}
}

func warningIssueTexts() map[string]text {
	return map[string]text{
		b.CodeNameDecoded: {"Cột {field}: {value} ô gõ bằng phông chữ cũ, đã chuyển sang Unicode.", "Kiểm tra lại; nên dùng phông Unicode.",
			"The column {field} has {value} cells typed in an old font; they were read as Unicode.", "Check them; use a Unicode font."},
		b.CodeNameLegacyUnsure: {"Họ tên «{value}» có thể gõ bằng phông chữ cũ.", "Gõ lại họ tên bằng phông Unicode.",
			"The name “{value}” may have been typed in an old font.", "Type the name again in a Unicode font."},
		b.CodeNameUnusual: {"Họ tên «{value}» khác thường.", "Kiểm tra lại họ tên.",
			"The name “{value}” is unusual.", "Check the name."},
		b.CodeBirthTwoDigitYear: {"Năm sinh chỉ có hai chữ số: «{value}».", "Ghi năm sinh đủ bốn chữ số.",
			"The year of birth has two digits only: “{value}”.", "Type four digits."},
		b.CodeBirthSwapSuspected: {"Excel có thể đã đổi chỗ ngày và tháng: «{value}».", "Kiểm tra lại ngày sinh theo giấy tờ.",
			"Excel may have swapped day and month: “{value}”.", "Check the date of birth against the papers."},
		b.CodeBirthMonthFirst: {"Ngày sinh «{value}» ghi tháng trước ngày.", "Ghi theo thứ tự ngày/tháng/năm.",
			"The date of birth “{value}” has the month first.", "Type day/month/year."},
		b.CodeSexUnreadable: {"Giới tính «{value}» không đọc được.", "Ghi Nam hoặc Nữ.",
			"The sex “{value}” cannot be read.", "Type Nam or Nữ."},
		b.CodeNumberMissing: {"Dòng này không có số định danh, cần người xác định.", "Ghi số định danh 12 chữ số.",
			"This row has no identity number, so a person must tell who it is.", "Type the identity number of 12 digits."},
		b.CodeNumberColumn: {"Danh sách không có cột số định danh; {value} dòng cần người xác định.", "Thêm cột số định danh 12 chữ số.",
			"The list has no column of identity numbers; a person must tell who the {value} rows are.", "Add a column of identity numbers of 12 digits."},
		b.CodeNumberOld: {"Dòng này chỉ có số CMND 9 chữ số.", "Ghi số định danh 12 chữ số.",
			"This row has only an old number of 9 digits.", "Type the identity number of 12 digits."},
		b.CodeNumberPadded: {"Cột {field} lưu dạng số; {value} số đã được thêm lại số 0 ở đầu.", "Định dạng cột là Text để không mất số 0.",
			"The column {field} is stored as numbers; the leading zero was put back in {value} of them.", "Format the column as text."},
		b.CodeNumberLookAlike: {"Số định danh «{value}» có chữ cái giống chữ số, có thể là {proposed}.", "Gõ lại bằng chữ số.",
			"The identity number “{value}” has letters that look like digits; perhaps it is {proposed}.", "Type digits."},
		b.CodeNumberSexDiffers: {"Số định danh và giới tính trên danh sách không khớp nhau.", "Kiểm tra lại số định danh và giới tính.",
			"The identity number and the sex do not go together.", "Check both."},
		b.CodeNumberYearDiffers: {"Số định danh và năm sinh trên danh sách không khớp nhau.", "Kiểm tra lại số định danh và năm sinh.",
			"The identity number and the year of birth do not go together.", "Check both."},
		b.CodeNumberPlaceUnknown: {"Ba chữ số đầu của số định danh «{value}» không phải là mã tỉnh nào.", "Kiểm tra lại số định danh.",
			"The first three digits of the identity number “{value}” are no province's code.", "Check the number."},
		b.CodeNumberRepeated: {"Số định danh này còn ở dòng khác của danh sách ({value}).", "Sửa số của dòng sai, hoặc bỏ dòng trùng.",
			"This identity number stands on another line of the list too ({value}).", "Correct the wrong one or take out the repeated line."},
		b.CodeNumberDragFilled: {"Các số định danh tăng dần từng đơn vị, có thể do kéo ô trong Excel.", "Nhập lại số định danh của các dòng này.",
			"The identity numbers rise by one down the column, as if dragged in Excel.", "Type the numbers of these rows again."},
		b.CodeCommuneUnknown: {"Xã/phường «{value}» không có trong danh mục.", "Ghi tên hoặc mã xã/phường đang có hiệu lực.",
			"The commune “{value}” is not known.", "Type the name or code of a commune in force."},
		b.CodeCommuneDiffers: {"Xã/phường «{value}» khác với xã/phường của danh sách.", "Chuyển dòng này sang danh sách của xã/phường đó.",
			"The commune “{value}” is not the list's.", "Move the row to that commune's list."},
		b.CodeBankUnknown: {"Không nhận ra ngân hàng «{value}».", "Ghi tên ngân hàng như trên thẻ, ví dụ Agribank.",
			"The bank “{value}” is not known.", "Type the bank as on the card, such as Agribank."},
		b.CodeBankMissing: {"Có số tài khoản nhưng không ghi ngân hàng.", "Ghi tên ngân hàng.",
			"There is an account number and no bank.", "Type the bank."},
		b.CodeAccountMalformed: {"Số tài khoản «{value}» không đúng dạng của ngân hàng.", "Kiểm tra lại số tài khoản.",
			"The account number “{value}” is not of the bank's form.", "Check the number."},
		b.CodeAccountLostDigits: {"Số tài khoản «{value}» đã bị Excel làm mất chữ số.", "Định dạng ô là Text rồi gõ lại số tài khoản.",
			"Excel has lost digits of the account number “{value}”.", "Format the cell as text and type the number again."},
		b.CodeAccountNumeric: {"Cột {field} có {value} ô lưu dạng số; số 0 ở đầu có thể đã mất.", "Định dạng cột là Text và kiểm tra lại.",
			"The column {field} has {value} cells stored as numbers; leading zeros may be lost.", "Format the column as text and check."},
		b.CodeTotalDiffers: {"Tổng tiền «{value}» khác Mức + Truy lĩnh − Thu hồi.", "Kiểm tra lại các cột số tiền.",
			"The total “{value}” is not rate + arrears − recovery.", "Check the amounts."},
		b.CodeSubtotalDiffers: {"Dòng cộng «{value}» khác tổng các dòng phía trên.", "Kiểm tra lại dòng cộng.",
			"The subtotal “{value}” is not the sum of the rows above.", "Check the subtotal."},
		b.CodeTotalUnchecked: {"Không kiểm tra được tổng số tiền của danh sách.", "Đối chiếu tổng với dòng cộng của danh sách.",
			"The list's total could not be checked.", "Compare it with the list's own total."},
		b.CodeHiddenRow: {"Dòng này bị ẩn nhưng vẫn được đọc.", "Bỏ ẩn, hoặc xoá dòng nếu không còn hưởng.",
			"This row is hidden and was read all the same.", "Show it, or delete it if nothing is due any more."},
		b.CodeHiddenColumn: {"Cột {field} bị ẩn nhưng vẫn được đọc ({value} ô).", "Bỏ ẩn cột và kiểm tra lại.",
			"The column {field} is hidden and was read all the same ({value} cells).", "Show the column and check it."},
		b.CodeHiddenSheet: {"Trang tính ẩn «{value}» không được đọc.", "Bỏ ẩn nếu trang tính có người hưởng.",
			"The hidden sheet “{value}” was not read.", "Show it if it has beneficiaries."},
		b.CodeSheetSkipped: {"Trang tính «{value}» không có tiêu đề của danh sách nên không được đọc.", "Nếu có người hưởng, thêm dòng tiêu đề cột.",
			"The sheet “{value}” has no header of a list and was not read.", "If it has beneficiaries, add a line of column headings."},
		b.CodeFormulaCells: {"Cột {field} có {value} ô là công thức, đã dùng kết quả được lưu.", "Nên dán dạng giá trị trước khi gửi.",
			"The column {field} has {value} formulas; their saved results were used.", "Paste values before sending."},
		b.CodeColumnIgnored: {"Cột «{value}» không được dùng vì có cột khác rõ hơn.", "Bỏ cột thừa.",
			"The column “{value}” was not used: another one is clearer.", "Take out the spare column."},
	}
}

// unreadIssueTexts are about columns and sheets that were not read.
func unreadIssueTexts() map[string]text {
	return map[string]text{
		b.CodeColumnUnread: {"Không rõ cột «{value}» là gì nên không đọc.", "Nếu là cột cần đọc: sửa tiêu đề, dạy bằng list heading learn, hoặc ghi trong bố cục.",
			"Nobody knows what the column “{value}” is, so it was not read.", "If it matters: mend the heading, teach it with list heading learn, or name it in the layout."},
		b.CodeSheetOutside: {"Trang tính «{value}» không thuộc bố cục nên không được đọc.", "Nếu có người hưởng, sửa tên trang tính hoặc sửa bố cục.",
			"The sheet “{value}” has no place in the layout and was not read.", "If it has beneficiaries, mend its name or the layout."},
	}
}

// templateIssueTexts are what is said of a file that was made from our template.
func templateIssueTexts() map[string]text {
	return map[string]text{
		b.CodeTemplateOutdated: {"Tệp làm từ mẫu cũ ({value}).", "Tháng sau tải mẫu mới: chitra list template.",
			"The file was made from an old template ({value}).", "Get a new one next month: chitra list template."},
		b.CodeExamplesFilled: {"Trang «Ví dụ» có {value} dòng không phải ví dụ; trang này không được đọc.", "Chuyển người hưởng sang trang «Danh sách».",
			"The sheet of examples has {value} lines that are no examples; it is not read.", "Move the people to the sheet “Danh sách”."},
	}
}
