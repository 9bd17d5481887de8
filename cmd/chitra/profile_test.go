package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// bankTemplate puts the template of a bank that is not into the script's folder.
func (s *script) bankTemplate(name string) string {
	s.t.Helper()
	book := sheet.NewBook()
	table, err := book.AddSheet("Chi lương", sheet.SheetOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	var head []sheet.Value
	for _, x := range []string{"STT", "Tên người hưởng", "Số tài khoản", "Ngân hàng", "Số tiền", "Nội dung", "Mã phòng"} {
		head = append(head, sheet.TextValue(x).As(sheet.Header))
	}
	if _, err := table.Row(sheet.TextValue("NGÂN HÀNG GIẢ ĐỊNH")); err != nil {
		s.t.Fatal(err)
	}
	if _, err := table.Row(head...); err != nil {
		s.t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		s.t.Fatal(err)
	}
	return s.write(name, out.String())
}

// A bank's own workbook becomes a profile, is kept, and a paying account is made
// with it, without a line of code.
func TestAProfileFromTemplateToPayer(t *testing.T) {
	s := newScript(t)
	s.office()
	template := s.bankTemplate("mau.xlsx")
	var d profileDrafted
	s.as("", exitDone, &d, "bankfile", "profile", "new", "--from", template, "--out", s.at("gia-dinh.yaml"), "--bank", "Vietcombank")
	if !d.Complete || d.Profile != "gia-dinh" || d.HeaderRow != 2 || d.DataRow != 3 || len(d.Columns) != 7 || len(d.Doubts) == 0 || d.Doubts[0].Message == "" {
		t.Errorf("drafted %+v", d)
	}
	s.refusedAs("", "other_content", exitFailed, "bankfile", "profile", "new", "--from", template, "--out", s.at("gia-dinh.yaml"))
	var added profileAdded
	for _, want := range []string{"new", "unchanged"} {
		s.as("quan-tri-1", exitDone, &added, "bankfile", "profile", "add", s.at("gia-dinh.yaml"))
		if added.Status != want || added.Profile != "gia-dinh" || added.Evidence != "fair" {
			t.Errorf("added %+v, want %s", added, want)
		}
	}
	s.as("quan-tri-1", exitDone, nil, "payer", "add", "--id", "GD1", "--bank", "Vietcombank", "--account", "9990000000001", "--holder", "SO GIA DINH",
		"--profile", "gia-dinh", "--route", "BTXH")
	s.as("quan-tri-1", exitDone, nil, "payer", "add", "--id", "VCB", "--bank", "Vietcombank", "--account", "9990000000002", "--holder", "SO GIA DINH",
		"--profile", "vietcombank-portal", "--route", "BTXH/99001")
	var l payerList
	s.as("", exitDone, &l, "payer", "list")
	if len(l.Payers) != 2 || l.Payers[0].SHA256 != added.SHA256 || l.Payers[0].Version != "1" || l.Payers[1].Evidence != "unverified" {
		t.Errorf("payers %+v", l.Payers)
	}
	var p payerProfiled
	s.as("quan-tri-1", exitDone, &p, "payer", "profile", "GD1", "--profile", "vietcombank-portal")
	s.refusedAs("quan-tri-1", "same_person", exitFailed, "payer", "profile", "GD1", "--confirm")
	s.refusedAs("quan-tri-1", "usage", exitUsage, "payer", "profile", "GD1")
	s.as("quan-tri-2", exitDone, &p, "payer", "profile", "GD1", "--confirm")
	if p.Status != "active" || p.Profile != "vietcombank-portal" || p.Evidence != "unverified" {
		t.Errorf("profile %+v", p)
	}
	var shown profileShown
	s.as("", exitDone, &shown, "bankfile", "profile", "show", "gia-dinh")
	if text, err := os.ReadFile(s.at("gia-dinh.yaml")); err != nil || shown.Text != string(text) || shown.Source != fromOffice {
		t.Errorf("shown %+v, %v", shown, err)
	}
	var all profileList
	s.as("", exitDone, &all, "bankfile", "profile", "list")
	sources := map[string]string{}
	for _, p := range all.Profiles {
		sources[p.Profile] = p.Source + " " + p.Evidence
	}
	if sources["gia-dinh"] != "office fair" || sources["mb-bulk"] != "program well" || sources["bidv-portal"] != "program unverified" {
		t.Errorf("profiles %v", sources)
	}
}

func TestAFaultyProfileIsToldLineByLine(t *testing.T) {
	s := newScript(t)
	s.office()
	var added profileAdded
	faulty := s.write("sai.yaml", "name: a b\nversion: 1\nevidence: sure\nbasis: x\nmessage: pain.001.001.03\nout: {format: abc, colour: red}\n")
	s.as("quan-tri-1", exitFailed, &added, "bankfile", "profile", "add", faulty)
	if added.Status != layoutFaulty || len(added.Faults) == 0 || added.Faults[0].Line != 6 || added.Faults[0].Message == "" || added.Faults[0].Fix == "" {
		t.Errorf("added %+v", added)
	}
}

// A practice store signs nothing, whoever asks and with whatever key.
func TestPracticeSignsNothing(t *testing.T) {
	s := newScript(t)
	s.office()
	s.refusedAs("quan-tri-1", "practice_not_signed", exitFailed, "bankfile", "sign", s.write("f.xml", "x"))
	if _, err := os.Stat(s.at("f.xml.p7s")); !os.IsNotExist(err) {
		t.Errorf("a signature is there: %v", err)
	}
}

// What lies beside a file and is not its signature is found.
func TestASignatureOfAnotherFileIsFound(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is missing")
	}
	dir := t.TempDir()
	key, cert := filepath.Join(dir, "key.pem"), filepath.Join(dir, "cert.pem")
	if out, err := exec.CommandContext(t.Context(), openssl, "req", "-x509", "-nodes", "-days", "2", "-newkey", "rsa:2048", "-subj", "/CN=x", "-keyout", key, "-out", cert).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s := &shell{}
	signer, err := s.signer(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := signer.Sign([]byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "file")
	if err := writeNew(name+signatureEnd, signature); err != nil {
		t.Fatal(err)
	}
	for content, faults := range map[string]int{"content": 0, "contents": 1} {
		var f fileChecked
		if err := f.checkSignature(name, []byte(content)); err != nil || !f.Signed || len(f.Faults) != faults {
			t.Errorf("%q: %+v, %v", content, f, err)
		}
	}
	if _, err := s.signer(cert, ""); err == nil {
		t.Error("a certificate without a key signs")
	}
}

// The guide's profile of a message is one.
func TestTheGuidesProfileIsOne(t *testing.T) {
	guide, err := os.ReadFile("../../docs/guides/mau-ngan-hang.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(guide), "    name: abc-iso\n")
	text, _, ends := strings.Cut(rest, "\n\n")
	if !ok || !ends {
		t.Fatal("the guide has no profile of a message")
	}
	p, err := portal.Parse([]byte("name: abc-iso\n" + strings.ReplaceAll(text, "    ", "") + "\n"))
	if err != nil || !p.IsMessage() {
		t.Errorf("%+v, %v", p, err)
	}
}

// A bank's own result becomes a profile, is completed, kept by one and confirmed
// by another.
func TestAProfileOfResultsFromWorkbookToImport(t *testing.T) {
	s := newScript(t)
	s.office()
	book := s.write("kq.csv", "TK;Số tài khoản;Số tiền;Nội dung;Trạng thái;Phòng\n1;068;750000;CHI;XONG;x\n")
	var d profileDrafted
	s.as("", exitDone, &d, "bankfile", "profile", "new", "--result", "--from", book, "--out", s.at("kq.yaml"), "--bank", "Vietcombank")
	if !d.Complete || d.Profile != "kq" || d.HeaderRow != 1 {
		t.Errorf("drafted %+v", d)
	}
	var added profileAdded
	s.as("quan-tri-1", exitDone, &added, "bankfile", "profile", "add", s.at("kq.yaml"))
	if added.Status != "new" || added.Kind != ofResults {
		t.Errorf("added %+v", added)
	}
	s.refusedAs("quan-tri-1", "same_person", exitFailed, "bankfile", "profile", "confirm", "kq")
	var confirmed profileConfirmed
	s.as("quan-tri-2", exitDone, &confirmed, "bankfile", "profile", "confirm", "kq")
	if confirmed.Confirmed != "quan-tri-2" || confirmed.Kind != ofResults {
		t.Errorf("confirmed %+v", confirmed)
	}
	text, err := os.ReadFile(s.at("kq.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("khac.yaml", strings.ReplaceAll(string(text), "name: kq", "name: khac"))
	s.as("quan-tri-1", exitFailed, &added, "bankfile", "profile", "add", s.at("khac.yaml"))
	if added.Status != "faulty" || added.Faults[0].Code != portal.ProfileAlike || added.Faults[0].Line == 0 || !strings.Contains(added.Faults[0].Message, "kq") {
		t.Errorf("one that reads the same: %+v", added)
	}
	var shown profileShown
	for name, source := range map[string]string{"kq": fromOffice, "generic-result": fromProgram} {
		if s.as("", exitDone, &shown, "bankfile", "profile", "show", name); shown.Source != source || shown.Kind != ofResults || !strings.Contains(shown.Text, "results:") {
			t.Errorf("shown %+v", shown)
		}
	}
	var l profileList
	s.as("", exitDone, &l, "bankfile", "profile", "list")
	if last := l.Profiles[len(l.Profiles)-1]; last.Profile != "kq" || last.Confirmed == "" {
		t.Errorf("listed %+v", last)
	}
}
