package iso20022

import (
	"strconv"

	"chitra/bankfile"
)

// counts is what one level of a pain.002 states of its transactions beside what
// was read of them.
type counts struct {
	originals string // OrgnlNbOfTxs, as written
	read      int
	statuses  []statusCount
}

// statusCount is a NbOfTxsPerSts.
type statusCount struct {
	status, stated string
	read           int
}

// maxStatuses is more than there are codes for.
const maxStatuses = 64

// perStatus reads a NbOfTxsPerSts.
func (a *answerReader) perStatus(c *counts) {
	var s statusCount
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "DtldNbOfTxs":
			s.stated = a.text()
		case "DtldSts":
			s.status = a.word()
		default:
			a.skip()
		}
	}
	if len(c.statuses) == maxStatuses {
		a.fail(ErrTooMuch)
		return
	}
	c.statuses = append(c.statuses, s)
}

func (c *counts) add(status string) {
	c.read++
	for i := range c.statuses {
		if c.statuses[i].status == status {
			c.statuses[i].read++
		}
	}
}

// compareCounts: a report may list fewer than it counts, as a rule only those it
// refused. More of one status than it states is a contradiction; more than our
// file had, which is the bank's count of ours and not of its own lines, is told.
func (a *answerReader) compareCounts(c *counts) {
	if a.err != nil {
		return
	}
	for _, s := range c.statuses {
		if n, err := strconv.Atoi(s.stated); err == nil && n < s.read {
			a.differs(bankfile.FigureOfStatus, s.stated, strconv.Itoa(s.read), false)
		}
	}
	if n, err := strconv.Atoi(c.originals); err == nil && n < c.read {
		a.differs(bankfile.FigureOriginals, c.originals, strconv.Itoa(c.read), true)
	}
}
