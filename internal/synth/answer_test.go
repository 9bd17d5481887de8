package synth

import (
	"encoding/xml"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"

	"github.com/google/go-cmp/cmp"
)

const agribank = "970405"

// told is what an answer says of one reference.
type told struct{ Reference, Status, Reason, Amount string }

// readStatus reads a status report the plain way.
func readStatus(t *testing.T, path string) (space string, all []told) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		XMLName xml.Name
		Lines   []struct {
			Reference string `xml:"OrgnlEndToEndId"`
			Status    string `xml:"TxSts"`
			Reason    string `xml:"StsRsnInf>Rsn>Cd"`
			Amount    string `xml:"OrgnlTxRef>Amt>InstdAmt"`
		} `xml:"CstmrPmtStsRpt>OrgnlPmtInfAndSts>TxInfAndSts"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, l := range doc.Lines {
		all = append(all, told{l.Reference, l.Status, l.Reason, l.Amount})
	}
	return doc.XMLName.Space, all
}

// everyOutcome is one truth row for each thing that an ISO 20022 bank does.
func everyOutcome(t *testing.T) []TruthRow {
	outcomes := []Outcome{OutcomePaid, Rejected("AC01"), Rejected("BE01"), Returned("AC04"), OutcomeSilent, OutcomeDuplicate,
		OutcomeUnstated, OutcomePending, OutcomeContradiction, OutcomeWrongAmount, OutcomeNotYet}
	var rows []TruthRow
	for i, o := range outcomes {
		rows = append(rows, due(t, i+1, agribank, fmt.Sprintf("15002050000%02d", i), "Đặng Thị Hòa", o))
	}
	return rows
}

func TestStatusReportsSayWhatTheTruthPrescribes(t *testing.T) {
	rows := everyOutcome(t)
	dir := writeTruth(t, rows...)
	file := save(t, "PRACTICE-BTXH-2024-07.xml", []byte(creditTransfer("09", payAll(rows)...)))
	got, err := Answer([]string{file}, answering(t, dir, Immediate))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"BTXH-2024-07.pain002-1.xml", "BTXH-2024-07.pain002-2.xml"}
	if diff := cmp.Diff(names, baseNames(got.Files)); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	if got.Lines != len(rows) || len(got.Faults) != 0 {
		t.Errorf("lines %d, faults %v; want %d and none", got.Lines, got.Faults, len(rows))
	}
	space, first := readStatus(t, got.Files[0])
	if want := messageSpace + "pain.002.001.10"; space != want {
		t.Errorf("namespace %q, want %q", space, want)
	}
	want := []told{
		{"R1", "ACCC", "", "750000"}, {"R2", "RJCT", "AC01", "750000"}, {"R3", "RJCT", "BE01", "750000"}, {"R4", "ACCC", "", "750000"},
		{"R6", "RJCT", "AM05", "750000"}, {"R7", "RJCT", "MS03", "750000"}, {"R8", "PDNG", "", "750000"}, {"R9", "ACCC", "", "750000"},
		{"R10", "ACCC", "", "739000"},
	}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("first report (-want +got):\n%s", diff)
	}
	_, second := readStatus(t, got.Files[1])
	want = []told{{"R1", "ACCC", "", "750000"}, {"R9", "RJCT", "AC04", "750000"}, {strangers()[6], "ACCC", "", "750000"}}
	if diff := cmp.Diff(want, second); diff != "" {
		t.Errorf("second report (-want +got):\n%s", diff)
	}
}

func TestALineToldTwiceKeepsTheBanksReference(t *testing.T) {
	rows := everyOutcome(t)
	file := save(t, "a.xml", []byte(creditTransfer("09", payAll(rows)...)))
	got, err := Answer([]string{file}, answering(t, writeTruth(t, rows...), Immediate))
	if err != nil {
		t.Fatal(err)
	}
	reference := func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(data), "<OrgnlEndToEndId>R1</OrgnlEndToEndId>")
		_, after, _ = strings.Cut(after, "<AcctSvcrRef>")
		ref, _, _ := strings.Cut(after, "<")
		return ref
	}
	if a, b := reference(got.Files[0]), reference(got.Files[1]); a == "" || a != b {
		t.Errorf("references %q and %q, want one", a, b)
	}
}

func TestOlderMessagesAreAnsweredByOlderReports(t *testing.T) {
	rows := everyOutcome(t)[:1]
	pays := payAll(rows)
	pays[0].bic = "VBAAVNVX405"
	file := save(t, "a.xml", []byte(creditTransfer("03", pays...)))
	got, err := Answer([]string{file}, answering(t, writeTruth(t, rows...), Immediate))
	if err != nil {
		t.Fatal(err)
	}
	if space, _ := readStatus(t, got.Files[0]); space != messageSpace+"pain.002.001.03" || len(got.Faults) != 0 {
		t.Errorf("namespace %q, faults %v", space, got.Faults)
	}
}

func TestReturnsComeLaterForBothPayingAccounts(t *testing.T) {
	rows := everyOutcome(t)
	files := []string{
		save(t, "iso.xml", []byte(creditTransfer("09", payAll(rows)...))),
		save(t, "mb.xlsx", bulkPayment(t, payAll(rows[3:4])...)),
	}
	dir := writeTruth(t, append(rows, rows[3])...) // one payee is due twice, once by each file
	got, err := Answer(files, answering(t, dir, Later))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"iso.camt054.xml", "mb.camt054.xml"}, baseNames(got.Files)); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	type entry struct{ Status, Direction, Reference, Reason, Amount string }
	wants := []struct {
		account string
		entries []entry
	}{
		{"9990000000001", []entry{{"INFO", "CRDT", "R1", "AC01", "750000"}, {"BOOK", "CRDT", "R4", "AC04", "750000"},
			{"PDNG", "DBIT", "R5", "", "750000"}, {"PDNG", "DBIT", "R8", "", "750000"}}},
		{"9990000000002", []entry{{"BOOK", "CRDT", "R1", "AC04", "750000"}}},
	}
	for i, want := range wants {
		data, err := os.ReadFile(got.Files[i])
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Account string `xml:"BkToCstmrDbtCdtNtfctn>Ntfctn>Acct>Id>Othr>Id"`
			Entries []struct {
				Status    string `xml:"Sts>Cd"`
				Direction string `xml:"CdtDbtInd"`
				Reference string `xml:"NtryDtls>TxDtls>Refs>EndToEndId"`
				Reason    string `xml:"NtryDtls>TxDtls>RtrInf>Rsn>Cd"`
				Amount    string `xml:"NtryDtls>TxDtls>Amt"`
			} `xml:"BkToCstmrDbtCdtNtfctn>Ntfctn>Ntry"`
		}
		if err := xml.Unmarshal(data, &doc); err != nil {
			t.Fatal(err)
		}
		var entries []entry
		for _, e := range doc.Entries {
			entries = append(entries, entry(e))
		}
		if diff := cmp.Diff(want.entries, entries); diff != "" || doc.Account != want.account {
			t.Errorf("file %d, account %s (-want +got):\n%s", i, doc.Account, diff)
		}
	}
}

func TestTheBankTellsWhatShouldNotHaveCome(t *testing.T) {
	held := due(t, 1, agribank, "1500205000001", "Lê Thị Minh", "")
	held.Final = HeldFor("holder_differs")
	paid := due(t, 2, agribank, "1500205000002", "Trần Văn Hoạ", OutcomePaid)
	other := paid
	other.Holder = "Trần Văn Hoàng"
	dir := writeTruth(t, held, paid)
	pays := []pay{
		{"R1", held, 750_000, ""}, {"R2", paid, 900_000, ""}, {"R3", paid, 750_000, ""}, {"R4", other, 750_000, ""},
		{"R5", paid, 750_000, "MSCBVNVX"},
	}
	file := save(t, "a.xml", []byte(creditTransfer("09", pays...)))
	got, err := Answer([]string{file}, answering(t, dir, Immediate))
	if err != nil {
		t.Fatal(err)
	}
	want := []Fault{
		{"a", 1, "R1", FaultNotDue}, {"a", 2, "R2", FaultAmountDiffers}, {"a", 3, "R3", FaultPaidAgain},
		{"a", 4, "R4", FaultUnknownPayee}, {"a", 5, "R5", FaultUnknownPayee},
	}
	if diff := cmp.Diff(want, got.Faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	_, lines := readStatus(t, got.Files[0])
	said := []told{
		{"R1", "ACCC", "", "750000"}, {"R2", "ACCC", "", "900000"}, {"R3", "ACCC", "", "750000"},
		{"R4", "RJCT", "AC01", "750000"}, {"R5", "RJCT", "AC01", "750000"},
	}
	if diff := cmp.Diff(said, lines); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestThePayeeIsLookedUpInTheMonthPaidFor(t *testing.T) {
	july := due(t, 1, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	august := july
	august.Month, august.BankOutcome = monthOf(t, "2024-08"), string(Rejected("AC04"))
	dir := writeTruth(t, july, august)
	file := save(t, "a.xml", []byte(creditTransfer("09", payAll([]TruthRow{july})...)))
	o := answering(t, dir, Immediate)
	for _, c := range []struct {
		month  civil.Month // zero: the message's day of execution, in July
		status string
	}{{civil.Month{}, "ACCC"}, {august.Month, "RJCT"}} {
		o.Month = c.month
		got, err := Answer([]string{file}, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, lines := readStatus(t, got.Files[0]); lines[0].Status != c.status {
			t.Errorf("month %s: %s, want %s", c.month, lines[0].Status, c.status)
		}
	}
}

func TestTheNextAttemptHasItsOwnOutcome(t *testing.T) {
	row := due(t, 1, agribank, "1500205000001", "Lê Thị Minh", "rejected:AC06;paid")
	file := save(t, "a.xml", []byte(creditTransfer("09", payAll([]TruthRow{row})...)))
	for n, status := range []string{"RJCT", "RJCT", "ACCC", "ACCC"} {
		o := answering(t, writeTruth(t, row), Immediate)
		o.Attempt = n
		got, err := Answer([]string{file}, o)
		if err != nil {
			t.Fatal(err)
		}
		if _, lines := readStatus(t, got.Files[0]); lines[0].Status != status {
			t.Errorf("attempt %d: %s, want %s", n, lines[0].Status, status)
		}
	}
}

func TestAnswersAreTheSameBytesAgain(t *testing.T) {
	rows := everyOutcome(t)
	dir := writeTruth(t, rows...)
	files := []string{
		save(t, "iso.xml", []byte(creditTransfer("09", payAll(rows[:6])...))),
		save(t, "mb.xlsx", bulkPayment(t, payAll(rows[6:])...)),
	}
	for _, stage := range []Stage{Immediate, Later} {
		var runs [2]string
		for i := range runs {
			got, err := Answer(files, answering(t, dir, stage))
			if err != nil {
				t.Fatal(err)
			}
			runs[i] = readAll(t, got.Files)
		}
		if runs[0] == "" || runs[0] != runs[1] {
			t.Errorf("stage %d: %d and %d bytes, want the same", stage, len(runs[0]), len(runs[1]))
		}
	}
}

func TestOneBankAnswersEveryStageAfresh(t *testing.T) {
	rows := everyOutcome(t)
	dir := writeTruth(t, rows...)
	files := []string{save(t, "iso.xml", []byte(creditTransfer("09", payAll(rows)...)))}
	bank, err := OpenBank(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, stage := range []Stage{Immediate, Later, Immediate} {
		o := answering(t, dir, stage)
		once, err := Answer(files, o)
		if err != nil {
			t.Fatal(err)
		}
		want := readAll(t, once.Files)
		again, err := bank.Answer(files, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Faults) > 0 || readAll(t, again.Files) != want {
			t.Errorf("stage %d: faults %v, or other answers than of a new bank", stage, again.Faults)
		}
	}
}

func readAll(t *testing.T, files []string) string {
	t.Helper()
	var all strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(data)
	}
	return all.String()
}

func TestTheBankRefusesBadMessages(t *testing.T) {
	row := due(t, 1, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	good := creditTransfer("09", payAll([]TruthRow{row, row})...)
	dir := writeTruth(t, row)
	for name, c := range map[string]struct{ old, new, says string }{
		"control sum":     {"<CtrlSum>1500000", "<CtrlSum>1500001", "header says"},
		"count":           {"<NbOfTxs>2", "<NbOfTxs>3", "header says"},
		"reference twice": {"<EndToEndId>R2<", "<EndToEndId>R1<", "repeated"},
		"zero amount":     {`VND">750000`, `VND">0`, "not more than zero"},
		"decimals":        {`VND">750000`, `VND">750000.5`, "amount"},
		"currency":        {`Ccy="VND"`, `Ccy="USD"`, "amount"},
		"blank account":   {"<Id>1500205000001", "<Id>1500 205000001", "blanks"},
		"namespace":       {"pain.001.001.09", "pain.001.001.08", "namespace"},
		"day":             {"2024-07-15", "15/07/2024", "ReqdExctnDt"},
		"not closed":      {"</Document>", "", "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			bad := strings.Replace(good, c.old, c.new, 1)
			if bad == good {
				t.Fatalf("%q is not in the message", c.old)
			}
			_, err := Answer([]string{save(t, "a.xml", []byte(bad))}, answering(t, dir, Immediate))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one about %q", err, c.says)
			}
		})
	}
}

func TestAnswerWantsATimeAndDifferentNames(t *testing.T) {
	row := due(t, 1, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	dir := writeTruth(t, row)
	file := save(t, "a.xml", []byte(creditTransfer("09", payAll([]TruthRow{row})...)))
	o := answering(t, dir, Immediate)
	if _, err := Answer([]string{file, file}, o); err == nil {
		t.Error("two files of one name were taken")
	}
	o.At = time.Time{}
	if _, err := Answer([]string{file}, o); err == nil {
		t.Error("no time was taken")
	}
}

func TestHoldersAreComparedInTheBanksLetters(t *testing.T) {
	for in, want := range map[string]string{
		"Đặng Thị Hòa": "DANG THI HOA", "ÐẶNG  THỊ HOÀ": "DANG THI HOA", "Nguyễn Văn A": "NGUYEN VAN A",
		"  Lê-Thị\u00a0Bé (mẹ) ": "LE THI BE ME", "đỗ 2": "DO 2", "": "",
	} {
		if got := bankFold(in); got != want {
			t.Errorf("bankFold(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestStrangersLookLikeOurs: a stranger must fail because nobody has it, not
// because it is misspelt. The check character makes the whole text, read as a
// polynomial over GF(32), divisible at the generator.
func TestStrangersLookLikeOurs(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range strangers() {
		rest := 0
		for _, c := range s {
			if rest <<= 1; rest > 31 {
				rest ^= 0b100101
			}
			rest ^= strings.IndexRune("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", c)
		}
		if len(s) != 16 || s[0] != 'C' || rest != 0 || seen[s] {
			t.Errorf("%s: length %d, rest %d, seen %v", s, len(s), rest, seen[s])
		}
		seen[s] = true
	}
}

// TestMembersAreTheListedBanks: every bank that lists name can be paid.
func TestMembersAreTheListedBanks(t *testing.T) {
	for _, b := range listedBanks() {
		found := 0
		for _, m := range members() {
			if m.bin == b.bin {
				found++
			}
		}
		if found != 1 {
			t.Errorf("bank %s is %d times among the members", b.bin, found)
		}
	}
	for _, m := range members() {
		if binOf("", m.bic+"XXX") != m.bin || binOf(m.bin, "") != m.bin || binOfText(m.listText) != m.bin {
			t.Errorf("%s is not found by its own names", m.bin)
		}
	}
	if got := binOf(agribank, "MSCBVNVX"); got != "" {
		t.Errorf("a BIN and another bank's BIC gave %q", got)
	}
}

// BenchmarkAnswer is a month of the default province: 17,000 lines, both
// stages.
func BenchmarkAnswer(b *testing.B) {
	const lines, mb = 17_000, 5_000
	var rows []TruthRow
	for i := range lines {
		bin := agribank
		if i < mb {
			bin = mbBIN
		}
		r := due(b, i, bin, fmt.Sprintf("1500%09d", i), "Nguyễn Thị Minh Hoạ", OutcomePaid)
		r.Amount = money.Dong(500_000)
		rows = append(rows, r)
	}
	dir, pays := writeTruth(b, rows...), payAll(rows)
	var files []string
	for i := 0; i < mb; i += 1000 {
		files = append(files, save(b, fmt.Sprintf("mb-%d.xlsx", i), bulkPayment(b, pays[i:i+1000]...)))
	}
	files = append(files, save(b, "iso.xml", []byte(creditTransfer("09", pays[mb:]...))))
	for b.Loop() {
		bank, err := OpenBank(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, stage := range []Stage{Immediate, Later} {
			got, err := bank.Answer(files, answering(b, dir, stage))
			if err != nil || len(got.Faults) > 0 {
				b.Fatal(err, got.Faults)
			}
		}
	}
}
