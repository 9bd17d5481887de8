package main

func globalHelp() map[string][2]string {
	return map[string][2]string{
		"chitra": {"Chi trả trợ giúp xã hội không dùng tiền mặt.", "Pays social welfare without cash."},
		"g_db": {"Kho dữ liệu: sqlite:ĐƯỜNG_DẪN hoặc postgres://… (CHITRA_DB; mặc định chitra.db trong thư mục dữ liệu).",
			"The store: sqlite:PATH or postgres://… (CHITRA_DB; default chitra.db in the data folder)."},
		"g_data":   {"Thư mục dữ liệu (CHITRA_DATA; mặc định ./chitra-data).", "The data folder (CHITRA_DATA; default ./chitra-data)."},
		"g_config": {"Tệp cấu hình YAML: db, data, lang, as, key_file.", "A configuration file in YAML: db, data, lang, as, key_file."},
		"g_key": {"Tệp khoá của kho thật (CHITRA_KEY_FILE; mặc định ~/.config/chitra/chitra.key).",
			"The key file of a real store (CHITRA_KEY_FILE; default ~/.config/chitra/chitra.key)."},
		"g_as":     {"Ai thực hiện (CHITRA_AS).", "Who acts (CHITRA_AS)."},
		"g_now":    {"Thời gian nghiệp vụ, chỉ trong kho thực hành.", "Business time, in practice stores only."},
		"g_lang":   {"Ngôn ngữ: vi (mặc định) hoặc en (CHITRA_LANG).", "The language: vi (default) or en (CHITRA_LANG)."},
		"g_json":   {"In một đối tượng JSON.", "Print one JSON object."},
		"f_period": {"Kỳ chi trả, dạng YYYY-MM hoặc MM/YYYY.", "The month paid for, YYYY-MM or MM/YYYY."},
		"f_to":     {"Đến hết kỳ, dạng YYYY-MM hoặc MM/YYYY.", "Up to and with this month, YYYY-MM or MM/YYYY."},
		"f_programme": {"Chương trình; hiện có BTXH.",
			"The programme; BTXH is there today."},
		"f_reason": {"Lý do.", "The reason."},
		"f_out":    {"Ghi vào đâu.", "Where to write."},
		"a_file":   {"Tệp.", "The file."},
		"a_files":  {"Các tệp.", "The files."},
		"a_user":   {"Tên người dùng.", "The user's name."},
		"a_batch":  {"Mã đợt chi.", "The batch."},
	}
}

func verbHelp() map[string][2]string {
	return map[string][2]string{
		"init":          {"Tạo kho, hoặc nâng cấp kho đã có.", "Make the store, or bring it up to date."},
		"init_practice": {"Kho thực hành: số liệu không có thật, mãi mãi được đánh dấu.", "A practice store: nothing in it is real, and it is marked so for good."},
		"init_admin":    {"Tên quản trị viên; nêu hai lần.", "An administrator's name; give it twice."},
		"init_store_id": {"Mã kho, chỉ cho kho thực hành.", "The store's id, for practice stores only."},

		"user":         {"Người dùng.", "Users."},
		"user_add":     {"Đề xuất một người dùng; người khác xác nhận.", "Propose a user; somebody else confirms."},
		"user_confirm": {"Xác nhận người dùng đã được đề xuất.", "Confirm a proposed user."},
		"user_disable": {"Ngừng một người dùng.", "Stop a user."},
		"user_token":   {"Cấp mã truy cập mới cho lệnh tự động; mã cũ hết hiệu lực.", "Give a new token for scripts; the old one is forgotten."},
		"user_list":    {"Liệt kê người dùng.", "List the users."},
		"user_role":    {"Vai trò: admin, clerk, reviewer, maker, approver, bankdesk, auditor.", "The role: admin, clerk, reviewer, maker, approver, bankdesk, auditor."},
		"user_commune": {"Mã xã của người nộp danh sách.", "The commune of a clerk."},

		"place":      {"Danh mục xã, phường.", "Communes."},
		"place_load": {"Nạp thêm danh mục xã, phường từ CSV.", "Add communes from a CSV file."},

		"registry":          {"Dữ liệu dân cư.", "The population registry."},
		"registry_load":     {"Nạp dữ liệu dân cư (CSV hoặc XLSX).", "Load a snapshot (CSV or XLSX)."},
		"registry_delta":    {"Nạp tệp thay đổi (cột op) trên dữ liệu dân cư đang có hiệu lực.", "Load a file of changes (column op) to the snapshot in force."},
		"registry_events":   {"Nạp biến động hộ tịch trên dữ liệu dân cư đang có hiệu lực.", "Load civil-status events onto the snapshot in force."},
		"registry_list":     {"Liệt kê các bản dữ liệu dân cư.", "List the snapshots."},
		"registry_show":     {"Xem một bản dữ liệu dân cư và các cảnh báo đã cho qua.", "Show a snapshot and what was overruled for it."},
		"registry_refused":  {"Xem các dòng bị từ chối của một bản dữ liệu dân cư.", "Show the lines of a snapshot that were refused."},
		"registry_person":   {"Xem một người trong dữ liệu dân cư qua các bản.", "Show a person over the snapshots."},
		"registry_accept":   {"Cho qua một cảnh báo, theo mã của nó; phải kèm --reason.", "Overrule a guard, by its code; --reason is needed."},
		"registry_reason":   {"Vì sao cho qua.", "Why it is overruled."},
		"registry_layout":   {"Bố cục tệp: tên có sẵn (chitra, trich-xuat) hoặc tệp .yaml (mặc định: nhận theo dòng tiêu đề).", "The file's layout: a built-in name (chitra, trich-xuat) or a .yaml file (default: known by its header)."},
		"registry_base":     {"Bản mà tệp thay đổi được làm cho (mặc định: bản đang có hiệu lực).", "The snapshot that the changes were made for (default: the one in force)."},
		"registry_snapshot": {"Số của bản dữ liệu dân cư (mặc định: bản đang có hiệu lực).", "The snapshot's number (default: the one in force)."},
		"registry_out":      {"Ghi các dòng ra tệp CSV.", "Write the lines to a CSV file."},
		"registry_number":   {"Số định danh 12 chữ số, hoặc số cũ.", "The identity number of 12 digits, or an old number."},
		"registry_as_of":    {"Số liệu tính đến ngày YYYY-MM-DD hoặc DD/MM/YYYY (mặc định: hôm nay).", "The day it is as of, YYYY-MM-DD or DD/MM/YYYY (default: today)."},
		"registry_request":  {"Lập phiếu hỏi cơ quan dân cư về các dòng chưa rõ.", "Write the workbook of questions to the registry's office."},
		"registry_requests": {"Các phiếu hỏi, đã trả lời bao nhiêu.", "The requests, and how far their answers are."},
		"registry_confirm":  {"Xác nhận một phiếu trả lời do người khác nhận, để thành dữ liệu dân cư.", "Confirm answers that somebody else took in; their records become registry data."},
		"registry_answers":  {"Số của phiếu trả lời.", "The number of the answers."},
		"registry_response": {"Nhận phiếu trả lời của cơ quan dân cư; người khác xác nhận bằng registry confirm.", "Take the answers of the registry's office in; somebody else confirms them."},
		"ask_period":        {"Kỳ chi trả YYYY-MM hoặc MM/YYYY (mặc định: tháng này).", "Period YYYY-MM or MM/YYYY (default: this month)."},
		"ask_tier":          {"Chỉ các bậc này, ví dụ T5,T8.", "These tiers only, such as T5,T8."},
		"ask_outcome":       {"Chỉ các kết quả này: exact, exact_after_normalising, name_differs, birth_date_differs, number_suspect, number_missing, old_number, number_cancelled, deceased, not_found, contested, needs_review.", "These outcomes only: exact, exact_after_normalising, name_differs, birth_date_differs, number_suspect, number_missing, old_number, number_cancelled, deceased, not_found, contested, needs_review."},
		"ask_again":         {"Hỏi lại cả người đang chờ trả lời hoặc đã được trả lời trong kỳ.", "Ask again who waits for an answer, or was answered in the period."},
		"ask_number":        {"Viết lại phiếu hỏi đã lập.", "Write a request again that was made before."},
		"answer_layout":     {"Đọc theo bố cục: tên có sẵn, hoặc tệp .yaml.", "Read with a layout: a built-in name, or a .yaml file."},
		"answer_as_of":      {"Câu trả lời tính đến ngày YYYY-MM-DD hoặc DD/MM/YYYY (mặc định: hôm nay).", "The day the answers are as of, YYYY-MM-DD or DD/MM/YYYY (default: today)."},

		"audit":        {"Kiểm toán.", "Auditing."},
		"audit_verify": {"Kiểm tra toàn bộ nhật ký và dữ liệu đã ghi.", "Check the whole journal and every row it speaks of."},
		"version":      {"Phiên bản chương trình.", "The program's version."},
	}
}

func listHelp() map[string][2]string {
	return map[string][2]string{
		"list":               {"Danh sách đối tượng.", "Beneficiary lists."},
		"list_import":        {"Nhận danh sách; dòng lỗi được đánh dấu trong chính tệp đó.", "Take lists in; bad cells are marked in a copy of the same file."},
		"list_match":         {"Đối chiếu với dữ liệu dân cư mới nhất.", "Match to the newest snapshot."},
		"list_stopped":       {"Liệt kê các dòng bị dừng, chờ xã xác minh.", "List the rows that were stopped, for their communes to settle."},
		"list_explain":       {"Giải thích vì sao một dòng được nhận, chờ hay dừng.", "Say why a row was accepted, waits or was stopped."},
		"explain_list":       {"Mã danh sách (list versions), hoặc cả mã dòng như review list ghi.", "The list, as list versions names it, or a row whole, as review list names it."},
		"explain_row":        {"Mã dòng, số dòng trong trang tính, hoặc TRANG!DÒNG.", "The row's key, its line on the sheet, or SHEET!LINE."},
		"list_refused":       {"Liệt kê các lần nộp danh sách bị từ chối hoặc còn chờ, mới nhất trước.", "List the tries to hand lists in that were refused or wait, the newest first."},
		"list_limit":         {"Nhiều nhất mấy lần nộp.", "At most how many."},
		"list_commune":       {"Mã xã, chỉ khi danh sách không ghi.", "The commune's code, only where the list does not say."},
		"list_supplement":    {"Tên danh sách bổ sung; cộng thêm vào danh sách chính.", "The name of a supplement, which adds to the list itself."},
		"list_versions":      {"Liệt kê các bản của một danh sách.", "List the versions of a list."},
		"list_show":          {"Xem các dòng của một bản, đã nhận và bị từ chối, kèm lý do.", "Show the rows of a version, taken and refused, with the reason."},
		"list_diff":          {"So hai bản từng dòng, cũ → mới.", "Compare two versions row by row, old → new."},
		"list_withdraw":      {"Rút cả danh sách khi chưa khoản nào của nó được duyệt.", "Take a list back of which nothing is approved."},
		"a_list":             {"Mã danh sách, như list versions ghi.", "The list, as list versions names it."},
		"list_of_commune":    {"Mã xã.", "The commune's code."},
		"list_of_supplement": {"Tên danh sách bổ sung; bỏ trống là danh sách chính.", "The supplement's name; none is the list itself."},
		"list_version":       {"Bản số mấy (mặc định: bản đang có hiệu lực).", "Which version (default: the one in force)."},
		"list_format":        {"Dạng: text, json, csv (mặc định theo đuôi tệp).", "The form: text, json, csv (default: by the file's ending)."},
		"list_from":          {"Từ bản số mấy (mặc định: bản ngay trước).", "From which version (default: the one before)."},
		"list_to":            {"Đến bản số mấy (mặc định: bản đang có hiệu lực).", "To which version (default: the one in force)."},
		"list_count":         {"Số người theo người nộp; khác số dòng đọc được thì danh sách chờ.", "How many people there should be; the list waits where it has another number."},
		"list_sum":           {"Tổng số tiền theo người nộp; khác thì danh sách chờ.", "What it should come to; the list waits where it does not."},
		"list_dry_run":       {"Chỉ đọc, báo lỗi và cho xem trước thay đổi, không ghi vào kho.", "Only read, report and preview what changes, without keeping anything."},
		"list_fix":           {"Ghi tệp Excel chỉ gồm các dòng cần sửa; nộp lại bằng list import.", "Write a workbook of the rows to fix; it comes back by list import."},
		"list_issues":        {"Liệt kê các lỗi của bản danh sách đang có hiệu lực.", "List what was found in the version in force."},
		"list_accept":        {"Nhận giá trị đề xuất của từng ô hoặc cả cột.", "Accept proposed values, of cells or of a column."},
		"issues_code":        {"Chỉ mã lỗi này.", "Of this code alone."},
		"issues_severity":    {"Chỉ refuses (từ chối) hoặc warns (cảnh báo).", "Of this severity alone: refuses or warns."},
		"accept_cell":        {"Ô, ví dụ A7 hoặc 'Trang 1!A7'; nêu được nhiều lần.", "A cell, such as A7 or 'Sheet 1!A7'; may be repeated."},
		"accept_column":      {"Cột: personal_id, birth_date, name…; chỉ các đề xuất an toàn.", "A column: personal_id, birth_date, name …; the safe proposals alone."},
		"accept_code":        {"Chỉ các đề xuất của mã lỗi này.", "Proposals of this code alone."},
		"accept_dry_run":     {"Chỉ cho xem trước, không ghi vào kho.", "Only preview, without keeping anything."},
		"list_template": {"Xuất mẫu danh sách để điền, có sẵn danh mục chọn, ví dụ và hướng dẫn.",
			"Write a list to fill in, with dropdowns, examples and rules."},
		"template_period":  {"Kỳ chi trả ghi sẵn trên mẫu, dạng YYYY-MM hoặc MM/YYYY; danh mục và mức của tháng đó.", "The month on the template, YYYY-MM or MM/YYYY; its categories and rates are offered."},
		"template_commune": {"Mã xã ghi sẵn trên mẫu.", "The commune on the template, by code."},

		"review":         {"Xét duyệt các dòng chưa khớp.", "Rows that did not match cleanly."},
		"review_list":    {"Liệt kê các dòng chờ quyết định.", "List the rows that wait for a decision."},
		"review_decide":  {"Quyết định một dòng, hoặc nhiều dòng từ tệp JSON.", "Decide a row, or many from a JSON file."},
		"review_export":  {"Xuất hàng chờ ra tệp Excel.", "Write the queue to a workbook."},
		"review_import":  {"Nhận quyết định từ tệp Excel đã điền.", "Take the decisions from the filled workbook."},
		"review_period":  {"Kỳ chi trả (mặc định: tháng hiện tại).", "The month paid for (default: the current month)."},
		"review_numbers": {"Hiện đủ số định danh.", "Show identity numbers in full."},
		"review_row":     {"Mã dòng, như review list ghi.", "The row, as review list names it."},
		"review_person":  {"Số định danh của người đúng.", "The identity number of the right person."},
		"review_outside": {"Người này không nằm trong những người được gợi ý; người thứ hai luôn phải xác nhận.", "The person is none of the candidates; a second person always has to confirm."},
		"review_reject":  {"Không có ai là người này.", "Nobody is this person."},
		"review_file":    {"Tệp JSON: decisions[] gồm row, personal_id, reason.", "A JSON file: decisions[] of row, personal_id, reason."},
	}
}

func readingHelp() map[string][2]string {
	return map[string][2]string{
		"list_layout":    {"Đọc theo bố cục: tên bố cục trong kho, hoặc tệp .yaml.", "Read with a layout: its name in the store, or a .yaml file."},
		"layout":         {"Bố cục của danh sách theo mẫu riêng của tỉnh.", "Layouts of the province's own lists."},
		"layout_test":    {"Xem một bố cục sẽ đọc tệp như thế nào; không lưu gì.", "Show what a layout would read of a file; nothing is kept."},
		"layout_add":     {"Lưu một bố cục vào kho, hoặc phiên bản mới của nó.", "Keep a layout in the store, or its next version."},
		"layout_list":    {"Liệt kê các bố cục.", "List the layouts."},
		"layout_show":    {"In lại tệp bố cục.", "Print a layout back."},
		"layout_name":    {"Tên bố cục.", "The layout's name."},
		"layout_version": {"Phiên bản (mặc định: mới nhất).", "The version (default: the newest)."},
		"layout_rows":    {"Hiện mấy dòng đầu của mỗi trang tính.", "How many of each sheet's first rows to show."},
		"layout_period":  {"Kỳ chi trả để đối chiếu với tiêu đề (mặc định: không đối chiếu).", "The month to hold titles against (default: none)."},

		"heading":         {"Tiêu đề cột mà từng nơi dùng riêng.", "Headings that offices have of their own."},
		"heading_learn":   {"Dạy: tiêu đề này là trường nào.", "Teach which field a heading is."},
		"heading_list":    {"Liệt kê các tiêu đề đã dạy.", "List the headings that were taught."},
		"heading_forget":  {"Bỏ một tiêu đề đã dạy.", "Take back what was taught."},
		"heading_text":    {"Tiêu đề như trong danh sách.", "The heading as the list has it."},
		"heading_field":   {"Trường: ${fields}.", "The field: ${fields}."},
		"heading_commune": {"Mã xã; bỏ trống là dùng cho mọi xã.", "The commune's code; none is every commune."},
	}
}

func moneyHelp() map[string][2]string {
	return map[string][2]string{
		"payer":         {"Tài khoản chi.", "Paying accounts."},
		"payer_add":     {"Đề xuất một tài khoản chi và tuyến; người khác xác nhận.", "Propose a paying account and its routes; somebody else confirms."},
		"payer_confirm": {"Xác nhận tài khoản chi.", "Confirm a paying account."},
		"payer_newprofile": {"Đề xuất mẫu tệp khác hoặc phiên bản mới cho tài khoản chi; người khác xác nhận bằng --confirm.",
			"Propose another profile, or its newest version, for a paying account; somebody else confirms with --confirm."},
		"payer_confirmed": {"Xác nhận mẫu đã được đề xuất.", "Confirm the profile that was proposed."},
		"payer_list":      {"Liệt kê tài khoản chi và tuyến.", "List paying accounts and routes."},
		"payer_id":        {"Mã ngắn, có trong mã đợt chi.", "A short id, which batches carry in theirs."},
		"payer_unit":      {"Đơn vị chi.", "The unit that pays."},
		"payer_bank":      {"Ngân hàng: mã BIN hoặc tên.", "The bank: BIN or name."},
		"payer_account":   {"Số tài khoản chi.", "The paying account's number."},
		"payer_holder":    {"Chủ tài khoản.", "The account's holder."},
		"payer_max_rows":  {"Số dòng tối đa một tệp (mặc định 1.000).", "The most lines of one file (default 1,000)."},
		"payer_profile":   {"Mẫu tệp: ${profiles}.", "The file format: ${profiles}."},
		"payer_route":     {"Tuyến CHƯƠNG_TRÌNH[/XÃ[/BIN]], * là bất kỳ; nêu được nhiều lần.", "A route PROGRAMME[/COMMUNE[/BIN]], * for any; may be repeated."},

		"batch":         {"Đợt chi.", "Batches."},
		"batch_build":   {"Lập đợt chi dự thảo cho kỳ.", "Build the drafts of a period."},
		"batch_submit":  {"Trình đợt chi.", "Submit a batch."},
		"batch_approve": {"Duyệt đợt chi; người lập không được duyệt.", "Approve a batch; its makers may not."},
		"batch_reject":  {"Trả lại đợt chi.", "Send a batch back."},
		"batch_digest":  {"Mã kiểm tra đã xem ở batch show; đợt đã khác thì không duyệt.", "The digest seen in batch show; a batch that is another is not approved."},
		"batch_show":    {"Xem đợt chi.", "Show a batch."},
		"batch_list":    {"Liệt kê đợt chi của kỳ.", "List the batches of a period."},
		"batch_pay_on":  {"Ngày ngân hàng chi, YYYY-MM-DD hoặc DD/MM/YYYY (mặc định: ngày làm việc tiếp theo).", "The day to pay on, YYYY-MM-DD or DD/MM/YYYY (default: the next working day)."},

		"payment":          {"Khoản chi.", "Payments."},
		"payment_withdraw": {"Rút một khoản khỏi đợt trước khi lập tệp.", "Take a payment out of its batch before its file."},
		"payment_id":       {"Mã khoản chi.", "The payment."},

		"bankfile":       {"Tệp gửi ngân hàng.", "Files for banks."},
		"bankfile_write": {"Lập tệp cho các đợt đã duyệt.", "Write the files of approved batches."},
		"bankfile_check": {"Đọc lại và kiểm tra một tệp đã lập.", "Read a file back and check it."},
		"bankfile_again": {"Vẫn lập dù nội dung trùng tệp đã lập trước, vì lý do này; phải nêu đợt.", "Write although the content left before, for this reason; batches must be named."},
		"bankfile_sign":  {"Ký một tệp (CMS, tách rời): ghi TỆP.p7s bên cạnh.", "Sign a file (CMS, detached): writes FILE.p7s beside it."},
		"sign_cert":      {"Chứng thư, PEM (mặc định: sign_cert trong cấu hình).", "The certificate, PEM (default: sign_cert of the configuration)."},
		"sign_key":       {"Khoá riêng, PEM (mặc định: sign_key trong cấu hình).", "Its private key, PEM (default: sign_key of the configuration)."},
		"bankfile_out":   {"Thư mục ra (mặc định: outbox trong thư mục dữ liệu).", "The folder (default: outbox in the data folder)."},
		"bankfile_ids":   {"Các đợt; bỏ trống là mọi đợt đã duyệt.", "The batches; none means every approved one."},

		"result":        {"Kết quả của ngân hàng.", "Banks' answers."},
		"result_import": {"Nhận tệp kết quả, tự nhận dạng theo nội dung.", "Take answers in; the form is recognised by content."},
		"reconcile":     {"Đối soát kỳ.", "Reconcile a period."},
	}
}

func deliveryHelp() map[string][2]string {
	return map[string][2]string{
		"payer_delivery": {"Đề xuất nơi nhận tệp của tài khoản chi; người khác xác nhận bằng --confirm.",
			"Propose where a paying account's files are brought to; somebody else confirms with --confirm."},
		"delivery_folder":   {"Thư mục mà ngân hàng lấy tệp; phải có sẵn.", "A folder that the bank empties; it has to be there."},
		"delivery_sftp":     {"Máy chủ SFTP của ngân hàng.", "The bank's SFTP server."},
		"delivery_none":     {"Không chuyển: người nộp tệp.", "Bring them nowhere: people hand files in."},
		"delivery_confirm":  {"Xác nhận nơi nhận đã được đề xuất.", "Confirm the target that was proposed."},
		"delivery_key":      {"Khoá của máy chủ, như \"ssh-ed25519 AAAA…\"; chỉ nhận đúng khoá này.", "The server's key, such as \"ssh-ed25519 AAAA…\"; no other is taken."},
		"delivery_identity": {"Tệp khoá riêng của ta (OpenSSH, quyền 0600).", "The file of our private key (OpenSSH, mode 0600)."},
		"delivery_encrypt":  {"Mã hoá tệp cho khoá công khai age này của ngân hàng.", "Encrypt files to this public age key of the bank's."},
		"delivery_bare":     {"Chỉ tệp, không kèm bản kê, chữ ký, SHA256SUMS.", "The file alone, without manifest, signature and SHA256SUMS."},
		"bankfile_deliver":  {"Chuyển các tệp đã lập đến nơi nhận của ngân hàng.", "Bring the files that have left to where banks take them."},
		"deliver_files":     {"Mã hoặc tên tệp; bỏ trống là mọi tệp chưa chuyển.", "Ids or names of files; none means every one that is not there yet."},
		"deliver_again":     {"Vẫn chuyển dù có thể đã ở đó, vì lý do này; phải nêu tệp; đã thử đặt tên thì cần hai người.", "Bring it although it may be there already, for this reason; files must be named; where it nearly was there, two people say so."},
		"deliver_taken":     {"Ngân hàng đã có tệp, theo lý do này; phải nêu tệp.", "The bank has it, for this reason; files must be named."},
	}
}

func profileHelp() map[string][2]string {
	return map[string][2]string{
		"profile":         {"Mẫu tệp của các ngân hàng.", "Banks' profiles."},
		"profile_list":    {"Liệt kê các mẫu có sẵn và đã thêm.", "List the profiles, built-in and added."},
		"profile_show":    {"In lại một mẫu.", "Print a profile."},
		"profile_add":     {"Kiểm tra và lưu một mẫu, hoặc phiên bản mới của nó.", "Check a profile and keep it, or its next version."},
		"profile_new":     {"Lập mẫu từ chính tệp Excel của ngân hàng.", "Make a profile from the bank's own workbook."},
		"profile_name":    {"Tên mẫu.", "The profile's name."},
		"profile_version": {"Phiên bản (mặc định: mới nhất).", "The version (default: the newest)."},
		"profile_from":    {"Tệp Excel mẫu của ngân hàng.", "The bank's template, an Excel workbook."},
		"profile_out":     {"Tệp YAML sẽ ghi; không ghi đè.", "The YAML file to write; nothing is overwritten."},
		"profile_called":  {"Tên mẫu (mặc định: theo tên tệp ra).", "The profile's name (default: that of the file)."},
		"profile_result":  {"Tệp là kết quả của ngân hàng, không phải tệp tải lên.", "The file is a bank's result, not what it takes."},
		"profile_confirm": {"Xác nhận mẫu kết quả đã thêm; người thêm không được tự xác nhận.", "Confirm a profile of results; who added it may not."},
		"profile_bank":    {"Ngân hàng: mã BIN hoặc tên.", "The bank: BIN or name."},
	}
}

func reportHelp() map[string][2]string {
	return map[string][2]string{
		"report":                {"Báo cáo.", "Reports."},
		"report_coverage":       {"Kết quả chi trả: tiền đến được bao nhiêu người.", "Coverage: whom the money reached."},
		"report_reconciliation": {"Đối soát theo đợt và tài khoản chi.", "Reconciliation by batch and paying account."},
		"report_exceptions":     {"Các ngoại lệ chưa đóng.", "What does not pair."},
		"report_ledger":         {"Sổ kép: tiền đang ở đâu, theo đợt hoặc tài khoản chi.", "The ledger: where the money stands, by batch or paying account."},
		"ledger_by":             {"batch: từng đợt (mặc định); payer: từng tài khoản chi.", "batch: each batch (default); payer: each paying account."},
		"report_changes":        {"Thay đổi so với tháng trước: ai mới, ai thôi, ai đổi số tiền, tài khoản, người nhận.", "Changes since the month before: who came, who went, whose amount, account or payee changed."},
		"changes_programme":     {"Chỉ một chương trình (mặc định: tất cả).", "One programme alone (default: all)."},
		"changes_by":            {"commune: thêm từng xã (mặc định); total: chỉ số chung.", "commune: each commune too (default); total: all together alone."},
		"report_by":             {"Chia theo: commune, programme, bank, category.", "Break down by commune, programme, bank or category."},
		"report_format":         {"Dạng: text, json, csv, html, xlsx (mặc định theo đuôi tệp).", "The form: text, json, csv, html, xlsx (default: by the file's ending)."},
		"report_as_of":          {"Chỉ tính số liệu ghi nhận đến thời điểm này.", "Count only what was recorded by this time."},
		"report_closed":         {"Cả ngoại lệ đã đóng.", "Closed ones too."},

		"night":       {"Chạy cả đêm một lần: nhận tệp, đối chiếu, lập đợt, lập tệp, kết quả, đối soát, báo cáo.", "The whole night once: inbox, match, build, files, results, reconcile, reports."},
		"night_inbox": {"Thư mục nhận: lists/YYYY-MM/[bổ sung/] và results/ (mặc định: inbox trong thư mục dữ liệu).", "The inbox: lists/YYYY-MM/[supplement/] and results/ (default: inbox in the data folder)."},
	}
}

func synthHelp() map[string][2]string {
	return map[string][2]string{
		"synth":          {"Tạo tỉnh minh hoạ, hoặc đóng vai xã, người xét duyệt, ngân hàng của tỉnh đó.", "Make up a province, or play its communes, its reviewer or its banks."},
		"synth_seed":     {"Hạt giống: cùng số cho cùng tỉnh.", "The seed: the same number makes the same province."},
		"synth_people":   {"Số đối tượng.", "How many beneficiaries."},
		"synth_registry": {"Số người trong dữ liệu dân cư.", "How many persons in the registry."},
		"synth_profile":  {"dirty hoặc clean.", "dirty or clean."},
		"synth_from":     {"Tháng đầu, YYYY-MM hoặc MM/YYYY.", "The first month, YYYY-MM or MM/YYYY."},
		"synth_months":   {"Số tháng.", "How many months."},
		"synth_answer":   {"Đóng vai ngân hàng: trả lời các tệp chuyển khoản.", "Play the bank: answer transfer files."},
		"synth_correct":  {"Đóng vai xã: sửa các danh sách đã đánh dấu.", "Play the communes: correct marked lists."},
		"synth_decide":   {"Đóng vai người xét duyệt: quyết định hàng chờ (JSON của review list).", "Play the reviewer: decide a queue (the JSON of review list)."},
		"synth_truth":    {"Thư mục của tỉnh, nơi có sự thật.", "The province's folder, which holds the truth."},
		"synth_month":    {"Tháng được trả lời, YYYY-MM hoặc MM/YYYY.", "The month answered, YYYY-MM or MM/YYYY."},
		"synth_later":    {"Trả lời đợt sau: các khoản bị hoàn trả.", "The later answers: what came back."},
		"demo":           {"Chạy cả quý trên tỉnh minh hoạ rồi so từng con số với sự thật.", "Run a quarter on the made-up province and hold every figure against its truth."},
		"demo_dir":       {"Thư mục để lại mọi tệp (trống, hoặc của lần trình diễn trước).", "Where every file is left (empty, or an earlier demo's)."},
		"demo_months":    {"Số tháng, từ 7/2024.", "How many months, from July 2024."},
		"synth_attempt":  {"Lần chi thứ mấy của các tệp.", "Which attempt the files are."},
	}
}
