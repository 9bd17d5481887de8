package wording

import "chitra/internal/app"

// Labels are the texts of the workbooks that go back to a list's sender.
func (w Words) Labels() app.Labels {
	return app.Labels{
		SummarySheet: w.Pick("Kết quả đọc", "Result"),
		SummaryTitle: w.Pick("Kết quả đọc danh sách", "What became of the list"),
		File:         w.Pick("Tệp", "File"),
		Commune:      w.Pick("Xã/Phường", "Commune"),
		Period:       w.Pick("Kỳ chi trả", "Period"),
		Programme:    w.Pick("Chương trình", "Programme"),
		Lines:        w.Pick("Số dòng", "Rows"),
		LinesAre:     w.Pick("{lines} = {taken} đã nhận + {refused} từ chối", "{lines} = {taken} taken + {refused} refused"),
		LinesWait: w.Pick("{lines}, chưa dòng nào được tính vì tổng không khớp: sửa tệp rồi nộp lại cả tệp",
			"{lines}, none of which counts yet, as totals differ: correct the file and send the whole of it again"),
		RowWaits:  w.Pick("Chờ", "Waits"),
		Code:      w.Pick("Mã lỗi", "Code"),
		What:      w.Pick("Nội dung", "What"),
		Severity:  w.Pick("Mức độ", "Severity"),
		HowMany:   w.Pick("Số lần", "How many"),
		FirstCell: w.Pick("Ô đầu tiên", "First cell"),
		Refuses:   w.Pick("Từ chối", "Refuses"),
		Warns:     w.Pick("Cảnh báo", "Warns"),
		Next: [2]string{
			w.Pick("Sửa các ô tô màu trong tệp này rồi nộp lại cả tệp, hoặc chỉ sửa tệp …-can-sua.xlsx đi kèm rồi nộp riêng tệp đó.",
				"Correct the coloured cells here and send the whole file again, or correct only the file …-can-sua.xlsx beside it and send that one."),
			w.Pick("Người ở dòng bị từ chối chưa được chi cho đến khi dòng được sửa hoặc bỏ khỏi danh sách.",
				"Whoever is on a refused row is not paid until it is corrected or taken out of the list."),
		},

		FixSheet:  w.Pick("Cần sửa", "To fix"),
		FixTitle:  w.Pick("Các dòng cần sửa: {programme}, kỳ {period}, xã {commune}, bản {version}", "Rows to fix: {programme}, period {period}, commune {commune}, version {version}"),
		FixReason: w.Pick("Lý do và cách sửa", "Reason and fix"),
		FixOrigin: w.Pick("Dòng trong danh sách", "Row of the list"),
		FixKey:    w.Pick("Mã dòng (không sửa)", "Key (leave it)"),
		FixHow: [2]string{
			w.Pick("Sửa ngay trong bảng rồi nộp lại tệp này bằng list import: chỉ các dòng ở đây được đọc lại, các dòng khác giữ nguyên.",
				"Correct the table and send this file by list import: only these rows are read again, all others stay."),
			w.Pick("Dòng chưa sửa được thì để nguyên; người thôi hưởng thì xoá trắng dòng. Không thêm dòng, không sửa cột mã dòng.",
				"Leave what you cannot correct yet; clear the line of whoever is due nothing any more. Add no lines and leave the keys alone."),
		},
	}
}
