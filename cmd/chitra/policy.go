package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

type policyShowCmd struct {
	Version int64 `placeholder:"N" help:"${policy_version}"`
}

type policyListCmd struct{}

type policySetCmd struct {
	What   []string `arg:"" name:"what" help:"${policy_what}"`
	Reason string   `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type policyConfirmCmd struct {
	Version int64 `arg:"" help:"${policy_version}"`
}

// keptPolicy is a version of the policy, and whose it is.
type keptPolicy struct {
	Version     int64  `json:"version"`
	Name        string `json:"policy"` // as match runs name it
	InForce     bool   `json:"in_force"`
	SHA256      string `json:"sha256"`
	Reason      string `json:"reason"`
	ProposedBy  string `json:"proposed_by"`
	RecordedAt  string `json:"recorded_at"`
	ConfirmedBy string `json:"confirmed_by"`
	ConfirmedAt string `json:"confirmed_at"`
}

func keptPolicyOf(k app.KeptPolicy) keptPolicy {
	return keptPolicy{Version: k.Version, Name: k.Policy.Version, InForce: k.InForce, SHA256: k.SHA256, Reason: k.Reason, ProposedBy: k.ProposedBy,
		RecordedAt: k.RecordedAt, ConfirmedBy: k.ConfirmedBy, ConfirmedAt: k.ConfirmedAt}
}

// policyShown is one policy with its text.
type policyShown struct {
	keptPolicy
	Values []policyValue `json:"values"`
	Text   string        `json:"text"`
}

type policyValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// policyList is every version of the policy.
type policyList struct {
	Policies []keptPolicy `json:"policies"`
}

func (c *policyShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	all, err := s.policies(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		if k.Version == c.Version || c.Version == 0 && k.InForce {
			out := &policyShown{keptPolicy: keptPolicyOf(k), Text: k.Body, Values: []policyValue{}}
			for _, key := range registry.PolicyKeys() {
				out.Values = append(out.Values, policyValue{key, k.Policy.Value(key)})
			}
			return out, nil
		}
	}
	return nil, &app.NotFound{Kind: "policy", ID: strconv.FormatInt(c.Version, 10)}
}

func (s *shell) policies(ctx context.Context) ([]app.KeptPolicy, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	return a.PolicyVersions(ctx)
}

func (p *policyShown) needsPerson() bool { return false }

func (p *policyShown) show(to *page) {
	to.table(policyHeads(), [][]string{policyCells(to, p.keptPolicy)})
	var rows [][]string
	for _, v := range p.Values {
		rows = append(rows, []string{v.Key, v.Value, to.words.PolicyKey(v.Key)})
	}
	to.table([]head{{vi: "Khoá", en: "Key"}, {vi: "Giá trị", en: "Value", number: true}, {vi: "Nghĩa là", en: "Says"}}, rows)
}

func (c *policyListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	all, err := s.policies(ctx)
	if err != nil {
		return nil, err
	}
	out := &policyList{}
	for _, k := range all {
		out.Policies = append(out.Policies, keptPolicyOf(k))
	}
	return out, nil
}

func (l *policyList) needsPerson() bool { return false }

func (l *policyList) show(p *page) {
	var rows [][]string
	for _, k := range l.Policies {
		rows = append(rows, policyCells(p, k))
	}
	p.table(policyHeads(), rows)
}

func policyHeads() []head {
	return []head{{vi: "Phiên bản", en: "Version", number: true}, {vi: "Tình trạng", en: "State"}, {vi: "Người đặt", en: "Set by"}, {vi: "Lúc", en: "At"},
		{vi: "Người xác nhận", en: "Confirmed by"}, {vi: "Lý do", en: "Reason"}}
}

func policyCells(p *page, k keptPolicy) []string {
	state := p.words.Pick("trước đây", "earlier")
	switch {
	case k.InForce:
		state = p.words.Pick("đang có hiệu lực", "in force")
	case k.ConfirmedBy == "" && k.ProposedBy != "":
		state = p.words.Pick("chưa xác nhận", "not confirmed")
	}
	return []string{strconv.FormatInt(k.Version, 10), state, k.ProposedBy, p.moment(k.RecordedAt), k.ConfirmedBy, k.Reason}
}

// Statuses of a policy that was set, beside new and unchanged.
const policyFaulty = "faulty"

// policySet is what became of a policy that somebody set.
type policySet struct {
	Version int64          `json:"version"`
	Status  string         `json:"status"` // new, unchanged, faulty
	Changed []policyChange `json:"changed"`
	Faults  []policyFault  `json:"faults"`
}

type policyChange struct {
	Key    string `json:"key"`
	Before string `json:"before"`
	Now    string `json:"now"`
}

// policyFault is one fault of a policy at its line; 0 on the command line.
type policyFault struct {
	Line    int    `json:"line"`
	Key     string `json:"key"`
	Code    string `json:"code"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

func (c *policySetCmd) do(ctx context.Context, s *shell) (outcome, error) {
	write, err := c.written()
	if err != nil {
		return nil, err
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	sum, err := a.SetPolicy(ctx, c.Reason, write)
	out := &policySet{Version: sum.Version, Status: app.ListUnchanged, Changed: []policyChange{}, Faults: s.policyFaults(err)}
	switch {
	case len(out.Faults) > 0:
		out.Version, out.Status = 0, policyFaulty
		return out, nil
	case err != nil:
		return nil, err
	case sum.Fresh:
		out.Status = app.ListNew
	}
	for _, x := range sum.Changed {
		out.Changed = append(out.Changed, policyChange(x))
	}
	return out, nil
}

// written is how the policy in force becomes the one that was given: by a file,
// or by single values.
func (c *policySetCmd) written() (func(registry.Policy) (registry.Policy, error), error) {
	if strings.Contains(c.What[0], "=") {
		return func(base registry.Policy) (registry.Policy, error) { return registry.SetPolicy(base, c.What) }, nil
	}
	if len(c.What) > 1 {
		return nil, failedWith("usage", "policy set FILE | KEY=VALUE …")
	}
	text, err := readFile(c.What[0])
	return func(base registry.Policy) (registry.Policy, error) { return registry.ReadPolicy(text, base) }, err
}

func (s *shell) policyFaults(err error) []policyFault {
	out := []policyFault{}
	var faults registry.PolicyFaults
	if errors.As(err, &faults) {
		for _, f := range faults {
			said := s.words.PolicyFault(f.Code, f.Value)
			out = append(out, policyFault{Line: f.Line, Key: f.Key, Code: f.Code, Value: f.Value, Message: said.Says, Fix: said.Fix})
		}
	}
	return out
}

func (p *policySet) needsPerson() bool { return false }

// failed says that nothing was kept.
func (p *policySet) failed() bool { return p.Status == policyFaulty }

func (p *policySet) show(to *page) {
	for _, f := range p.Faults {
		if f.Line == 0 { // on the command line there are none
			to.text(f.Key + ": " + f.Message + " " + f.Fix + " [" + f.Code + "]\n")
			continue
		}
		to.line("Dòng %d, %s: %s %s [%s]", "Line %d, %s: %s %s [%s]", f.Line, f.Key, f.Message, f.Fix, f.Code)
	}
	if p.failed() {
		return
	}
	var rows [][]string
	for _, x := range p.Changed {
		rows = append(rows, []string{x.Key, x.Before, x.Now, to.words.PolicyKey(x.Key)})
	}
	to.table([]head{{vi: "Khoá", en: "Key"}, {vi: "Đang có hiệu lực", en: "In force", number: true}, {vi: "Sẽ là", en: "Would be", number: true},
		{vi: "Nghĩa là", en: "Says"}}, rows)
	if p.Status == app.ListNew {
		to.line("Chính sách phiên bản %d chờ quản trị viên khác xác nhận: chitra policy confirm %d",
			"Policy version %d waits for another administrator: chitra policy confirm %d", p.Version, p.Version)
		return
	}
	to.line("Đã có chính sách như vậy (phiên bản %d).", "There is such a policy already (version %d).", p.Version)
}

// policyConfirmed is a policy that was put into force.
type policyConfirmed struct {
	Version int64  `json:"version"`
	Status  string `json:"status"` // active
}

func (c *policyConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return &policyConfirmed{Version: c.Version, Status: app.UserActive}, a.ConfirmPolicy(ctx, c.Version)
}

func (p *policyConfirmed) needsPerson() bool { return false }

func (p *policyConfirmed) show(to *page) {
	to.line("Chính sách phiên bản %d có hiệu lực từ lần đối chiếu sau: chitra list match",
		"Policy version %d is in force from the next match on: chitra list match", p.Version)
}
