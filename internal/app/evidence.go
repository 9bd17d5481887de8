package app

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
)

// keptEvidence is the evidence of any row as it is kept. Of a row that was
// accepted by itself the fields' texts are left out: they are the row's and the
// snapshot's own, and neither changes.
type keptEvidence struct {
	Evidence
	// Weighed are agreement and tenths of a bit of each field, in order.
	Weighed string         `json:"weighed,omitempty"`
	Reasons []string       `json:"reasons,omitempty"`
	Steps   []StepEvidence `json:"steps,omitempty"`
	Others  []LostEvidence `json:"others,omitempty"`
	// SwappedWith is the row of the person whose number this row has, and which
	// has this person's.
	SwappedWith string           `json:"swapped_with,omitempty"`
	Repeats     []RepeatEvidence `json:"repeats,omitempty"`
}

// StepEvidence is one thing set aside before comparing.
type StepEvidence struct {
	Field string `json:"field"`
	Code  string `json:"code"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// LostEvidence is somebody else in sight, and what spoke against them: field and
// agreement.
type LostEvidence struct {
	PersonalID string      `json:"personal_id"`
	Tenths     int         `json:"bits_tenths"`
	Against    [][2]string `json:"against"`
}

// RepeatEvidence is another row that names the same person.
type RepeatEvidence struct {
	Row   string `json:"row"`
	Where string `json:"where"`
}

func kept(m registry.Match) keptEvidence {
	k := keptEvidence{Evidence: evidenceOf(m)}
	for i, e := range m.Evidence {
		k.Fields[i].Field = e.Field.Key()
	}
	if m.Action == registry.Automatic {
		k.Fields = nil
	}
	var weighed []string
	for _, e := range m.Evidence {
		weighed = append(weighed, string(e.Agreement)+":"+strconv.Itoa(e.Bits))
	}
	k.Weighed = strings.Join(weighed, " ")
	for _, r := range m.Reasons {
		k.Reasons = append(k.Reasons, string(r))
	}
	for _, s := range m.Steps {
		k.Steps = append(k.Steps, StepEvidence{Field: s.Field.Key(), Code: string(s.Code), From: s.From, To: s.To})
	}
	for _, o := range m.Others {
		lost := LostEvidence{PersonalID: o.PersonalID, Tenths: o.Bits, Against: [][2]string{}}
		for _, a := range o.Against {
			lost.Against = append(lost.Against, [2]string{a.Field.Key(), string(a.Agreement)})
		}
		k.Others = append(k.Others, lost)
	}
	return k
}

func (k keptEvidence) text() (string, error) {
	b, err := json.Marshal(k)
	return string(b), err
}

func readEvidence(text string) (keptEvidence, error) {
	var k keptEvidence
	if err := json.Unmarshal([]byte(text), &k); err != nil {
		return k, fmt.Errorf("read evidence: %w", err)
	}
	for i, f := range k.Fields {
		if len(f.Field) == 1 { // once, a field was kept as its number
			k.Fields[i].Field = beneficiary.Field(f.Field[0]).Key()
		}
	}
	return k, nil
}

// weighedField is what was said of one field.
type weighedField struct {
	agreement string
	tenths    int
}

// weighed reads Weighed; evidence kept before bits were has none.
func (k keptEvidence) weighed() ([]weighedField, error) {
	var out []weighedField
	for word := range strings.FieldsSeq(k.Weighed) {
		agreement, tenths, _ := strings.Cut(word, ":")
		n, err := strconv.Atoi(tenths)
		if err != nil {
			return nil, fmt.Errorf("read evidence: %w", err)
		}
		out = append(out, weighedField{agreement, n})
	}
	return out, nil
}
