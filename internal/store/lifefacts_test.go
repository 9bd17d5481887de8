package store_test

import "chitra/internal/app"

// What each act of the life writes. The people are made up: no place has 999.

func placeFacts(string) []app.Fact {
	return []app.Fact{app.Commune{Code: "99001", Name: "Xã Một", ProvinceCode: "999", ProvinceName: "Tỉnh Không Có",
		DistrictName: "Huyện Hai", ValidFrom: "2020-01-01", ValidTo: "2025-06-30", Successors: "99066", ActNo: actPlaces}}
}

func snapshotFacts(at string) []app.Fact {
	return []app.Fact{
		app.RegistryPerson{SnapshotNo: actSnapshot, PersonalID: "999044000001", FullName: "Lê Thị Một", DateOfBirth: "1944-03-02", Sex: "F",
			CommuneCode: "99001", Status: "alive", OldIDs: "999000001", Household: "H1", NameDateKey: 11, TwinKey: 21},
		app.RegistryPerson{SnapshotNo: actSnapshot, PersonalID: "999044000002", FullName: "Trần Văn Hai", DateOfBirth: "1940-12-31", Sex: "M",
			CommuneCode: "99001", Status: "dead", DiedOn: "2024-06-01", Household: "H1", NameDateKey: -12, TwinKey: 21},
		app.RegistryOldNumber{SnapshotNo: actSnapshot, OldID: "999000001", PersonalID: "999044000001"},
		app.RegistryRefused{SnapshotNo: actSnapshot, Line: 7, ColumnName: "date_of_birth", Code: "date_invalid", Value: "31/02/1950"},
		app.RegistryGone{SnapshotNo: actSnapshot, PersonalID: "999044000009"},
		app.RegistryLink{SnapshotNo: actSnapshot, Kind: app.SnapshotFull, RootNo: actSnapshot, Added: 2, Layout: "chitra", LayoutVersion: 1, LayoutSHA256: "ll"},
		app.RegistryConsent{ActNo: actSnapshot, Code: "many_refused", SnapshotNo: actSnapshot, Measured: "1 / 3", Reason: "đã hỏi", Actor: "quan", RecordedAt: at},
		app.RegistryFrequency{SnapshotNo: actSnapshot, Part: "total", Data: "2"},
		app.RegistrySnapshot{ActNo: actSnapshot, AsOf: "2024-06-30", SHA256: "aa", SourceName: "registry.csv", Persons: 2, Refused: 1, RecordedAt: at},
	}
}

func listFacts(at string) []app.Fact {
	row := app.ListRow{VersionNo: actList, RowKey: "r1", PersonKey: "k1", Status: app.RowTaken, Sheet: "Danh sách", Line: 9,
		FullName: "Lê Thị Một", BirthText: "2/3/1944", BirthDate: "1944-03-02", BirthOther: "1944", Sex: "F", PersonalID: "999044000001",
		OldNumber: "999000001", NumberText: "999044000001", Address: "Thôn 1", Commune: "99001", Category: "NCT80", CategoryText: "Người cao tuổi",
		Coefficient: "1", Rate: dong(500_000), Arrears: dong(0), Total: dong(500_000), Account: "0011223344", AccountText: "0011 223 344",
		BankBIN: "970436", BankText: "VCB", Holder: "LE THI MOT", Relation: "self", Note: "ghi chú"}
	second := row
	second.RowKey, second.PersonKey, second.Line, second.PersonalID, second.FullName = "r2", "k2", 10, "999044000002", "Trần Văn Hai"
	second.Rate, second.Arrears, second.Total = nil, nil, nil
	review, stopped := second, second
	review.RowKey, review.PersonKey, review.Line = "r3", "k3", 11
	stopped.RowKey, stopped.PersonKey, stopped.Line = "r4", "k4", 12
	return []app.Fact{
		app.Upload{ActNo: actList, SHA256: "bb", FileName: "ds.xlsx", Kind: app.UploadList, Outcome: app.UploadTaken, Reason: "-", Actor: "lan", At: at},
		app.List{ID: lifeList, Programme: lifeProgramme, Period: lifePeriod, Commune: "99001", Series: "main", ActNo: actList},
		row, second, review, stopped,
		app.ListIssue{VersionNo: actList, N: 1, RowKey: "r2", Sheet: "Danh sách", Line: 10, Cell: "F10", Field: "total", Code: "amount_missing",
			Severity: "warns", Value: "?", Proposed: "500000"},
		app.ListVersion{ActNo: actList, ListID: lifeList, Version: 1, SHA256: "bb", FileName: "ds.xlsx", Lines: 4, Taken: 4,
			UploadedBy: "lan", RecordedAt: at},
		app.ListReading{ActNo: actList, Layout: "tinh", LayoutVersion: 2, LayoutSHA256: "ll", Headings: "SO DUOC CAP=total\n"},
		app.ListOrigin{ActNo: actList, BaseNo: actSnapshot, Kind: app.OriginFix, Steps: 1},
	}
}

func refusedFacts(at string) []app.Fact {
	return []app.Fact{app.Upload{ActNo: actRefuse, SHA256: "dd", FileName: "khac.xlsx", Kind: app.UploadList, Outcome: app.UploadRefused,
		Reason: "no_header", Actor: "lan", At: at}}
}

func askFacts(at string) []app.Fact {
	return []app.Fact{
		app.RegistryRequest{ActNo: actAsk, Period: lifePeriod, Questions: 2, Tiers: "T7", Outcomes: "needs_review", SHA256: "qq", Actor: "minh", RecordedAt: at},
		app.RegistryQuestion{RequestNo: actAsk, N: 1, VersionNo: actList, RowKey: "r3", PersonKey: "k3", Asked: "needs_review"},
		app.RegistryQuestion{RequestNo: actAsk, N: 2, VersionNo: actList, RowKey: "r4", PersonKey: "k4", Asked: "needs_review"},
	}
}

func answerFacts(at string) []app.Fact {
	return []app.Fact{
		app.RegistryResponse{ActNo: actAnswer, SHA256: "ww", FileName: "tra-loi.xlsx", AsOf: "2024-07-05", Layout: "tra-loi", LayoutVersion: 1, LayoutSHA256: "ll",
			Answers: 1, Repeated: 1, Blank: 1, Refused: 2, Added: 1, Actor: "minh", RecordedAt: at},
		app.RegistryAnswer{ActNo: actAnswer, RequestNo: actAsk, N: 1, Line: 9, Verdict: "found", Said: "differs", PersonalID: "999044000003", FullName: "Lê Thị Ba",
			DateOfBirth: "1944-01-02", Sex: "F", CommuneCode: "99001", Status: "dead", DiedOn: "2024-07-01", OldIDs: "999000003", Note: "có trong tàng thư"},
	}
}

func letInFacts(at string) []app.Fact {
	return []app.Fact{app.RegistryResponseConsent{ResponseNo: actAnswer, ProposedBy: "minh", ConfirmedBy: "thu", SnapshotNo: actSnapshot, RecordedAt: at, ActNo: actLetIn}}
}

func layoutFacts(at string) []app.Fact {
	return []app.Fact{app.ListLayout{ActNo: actLayout, Name: "tinh", Version: 2, SHA256: "ll", Description: "Mẫu của tỉnh", AddedBy: "hoa", RecordedAt: at}}
}

func headingFacts(at string) []app.Fact {
	return []app.Fact{app.ListHeading{ActNo: actHeading, Office: "99001", HeadingKey: "SO DUOC CAP", Heading: "Số được cấp", Field: "total", Actor: "lan", RecordedAt: at}}
}

func matchFacts(at string) []app.Fact {
	first := app.RowMatch{RunNo: actMatch, VersionNo: actList, RowKey: "r1", Outcome: "exact", Tier: "T1", Action: app.ActionAutomatic, Due: 1,
		BeneficiaryID: "B1", PersonalID: "999044000001", PayeeName: "Lê Thị Một", DateOfBirth: "1944-03-02", Beside: "left_area", Evidence: "number"}
	second := first
	second.RowKey, second.BeneficiaryID, second.PersonalID, second.DecisionNo = "r2", "B2", "999044000002", actReview
	second.Action, second.Outcome, second.Tier = app.ActionDecided, "name_differs", "T3"
	review, stopped := first, first
	review.RowKey, review.BeneficiaryID, review.Action, review.Outcome, review.Tier = "r3", "", "review", "needs_review", "T7"
	stopped.RowKey, stopped.BeneficiaryID, stopped.Action, stopped.Outcome, stopped.Tier = "r4", "", "stop", "number_shared", "T0"
	return []app.Fact{
		app.MatchRun{ActNo: actMatch, Period: lifePeriod, SnapshotNo: actSnapshot, Policy: "1", RowsSeen: 2, RecordedAt: at},
		app.Beneficiary{ID: "B1", ActNo: actMatch, RecordedAt: at}, app.Beneficiary{ID: "B2", ActNo: actMatch, RecordedAt: at},
		app.BeneficiaryNumber{PersonalID: "999044000001", BeneficiaryID: "B1", ActNo: actMatch},
		app.BeneficiaryNumber{PersonalID: "999044000002", BeneficiaryID: "B2", ActNo: actMatch},
		first, second, review, stopped,
	}
}

func reviewFacts(at string) []app.Fact {
	return []app.Fact{app.ReviewDecision{ActNo: actReview, PersonKey: "k2", Programme: lifeProgramme, VersionNo: actList, RowKey: "r2",
		PersonalID: "999044000002", Reason: "giấy tờ gốc", Actor: "minh", RecordedAt: at},
		app.ReviewBasis{ActNo: actReview, PersonKey: "k2", Programme: lifeProgramme, RegistrySHA256: "rr", AtStake: 500_000, NeedsSecond: 1, Recheck: 1}}
}

func policyFacts(at string) []app.Fact {
	return []app.Fact{app.PolicyVersion{ActNo: actPolicy, Version: 2, SHA256: "pp", Body: "t3_cap: 1\n", Reason: "theo công văn", ProposedBy: "quan", RecordedAt: at}}
}

func agreeFacts(at string) []app.Fact {
	return []app.Fact{app.PolicyConsent{Version: 2, ProposedBy: "quan", ConfirmedBy: "vinh", RecordedAt: at, ActNo: actAgree}}
}

// laterFacts are what becomes of a decision, one after the other.
func laterFacts(at string) []app.Fact {
	return []app.Fact{
		app.ReviewSecond{ActNo: actLater, DecisionNo: actReview, PersonKey: "k2", Programme: lifeProgramme, FirstPerson: "minh", SecondPerson: "tam", Reason: "đúng", RecordedAt: at},
		app.ReviewRecheck{ActNo: actLater, DecisionNo: actReview, PersonKey: "k2", Programme: lifeProgramme, FirstPerson: "minh", SecondPerson: "tam",
			PersonalID: "999044000002", Agrees: 1, Reason: "đúng", RecordedAt: at},
		app.ReviewWithdrawal{ActNo: actLater, DecisionNo: actReview, PersonKey: "k2", Programme: lifeProgramme, Reason: "nhầm", Actor: "minh", RecordedAt: at},
		app.ReviewPlant{ActNo: actLater, RowRef: "3.p1", Period: lifePeriod, Fault: "birth_swapped", Item: "{}", Answer: "999044000001", RecordedAt: at},
		app.ReviewPlantAnswer{ActNo: actLater, RowRef: "3.p1", Actor: "minh", PersonalID: "", Correct: 0, Reason: "không rõ", RecordedAt: at},
	}
}

func payerFacts(at string) []app.Fact {
	return []app.Fact{
		app.BankProfile{ActNo: actPayer, Name: "iso20022", Version: 2, SHA256: "pp", TemplateSHA256: "tt", BIN: "970436", Evidence: "fair",
			AddedBy: "quan", RecordedAt: at},
		app.Payer{ID: lifePayer, Unit: "99001", BIN: "970436", Number: "0009998887", Holder: "PHONG LDTBXH", Profile: "iso20022", ProposedBy: "quan", ActNo: actPayer},
		app.PayerProfile{PayerID: lifePayer, Profile: "iso20022", Version: "1", SHA256: "pp", Evidence: "well", ActNo: actPayer},
		app.PayerRoute{PayerID: lifePayer, Programme: lifeProgramme, Commune: "99001", PayeeBIN: "970436", ActNo: actPayer},
	}
}

func consentFacts(at string) []app.Fact {
	return []app.Fact{app.PayerConsent{PayerID: lifePayer, ProposedBy: "quan", ConfirmedBy: "vinh", RecordedAt: at, ActNo: actConsent}}
}

func buildFacts(at string) []app.Fact {
	facts := []app.Fact{}
	for _, n := range []string{"1", "2"} {
		facts = append(facts, app.Account{BeneficiaryID: "B" + n, ID: "A" + n, BIN: "970436", Number: "001122334" + n, Holder: "NGUOI " + n,
			Relation: "self", Source: "list", ActNo: actBuild, RecordedAt: at, State: "active"})
	}
	for _, n := range []string{"1", "2"} {
		facts = append(facts, app.Entitlement{BeneficiaryID: "B" + n, ID: "E" + n, PaymentID: "C" + n, Programme: lifeProgramme, Rule: "dd5",
			About: "-", MonthFor: lifePeriod, Cause: "monthly", Units: 1, Coefficient: "1", Amount: 500_000, Currency: "VND", Basis: "NĐ 76/2024", ActNo: actBuild})
	}
	for _, n := range []string{"1", "2"} {
		facts = append(facts, app.Payment{BeneficiaryID: "B" + n, ID: "C" + n, Programme: lifeProgramme, Period: lifePeriod, Number: 1, Commune: "99001",
			Category: "NCT80", PayeeName: "Người " + n, Amount: 500_000, Currency: "VND", VersionNo: actList, RowKey: "r" + n, ActNo: actBuild,
			RecordedAt: at, State: "waiting", AccountID: "A" + n, PayerID: lifePayer, BatchID: lifeBatch})
	}
	facts = append(facts,
		app.Batch{ID: lifeBatch, Programme: lifeProgramme, Period: lifePeriod, PayerID: lifePayer, PayOn: "2024-07-08", ActNo: actBuild, RecordedAt: at, State: "draft"},
		app.BatchMaker{BatchID: lifeBatch, Name: "hoa", Why: "built", ActNo: actBuild})
	for _, n := range []string{"1", "2"} {
		facts = append(facts, change(actBuild, app.KindAccount, "B"+n, "A"+n, "", "active", at), change(actBuild, app.KindPayment, "B"+n, "C"+n, "", "waiting", at))
	}
	return append(facts, change(actBuild, app.KindBatch, "", lifeBatch, "", "draft", at))
}

func change(act int64, kind, beneficiary, subject, from, to, at string) app.Fact {
	return app.StateChange{BeneficiaryID: beneficiary, Subject: subject, ActNo: act, Step: 1, Kind: kind, FromState: from, ToState: to, Fact: "f", RecordedAt: at}
}

// entered is the movement of the n-th person's money.
func entered(act int64, n, credit, debit, at string) app.Fact {
	return app.LedgerEntry{BeneficiaryID: "B" + n, InstructionID: "I" + n, CauseNo: act, Credit: credit, Debit: debit, Amount: 500_000,
		PayerID: lifePayer, BatchID: lifeBatch, Cause: "f", BusinessOn: "2024-07-08", RecordedAt: at, ActNo: act}
}

func submitFacts(at string) []app.Fact {
	return []app.Fact{
		app.BatchMaker{BatchID: lifeBatch, Name: "hoa", Why: "submitted 1", ActNo: actSubmit},
		app.BatchMaker{BatchID: lifeBatch, Name: "lan", Why: "uploaded", ActNo: actSubmit},
		change(actSubmit, app.KindBatch, "", lifeBatch, "draft", "submitted", at),
	}
}

func approveFacts(at string) []app.Fact {
	return []app.Fact{
		app.ApprovedPayment{ActNo: actApprove, BeneficiaryID: "B1", PaymentID: "C1", Digest: "d1"},
		app.ApprovedPayment{ActNo: actApprove, BeneficiaryID: "B2", PaymentID: "C2", Digest: "d2"},
		app.Approval{BatchID: lifeBatch, Round: 1, Approver: "tam", SubmittedBy: "hoa", Digest: "d", Payments: 2, Amount: 1_000_000, ActNo: actApprove, RecordedAt: at},
		change(actApprove, app.KindBatch, "", lifeBatch, "submitted", "approved", at),
	}
}

func intendFacts(at string) []app.Fact {
	facts := []app.Fact{app.BankFile{ID: lifeFile, BatchID: lifeBatch, PayerID: lifePayer, Part: 1, Parts: 1, Format: "pain.001", Name: "D1-1.xml",
		SHA256: lifeSHA256, Size: 4096, Instructions: 2, Amount: 1_000_000, HashTotal: 12345, MessageID: "M1", PaymentInfo: "MP1", ActNo: actIntend, RecordedAt: at, State: "intended"}}
	for i, n := range []string{"1", "2"} {
		facts = append(facts, app.Instruction{BeneficiaryID: "B" + n, ID: "I" + n, PaymentID: "C" + n, Attempt: 1, BatchID: lifeBatch, FileID: lifeFile,
			Line: int64(i + 1), UETR: "u" + n, Amount: 500_000, Currency: "VND", BIN: "970436", AccountNumber: "001122334" + n, Holder: "NGUOI " + n,
			Remittance: "CHI TRA 07/2024", ActNo: actIntend, State: "intended"})
	}
	facts = append(facts, app.FileIntent{FileID: lifeFile, Outbox: "/out", ManifestSHA256: "dd", ActNo: actIntend},
		app.PayerProfile{PayerID: lifePayer, Profile: "iso20022", Version: "2", SHA256: "pq", Evidence: "well", ProposedBy: "quan", ActNo: actIntend},
		app.FileCipher{FileID: lifeFile, Recipient: "age1", SHA256: "ci", Size: 9, ActNo: actIntend},
		app.ResultProfile{Name: "vcb-result", Version: 2, SHA256: "rp", BIN: "970436", Evidence: "fair", AddedBy: "quan", RecordedAt: at, ActNo: actIntend},
		app.PayerDelivery{PayerID: lifePayer, Kind: "sftp", Address: "so@bank:22/in", HostKey: "ssh-ed25519 A", Fingerprint: "SHA256:A", Identity: "/key",
			Recipient: "age1", Bare: 1, ProposedBy: "quan", RecordedAt: at, ActNo: actIntend},
		app.InstructionLoss{BeneficiaryID: "B1", InstructionID: "I1", Losses: "holder marks\n", ActNo: actIntend},
		app.FileSeal{FileID: lifeFile, ContentSHA256: "ff", TreasurySHA256: "gg", SignatureSHA256: "hh", SignedBy: "ii", Repeats: "F0", RepeatsBy: "nga",
			RepeatsReason: "ngân hàng mất tệp", ActNo: actIntend})
	return append(facts, change(actIntend, app.KindFile, "", lifeFile, "", "intended", at),
		change(actIntend, app.KindInstruction, "B1", "I1", "", "intended", at), change(actIntend, app.KindInstruction, "B2", "I2", "", "intended", at))
}

func releaseFacts(at string) []app.Fact {
	return []app.Fact{
		app.PayerProfileConsent{ProfileNo: actIntend, ProposedBy: "quan", ConfirmedBy: "vinh", RecordedAt: at, ActNo: actRelease},
		app.ResultProfileConsent{ProfileNo: actIntend, ProposedBy: "quan", ConfirmedBy: "vinh", RecordedAt: at, ActNo: actRelease},
		app.PayerDeliveryConsent{DeliveryNo: actIntend, PayerID: lifePayer, ProposedBy: "quan", ConfirmedBy: "vinh", RecordedAt: at, ActNo: actRelease},
		change(actRelease, app.KindInstruction, "B1", "I1", "intended", "sent", at), change(actRelease, app.KindInstruction, "B2", "I2", "intended", "sent", at),
		change(actRelease, app.KindPayment, "B1", "C1", "waiting", "sent", at), change(actRelease, app.KindPayment, "B2", "C2", "waiting", "sent", at),
		change(actRelease, app.KindFile, "", lifeFile, "intended", "released", at), change(actRelease, app.KindBatch, "", lifeBatch, "approved", "released", at),
		entered(actRelease, "1", "treasury", "transit", at), entered(actRelease, "2", "treasury", "transit", at),
	}
}

func resultFacts(at string) []app.Fact {
	return []app.Fact{
		app.DeliveryTry{FileID: lifeFile, Step: "naming", TargetNo: actIntend, Kind: "sftp", Address: "so@bank:22/in", Fingerprint: "SHA256:A", Reason: "again",
			StartedBy: "nga", StartedAt: at, ActNo: actResult},
		app.Delivery{FileID: lifeFile, Name: "D1-1.xml.age", Part: "file", TargetNo: actIntend, Kind: "sftp", Address: "so@bank:22/in", Bytes: 9, SHA256: "ci",
			Fingerprint: "SHA256:A", Checked: "bytes", Reason: "again", StartedAt: at, EndedAt: at, DeliveredBy: "nga", ActNo: actResult},
		app.ResultFile{ActNo: actResult, SHA256: "cc", FileName: "answer.xml", Format: "pain.002", MessageID: "M1", Lines: 3, Matched: 2, RecordedAt: at},
		app.Result{FileNo: actResult, Line: 1, BeneficiaryID: "B1", InstructionID: "I1", PairedBy: "end_to_end_id", Reference: "I1", BankRef: "FT1",
			Status: "ACSC", Accounting: "debited", Verdict: "paid", Amount: dong(500_000), Account: "0011223341", BookedOn: "2024-07-08", Note: "-"},
		app.Result{FileNo: actResult, Line: 2, BeneficiaryID: "B2", InstructionID: "I2", PairedBy: "uetr", Reference: "I2", Status: "RJCT",
			Reasons: "AC04", Verdict: "rejected", Account: "0011223342"},
		app.Exception{ID: "X1", Kind: "unknown_reference", Period: lifePeriod, Subject: "3", Reference: "??", Amount: dong(7), Detail: "line 3",
			ActNo: actResult, OpenedAt: at},
		app.UnpairedLine{FileNo: actResult, Line: 3, PayerID: lifePayer, Statement: 1, Kind: "unknown_reference", Debit: 1, Amount: dong(7), BookedOn: "2024-07-05",
			BankRef: "FT9", MessageID: "M1", BlockID: "MP1", Account: "0011223341", Text: "tro cap", ExceptionID: "X1", Verdict: "debited"},
		app.Result{FileNo: actResult, Line: 3, Reference: "??", BankRef: "FT9", Status: "BOOK", Verdict: "debited", Amount: dong(7), BookedOn: "2024-07-05"},
		app.PairProposal{FileNo: actResult, Line: 3, BeneficiaryID: "B1", InstructionID: "I1", Evidence: "account_amount"},
		app.PairRequest{ActNo: actResult, FileNo: actResult, Line: 3, BeneficiaryID: "B1", InstructionID: "I1", Reason: "giống", ProposedBy: "lan", RecordedAt: at},
		app.FileDebit{ActNo: actResult, Line: 4, FileID: lifeFile, BlockID: "MP1", BankRef: "FT8", Count: 2, Amount: 1_000_000},
		app.Statement{ActNo: actResult, Number: 1, PayerID: lifePayer, Format: "camt.053.001.08", StatementID: "S1", Sequence: 4, FromDay: "2024-07-05",
			ToDay: "2024-07-05", Page: 1, LastPage: 1, Opening: dong(9), Closing: dong(2), Entries: 1, Credits: 3, Debits: 10, RecordedAt: at},
		app.ExceptionStep{ActNo: actResult, ExceptionID: "X1", Step: app.CaseAssigned, Owner: "lan", Due: "2024-07-12", Reason: "hỏi ngân hàng",
			Fact: "f", ProposedBy: "hoa", Actor: "night", RecordedAt: at},
		change(actResult, app.KindInstruction, "B1", "I1", "sent", "paid", at), change(actResult, app.KindInstruction, "B2", "I2", "sent", "rejected", at),
		change(actResult, app.KindPayment, "B1", "C1", "sent", "paid", at), change(actResult, app.KindPayment, "B2", "C2", "sent", "rejected", at),
		entered(actResult, "1", "transit", "paid", at), entered(actResult, "2", "transit", "returned", at),
	}
}

func nightFacts(at string) []app.Fact {
	return []app.Fact{app.PairConsent{ActNo: actNight, RequestNo: actResult, FileNo: actResult, Line: 3, ProposedBy: "lan", ConfirmedBy: "tam", RecordedAt: at},
		app.NightStep{BusinessDate: "2024-07-05", Period: lifePeriod, Step: "match", Run: 1, Status: app.StepDone, Detail: "looked at 2",
			RecordedAt: at, ActNo: actNight}}
}
