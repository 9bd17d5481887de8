package main

import (
	"context"
	"slices"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type bankfileDeliverCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"${deliver_files}"`
	Again string   `placeholder:"REASON" help:"${deliver_again}"`
	Taken string   `placeholder:"REASON" help:"${deliver_taken}"`
}

// filesDelivered are released files and where they were brought.
type filesDelivered struct {
	Files []deliveredFile `json:"files"`
	named bool
}

type deliveredFile struct {
	File    string          `json:"file"` // its id
	Name    string          `json:"name"`
	Batch   string          `json:"batch"`
	Payer   string          `json:"payer"`
	Status  string          `json:"status"` // new, unchanged, no_target, failed, asked
	Code    string          `json:"code"`   // of failed
	Message string          `json:"message"`
	Fix     string          `json:"fix"`
	Detail  string          `json:"detail"`
	Proofs  []deliveryProof `json:"proofs"`
}

// deliveryProof is one part of what lies at the bank.
type deliveryProof struct {
	Remote      string `json:"remote"` // its name there
	Part        string `json:"part"`   // manifest, signature, sums, file
	Kind        string `json:"kind"`
	Address     string `json:"address"`
	Bytes       int64  `json:"bytes"`
	SHA256      string `json:"sha256"`
	Fingerprint string `json:"fingerprint"`
	Checked     string `json:"checked"` // bytes, size, said
	Reason      string `json:"reason"`
	StartedAt   string `json:"started_at"`
	EndedAt     string `json:"ended_at"`
	DeliveredBy string `json:"delivered_by"`
}

func (c *bankfileDeliverCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	files, err := a.Deliver(ctx, c.Files, app.DeliverOptions{Again: c.Again, Taken: c.Taken})
	if err != nil {
		return nil, err
	}
	out := &filesDelivered{Files: []deliveredFile{}, named: len(c.Files) > 0}
	for _, f := range files {
		x := deliveredFile{File: f.ID, Name: f.Name, Batch: f.BatchID, Payer: f.PayerID, Status: f.Status, Proofs: []deliveryProof{}}
		if f.Err != nil {
			said, _ := s.explain(f.Err)
			x.Code, x.Message, x.Fix, x.Detail = said.Code, said.Message, said.Fix, said.Detail
		}
		for _, p := range f.Proofs {
			x.Proofs = append(x.Proofs, deliveryProof{Remote: p.Name, Part: p.Part, Kind: p.Kind, Address: p.Address, Bytes: p.Bytes, SHA256: p.SHA256,
				Fingerprint: p.Fingerprint, Checked: p.Checked, Reason: p.Reason, StartedAt: p.StartedAt, EndedAt: p.EndedAt, DeliveredBy: p.DeliveredBy})
		}
		out.Files = append(out.Files, x)
	}
	return out, nil
}

// needsPerson: something was not brought that should have been.
func (d *filesDelivered) needsPerson() bool {
	return slices.ContainsFunc(d.Files, func(f deliveredFile) bool {
		return f.Status == app.DeliveryFailed || f.Status == app.DeliveryAsked || d.named && f.Status == app.DeliveryNoTarget
	})
}

func (d *filesDelivered) show(p *page) {
	if len(d.Files) == 0 {
		p.line("Không có tệp nào chờ chuyển.", "No file waits to be brought anywhere.")
		return
	}
	var rows [][]string
	for _, f := range d.Files {
		row := []string{f.Name, f.Payer, p.words.Name(wording.DeliveryStatuses, f.Status), "", "", ""}
		if n := len(f.Proofs); n > 0 {
			x := f.Proofs[n-1]
			row[3], row[4], row[5] = x.Address, p.words.Name(wording.DeliveryChecks, x.Checked), p.moment(x.EndedAt)
		}
		rows = append(rows, row)
	}
	p.table([]head{{vi: "Tệp", en: "File"}, {vi: "Tài khoản chi", en: "Paying account"}, {vi: "Kết quả", en: "Status"},
		{vi: "Nơi nhận", en: "To"}, {vi: "Kiểm tra", en: "Checked by"}, {vi: "Lúc", en: "At"}}, rows)
	for _, f := range d.Files {
		if f.Status == app.DeliveryAsked {
			p.line("%s có thể đã ở ngân hàng: chờ người khác cũng ghi: chitra bankfile deliver %s --again LÝ-DO",
				"%s may be at the bank: it waits for somebody else to say so too: chitra bankfile deliver %s --again REASON", f.Name, f.Name)
		}
		if f.Code != "" {
			p.line("%s: %s %s [%s]", "%s: %s %s [%s]", f.Name, strings.TrimSpace(f.Message+" "+f.Fix), f.Detail, f.Code)
		}
	}
}
