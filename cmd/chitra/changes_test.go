package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
)

// villager is a made-up person on a list and in the registry.
type villager struct{ number, name, birth, category, total, account string }

func villagers() []villager {
	return []villager{
		{"999166000011", "Nguyễn Thị Hòa", "1966-02-03", "06C", "750000", "99900000101"},
		{"999066000022", "Trần Văn Bình", "1966-03-04", "06C", "750000", "99900000102"},
		{"999167000033", "Lê Thị Cúc", "1967-04-05", "06C", "750000", "99900000103"},
		{"999067000044", "Phạm Văn Dũng", "1967-05-06", "06C", "750000", "99900000104"},
	}
}

// lines writes lines of fields into the script's folder.
func (s *script) lines(name string, rows ...[]string) string {
	s.t.Helper()
	var lines []string
	for _, r := range rows {
		lines = append(lines, strings.Join(r, ","))
	}
	if err := os.WriteFile(s.at(name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s.at(name)
}

// list writes a list of the village.
func (s *script) list(name string, people ...villager) string {
	rows := [][]string{strings.Split("STT,Họ và tên,Ngày sinh,Số CCCD,Xã,Đối tượng,Tổng tiền,Số tài khoản,Ngân hàng,Chủ tài khoản", ",")}
	for i, p := range people {
		rows = append(rows, []string{fmt.Sprint(i + 1), p.name, p.birth[8:] + "/" + p.birth[5:7] + "/" + p.birth[:4], p.number, "99001", p.category, p.total,
			p.account, "Agribank", p.name})
	}
	return s.lines(name, rows...)
}

// village makes a store of one commune, whose registry knows the villagers.
func (s *script) village() {
	s.t.Helper()
	s.now = "2024-07-01T08:00"
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "village")
	places := s.lines("places.csv", strings.Split("commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors", ","),
		[]string{"99001", "Xã Mây Trắng", "999", "Tỉnh Minh Họa", "", "2000-01-01", "", ""})
	s.as("quan-tri-1", exitDone, nil, "place", "load", places)
	for _, u := range [][2]string{{"lan", "clerk"}, {"hoa", "maker"}, {"duc", "approver"}, {"ngan", "bankdesk"}} {
		s.as("quan-tri-1", exitDone, nil, "user", "add", u[0], "--role", u[1])
		s.as("quan-tri-2", exitDone, nil, "user", "confirm", u[0])
	}
	s.payer("ISO1", "Agribank", "9990000000001", "pain.001.001.09", "BTXH")
	rows := [][]string{strings.Split("personal_id,full_name,date_of_birth,sex,commune_code,status,died_on,old_ids,household", ",")}
	for _, p := range villagers() {
		sex := "Nam"
		if p.number[3] == '1' {
			sex = "Nữ"
		}
		rows = append(rows, []string{p.number, p.name, p.birth, sex, "99001", "alive", "", "", ""})
	}
	s.as("hoa", exitDone, nil, "registry", "load", s.lines("registry.csv", rows...), "--as-of", "2024-06-30")
}

// TestScriptOfTwoMonths takes July in, shows what August would change before
// anything counts, has it wait for its totals, corrects it, and gives the approver
// the changes.
func TestScriptOfTwoMonths(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.village()
	p := villagers()
	s.now = "2024-07-03T08:00"
	s.as("lan", exitDone, nil, "list", "import", "--period", "2024-07", s.list("thang-7.csv", p[:3]...))
	s.as("hoa", exitDone, nil, "list", "match", "--period", "2024-07")
	s.as("hoa", exitDone, nil, "batch", "build", "--period", "2024-07")

	s.now = "2024-08-01T08:00"
	raised := p[1]
	raised.category, raised.total = "06A", "1000000"
	august := s.list("thang-8.csv", p[0], raised, p[3])
	s.previews(t, august)
	s.waits(t, august)

	var built batchesBuilt
	s.as("hoa", exitDone, nil, "list", "match", "--period", "2024-08")
	s.as("hoa", exitDone, &built, "batch", "build", "--period", "2024-08")
	s.changes(t, built.Batches[0].Batch)
	s.versions(t, p, raised)
}

func (s *script) previews(t *testing.T, august string) {
	var dry listsImported
	s.as("lan", exitDone, &dry, "list", "import", "--period", "2024-08", "--dry-run", august)
	v := dry.Lists[0].Preview
	if v == nil || v.New != 1 || v.Changed != 1 || v.Dropped != 1 || v.Same != 1 || v.RowsNow != 3 || v.RowsBefore != 3 ||
		v.AmountNow != "2500000" || v.AmountBefore != "2250000" || v.InForce != nil || len(v.Repeated) != 4 {
		t.Fatalf("preview %+v", v)
	}
	if f := v.ChangedRows[0].Fields; len(f) != 2 || f[1] != (fieldChange{"total", "750000", "1000000"}) {
		t.Errorf("changed %+v", f)
	}
	code, out := s.run("--now", s.now, "--as", "lan", "list", "import", "--period", "2024-08", "--dry-run", august)
	if code != exitDone || !strings.Contains(out, "mới 1, đổi 1, bỏ 1, như cũ 1") || strings.Contains(out, villagers()[3].number) {
		t.Errorf("exit %d\n%s", code, out)
	}
	s.as("", exitFailed, nil, "list", "versions", "--period", "2024-08", "--commune", "99001")
}

func (s *script) waits(t *testing.T, august string) {
	var wrong, right listsImported
	s.as("lan", exitNeedsPerson, &wrong, "list", "import", "--period", "2024-08", "--count", "4", "--sum", "2.500.000", august)
	if l := wrong.Lists[0]; l.Status != "waits" || l.Reason != "typed_count_differs" || l.Stated != "4" || l.Read != "3" || l.Message == "" {
		t.Errorf("wrong totals: %+v", l)
	}
	s.as("lan", exitUsage, nil, "list", "import", "--period", "2024-08", "--sum", "2.50.000", august)
	s.as("lan", exitUsage, nil, "list", "import", "--period", "2024-08", "--count", "3", august, august)
	s.as("lan", exitDone, &right, "list", "import", "--period", "2024-08", "--count", "3", "--sum", "2.500.000 đồng", august)
	if l := right.Lists[0]; l.Status != "new" || l.Version != 1 || l.Preview == nil {
		t.Errorf("right totals: %+v", l)
	}
}

func (s *script) versions(t *testing.T, p []villager, raised villager) {
	s.as("lan", exitDone, nil, "list", "import", "--period", "2024-08", s.list("sua.csv", p[0], raised, p[2], p[3]))
	of := []string{"--period", "2024-08", "--commune", "99001"}
	var all listVersions
	s.as("", exitDone, &all, append([]string{"list", "versions"}, of...)...)
	if len(all.Versions) != 2 || all.Versions[0].By != "lan" || all.Versions[0].Figures["new"] != "1" || all.Versions[1].Rows != 4 {
		t.Errorf("versions %+v", all.Versions)
	}
	var back listWithdrawn
	s.as("lan", exitDone, &back, "list", "withdraw", "BTXH-2024-07-99001", "--reason", "thử")
	s.as("lan", exitDone, &back, "list", "withdraw", "BTXH-2024-07-99001", "--reason", "thử")
	if all.List != "BTXH-2024-08-99001" || back.Status != "unchanged" || back.Version != 2 {
		t.Errorf("list %s; taken back twice: %+v", all.List, back)
	}
	s.as("lan", exitFailed, nil, "list", "withdraw", "BTXH-2024-07-99002", "--reason", "thử")
	var d listDiff
	s.as("", exitDone, &d, append([]string{"list", "diff"}, of...)...)
	if d.From != 1 || d.To != 2 || d.New != 1 || d.Same != 3 || d.NewRows[0].FullName != p[2].name {
		t.Errorf("difference %+v", d)
	}
	var old listShown
	s.as("", exitDone, &old, append([]string{"list", "show", "--version", "1"}, of...)...)
	if old.InForce || len(old.Items) != 3 || old.Items[1].Total != "1000000" || old.Items[0].PersonalID != p[0].number {
		t.Errorf("the first version %+v", old)
	}
	code, out := s.run(append([]string{"list", "show", "--format", "csv"}, of...)...)
	if code != exitDone || strings.Count(out, "\r\n") != 5 || !strings.Contains(out, p[2].number) {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func (s *script) changes(t *testing.T, batch string) {
	var r struct {
		New, Gone     int
		Now           int
		AmountChanged int    `json:"amount_changed"`
		Difference    string `json:"amount_changed_amount"`
		Lines         []map[string]any
		Persons       []map[string]any
	}
	s.as("", exitDone, &r, "report", "changes", "--period", "2024-08")
	if r.New != 1 || r.Gone != 1 || r.Now != 3 || r.AmountChanged != 1 || r.Difference != "250000" || len(r.Lines) != 1 || len(r.Persons) != 3 {
		t.Errorf("changes %+v", r)
	}
	s.as("", exitDone, &r, "report", "changes", "--period", "2024-08", "--by", "total", "--as-of", "2024-07-31")
	if r.Now != 0 || r.Gone != 3 || len(r.Lines) != 0 {
		t.Errorf("as of July: %+v", r)
	}
	var view batchView
	s.as("", exitDone, &view, "batch", "show", batch)
	if c := view.Changes; c == nil || c.New != 1 || c.Gone != 1 || c.AmountChangedAmount != "250000" || c.DueBefore != 3 {
		t.Errorf("beside the batch: %+v", c)
	}
	code, out := s.run("batch", "show", batch)
	if code != exitDone || !strings.Contains(out, "Mới có trong tháng này: 1 người, 750.000 đồng") {
		t.Errorf("exit %d\n%s", code, out)
	}
	for _, form := range []string{"text", "csv", "html", "xlsx", "json"} {
		s.as("", exitDone, nil, "report", "changes", "--period", "2024-08", "--out", s.at("changes."+form), "--format", form)
		content, err := os.ReadFile(s.at("changes." + form))
		if err != nil || len(content) == 0 {
			t.Errorf("%s: %d bytes, %v", form, len(content), err)
		}
		full := strings.Contains(string(content), villagers()[3].number)
		if masked := form == "text" || form == "html"; form != "xlsx" && full == masked {
			t.Errorf("%s: the number in full: %v", form, full)
		}
		if form == "json" && !json.Valid(content) {
			t.Error("no json")
		}
	}
}
