package synth

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chitra/internal/civil"
)

// plantAll decides what is told beside the truth of each line: which files are
// answered in the older form, one line told twice, one reference of nobody.
func (c *clerk) plantAll() {
	seen := map[bool]int{}
	for _, o := range c.orders {
		iso := o.schema != ""
		o.first = seen[iso] == 0
		turn := seen[iso] + o.month.Month()
		seen[iso]++
		if iso {
			o.plain = o.schema == "pain.001.001.03" || turn%3 == 2
		} else {
			o.plain = !o.has(OutcomeDebited) && turn%2 == 0
		}
	}
	for _, o := range c.orders {
		if o.first && (o.schema != "" || seen[true] == 0) {
			o.stranger = strangers()[o.month.Month()-1]
			o.echo = o.find(OutcomePaid)
		}
	}
}

func (o *order) find(outcome Outcome) *line {
	for i := range o.lines {
		if Outcome(o.lines[i].word) == outcome {
			return &o.lines[i]
		}
	}
	return nil
}

func (o *order) has(outcome Outcome) bool { return o.find(outcome) != nil }

// second reports whether the bank has to speak of the file a second time.
func (o *order) second() bool { return o.stranger != "" || o.has(OutcomeContradiction) }

// write writes the answers of the stage.
func (c *clerk) write() error {
	if err := os.MkdirAll(c.opts.OutDir, 0o755); err != nil {
		return fmt.Errorf("make the folder for answers: %w", err)
	}
	for _, o := range c.orders {
		if err := c.answer(o); err != nil {
			return fmt.Errorf("answer %s: %w", o.name, err)
		}
	}
	for _, l := range c.lists {
		if err := c.put(l.name, l.data); err != nil {
			return fmt.Errorf("answer by hand: %w", err)
		}
	}
	return nil
}

func (c *clerk) answer(o *order) error {
	if c.opts.Stage == Later {
		if o.first || o.returns() > 0 {
			return c.put(o.name+".camt054.xml", o.notification(c.opts.At))
		}
		return nil
	}
	for round := range 2 {
		if round == 1 && !o.second() {
			break
		}
		if o.schema != "" {
			if err := c.put(fmt.Sprintf("%s.pain002-%d.xml", o.name, round+1), o.status(c.opts.At, round)); err != nil {
				return err
			}
			continue
		}
		data, err := o.result(c.opts.At, round)
		if err != nil {
			return err
		}
		if err := c.put(fmt.Sprintf("%s.result-%d.xlsx", o.name, round+1), data); err != nil {
			return err
		}
	}
	return nil
}

func (c *clerk) put(name string, data []byte) error {
	path := filepath.Join(c.opts.OutDir, name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	c.report.Files = append(c.report.Files, path)
	return nil
}

// stamp is a moment as messages write it.
func stamp(at time.Time) string { return at.In(civil.Zone()).Format("2006-01-02T15:04:05-07:00") }

// element writes <name>text</name>, or nothing for an empty text.
func element(w *bytes.Buffer, name, text string) {
	if text != "" {
		w.WriteString("<" + name + ">" + escaped(text) + "</" + name + ">")
	}
}

// explained is a reason in the words of a message and of MB's portal.
type explained struct{ message, portal string }

func explain(reason string) explained {
	switch reason {
	case "AC01":
		return explained{"Incorrect account number", "Số tài khoản không tồn tại"}
	case "AC03":
		return explained{"Invalid creditor account number", "Số tài khoản không hợp lệ"}
	case "AC04":
		return explained{"Closed account number", "Tài khoản đã đóng"}
	case "AC06":
		return explained{"Blocked account", "Tài khoản đang bị phong tỏa"}
	case "BE01":
		return explained{"Inconsistent with end customer", "Tên người thụ hưởng không khớp"}
	case "RC01":
		return explained{"Bank identifier incorrect", "Mã ngân hàng thụ hưởng không đúng"}
	case "AM05":
		return explained{"Duplication", "Giao dịch trùng lặp"}
	default:
		return explained{"Reason not stated", "Giao dịch không thành công"}
	}
}
