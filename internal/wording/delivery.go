package wording

import "chitra/internal/app"

// deliveryActTexts say why a file was not brought to where it goes.
func deliveryActTexts() map[string]text {
	return map[string]text{
		app.DeliveryTargetForm: {"Nơi nhận ghi không đúng.", "Thư mục: đường dẫn. Máy chủ: NGƯỜI@MÁY:CỔNG/ĐƯỜNG-DẪN, không mật khẩu; --host-key như trong tệp .pub của máy chủ; --identity; --encrypt-to là khoá công khai age.",
			"The target is not written as one.", "A folder: its path. A server: USER@HOST:PORT/PATH without a password; --host-key as the server's .pub file has it; --identity; --encrypt-to a public age key."},
		app.DeliveryUnreachable: {"Không tới được nơi nhận; chưa gửi gì.", "Kiểm tra mạng, máy chủ hoặc thư mục rồi chạy lại.",
			"The target cannot be reached; nothing was sent.", "Check network, server or folder, then run it again."},
		app.DeliveryHostKey: {"Khoá của máy chủ KHÔNG phải khoá đã xác nhận; chưa gửi gì.", "Có thể có người giả máy chủ. Hỏi ngân hàng bằng đường khác; nếu đúng là khoá mới, đề xuất lại bằng payer delivery.",
			"The server's key is NOT the one that was confirmed; nothing was sent.", "Somebody may be posing as the server. Ask the bank by another way; if the key is new, propose it with payer delivery."},
		app.DeliveryLogin: {"Máy chủ không nhận khoá của ta; chưa gửi gì.", "Nhờ ngân hàng ghi nhận khoá công khai, hoặc kiểm tra tên người dùng.",
			"The server did not take our key; nothing was sent.", "Have the bank register the public key, or check the user's name."},
		app.DeliveryIdentity: {"Không đọc được khoá riêng dùng để gửi tệp.", "Kiểm tra tệp --identity: khoá riêng OpenSSH không đặt mật khẩu.",
			"The private key for deliveries cannot be read.", "Check the file of --identity: an OpenSSH private key without a passphrase."},
		app.DeliveryIdentityOpen: {"Người khác đọc được khoá riêng.", "Đặt quyền 0600 cho tệp; nếu đã lâu, thay khoá.",
			"Others can read the private key.", "Give the file the mode 0600; if that lasted, change the key."},
		app.DeliveryOtherContent: {"Nơi nhận đã có tệp cùng tên nhưng nội dung khác; không ghi đè.", "Xem tệp ở nơi nhận là của ai.",
			"The target has a file of this name with other content; it was left alone.", "Find out whose it is."},
		app.DeliveryDiffers: {"Đọc lại ở nơi nhận thấy khác với tệp gửi.", "Chạy lại; nếu vẫn vậy, báo ngân hàng.",
			"Read back at the target, the bytes are others than were sent.", "Run it again; if it stays so, tell the bank."},
		app.DeliveryServer: {"Nơi nhận từ chối.", "Xem chi tiết: hết chỗ hoặc thiếu quyền; chạy lại sau khi ngân hàng xử lý.",
			"The target said no.", "See the detail: no room, or no right; run it again when the bank has seen to it."},
		app.DeliveryCut: {"Mất kết nối giữa chừng.", "Chạy lại: phần đã gửi được gửi tiếp.",
			"The connection broke.", "Run it again: it goes on where it was cut."},
		"practice_not_delivered": {"Kho thực hành không ký và không gửi tệp.", "Bỏ nơi nhận (payer delivery --none); tệp đã lập nằm trong thư mục của nó.",
			"A practice store signs and delivers nothing.", "Do without a target (payer delivery --none); the files that were written are in its folder."},
		"file_not_released": {"Tệp chưa được lập xong.", "Chạy bankfile write trước.",
			"The file has not left yet.", "Run bankfile write first."},
		"delivery_older": {"Tệp này đã lập trước khi có nơi nhận; có thể đã nộp bằng tay.", "Nếu chắc là chưa nộp: bankfile deliver TỆP --again LÝ-DO.",
			"The file left before there was a target; people may have handed it in.", "If they have not: bankfile deliver FILE --again REASON."},
		"delivery_elsewhere": {"Tệp này có thể đã tới một nơi nhận khác.", "Hỏi ngân hàng; rồi --taken LÝ-DO nếu đã nhận; nếu chưa, hai người cùng ghi --again LÝ-DO.",
			"The file may have reached another target.", "Ask the bank; then --taken REASON if it has it; if not, two people each say --again REASON."},
		"delivery_unclear": {"Lần trước dừng đúng lúc đặt tên, nay ở nơi nhận không còn gì: ngân hàng có thể đã lấy tệp.", "Hỏi ngân hàng; rồi --taken LÝ-DO nếu đã nhận; nếu chưa, hai người cùng ghi --again LÝ-DO.",
			"The last run stopped while the file got its name, and nothing is there now: the bank may have taken it.", "Ask the bank; then --taken REASON if it has it; if not, two people each say --again REASON."},
		"delivery_recipient": {"Tệp lập lúc nơi nhận yêu cầu mã hoá khác bây giờ.", "Nộp tệp này bằng tay, hoặc đặt lại nơi nhận như khi lập tệp.",
			"The file was made when the target asked for another encryption.", "Hand this file in by hand, or set the target as it was."},
		"delivery_one_reason": {"Chỉ nêu một trong hai: --again hoặc --taken.", "Ngân hàng đã có tệp thì --taken, chưa có thì --again.",
			"Give one of --again and --taken.", "--taken if the bank has the file, --again if not."},
		"delivery_names_file": {"--again và --taken chỉ dùng cho tệp nêu đích danh.", "Nêu tên tệp.",
			"--again and --taken are for files that are named.", "Name the file."},
	}
}

func deliveryNames() map[string]name {
	return map[string]name{
		app.ListNew: {"đã chuyển", "brought"}, app.ListUnchanged: {"đã chuyển trước đó", "brought before"},
		app.DeliveryNoTarget: {"chưa có nơi nhận", "no target"}, app.DeliveryFailed: {"chưa chuyển được", "not brought"},
		app.DeliveryAsked: {"chờ người thứ hai", "waits for a second person"},
	}
}

func deliveryKindNames() map[string]name {
	return map[string]name{
		app.DeliverNone: {"người nộp tệp", "people hand files in"}, app.DeliverFolder: {"thư mục", "the folder"}, app.DeliverSFTP: {"máy chủ SFTP", "the SFTP server"},
	}
}

func deliveryCheckNames() map[string]name {
	return map[string]name{
		app.CheckedBytes: {"đọc lại từng byte", "its bytes, read back"}, app.CheckedSize: {"kích thước", "its size"}, app.CheckedSaid: {"lời người xác nhận", "a person's word"},
	}
}
