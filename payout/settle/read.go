package settle

import "strings"

// Read turns a bank's own words into a verdict: an ISO 20022 status with its
// reasons, the status of a booked entry (debit: of our account; ret: a credit
// that sends money back), or a portal's status with what it says of the debit.
// format names the answer's kind, such as "pain.002.001.10" or
// "camt.054.001.08"; any other is a portal's. A word in no table is Unknown.
func Read(status, accounting string, reasons []string, debit, ret bool, format string, p Profile) Verdict {
	switch {
	case strings.HasPrefix(format, "camt."):
		return readEntry(code(status), debit, ret)
	case strings.HasPrefix(format, "pain."):
		return readStatus(code(status), reasons, p)
	}
	return readPortal(p.status(status), p.debit(accounting), reasons, p)
}

// Unlisted is the verdict on a line that an answer of status PART does not name.
func Unlisted(p Profile) Verdict {
	if p.PartUnlistedAccepted {
		return OnTheWay
	}
	return Information
}

// readStatus reads a transaction's status in a pain.002.
func readStatus(status string, reasons []string, p Profile) Verdict {
	switch status {
	case "ACCC":
		return Paid
	case "ACSC":
		if p.ACSCIsPaid {
			return Paid
		}
		return OnTheWay
	case "RCVD":
		return Received
	case "ACTC", "ACCP", "ACSP", "ACWC", "ACWP", "PDNG":
		return OnTheWay
	case "PART":
		return Information
	case "RJCT", "CANC":
		if ClassifyAll(reasons).Sure() {
			return Rejected
		}
	}
	return Unknown
}

// readEntry reads an entry of a statement or an advice. Only a booked one proves
// anything.
func readEntry(status string, debit, ret bool) Verdict {
	switch status {
	case "BOOK":
		switch {
		case debit && ret:
			return Unknown
		case debit:
			return Debited
		case ret:
			return Returned
		}
		return Information
	case "PDNG", "INFO", "FUTR":
		return Information
	}
	return Unknown
}

// readPortal reads a line of a result workbook.
func readPortal(status word, d debit, reasons []string, p Profile) Verdict {
	switch status {
	case wordPaid:
		if d == debitDone || d == debitUnsaid && p.SuccessIsPaid {
			return Paid
		}
		return PaidUndebited
	case wordFailed:
		return readFailure(d, reasons)
	case wordNone:
		if p.BlankSaysNothing {
			return Information
		}
	case wordPending:
		if d == debitDone {
			return Debited
		}
	}
	return Unknown
}

// readFailure is sure when no debit stands beside it and the bank's words do not
// speak of a duplicate, a time-out or another amount.
func readFailure(d debit, reasons []string) Verdict {
	switch d {
	case debitDone:
		return RejectedDebited
	case debitOther:
		return Unknown
	}
	if class := ClassifyAll(reasons); class.Sure() || class == ClassUnstated {
		return Rejected
	}
	return Unknown
}

func code(status string) string { return strings.ToUpper(strings.TrimSpace(status)) }
