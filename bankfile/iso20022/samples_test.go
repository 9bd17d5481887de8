package iso20022_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the published samples of banks say, as read by eye.
var samples = []struct {
	file, format, message, original, account string
	answers                                  []string
}{
	{"pain002_group_actc.xml", "pain.002.001.03", "20180315375204222821684", "MsgId-001", "", []string{
		"group ACTC msg=MsgId-001",
	}},
	{"pain002_group_rejected_am10.xml", "pain.002.001.03", "20180326375204011685776", "MsgId-005", "", []string{
		"group RJCT AM10 msg=MsgId-005 note=904114;ControlSum fehlerhaft",
	}},
	{"pain002_part_one_rejected.xml", "pain.002.001.03", "20180315375204222822452", "MsgId-001", "", []string{
		"transaction RJCT AC01 e2e=EndToEndId-001-03-04 instr=InstrId-001-03-04 msg=MsgId-001 inf=PmtInfId-001-03 note=1301813;Konto ungültig",
		"payment_info PART msg=MsgId-001 inf=PmtInfId-001-03",
	}},
	{"pain002_payment_info_rejected.xml", "pain.002.001.03", "20180326375204011678275", "MsgId-006", "", []string{
		"transaction RJCT AC01 e2e=EndToEndId-006-01-01 instr=InstrId-006-01-01 msg=MsgId-006 inf=PmtInfId-006-01 note=1301813;Konto ungültig",
		"payment_info RJCT NARR msg=MsgId-006 inf=PmtInfId-006-01 note=1297193;Sammelauftrag ohne ausführbaren Einzelauftrag",
	}},
	{"pain_002_v3_accepted.xml", "pain.002.001.03", "1036XXX", "10280093XXXX", "", []string{
		"transaction ACCP NARR 10.00 USD e2e=GSDGFKfLURaHb ref=I200820000XXXXX msg=10280093XXXX inf=3B-CCY",
	}},
	{"pain_002_v3_group_reject.xml", "pain.002.001.03", "XML990920150810101909283", "MSGID-PS-TEST-0708-01", "", []string{
		"group RJCT DU01 msg=MSGID-PS-TEST-0708-01 note=ISO Duplicate Message ID",
	}},
	{"pain_002_v3_payment_reject.xml", "pain.002.001.03", "XML990920150717170814238", "MSGID-COM-SCE25-1707-01", "", []string{
		"payment_info RJCT NARR msg=MSGID-COM-SCE25-1707-01 inf=PMTINFID-COM-SCE25-1707-01 note=CAP Invalid code or combinations in CategoryPurpose or ServiceLevel",
	}},
	{"pain_002_v3_txn_reject.xml", "pain.002.001.03", "XML990920150728124014189", "MSGID-950-TEST2-2807-01", "", []string{
		"transaction RJCT NARR e2e=ENDTOENDID-950-TEST2-2807-02 instr=INSTRID-950-TEST2-2807-02 msg=MSGID-950-TEST2-2807-01 inf=PMTINFID-950-TEST2-2807-01 note=CAP Invalid code or combinations in CategoryPurpose or ServiceLevel",
		"transaction RJCT NARR e2e=ENDTOENDID-950-TEST2-2807-01 instr=INSTRID-950-TEST2-2807-01 msg=MSGID-950-TEST2-2807-01 inf=PMTINFID-950-TEST2-2807-01 note=CAP Invalid code or combinations in CategoryPurpose or ServiceLevel",
		"payment_info RJCT msg=MSGID-950-TEST2-2807-01 inf=PMTINFID-950-TEST2-2807-01",
	}},
	{"camt054_batch_debit.xml", "camt.054.001.04", "20200620375204226588201", "", "CH5109000000250092291", []string{
		"transaction BOOK 200.00 CHF debit e2e=EndToEndId-001-02-01 instr=InstrId-001-02-01 msg=MsgId-001 inf=PmtInfId-001-02 on=2020-06-18",
		"transaction BOOK 250.00 CHF debit e2e=EndToEndId-001-02-02 instr=InstrId-001-02-02 msg=MsgId-001 inf=PmtInfId-001-02 on=2020-06-18",
		"transaction BOOK 300.00 CHF debit e2e=EndToEndId-001-02-03 instr=InstrId-001-02-03 msg=MsgId-001 inf=PmtInfId-001-02 to=Robert Schneider SA acc=CH2909000000250094239 on=2020-06-18",
	}},
	{"camt054_return_ac01.xml", "camt.054.001.04", "20190520375204012050698", "", "CH2909000000250094239", []string{
		"transaction BOOK AC01 400.00 CHF return e2e=EndToEndId-004-01-01 instr=InstrId-004-01-01 ref=180327CH02P92DYD entry=086820002PBWFX2U inf=PmtInfId-004-01 on=2019-05-20 text=Kontouebertrag note=Kontonummer falsch",
	}},
	{"camt054_v8_uetr.xml", "camt.054.001.08", "AAAASESS-FP-ACCR001", "", "CH2801234000123456789", []string{
		"transaction BOOK 200000.00 SEK debit uetr=255ae394-9965-4438-ac86-f406feada396",
	}},
	{"camt054_returns_and_reversal.xml", "camt.054.001.02", "BANKFILEID219073", "", "FI7433010001222090", []string{
		"transaction BOOK 1900.00 EUR ref=D091029N987654321S001 entry=091029ACCTSTMTARCH04 msg=BANKFILEID998765 to=PAYERS NAME1 on=2009-10-29",
		"transaction BOOK 100.00 EUR ref=D091029N987654321S002 entry=091029ACCTSTMTARCH04 msg=BANKFILEID998765 to=PAYERS NAME2 on=2009-10-29",
		"transaction BOOK 400.00 EUR ref=D091029N987654321S211 entry=091029ACCTSTMTARCH21 msg=BANKFILEID998799 to=PAYERS NAME1 on=2009-10-29",
		"transaction BOOK 100.00 EUR ref=D091029N987654321S212 entry=091029ACCTSTMTARCH21 msg=BANKFILEID998799 to=PAYERS NAME2 on=2009-10-29",
		"transaction BOOK 2500.00 EUR e2e=EndToEndIdAT-41-001 ref=D091029N123456789S001 entry=091029ACCTSTMTARCH05 msg=BANKFILEID998765 to=AT-02 DEBTOR NAME 01 on=2009-10-29",
		"transaction BOOK 500.00 EUR e2e=EndToEndIdAT-41-002 ref=D091029N123456789S002 entry=091029ACCTSTMTARCH05 msg=BANKFILEID998765 to=AT-02 DEBTOR NAME 02 on=2009-10-29 text=RFB/557742358",
		"transaction BOOK 2000.02 EUR debit instr=TITOT1106ID01 ref=091029ARCH03001 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020582 on=2009-10-29",
		"transaction BOOK 1000.01 EUR debit instr=TITOT1106ID02 ref=091029ARCH03002 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020582 on=2009-10-29 text=Invoices 123 and 321",
		"transaction BOOK 1230.02 EUR debit instr=TITOT1106ID03 ref=091029ARCH03003 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020574 on=2009-10-29",
		"transaction BOOK 500.00 EUR debit e2e=ISSRBKREF12345678 instr=ISSRBKREF12345678 ref=091029NTFCTNXBCT010101 msg=BANKFILEID998787 inf=BTCHIDXCBT19210219 to=CREDITOR acc=123456789 on=2009-10-30 text=INVOICE US20291092 note=THIS AREA IS FOR BANK MESSAGE TO DEBTOR FOR REPORTING CHANGES MADE TO THE PAYMENT",
		"transaction BOOK 500.00 EUR debit e2e=ISSRBKREF12345679 instr=ISSRBKREF12345679 ref=091029NTFCTNXBCT010101 msg=BANKFILEID998787 inf=BTCHIDXCBT19210219 to=CREDITOR acc=123456789 on=2009-10-30 text=INVOICE JP1920190",
		"transaction INFO AC01 40.00 EUR return ref=D091029N987654321S288 entry=091029ACCTSTMTERR01 msg=BANKFILEID998799 on=2009-10-29 note=1+TILIÄ EI LÖYDY",
		"transaction INFO CUST 60.00 EUR return ref=D091029N987654321S289 entry=091029ACCTSTMTERR01 msg=BANKFILEID998799 on=2009-10-29 note=4+MAKSAJA PERUUTTANUT",
	}},
	{"camt053_five_decimals.xml", "camt.053.001.02", "CAMT053RIB000000000001", "", "NL26VAYB8060476890", []string{
		"transaction BOOK 8.85 EUR e2e=000000001 on=2014-12-31 text=Transaction Description",
		"statement closing_balance text=27.05 note=27.00", // 18.15 and 8.85
	}},
	{"camt053_statement.xml", "camt.053.001.02", "BANKFILEID00001", "", "FI7433010001222090", []string{
		"transaction BOOK debit ref=091029ACCTSTMTARCH01 msg=MSGSALA0001 inf=CustRefForSalaBatch on=2009-10-29",
		"entry BOOK 1000.12 EUR debit ref=091029ACCTSTMTARCH01 msg=MSGSALA0001 inf=CustRefForSalaBatch on=2009-10-29 details=1",
		"entry BOOK 4000.00 EUR debit ref=091029ACCTSTMTARCH02 msg=MSGSCT0099 inf=CustRefForPmtBatch on=2009-10-29",
		"transaction BOOK 2000.02 EUR debit instr=TITOT1106ID01 ref=091029ARCH03001 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020582 on=2009-10-29",
		"transaction BOOK 1000.01 EUR debit instr=TITOT1106ID02 ref=091029ARCH03002 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020582 on=2009-10-29 text=Invoices 123 and 321",
		"transaction BOOK 1230.02 EUR debit instr=TITOT1106ID03 ref=091029ARCH03003 entry=091029ACCTSTMTARCH03 msg=MSGSCT0100 inf=CustRefForPmtBatch9 to=Creditor Company acc=29501800020574 on=2009-10-29",
		"transaction BOOK 2000.00 EUR ref=091029ACCTSTMTARCH04 msg=BANKFILEID998765 on=2009-10-29",
		"transaction BOOK 500.00 EUR ref=091029ACCTSTMTARCH21 msg=BANKFILEID998799 on=2009-10-29",
		"transaction BOOK 3000.00 EUR ref=091029ACCTSTMTARCH05 msg=BANKFILEID998765 on=2009-10-29",
		"transaction BOOK 2120.00 EUR instr=ISSRBKREF12345678 ref=ISSRBKREF12345678 entry=091029ACCTSTMTARCH06 to=DEBTOR NAME on=2009-10-29 text=INVOICE US20291092",
		"transaction BOOK 5455.00 EUR instr=BKREFDBT0101010 ref=BKREFDBT0101010 entry=091029ACCTSTMTARCH07 to=PAYERS NAME2 on=2009-10-29",
		"transaction BOOK 10000.00 EUR e2e=EndToEndIdSCT01 ref=091029ACCTSTMTARCH08 to=DEBTOR on=2009-10-29",
		"transaction BOOK 100.00 EUR debit ref=091029ARCH09001 entry=091029ACCTSTMTARCH09 on=2009-10-29",
		"transaction BOOK 100.00 EUR debit ref=091029ARCH09001 entry=091029ACCTSTMTARCH09 on=2009-10-29",
	}},
}

func sample(t *testing.T, dir, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "samples", file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSamplesOfBanks(t *testing.T) {
	dir := isoDir(t)
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			info, answers := readGood(t, sample(t, dir, s.file))
			if info.Format != s.format || info.MessageID != s.message || info.OriginalMessageID != s.original || info.Account != s.account {
				t.Errorf("info %+v", info)
			}
			if diff := cmp.Diff(s.answers, answers); diff != "" {
				t.Errorf("answers (-want +got):\n%s", diff)
			}
		})
	}
}

// A statement of thirteen entries, three of them without details and two with
// the direct debits of others sent back, which debit us and return nothing.
func TestSampleOfALongStatement(t *testing.T) {
	_, answers := readGood(t, sample(t, isoDir(t), "example_camt.xml"))
	count := func(what string) (n int) {
		for _, a := range answers {
			if strings.Contains(a, what) {
				n++
			}
		}
		return n
	}
	for what, want := range map[string]int{
		"transaction ": 26, "entry ": 3, " debit": 7, " return": 0, " MS03 ": 2, "e2e=NOTPROVIDED": 0,
		"e2e=SDD SIT 024-": 7, "921.00 EUR": 1, " 1.00 EUR": 26, "details=": 0,
		"statement ": 0, // 1000.01, and the booked entries, lead to 100.01
	} {
		if got := count(what); got != want {
			t.Errorf("%d answers with %q, want %d", got, what, want)
		}
	}
}

// Short samples are cut after every byte, long ones after every 17th, or every
// one where CHITRA_TORTURE is set.
func TestSamplesAreRefusedWhereverTheyAreCut(t *testing.T) {
	dir := isoDir(t)
	files := []string{"example_camt.xml"}
	for _, s := range samples {
		files = append(files, s.file)
	}
	for _, file := range files {
		document := sample(t, dir, file)
		step := 1
		if len(document) > 6000 && os.Getenv("CHITRA_TORTURE") == "" {
			step = 17
		}
		refusesCuts(t, document, step)
	}
}
