package wording

import (
	"maps"

	"chitra/beneficiary/registry"
)

// registryLineTexts say why a line of a snapshot was refused.
func registryLineTexts() map[string]text {
	const fixVI, fixEN = "Đề nghị nơi cung cấp dữ liệu dân cư kiểm tra dòng này.", "Ask the registry to check this line."
	line := func(vi, en string) text { return text{vi, fixVI, en, fixEN} }
	all := map[string]text{
		registry.LineFields:      line("Dòng thừa hoặc thiếu trường.", "The line has more or fewer fields than the header."),
		registry.LineQuotes:      line("Dấu ngoặc kép không đóng.", "A quote does not close."),
		registry.LineText:        line("Dòng không phải UTF-8.", "The line is not UTF-8."),
		registry.NumberMalformed: line("Số định danh không đủ 12 chữ số.", "The identity number does not have 12 digits."),
		registry.NameMissing:     line("Thiếu họ tên.", "The name is missing."),
		registry.BirthMalformed:  line("Ngày sinh sai dạng.", "The date of birth is malformed."),
		registry.BirthInFuture: {"Ngày sinh sau ngày của dữ liệu.", "Kiểm tra ngày sinh, hoặc nêu --as-of muộn hơn nếu tệp của ngày sau.",
			"The birth lies after the day the data is as of.", "Check the date of birth, or give a later --as-of where the file is of a later day."},
		registry.SexUnreadable:     line("Giới tính không đọc được.", "The sex cannot be read."),
		registry.CommuneMalformed:  line("Mã xã không đủ 5 chữ số.", "The commune's code does not have 5 digits."),
		registry.StatusUnknown:     line("Tình trạng không có trong danh mục.", "The status is not known."),
		registry.DeathMalformed:    line("Ngày mất sai dạng.", "The date of death is malformed."),
		registry.DeathBeforeBirth:  line("Ngày mất trước ngày sinh.", "The death lies before the birth."),
		registry.DeathOfTheLiving:  line("Có ngày mất nhưng tình trạng không phải đã mất.", "There is a date of death of somebody who is not dead."),
		registry.OldNumberMistaken: line("Số cũ sai dạng.", "An old number is malformed."),
		registry.CommuneUnnamed:    line("Không tìm thấy xã theo tên, hoặc có nhiều xã cùng tên.", "No commune is called so, or several are."),
		registry.OpUnknown: {"Cột op không phải upsert hay remove.", "Ghi upsert để thêm hoặc sửa, remove để bỏ.",
			"The column op is neither upsert nor remove.", "Write upsert to add or change, remove to take away."},
		registry.RemoveUnknown: {"Số cần bỏ không có trong dữ liệu dân cư đang có hiệu lực.", "Kiểm tra tệp thay đổi có đúng cho bản đang có hiệu lực không.",
			"The number to remove is not in the snapshot in force.", "Check that the changes were made for the snapshot in force."},
	}
	maps.Copy(all, eventTexts())
	return all
}

// eventTexts say why a civil-status event was refused.
func eventTexts() map[string]text {
	const fixVI, fixEN = "Đề nghị cơ quan hộ tịch kiểm tra dòng này.", "Ask the civil-status office to check this line."
	line := func(vi, en string) text { return text{vi, fixVI, en, fixEN} }
	return map[string]text{
		registry.EventUnknown: {"Không có loại biến động này.", "Dùng: died, moved, cancelled, missing, returned, renumbered, left.",
			"There is no such event.", "Use: died, moved, cancelled, missing, returned, renumbered, left."},
		registry.EventDateMissing: line("Ngày biến động thiếu hoặc sai dạng (cần YYYY-MM-DD).", "The date is missing or malformed (want YYYY-MM-DD)."),
		registry.EventInFuture: {"Biến động xảy ra sau ngày của dữ liệu.", "Kiểm tra ngày, hoặc nêu --as-of muộn hơn.",
			"The event lies after the day the snapshot is as of.", "Check the date, or give a later --as-of."},
		registry.EventBeforeBirth: line("Biến động xảy ra trước ngày sinh.", "The event lies before the birth."),
		registry.EventOfNobody: {"Số định danh không có trong dữ liệu dân cư đang có hiệu lực.", "Kiểm tra số, hoặc nạp dữ liệu dân cư mới trước.",
			"The number is not in the snapshot in force.", "Check the number, or load newer data first."},
		registry.EventContradicts:  line("Biến động trái với tình trạng đang ghi.", "The event contradicts the record."),
		registry.EventDeathDiffers: line("Đã ghi mất vào ngày khác.", "The person is dead already, on another day."),
		registry.EventCommune: {"Không có xã mang mã này vào ngày đó.", "Kiểm tra mã xã, hoặc nạp danh mục xã (place load).",
			"No commune has this code on that day.", "Check the code, or load the communes (place load)."},
		registry.EventNewNumber:   line("Số định danh mới sai dạng hoặc trùng số đang dùng.", "The new number is malformed, or the one in use."),
		registry.EventNumberTaken: line("Số định danh mới là của người khác.", "The new number is somebody else's."),
	}
}

// breachTexts say which guard a snapshot does not pass.
func breachTexts() map[string]text {
	overrule := func(vi, code, en string) text {
		return text{vi, "Kiểm tra tệp; nếu đúng là như vậy, chạy lại với --accept " + code + " --reason.",
			en, "Check the file; if it is right, run it again with --accept " + code + " --reason."}
	}
	return map[string]text{
		registry.BreachFewer: overrule("Dữ liệu dân cư mới ít người hơn hẳn bản đang có hiệu lực.", registry.BreachFewer,
			"The new snapshot has far fewer persons than the one in force."),
		registry.BreachOlder: overrule("Dữ liệu dân cư mới có ngày sớm hơn bản đang có hiệu lực.", registry.BreachOlder,
			"The new snapshot is older than the one in force."),
		registry.BreachRefused: overrule("Quá nhiều dòng của dữ liệu dân cư bị từ chối.", registry.BreachRefused,
			"Too many lines of the snapshot are refused."),
		registry.BreachOld: {"Dữ liệu dân cư đang có hiệu lực quá cũ so với kỳ này.",
			"Nạp dữ liệu mới bằng registry load, hoặc chạy list match với --accept snapshot_old --reason.",
			"The snapshot in force is too old for this period.", "Load a newer one with registry load, or run list match with --accept snapshot_old --reason."},
	}
}

// registryFileTexts say why a snapshot was refused whole.
func registryFileTexts() map[string]text {
	const fixVI, fixEN = "Lấy lại tệp dữ liệu dân cư.", "Fetch the snapshot again."
	return map[string]text{
		registry.FileEmpty: {"Tệp dữ liệu dân cư rỗng.", fixVI, "The snapshot is empty.", fixEN},
		registry.FileHeader: {"Tệp dữ liệu dân cư thiếu cột hoặc có cột trùng.", "Kiểm tra dòng tiêu đề (xem docs/cli.md, registry load), hoặc nêu bố cục bằng --layout.",
			"A column of the snapshot is missing, or stands twice.", "Check its header (see docs/cli.md, registry load), or name its layout with --layout."},
		registry.FileCut:      {"Tệp dữ liệu dân cư bị cắt ngang.", fixVI, "The snapshot is cut.", fixEN},
		registry.FileLongLine: {"Tệp dữ liệu dân cư có dòng quá dài.", fixVI, "A line of the snapshot is too long.", fixEN},
		registry.FileRepeated: {"Một số định danh đứng ở hai dòng của tệp dân cư.", "Đề nghị nơi cung cấp bỏ dòng trùng rồi gửi lại.",
			"An identity number stands on two lines of the file.", "Ask the registry to take the repeated line out and send it again."},
		registry.FileRead: {"Không đọc được tệp dữ liệu dân cư.", "Kiểm tra tệp và ổ đĩa.", "The snapshot cannot be read.", "Check the file and the disk."},
	}
}
