package main

import (
	"bytes"
	"context"
	"time"

	"chitra/internal/civil"
	"chitra/internal/synth"
)

type synthCmd struct {
	Files    []string `arg:"" optional:"" name:"file" help:"${a_files}"`
	Out      string   `placeholder:"DIR" help:"${f_out}"`
	Seed     uint64   `default:"1" placeholder:"N" help:"${synth_seed}"`
	People   int      `placeholder:"N" help:"${synth_people}"`
	Registry int      `placeholder:"N" help:"${synth_registry}"`
	Profile  string   `enum:"dirty,clean" default:"dirty" placeholder:"dirty|clean" help:"${synth_profile}"`
	From     month    `placeholder:"YYYY-MM" help:"${synth_from}"`
	Months   int      `placeholder:"N" help:"${synth_months}"`

	Answer  bool   `xor:"who" help:"${synth_answer}"`
	Correct bool   `xor:"who" help:"${synth_correct}"`
	Decide  bool   `xor:"who" help:"${synth_decide}"`
	Truth   string `placeholder:"DIR" help:"${synth_truth}"`
	Month   month  `placeholder:"YYYY-MM" help:"${synth_month}"`
	Later   bool   `help:"${synth_later}"`
	Attempt int    `placeholder:"N" help:"${synth_attempt}"`
}

func (c *synthCmd) do(_ context.Context, s *shell) (outcome, error) {
	playing := c.Answer || c.Correct || c.Decide
	switch {
	case playing && (c.Truth == "" || len(c.Files) == 0):
		return nil, failedWith("usage", "synth --answer|--correct|--decide FILE… --truth DIR")
	case c.Out == "" && !c.Decide:
		return nil, failedWith("usage", "--out DIR")
	case c.Answer:
		return c.answer(s)
	case c.Correct:
		return c.correct()
	case c.Decide:
		return c.decide()
	case len(c.Files) > 0:
		return nil, failedWith("usage", "synth --out DIR --seed N")
	}
	return c.generate()
}

// province is what was made up.
type province struct {
	Out      string `json:"out"`
	People   int    `json:"people"`
	Accounts int    `json:"accounts"`
	Registry int    `json:"registry"`
	Lists    int    `json:"lists"`
	Paid     int    `json:"paid"` // how many the money is to reach
}

func (c *synthCmd) generate() (outcome, error) {
	p, err := synth.Generate(synth.Config{Seed: c.Seed, People: c.People, Registry: c.Registry, Profile: c.Profile, From: c.From.Month, Months: c.Months})
	if err != nil {
		return nil, failedWith("usage", err.Error())
	}
	if err := p.Write(c.Out); err != nil {
		return nil, err
	}
	sum, err := p.Truth.Summary()
	if err != nil {
		return nil, err
	}
	return &province{Out: c.Out, People: sum.Beneficiaries, Accounts: sum.WithAccount, Registry: p.Persons(), Lists: len(p.Lists()), Paid: sum.Paid}, nil
}

func (p *province) needsPerson() bool { return false }

func (p *province) show(w *page) {
	w.line("Đã tạo tỉnh minh hoạ ở %s: %s đối tượng, %s có tài khoản, %s người trong dân cư, %s danh sách.",
		"Made up a province in %s: %s beneficiaries, %s with an account, %s persons in the registry, %s lists.",
		p.Out, w.count(p.People), w.count(p.Accounts), w.count(p.Registry), w.count(p.Lists))
}

// played is what a made-up commune or bank wrote.
type played struct {
	Files  []string      `json:"files"`
	Lines  int           `json:"lines"`
	Faults []playedFault `json:"faults"`
}

// playedFault is an instruction that should not have come, or not like this.
type playedFault struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Reference string `json:"reference"`
	Code      string `json:"code"`
}

func (c *synthCmd) answer(s *shell) (outcome, error) {
	stage := synth.Immediate
	if c.Later {
		stage = synth.Later
	}
	r, err := synth.Answer(c.Files, synth.AnswerOptions{TruthDir: c.Truth, OutDir: c.Out, Month: c.Month.Month, Stage: stage,
		Attempt: c.Attempt, Seed: c.Seed, At: s.now().In(civil.Zone()).Truncate(time.Second)})
	if err != nil {
		return nil, err
	}
	out := &played{Files: r.Files, Lines: r.Lines, Faults: []playedFault{}}
	for _, f := range r.Faults {
		out.Faults = append(out.Faults, playedFault{f.File, f.Line, f.Reference, f.Code})
	}
	return out, nil
}

func (c *synthCmd) correct() (outcome, error) {
	files, err := synth.Correct(c.Files, c.Truth, c.Out)
	if err != nil {
		return nil, err
	}
	return &played{Files: files, Faults: []playedFault{}}, nil
}

func (p *played) needsPerson() bool { return len(p.Faults) > 0 }

func (p *played) show(w *page) {
	for _, f := range p.Files {
		w.text(f + "\n")
	}
	for _, f := range p.Faults {
		w.line("Lệnh lạ: %s dòng %d %s: %s", "Odd instruction: %s line %d %s: %s", f.File, f.Line, f.Reference, f.Code)
	}
}

// reviewed are a made-up reviewer's answers, as `review decide --file` reads
// them.
type reviewed struct {
	Decisions  []synth.Decision `json:"decisions"`
	NotOffered []string         `json:"not_offered"`
	Unknown    []string         `json:"unknown"`
	out        string
}

func (c *synthCmd) decide() (outcome, error) {
	all := &reviewed{Decisions: []synth.Decision{}, NotOffered: []string{}, Unknown: []string{}, out: c.Out}
	for _, name := range c.Files {
		queue, err := readFile(name)
		if err != nil {
			return nil, err
		}
		r, err := synth.DecideQueue(queue, c.Truth)
		if err != nil {
			return nil, err
		}
		all.Decisions = append(all.Decisions, r.Decisions...)
		all.NotOffered = append(all.NotOffered, r.NotOffered...)
		all.Unknown = append(all.Unknown, r.Unknown...)
	}
	if c.Out == "" {
		return all, nil
	}
	var text bytes.Buffer
	if err := writeJSON(&text, all); err != nil {
		return nil, err
	}
	_, err := writeCopy(c.Out, text.Bytes())
	return all, err
}

func (r *reviewed) needsPerson() bool { return len(r.Unknown) > 0 }

func (r *reviewed) show(w *page) {
	w.line("%s quyết định.", "%s decisions.", w.count(len(r.Decisions)))
	if r.out != "" {
		w.text(r.out + "\n")
		return
	}
	for _, d := range r.Decisions {
		w.text(d.Row + " " + masked(d.PersonalID) + " " + d.Reason + "\n")
	}
}
