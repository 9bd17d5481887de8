package synth

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
)

// Decision is what the reviewer answers for one row of the queue.
type Decision struct {
	Row        string `json:"row"`         // as the queue names it
	PersonalID string `json:"personal_id"` // "" rejects the row: nobody in the registry is this person
	Reason     string `json:"reason"`      // in Vietnamese
	// Outside: the person is none of the row's candidates.
	Outside bool `json:"outside,omitempty"`
}

// ReviewReport is the reviewer's work on a queue.
type ReviewReport struct {
	Decisions []Decision
	// NotOffered are rows whose person was not among the candidates shown,
	// though there were some. The decision names the person all the same.
	NotOffered []string
	// Unknown are rows that no list of the province has; nothing is decided.
	Unknown []string
}

// queue is the part of `review list` that a reviewer needs.
type queue struct {
	Items []queueItem `json:"items"`
}

type queueItem struct {
	Row  string `json:"row"`
	Tier string `json:"tier"`
	List struct {
		File   string `json:"file"`
		Period string `json:"period"`
		Series string `json:"series"`
		Sheet  string `json:"sheet"`
		Line   int    `json:"line"`
	} `json:"list"`
	Candidates []struct {
		PersonalID string `json:"personal_id"`
	} `json:"candidates"`
}

// rowPlace is where a row was first written.
type rowPlace struct {
	list, sheet string
	row         int
}

// DecideQueue plays a careful reviewer: it finds each row of a review queue,
// the JSON of `review list`, in the truth by file, period, series, sheet and
// line, and answers with the person whom the evidence leads to, or with nobody.
func DecideQueue(data []byte, truthDir string) (ReviewReport, error) {
	t, err := openTruth(truthDir)
	if err != nil {
		return ReviewReport{}, err
	}
	return t.DecideQueue(data)
}

// DecideQueue plays the reviewer with a truth that was read already.
func (t *Truth) DecideQueue(data []byte) (ReviewReport, error) {
	var q queue
	if err := json.Unmarshal(data, &q); err != nil {
		return ReviewReport{}, fmt.Errorf("read the review queue: %w", err)
	}
	rows := make(map[rowPlace]*TruthRow, len(t.Rows))
	for i := range t.Rows {
		row := &t.Rows[i]
		rows[rowPlace{row.List, row.Sheet, row.Row}] = row
	}
	var report ReviewReport
	for i, item := range q.Items {
		if item.Row == "" {
			return ReviewReport{}, fmt.Errorf("read the review queue: item %d: %w", i+1, errors.New("no row"))
		}
		l := item.List
		row := rows[rowPlace{path.Join(l.Period, l.Series, filepath.Base(l.File)), l.Sheet, l.Line}]
		if row == nil {
			report.Unknown = append(report.Unknown, item.Row)
			continue
		}
		d := decide(item.Row, row)
		d.Outside = d.PersonalID != "" && !item.offers(d.PersonalID)
		if d.PersonalID != "" && len(item.Candidates) > 0 && !item.offers(d.PersonalID) {
			report.NotOffered = append(report.NotOffered, item.Row)
		}
		report.Decisions = append(report.Decisions, d)
	}
	return report, nil
}

func (item queueItem) offers(personalID string) bool {
	for _, c := range item.Candidates {
		if c.PersonalID == personalID {
			return true
		}
	}
	return false
}

// decide answers for one row. Where the truth expects no reviewer, the person
// is answered all the same.
func decide(ref string, row *TruthRow) Decision {
	id := row.Review
	if id == "" {
		id = row.PersonalID
	}
	if id == "" || id == ReviewReject {
		return Decision{Row: ref, Reason: "Không tìm thấy người này trong dữ liệu dân cư; trả lại xã xác minh"}
	}
	return Decision{Row: ref, PersonalID: id, Reason: reasonFor(row.Kind)}
}

// reasonFor is what a careful reviewer writes.
func reasonFor(kind Kind) string {
	switch kind {
	case NameEdit:
		return "Số định danh và ngày sinh khớp; họ tên trên danh sách gõ sai một chữ"
	case MiddleMissing:
		return "Số định danh và ngày sinh khớp; danh sách ghi thiếu tên đệm"
	case Unmarked, Normalised:
		return "Số định danh và ngày sinh khớp; họ tên chỉ khác cách viết"
	case DateSwapped, DatePart:
		return "Số định danh và họ tên khớp; ngày sinh trên danh sách ghi nhầm, đã đối chiếu giấy khai sinh"
	case YearOnly:
		return "Số định danh và họ tên khớp; danh sách chỉ ghi năm sinh"
	case NearNumber:
		return "Họ tên, ngày sinh và nơi cư trú khớp; số định danh sai một chữ số"
	case Contested:
		return "Số trên danh sách là của người khác trong hộ; họ tên và ngày sinh chỉ đúng người này"
	case NumberMissing:
		return "Danh sách thiếu số định danh; họ tên, ngày sinh và nơi cư trú chỉ có một người khớp"
	case OldNumber:
		return "Số CMND cũ, họ tên và ngày sinh khớp với người này"
	case CancelledNo:
		return "Số đã huỷ; người này là người kế tiếp duy nhất của số đó"
	default:
		return "Đã đối chiếu hồ sơ: đúng người này"
	}
}
