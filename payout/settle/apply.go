package settle

import (
	"slices"

	"chitra/payout"
)

// The codes of exceptions that an answer, or its absence, opens.
const (
	// ExceptionAmountDiffers: answered, debited or returned another amount.
	ExceptionAmountDiffers = "amount_differs"
	// ExceptionPaidTwice: two bank references for one instruction.
	ExceptionPaidTwice = "paid_twice"
	// ExceptionReturnedTwice: it came back more often than it left.
	ExceptionReturnedTwice = "returned_twice"
	// ExceptionContradicts: one answer says paid, another refused.
	ExceptionContradicts = "answers_contradict"
	// ExceptionRefusedDebited: refused, yet our account was debited.
	ExceptionRefusedDebited = "refused_but_debited"
	// ExceptionUnclear: refused without a sure reason, or unreadable.
	ExceptionUnclear = "answer_unclear"
	// ExceptionUndebited: success without a debit of our account.
	ExceptionUndebited = "paid_without_debit"
	// ExceptionReturnWaits: returned before anything says that it was paid.
	ExceptionReturnWaits = "return_before_credit"
	// ExceptionNotSent: answered although no file of it is known to have left.
	ExceptionNotSent = "answered_before_sent"
	// ExceptionDropped: answered although it was dropped.
	ExceptionDropped = "answered_though_dropped"
	// ExceptionReissued: a late answer on an attempt that was reissued.
	ExceptionReissued = "answered_after_reissue"
	// ExceptionOverdue: the bank's time is over.
	ExceptionOverdue = "overdue"
)

// ExceptionCodes returns every code that Settled.Exception may hold.
func ExceptionCodes() []string {
	return []string{
		ExceptionAmountDiffers, ExceptionPaidTwice, ExceptionReturnedTwice, ExceptionContradicts, ExceptionRefusedDebited,
		ExceptionUnclear, ExceptionUndebited, ExceptionReturnWaits, ExceptionNotSent, ExceptionDropped,
		ExceptionReissued, ExceptionOverdue,
	}
}

// Settled is what became of an instruction. From = To where nothing moved;
// Exception is "" where nobody has to look.
type Settled struct {
	From, To  payout.InstructionState
	Reason    string
	Exception string
}

// Moved reports whether the state changed.
func (s Settled) Moved() bool { return s.From != s.To }

// WhileReissued is what becomes of an answer on an attempt when a later attempt
// of the same payment is alive: the earlier one must not come alive beside it,
// so that it stays where it was and a person looks.
func (s Settled) WhileReissued() Settled {
	if s.Moved() && s.To.Alive() && !s.From.Alive() {
		s.To, s.Exception = s.From, ExceptionReissued
	}
	return s
}

// Apply says what one more answer does to an instruction. history is the answers
// on it so far, in any order. An answer that adds nothing to them changes
// nothing, so that what a person decided meanwhile stands until the bank says
// something new. Whatever the order of the answers and however often each comes,
// the last state is the same.
func Apply(i payout.Instruction, history []Answer, a Answer, p Profile) Settled {
	s := Settled{From: i.State, To: i.State, Reason: a.why()}
	repeated := slices.ContainsFunc(history, func(b Answer) bool { return b.said() == a.said() })
	if repeated {
		return s
	}
	if s.Exception = unexpected(i, a); s.Exception != "" {
		return s
	}
	before := weigh(i, history, p)
	after := weigh(i, append(slices.Clip(history), a), p)
	s.Exception = opened(before, after, a)
	if before.state() == after.state() {
		return s
	}
	return s.moveTo(after.state())
}

// Conclude says where all answers together lead an instruction, as if none had
// been looked at: for one whose file turned out to have left after its answers
// came.
func Conclude(i payout.Instruction, answers []Answer, p Profile) Settled {
	s := Settled{From: i.State, To: i.State}
	if len(answers) == 0 || i.State == payout.InstructionIntended || i.State == payout.InstructionDropped {
		return s
	}
	last := answers[len(answers)-1]
	s.Reason = last.why()
	e := weigh(i, answers, p)
	s.Exception = opened(evidence{}, e, last)
	if e.state() == payout.InstructionSent {
		return s
	}
	return s.moveTo(e.state())
}

// moveTo changes the state along its table; what the table does not allow is
// left for a person.
func (s Settled) moveTo(to payout.InstructionState) Settled {
	switch {
	case to == s.From:
	case payout.CanMoveInstruction(s.From, to) && !payout.OnlyCorrected(s.From, to):
		s.To = to
	default:
		s.Exception = ExceptionContradicts
	}
	return s
}

// unexpected is the exception of an answer that proves nothing about the
// instruction as it stands.
func unexpected(i payout.Instruction, a Answer) string {
	silent := a.Verdict == Information || a.Verdict == Received || a.Verdict == OnTheWay
	switch {
	case otherAmount(i, a) && a.Verdict != Information:
		return ExceptionAmountDiffers
	case i.State == payout.InstructionIntended && !silent:
		return ExceptionNotSent
	case i.State == payout.InstructionDropped && !silent:
		return ExceptionDropped
	}
	return ""
}

// opened is the gravest exception that is there after an answer and was not
// before.
func opened(before, after evidence, a Answer) string {
	switch {
	case after.times() > before.times():
		return ExceptionPaidTwice
	case after.backs() > before.backs() && after.backs() > after.times():
		return ExceptionReturnedTwice
	case after.contradicts() && !before.contradicts():
		return ExceptionContradicts
	case after.refusedYetDebited() && !before.refusedYetDebited():
		return ExceptionRefusedDebited
	case after.waits() && !before.waits():
		return ExceptionReturnWaits
	case a.Verdict == PaidUndebited && after.state() == payout.InstructionUnknown && !before.claimed:
		return ExceptionUndebited
	case after.unclear && !before.unclear:
		return ExceptionUnclear
	}
	return ""
}
