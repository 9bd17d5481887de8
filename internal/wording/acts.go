package wording

import "maps"

// actTexts say why an act is refused.
func actTexts() map[string]text {
	all := map[string]text{
		"user_not_proposed": {"Người dùng này không chờ xác nhận.", "Xem user list.",
			"This user does not wait for confirmation.", "See user list."},
		"same_person": {"Người đề xuất không được tự xác nhận.", "Người khác phải xác nhận.",
			"Who proposed may not confirm.", "Somebody else must confirm."},
		"payer_exists": {"Tài khoản chi này đã có.", "Chọn mã khác.",
			"This paying account is already there.", "Choose another id."},
		"payer_incomplete": {"Tài khoản chi thiếu mã, số tài khoản hoặc chủ tài khoản.", "Nêu --id, --account và --holder.",
			"The paying account lacks its id, number or holder.", "Give --id, --account and --holder."},
		"desk_route_names_bank": {"Tuyến tới tổ chức chi trả tiền mặt không được nêu ngân hàng.", "Ghi --route CHƯƠNG_TRÌNH hoặc CHƯƠNG_TRÌNH/MÃ_XÃ.",
			"A route to a cash desk names no bank.", "Write --route PROGRAMME or PROGRAMME/COMMUNE."},
		"desk_stays_desk": {"Tổ chức chi trả tiền mặt không đổi thành tài khoản ngân hàng, và ngược lại.", "Khai báo một tài khoản chi mới bằng payer add.",
			"A cash desk does not become a bank's account, nor the other way round.", "Add another one with payer add."},
		"profile_unknown": {"Không có mẫu tệp ngân hàng này.", "Xem các mẫu bằng payer add --help.",
			"There is no such file format.", "See the formats with payer add --help."},
		"bank_unknown": {"Không nhận ra ngân hàng.", "Nêu mã BIN 6 chữ số, ví dụ 970405.",
			"The bank is not known.", "Give its BIN of 6 digits, such as 970405."},
		"registry_empty": {"Tệp dữ liệu dân cư không có người nào.", "Kiểm tra lại tệp.",
			"The snapshot has nobody in it.", "Check the file."},
		"load_dropped": {"Một lần nạp khác cùng loại đã bắt đầu sau, nên lần này đã bị bỏ.", "Đợi lần kia xong rồi chạy lại.",
			"Another load of the kind began later, and this one was dropped.", "Wait until the other is done, then run it again."},
		"base_not_in_force": {"Tệp thay đổi được làm cho bản dữ liệu dân cư khác với bản đang có hiệu lực.", "Xem registry list; lấy tệp thay đổi đúng bản, hoặc nạp toàn bộ.",
			"The changes were made for another snapshot than the one in force.", "See registry list; fetch the changes for that one, or load a whole snapshot."},
		"base_not_newest": {"Bản đang có hiệu lực không phải là bản nạp sau cùng.", "Nạp toàn bộ dữ liệu dân cư bằng registry load.",
			"The snapshot in force is not the one loaded last.", "Load a whole snapshot with registry load."},
		"changes_older": {"Ngày của tệp sớm hơn bản dữ liệu dân cư đang có hiệu lực.", "Kiểm tra --as-of.",
			"The changes are older than the snapshot in force.", "Check --as-of."},
		"guard_unknown": {"Không có cảnh báo nào mang mã này.", "Ghi đúng mã trong thông báo.",
			"No guard has this code.", "Write the code that the message ends with."},
		"no_snapshot": {"Chưa có dữ liệu dân cư.", "Nạp bằng registry load.",
			"There is no registry data yet.", "Load it with registry load."},
		"made_up_province": {"Mã của tỉnh minh hoạ chỉ dùng trong kho thực hành.", "Tạo kho bằng init --practice.",
			"Codes of the made-up province are for practice stores only.", "Make one with init --practice."},
		"row_changed": {"Dòng này đã đổi hoặc đã có bản danh sách mới.", "Xem lại hàng chờ (review list).",
			"The row has changed: another version of its list is in force.", "See the queue again (review list)."},
		"row_ambiguous": {"Dòng này có ở nhiều trang tính.", "Ghi cả tên trang: TRANG!DÒNG.",
			"Several sheets have that line.", "Name the sheet too: SHEET!LINE."},
		"row_not_matched": {"Dòng này chưa được đối chiếu.", "Chạy list match trước; dòng bị từ chối thì xem list issues.",
			"The row has not been matched.", "Run list match first; of refused rows see list issues."},
		"row_not_in_review": {"Dòng này không chờ xét duyệt.", "Xem hàng chờ (review list).",
			"The row does not wait for a decision.", "See the queue (review list)."},
		"reason_missing": {"Phải nêu lý do.", "Thêm --reason.",
			"A reason must be given.", "Add --reason."},
		"policy_older": {"Đã có chính sách mới hơn có hiệu lực.", "Xem policy list; muốn trở lại thì đặt lại bằng policy set.",
			"A later policy is in force.", "See policy list; to go back, set it anew with policy set."},
	}
	maps.Copy(all, readingActTexts())
	maps.Copy(all, batchActTexts())
	maps.Copy(all, profileActTexts())
	maps.Copy(all, deliveryActTexts())
	maps.Copy(all, userActTexts())
	maps.Copy(all, failedActTexts())
	maps.Copy(all, breachTexts())
	maps.Copy(all, askActTexts())
	maps.Copy(all, reviewActTexts())
	maps.Copy(all, caseActTexts())
	maps.Copy(all, pairActTexts())
	return all
}

// readingActTexts say why an act on how lists are read is refused.
func readingActTexts() map[string]text {
	return map[string]text{
		"layout_version_old": {"Bố cục này đã có phiên bản bằng hoặc cao hơn.", "Tăng version rồi thêm lại.",
			"The layout has this version already, or a higher one.", "Raise version and add it again."},
		"heading_means_other": {"Tiêu đề này chương trình đã hiểu theo nghĩa khác.", "Sửa tiêu đề trong danh sách, hoặc dùng bố cục cho mẫu này.",
			"This heading means something else already.", "Mend the heading in the list, or use a layout."},
		"heading_known": {"Tiêu đề này chương trình đã hiểu đúng như vậy.", "Không cần dạy.",
			"This heading is understood in just this way already.", "There is nothing to teach."},
		"heading_empty": {"Tiêu đề không có chữ nào.", "Ghi tiêu đề đúng như trong danh sách.",
			"The heading has no words.", "Write it as the list does."},
		"no_proposal": {"Ở đó không có giá trị đề xuất nào.", "Xem list issues.",
			"No value is proposed there.", "See list issues."},
		"proposal_ambiguous": {"Ô này có ở nhiều trang tính, hoặc có nhiều giá trị đề xuất khác nhau.", "Nêu TRANG!Ô, hoặc thêm --code.",
			"The cell is on several sheets, or several values are proposed for it.", "Name it SHEET!CELL, or add --code."},
		"proposal_not_safe": {"Các giá trị đề xuất của cột này phải được xem từng ô.", "Nhận từng ô bằng --cell, hoặc sửa trong tệp các dòng cần sửa.",
			"What is proposed for this column has to be looked at cell by cell.", "Accept single cells with --cell, or correct the workbook of rows to fix."},
		"folder_not_empty": {"Thư mục đã có tệp.", "Chọn thư mục trống hoặc chưa có.",
			"The folder has files in it.", "Choose an empty folder, or a new one."},
	}
}

// batchActTexts say why an act on a batch, a payment or a file is refused.
func batchActTexts() map[string]text {
	return map[string]text{
		"batch_not_draft": {"Đợt chi không còn ở dạng dự thảo.", "Xem batch show.",
			"The batch is no draft any more.", "See batch show."},
		"batch_empty": {"Đợt chi không có khoản nào.", "Lập đợt chi bằng batch build.",
			"The batch has no payment.", "Build it with batch build."},
		"list_approved": {"Đã có khoản chi lập từ danh sách này được duyệt hoặc đã gửi; không rút cả danh sách được nữa.", "Rút từng khoản (payment withdraw), hoặc trả lại đợt chi (batch reject) trước.",
			"Payments made of this list are approved or have left; it cannot be taken back whole any more.", "Take out single payments (payment withdraw), or send the batch back (batch reject) first."},
		"match_first": {"Có dòng danh sách chưa được đối chiếu với dữ liệu dân cư mới nhất.", "Chạy list match rồi lập lại.",
			"Some rows have not been matched against the newest registry data.", "Run list match, then build again."},
		"batch_stale": {"Danh sách đã đổi sau khi lập đợt chi.", "Lập lại bằng batch build.",
			"The list changed after the batch was built.", "Build again with batch build."},
		"batch_not_submitted": {"Đợt chi không ở trạng thái đã trình.", "Xem batch show; dự thảo thì trình bằng batch submit.",
			"The batch is not submitted.", "See batch show; submit a draft with batch submit."},
		"batch_not_approved": {"Đợt chi chưa được duyệt.", "Người khác duyệt bằng batch approve.",
			"The batch is not approved.", "Somebody else approves it with batch approve."},
		"approver_is_maker": {"Người duyệt đã tham gia lập đợt chi này, hoặc đã duyệt rồi.", "Người khác phải duyệt.",
			"The approver had a hand in this batch, or has approved it already.", "Somebody else must approve."},
		"payment_not_waiting": {"Khoản chi không còn chờ duyệt hoặc chờ tệp.", "Khoản đã gửi thì phải thu hồi qua ngân hàng.",
			"The payment does not wait for approval or file any more.", "What has left must be recalled by way of the bank."},
		"file_intended": {"Khoản chi đã nằm trong một tệp ngân hàng.", "Yêu cầu ngân hàng thu hồi sau khi gửi.",
			"The payment is in a bank file already.", "Recall it by way of the bank."},
		"files_intended": {"Đợt chi đã có tệp ngân hàng.", "Yêu cầu ngân hàng thu hồi từng khoản.",
			"The batch has its bank files already.", "Recall payments by way of the bank."},
		"outbox_other": {"Tệp của đợt này đã được định lập ở thư mục khác; có thể ngân hàng đã nhận tệp từ đó.", "Chạy lại với đúng thư mục ghi trong chi tiết (--out).",
			"The files of this batch were meant to leave from another folder; the bank may have them from there.", "Run again with the folder named in the detail (--out)."},
		"digest_differs": {"Đợt chi không còn đúng như bản bạn đã xem.", "Xem lại đợt (batch show) rồi duyệt với mã kiểm tra mới.",
			"The batch is no longer what you were shown.", "Look at it again (batch show), and approve with the digest it shows now."},
		"pay_day_passed": {"Ngày chi của đợt đã qua mà tệp chưa lập.", "Trả lại đợt (batch reject) rồi lập lại với ngày chi mới.",
			"The day to pay on has passed without a file.", "Send the batch back (batch reject) and build again for another day."},
		"not_as_approved": {"Có khoản chi không còn đúng như lúc duyệt.", "Trả lại đợt, lập và duyệt lại.",
			"A payment is not as it was approved.", "Send the batch back, build and approve it again."},
	}
}

// failureTexts are what the commands themselves run into.
func failureTexts() map[string]text {
	return map[string]text{
		"no_actor": {"Chưa nêu ai thực hiện.", "Thêm --as TÊN.",
			"Nobody is named as acting.", "Add --as NAME."},
		"unknown_actor": {"Người này không có, chưa được xác nhận, hoặc mật khẩu/mã truy cập sai.", "Kiểm tra --as và mật khẩu.",
			"This person is not known or not active, or password or token are wrong.", "Check --as and the password."},
		"not_permitted": {"Vai trò của người này không được làm việc này.", "Nhờ người có vai trò phù hợp.",
			"This person's role does not permit it.", "Ask somebody whose role does."},
		"no_proof": {"Cần mật khẩu của người thực hiện.", "Chạy trên terminal, hoặc đặt CHITRA_TOKEN_FILE.",
			"The acting person's password is needed.", "Run it on a terminal, or set CHITRA_TOKEN_FILE."},
		"clock_set_back": {"Đồng hồ đứng trước lần ghi cuối cùng.", "Chỉnh lại giờ máy, hoặc --now.",
			"The clock stands before the last act.", "Set the machine's clock right, or --now."},
		"now_not_practice": {"--now chỉ dùng trong kho thực hành.", "Bỏ --now.",
			"--now is for practice stores only.", "Leave --now out."},
		"store_id_not_practice": {"--store-id chỉ dùng cho kho thực hành.", "Bỏ --store-id hoặc thêm --practice.",
			"--store-id is for practice stores only.", "Leave it out, or add --practice."},
		"store_differs": {"Kho đã có và khác loại: thực hành hay thật không đổi được.", "Dùng thư mục khác cho kho mới.",
			"The store is already there and of the other kind: practice or not is for good.", "Use another folder for a new store."},
		"key_missing": {"Không có tệp khoá: số định danh và số tài khoản trong kho này được mã hoá.", "Đặt tệp khoá về chỗ cũ (bản in ở trong két), hoặc chỉ ra bằng --key-file.",
			"The key file is not there: identity and account numbers of this store are sealed.", "Put the key file back (its copy is in the safe), or name it with --key-file."},
		"key_other": {"Tệp khoá là của kho khác.", "Chỉ ra tệp khoá của kho này bằng --key-file.",
			"The key file is that of another store.", "Name this store's key file with --key-file."},
		"key_malformed": {"Tệp khoá không đọc được.", "Chép lại từ bản in trong két: một dòng, bắt đầu bằng chitra-key-1:.",
			"The key file cannot be read.", "Copy it again from the one in the safe: one line that begins with chitra-key-1:."},
		"key_readable": {"Người khác trên máy đọc được tệp khoá.", "Chạy chmod 600 cho tệp khoá; nếu có thể đã lộ, báo người quản trị.",
			"Others on this machine can read the key file.", "Run chmod 600 on it; if it may have been read, tell the administrator."},
		"key_in_data": {"Tệp khoá nằm trong thư mục dữ liệu: ai chép dữ liệu thì có luôn khoá.", "Chọn chỗ khác bằng --key-file.",
			"The key file lies in the data folder: whoever copies the data has the key too.", "Choose another place with --key-file."},
		"not_ready": {"Kho chưa được tạo.", "Chạy chitra init.",
			"The store has not been made yet.", "Run chitra init."},
		"not_found": {"Không tìm thấy.", "Kiểm tra lại mã đã nêu.",
			"Not found.", "Check what was named."},
		"profile_faulty": {"Tệp mẫu ngân hàng có lỗi.", "Xem từng lỗi bằng bankfile profile add.",
			"The bank's profile has faults.", "See each of them with bankfile profile add."},
		"sign_key": {"Không ký được bằng chứng thư và khoá đã cấu hình.", "Kiểm tra sign_cert, sign_key: dạng PEM, khoá không đặt mật khẩu, chứng thư còn hạn.",
			"The configured certificate and key cannot sign.", "Check sign_cert and sign_key: PEM, a key without a password, a certificate in force."},
		"sign_not_set": {"Chưa cấu hình chứng thư và khoá ký.", "Nêu --cert và --key, hoặc ghi sign_cert và sign_key vào tệp cấu hình.",
			"No certificate and key to sign with.", "Give --cert and --key, or sign_cert and sign_key in the configuration."},
		"layout_faulty": {"Tệp bố cục có lỗi.", "Xem từng lỗi bằng list layout test.",
			"The layout has faults.", "See each of them with list layout test."},
		"busy": {"Kho đang được chương trình khác dùng.", "Đợi rồi chạy lại.",
			"Somebody else is using the store.", "Wait and run it again."},
		"other_content": {"Thư mục ra đã có tệp cùng tên nhưng nội dung khác.", "Không ghi đè; kiểm tra tệp đó hoặc dùng --out khác.",
			"A file of this name with other content is already in the folder.", "Nothing was overwritten: look at it, or use another --out."},
		"file_unreadable": {"Không đọc được tệp.", "Kiểm tra đường dẫn và quyền đọc.",
			"The file cannot be read.", "Check its path and your rights."},
		"not_our_file": {"Tệp này không phải là tệp chuyển khoản do chương trình lập.", "Chọn tệp trong thư mục ra.",
			"This is no transfer file as written here.", "Choose a file of the outbox."},
		"usage": {"Sai cách dùng.", "Xem --help.",
			"Wrong usage.", "See --help."},
		"figures_differ": {"Số liệu không khớp nhau nên không in báo cáo.", "Chạy audit verify và báo người vận hành.",
			"The figures do not add up, so no report is printed.", "Run audit verify and tell the operator."},
		"cancelled": {"Đã dừng theo yêu cầu.", "Chạy lại để tiếp tục.",
			"Stopped as asked.", "Run it again to go on."},
		"failed": {"Không thực hiện được.", "Xem chi tiết; chạy lại sau khi khắc phục.",
			"It failed.", "See the detail; run it again when that is put right."},
	}
}

// profileActTexts say why nothing was done with a bank's profile or its files.
func profileActTexts() map[string]text {
	return map[string]text{
		"profile_version_old": {"Mẫu này đã có phiên bản bằng hoặc cao hơn.", "Tăng version rồi thêm lại.",
			"The profile has this version already, or a higher one.", "Raise version and add it again."},
		"profile_message_unknown": {"Mẫu dựa trên định dạng không có.", "Ghi message là pain.001.001.09 hoặc pain.001.001.03.",
			"The profile rests on a format that is not there.", "Let message be pain.001.001.09 or pain.001.001.03."},
		"content_released_before": {"Nội dung tệp trùng hoàn toàn với tệp đã lập trước.", "Kiểm tra có chi hai lần không; nếu đúng là phải gửi lại, nêu đợt và lý do bằng --again.",
			"The file says the same as one that left before.", "Check whether this pays twice; if it has to leave again, name the batch and a reason with --again."},
		"again_names_batch": {"--again chỉ dùng cho đợt nêu đích danh.", "Nêu mã đợt.",
			"--again is for batches that are named.", "Name the batch."},
		"practice_not_signed": {"Kho thực hành không ký và không gửi tệp.", "Bỏ sign_cert và sign_key khỏi cấu hình.",
			"A practice store signs and delivers nothing.", "Take sign_cert and sign_key out of the configuration."},
	}
}

// userActTexts say why nobody was added.
func userActTexts() map[string]text {
	return map[string]text{
		"two_admins_needed": {"Cần hai quản trị viên khác nhau.", "Nêu hai lần --admin với hai tên khác nhau.",
			"Two different administrators are needed.", "Give --admin twice, with two names."},
		"user_exists": {"Người dùng này đã có.", "Chọn tên khác.",
			"This user is already there.", "Choose another name."},
	}
}
