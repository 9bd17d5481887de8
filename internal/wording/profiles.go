package wording

import (
	"strings"

	"chitra/bankfile/portal"
)

// profileTexts say what is wrong with a bank's profile; {value} is what stands
// there.
func profileTexts() map[string]text {
	return map[string]text{
		portal.ProfileSyntax: {"Tệp mẫu không phải là YAML hợp lệ: {value}.", "Sửa dấu cách đầu dòng, dấu hai chấm, dấu ngoặc; mỗi tệp một mẫu.",
			"The profile is no valid YAML: {value}.", "Mend its indents, colons and brackets; one profile a file."},
		portal.ProfileTooLarge: {"Tệp mẫu dài {value} byte, quá 64 KiB.", "Kiểm tra xem có chọn nhầm tệp không.",
			"The profile has {value} bytes, more than 64 KiB.", "Check whether this is the right file."},
		portal.ProfileKeyUnknown: {"Không có khoá «{value}» ở chỗ này.", "Kiểm tra chính tả theo hướng dẫn mẫu ngân hàng.",
			"There is no key “{value}” here.", "Check its spelling against the guide to banks' profiles."},
		portal.ProfileKeyTwice: {"Khoá «{value}» ghi hai lần.", "Bỏ một lần.",
			"The key “{value}” stands twice.", "Take one out."},
		portal.ProfileValueKind: {"Giá trị «{value}» không đúng loại.", "Ghi đúng loại: chữ, số, danh sách hoặc nhóm khoá.",
			"The value “{value}” is of the wrong kind.", "Write a word, a number, a list or keys, as the guide says."},
		portal.ProfileMissing: {"Thiếu nội dung bắt buộc ({value}).", "Ghi thêm nội dung này.",
			"Something that must be there is missing ({value}).", "Add it."},
		portal.ProfileName: {"Tên «{value}» sai dạng.", "Chỉ dùng chữ a–z không dấu, chữ số, dấu chấm và gạch nối, từ 2 đến 40 ký tự.",
			"The name “{value}” is malformed.", "Use a–z, digits, points and hyphens only, 2 to 40 of them."},
		portal.ProfileVersion: {"Phiên bản «{value}» sai dạng.", "Ghi số nguyên từ 1 trong dấu nháy, ví dụ \"2\".",
			"The version “{value}” is malformed.", "Write a whole number from 1 on in quotes, such as \"2\"."},
		portal.ProfileWord: {"Không có lựa chọn «{value}».", "Dùng một trong các lựa chọn mà hướng dẫn nêu cho khoá này.",
			"There is no choice “{value}”.", "Use one of those that the guide gives for this key."},
		portal.ProfileDate: {"«{value}» không phải là một ngày.", "Ghi dạng YYYY-MM-DD, hoặc để trống.",
			"“{value}” is no day.", "Write YYYY-MM-DD, or nothing."},
		portal.ProfileBank: {"Không có ngân hàng mang mã BIN «{value}».", "Ghi mã BIN 6 chữ số.",
			"No bank has the BIN “{value}”.", "Write a BIN of 6 digits."},
		portal.ProfileNumber: {"Số «{value}» ngoài phạm vi.", "Dòng đếm từ 1; nội dung dài ít nhất 17 ký tự để chứa mã tham chiếu; số dòng không vượt chỗ trống của mẫu.",
			"The number “{value}” is out of range.", "Rows count from 1; a text has at least 17 characters, for the reference; the lines must have room in the template."},
		portal.ProfileSheet: {"«{value}» không phải là tên trang tính.", "Ghi đúng tên trang tính của mẫu, dài nhất 31 ký tự.",
			"“{value}” is no name of a sheet.", "Write the name of the template's sheet, 31 characters at most."},
		portal.ProfileColumns: {"Cột «{value}» phải có đúng một lần.", "Mỗi nội dung (account, holder, bank, amount, remittance, ordinal) một cột.",
			"The column “{value}” must be there once.", "Give each of account, holder, bank, amount, remittance and ordinal one column."},
		portal.ProfileLetter: {"«{value}» không phải là chữ cái của cột, hoặc hai cột cùng một chỗ.", "Ghi chữ hoa như trong Excel, mỗi cột một chữ.",
			"“{value}” is no column, or two columns stand there.", "Write capital letters as in Excel, one for each column."},
		portal.ProfileTitle: {"Tiêu đề «{value}» không nằm trên một dòng phía trên tên cột.", "Ghi from, to ở dòng 1; mẫu lấy từ tệp của ngân hàng thì không ghi title.",
			"The title “{value}” is not one row of cells above the header.", "Let from and to be in row 1; a bank's own template needs no title."},
		portal.ProfileText: {"Nội dung «{value}» có ký tự cổng ngân hàng không giữ, hoặc quá dài, hoặc đặt sai cột.", "Chỉ dùng chữ hoa không dấu, chữ số và dấu cách; text chỉ cho cột fixed.",
			"The text “{value}” has letters that portals do not keep, is too long, or stands in the wrong column.", "Use capitals without marks, digits and spaces; text is for fixed columns alone."},
		portal.ProfileBankText: {"Tên ngân hàng «{value}» trùng của ngân hàng khác, hoặc mã 8 chữ số trong đó là của tổ chức khác.", "Chép đúng từ danh mục của ngân hàng.",
			"The bank's text “{value}” is another bank's too, or its code of 8 digits is another institution's.", "Copy it from the bank's own list."},
		portal.ProfileHeading: {"Tên cột kết quả «{value}» không nói lên điều gì, hoặc chỉ hai nội dung.", "Bỏ một trong hai.",
			"The result's heading “{value}” says nothing, or two things.", "Take one out."},
		portal.ProfileTemplate: {"Tệp mẫu của ngân hàng không đúng như mẫu ghi: {value}.", "Lập lại mẫu bằng bankfile profile new từ đúng tệp của ngân hàng.",
			"The bank's workbook is not as the profile says: {value}.", "Make the profile again with bankfile profile new from the bank's file."},
		portal.ProfileLayout: {"Tên bố cục kết quả «{value}» đã thuộc mẫu khác.", "Đặt tên khác.",
			"The layout's name “{value}” is another profile's.", "Give it another."},
		portal.ProfileAlike: {"Dòng tên cột này mẫu «{value}» cũng nhận là của mình, nên không biết đọc theo mẫu nào.", "Thêm cột riêng của ngân hàng vào required và columns; hoặc thay mẫu kia: dùng đúng tên của nó với version cao hơn.",
			"The layout “{value}” knows this header as its own too, so that nobody could tell which to read by.", "Add the bank's own columns to required and columns; or replace the other: use its profile's name with a higher version."},
		portal.ProfileMessage: {"Mẫu dùng {value} thì không được ghi trang tính và cột.", "Ở out chỉ giữ format.",
			"A profile of {value} lays out no workbook.", "Keep format alone under out."},
	}
}

// draftTexts say what could not be told from a bank's template.
func draftTexts() map[string]text {
	return map[string]text{
		portal.DoubtMissing: {"Không tìm thấy cột cho nội dung «{value}».", "Ghi cột này vào tệp mẫu (letter, field, heading) rồi thêm lại.",
			"No heading says “{value}”.", "Name its column in the profile (letter, field, heading)."},
		portal.DoubtUnknown: {"Không hiểu cột «{value}»; cột được để nguyên.", "Nếu ngân hàng bắt buộc, sửa field thành fixed (kèm text) hoặc our_reference.",
			"Nobody knows the column “{value}”; it is left as it is.", "If the bank wants it, make its field fixed (with text) or our_reference."},
		portal.DoubtTwice: {"Hai cột cùng một nội dung; cột «{value}» được để nguyên.", "Kiểm tra xem đã chọn đúng cột.",
			"Two columns say the same; “{value}” is left as it is.", "Check that the right one was taken."},
		portal.DoubtNotes: {"Có ghi chú từ ô {value}; tệp chỉ có chỗ đến dòng trước đó.", "Nếu ghi chú không cần giữ, xoá trong tệp của ngân hàng rồi lập lại mẫu.",
			"Notes begin at {value}; rows end before them.", "If they need not stay, delete them in the bank's file and make the profile again."},
		portal.DoubtSamples: {"Các dòng {value} được coi là ví dụ và sẽ bị xoá khi lập tệp.", "Kiểm tra; nếu không phải ví dụ, sửa samples và data_row.",
			"Rows {value} are taken for examples, and taken out.", "Check it; if they are none, mend samples and data_row."},
		portal.DoubtNoBanks: {"Không thấy danh mục ngân hàng trong tệp; tên ngân hàng ghi theo cách của chương trình.", "Hỏi ngân hàng cách ghi tên và điền vào bank_texts.",
			"The file has no list of banks; they are spelled as this program does.", "Ask the bank for its texts and put them into bank_texts."},
		portal.DoubtBankTwice: {"Một ngân hàng có nhiều cách ghi: {value}.", "Chọn đúng một và điền vào bank_texts; chưa điền thì khoản chi bị giữ.",
			"One bank has several texts: {value}.", "Choose one and put it into bank_texts; until then its payments are held."},
		portal.DoubtBankOther: {"{value} tên trong danh mục không nhận ra là ngân hàng nào.", "Khoản chi đến các ngân hàng đó bị giữ; điền vào bank_texts nếu cần.",
			"{value} texts of the list name no known bank.", "Payments there are held; put them into bank_texts if needed."},
		portal.DoubtInTheWay: {"Ô {value} nằm trong cột phải ghi nhưng là công thức hoặc bị ẩn.", "Bỏ công thức hoặc hiện cột trong tệp của ngân hàng rồi lập lại mẫu.",
			"The cell {value} is a formula or hidden, in a column to be filled.", "Take the formula out or show the column in the bank's file, and make the profile again."},
		portal.DoubtNoHeader: {"Không tìm thấy dòng tên cột (số tài khoản, tên, số tiền) trong 40 dòng đầu.", "Kiểm tra xem đây có phải là tệp tải lên của ngân hàng.",
			"No row names account, name and amount within the first 40.", "Check whether this is the bank's upload file."},
		portal.DoubtTwoHeaders: {"Trang tính «{value}» cũng có dòng tên cột.", "Kiểm tra xem đã chọn đúng trang tính.",
			"The sheet “{value}” has a header as well.", "Check that the right sheet was taken."},
		portal.DoubtWords: {"Các chữ ngân hàng ghi: {value}.", "Hỏi ngân hàng nghĩa từng chữ rồi xếp vào words (paid, failed, pending, debited, undebited); chữ chưa xếp được đọc theo nghĩa thường, không rõ thì là chưa rõ.",
			"The words the bank writes: {value}.", "Ask the bank what each means and put it into words (paid, failed, pending, debited, undebited); others are read as usual, or are unknown."},
		portal.DoubtLimits: {"Giới hạn độ dài, số dòng, số tiền lấy theo mức thận trọng của chương trình.", "Hỏi ngân hàng và sửa holder_max, remittance_max, max_rows, terms.",
			"The limits of lengths, rows and amounts are this program's cautious ones.", "Ask the bank and mend holder_max, remittance_max, max_rows and terms."},
	}
}

// evidenceNames are how well a profile is known to be the bank's.
func evidenceNames() map[string]name {
	return named(map[portal.Evidence]name{
		portal.Well: {"đã kiểm chứng", "well evidenced"}, portal.Fair: {"khá chắc", "fairly evidenced"}, portal.Unverified: {"CHƯA KIỂM CHỨNG", "UNVERIFIED"},
	})
}

// ProfileFault says what is wrong with a bank's profile, and what to do.
func (w Words) ProfileFault(code, value string) (message, fix string) {
	return w.filled(ProfileFaults, code, value)
}

// ProfileDoubt says what could not be told from a bank's template.
func (w Words) ProfileDoubt(code, value string) (message, fix string) {
	return w.filled(ProfileDoubts, code, value)
}

func (w Words) filled(room Room, code, value string) (message, fix string) {
	s, _ := w.Of(room, code)
	fill := strings.NewReplacer("{value}", shown(value))
	return fill.Replace(s.Says), fill.Replace(s.Fix)
}
