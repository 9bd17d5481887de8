package main

import (
	"bytes"
	"context"
	"fmt"

	"chitra/beneficiary"
	"chitra/internal/bank"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/rules"
)

type listTemplateCmd struct {
	Programme string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period    month  `placeholder:"YYYY-MM" help:"${template_period}"`
	Commune   string `placeholder:"CODE" help:"${template_commune}"`
	Out       string `required:"" placeholder:"FILE" help:"${f_out}"`
}

// templateWritten is a template for people to fill in.
type templateWritten struct {
	File       string `json:"file"`
	SHA256     string `json:"sha256"`
	Programme  string `json:"programme"`
	Period     string `json:"period"`
	Commune    string `json:"commune"`
	Template   string `json:"template"` // version of the layout
	Rules      string `json:"rules"`    // and of the rules its lists were taken from
	Categories int    `json:"categories"`
	Banks      int    `json:"banks"`
}

func (c *listTemplateCmd) do(ctx context.Context, s *shell) (outcome, error) {
	f := wording.TemplateFor{Programme: payout.Programme(c.Programme), Period: c.Period.Month, Code: c.Commune, Banks: bankChoices(bank.Directory()),
		Rules: rules.Tables().Version()}
	if c.Commune != "" {
		a, err := s.reader(ctx)
		if err != nil {
			return nil, err
		}
		commune, err := a.Commune(ctx, c.Commune, c.Period.Month)
		if err != nil {
			return nil, err
		}
		f.Commune = commune.Name
	}
	var err error
	if f.Offers, err = rules.Tables().Offers(f.Programme, f.Period); err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := beneficiary.WriteTemplate(&content, wording.ListTemplate(f)); err != nil {
		return nil, fmt.Errorf("write the template: %w", err)
	}
	out := &templateWritten{File: c.Out, Programme: c.Programme, Period: c.Period.String(), Commune: c.Commune,
		Template: beneficiary.TemplateVersion, Rules: f.Rules, Categories: len(f.Offers), Banks: len(f.Banks)}
	if out.SHA256, err = digestOf(bytes.NewReader(content.Bytes())); err != nil {
		return nil, err
	}
	_, err = writeCopy(c.Out, content.Bytes())
	return out, err
}

// bankChoices are the names of the institutions that can be paid, each by the
// name it is found by again, in the order of the directory.
func bankChoices(d *bank.Dir) []string {
	var names []string
	for i := range d.All() {
		if i.Deprecated || i.BIN == "" {
			continue
		}
		for _, name := range []string{i.ShortName, i.Code, i.NameVI} {
			if found, m := d.Find(name); m.Found() && found.BIN == i.BIN {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

func (t *templateWritten) needsPerson() bool { return false }

func (t *templateWritten) show(p *page) {
	p.line("Mẫu danh sách phiên bản %s (%s): %s", "Template version %s (%s): %s", t.Template, t.Rules, t.File)
}
