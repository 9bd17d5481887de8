package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"

	"chitra/bankfile/portal"
	"chitra/internal/app"
	"chitra/internal/wording"
)

type profileListCmd struct{}

type profileShowCmd struct {
	Name    string `arg:"" help:"${profile_name}"`
	Version int64  `placeholder:"N" help:"${profile_version}"`
}

type profileAddCmd struct {
	File string `arg:"" help:"${a_file}"`
}

// profileList is every profile, built-in and kept.
type profileList struct {
	Profiles []listedProfile `json:"profiles"`
}

type listedProfile struct {
	Profile    string `json:"profile"` // as payer add --profile takes it
	Version    string `json:"version"`
	SHA256     string `json:"sha256"`
	Bank       string `json:"bank"` // BIN
	Evidence   string `json:"evidence"`
	Source     string `json:"source"` // program, office
	Kind       string `json:"kind"`   // file, result
	Confirmed  string `json:"confirmed_by"`
	Template   string `json:"template_sha256"`
	AddedBy    string `json:"added_by"`
	RecordedAt string `json:"recorded_at"`
}

// Sources of a profile.
const (
	fromProgram = "program"
	fromOffice  = "office"
)

// Kinds of a profile: what a bank takes, and how it answers.
const (
	ofFiles   = "file"
	ofResults = "result"
)

func (c *profileListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	set, err := portal.Profiles()
	if err != nil {
		return nil, err
	}
	out := &profileList{Profiles: []listedProfile{}}
	for p := range set.All() {
		out.Profiles = append(out.Profiles, listedProfile{Profile: p.Out.Format, Version: p.Version, SHA256: p.SHA256, Bank: p.Bank,
			Evidence: string(p.Evidence), Source: fromProgram, Kind: ofFiles})
	}
	for _, p := range set.AllResults() {
		out.Profiles = append(out.Profiles, listedProfile{Profile: p.Name, Version: p.Version, SHA256: p.SHA256, Bank: p.Bank,
			Evidence: string(p.Evidence), Source: fromProgram, Kind: ofResults})
	}
	a, err := s.reader(ctx)
	if errors.Is(err, app.ErrNotReady) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	kept, err := a.Profiles(ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range kept {
		out.Profiles = append(out.Profiles, keptProfileOf(p))
	}
	results, err := a.ResultProfiles(ctx)
	for _, p := range results {
		out.Profiles = append(out.Profiles, keptResultOf(p))
	}
	return out, err
}

func keptProfileOf(p app.BankProfile) listedProfile {
	return listedProfile{Profile: p.Name, Version: strconv.FormatInt(p.Version, 10), SHA256: p.SHA256, Bank: p.BIN, Evidence: p.Evidence,
		Source: fromOffice, Kind: ofFiles, Template: p.TemplateSHA256, AddedBy: p.AddedBy, RecordedAt: p.RecordedAt}
}

func (l *profileList) needsPerson() bool { return false }

func (l *profileList) show(p *page) {
	var rows [][]string
	for _, x := range l.Profiles {
		source := p.words.Pick("có sẵn", "built in")
		if x.Source == fromOffice {
			source = p.words.Pick("đơn vị thêm", "added")
		}
		rows = append(rows, []string{x.Profile, x.Version, x.Bank, p.words.Name(wording.Evidence, x.Evidence), source, x.AddedBy, x.SHA256[:12]})
	}
	p.table([]head{{vi: "Mẫu", en: "Profile"}, {vi: "Phiên bản", en: "Version"}, {vi: "Ngân hàng", en: "Bank"}, {vi: "Độ tin cậy", en: "Evidence"},
		{vi: "Nguồn", en: "Source"}, {vi: "Người thêm", en: "Added by"}, {vi: "SHA-256", en: "SHA-256"}}, rows)
}

// profileShown is a profile's text.
type profileShown struct {
	listedProfile
	Text string `json:"text"`
}

func (c *profileShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	var missing *app.NotFound
	a, err := s.reader(ctx)
	if err == nil {
		kept, text, err := a.ProfileText(ctx, c.Name, c.Version)
		if err == nil || !errors.As(err, &missing) {
			return &profileShown{listedProfile: keptProfileOf(kept), Text: string(text)}, err
		}
		result, text, err := a.ResultProfileText(ctx, c.Name, c.Version)
		if err == nil || !errors.As(err, &missing) {
			return &profileShown{listedProfile: keptResultOf(result), Text: string(text)}, err
		}
	}
	if err != nil && !errors.Is(err, app.ErrNotReady) {
		return nil, err
	}
	return builtIn(c.Name, c.Version)
}

// builtIn is a profile that comes with the program.
func builtIn(name string, version int64) (outcome, error) {
	all, err := portal.Texts()
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		p := listedProfile{Source: fromProgram, Kind: ofFiles}
		if t.Results != nil {
			p.Kind, p.Profile, p.Version, p.SHA256, p.Bank, p.Evidence = ofResults, t.Results.Name, t.Results.Version, t.Results.SHA256, t.Results.Bank, string(t.Results.Evidence)
		} else {
			p.Profile, p.Version, p.SHA256, p.Bank, p.Evidence = t.Files.Out.Format, t.Files.Version, t.Files.SHA256, t.Files.Bank, string(t.Files.Evidence)
		}
		if p.Profile == name && (version == 0 || strconv.FormatInt(version, 10) == p.Version) {
			return &profileShown{listedProfile: p, Text: string(t.Text)}, nil
		}
	}
	return nil, &app.NotFound{Kind: "profile", ID: name}
}

func (l *profileShown) needsPerson() bool { return false }

func (l *profileShown) show(p *page) { p.text(l.Text) }

// profileAdded is what became of a profile that was handed in.
type profileAdded struct {
	File     string        `json:"file"`
	Kind     string        `json:"kind"`   // file, result
	Status   string        `json:"status"` // new, unchanged, faulty
	Profile  string        `json:"profile"`
	Version  string        `json:"version"`
	SHA256   string        `json:"sha256"`
	Evidence string        `json:"evidence"`
	Faults   []layoutFault `json:"faults"`
}

func (c *profileAddCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	text, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	if portal.IsResult(text) {
		return s.addResult(ctx, a, c.File, text)
	}
	template, err := templateBeside(c.File, text)
	if err != nil {
		return nil, err
	}
	p, fresh, err := a.AddProfile(ctx, text, template)
	out := &profileAdded{File: c.File, Kind: ofFiles, Faults: s.profileFaults(err)}
	if out.Status, err = addedStatus(fresh, out.Faults, err); err != nil || out.failed() {
		return out, err
	}
	out.Profile, out.Version, out.SHA256, out.Evidence = p.Out.Format, p.Version, p.SHA256, string(p.Evidence)
	return out, nil
}

// templateBeside reads the workbook that a profile names; none where it names
// none, or is faulty, which is told by who parses it.
func templateBeside(file string, text []byte) ([]byte, error) {
	p, err := portal.Parse(text)
	if err != nil || !p.NeedsTemplate() {
		return nil, nil
	}
	data, err := readFile(filepath.Join(filepath.Dir(file), filepath.FromSlash(p.Out.Template.File)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, failedWith("file_unreadable", p.Out.Template.File)
	}
	return data, err
}

// profileFaults puts the faults an error carries into words; none where it is
// another error, or nil.
func (s *shell) profileFaults(err error) []layoutFault {
	out := []layoutFault{}
	var faults portal.ProfileFaults
	if errors.As(err, &faults) {
		for _, f := range faults {
			message, fix := s.words.ProfileFault(f.Code, f.Value)
			out = append(out, layoutFault{Line: f.Line, Key: f.Key, Code: f.Code, Value: f.Value, Message: message, Fix: fix})
		}
	}
	return out
}

func (l *profileAdded) needsPerson() bool { return false }

// failed says that nothing was kept.
func (l *profileAdded) failed() bool { return l.Status == layoutFaulty }

func (l *profileAdded) show(p *page) {
	evidence := p.words.Name(wording.Evidence, l.Evidence)
	switch l.Status {
	case layoutFaulty:
		showFaults(p, l.File, l.Faults)
	case app.ListNew:
		if l.Kind == ofResults {
			p.line("Mẫu kết quả %s phiên bản %s chờ người khác xác nhận: chitra bankfile profile confirm %s",
				"The profile of results %s version %s waits for somebody else: chitra bankfile profile confirm %s", l.Profile, l.Version, l.Profile)
			return
		}
		p.line("Đã lưu mẫu %s phiên bản %s (%s).", "The profile %s version %s is kept (%s).", l.Profile, l.Version, evidence)
	default:
		p.line("Mẫu %s phiên bản %s đã có, không đổi.", "The profile %s version %s was there already, unchanged.", l.Profile, l.Version)
	}
}

// doubtLine is one doubt as people read it.
func doubtLine(d profileDoubt) string {
	return fmt.Sprintf("  %s %s [%s]\n", d.Message, d.Fix, d.Code)
}
