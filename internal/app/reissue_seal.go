package app

import (
	"context"
	"fmt"

	"chitra/payout"
)

// reissueReason is why a file may say what one before it said: every line of
// that one failed, and is tried again here.
const reissueReason = "reissue"

// failedBefore are the attempts that went before those of a batch.
func failedBefore(ctx context.Context, tx Tx, batch string) (map[string]Instruction, error) {
	rows, err := tx.FailedBefore(ctx, batch)
	if err != nil {
		return nil, fmt.Errorf("read the attempts before: %w", err)
	}
	out := make(map[string]Instruction, len(rows))
	for _, i := range rows {
		out[i.ID] = i
	}
	return out, nil
}

// repeatsOnlyFailed reports whether every line of the files that said the same
// surely failed, and is an earlier attempt of a payment of this batch: such a file
// pays nobody twice, and needs nobody's word but its approval.
func (w *fileWriter) repeatsOnlyFailed(ctx context.Context, before []FileSeal) (bool, error) {
	mine, err := failedBefore(ctx, w.tx, w.batch.ID)
	if err != nil {
		return false, err
	}
	for _, f := range before {
		lines, err := w.tx.InstructionsOf(ctx, f.FileID)
		if err != nil {
			return false, fmt.Errorf("read what %s said: %w", f.FileID, err)
		}
		if len(lines) == 0 {
			return false, nil
		}
		for _, i := range lines {
			if _, ok := mine[i.ID]; !ok || !failedState(i.State) {
				return false, nil
			}
		}
	}
	return true, nil
}

// failedState reports whether an instruction in this state surely did not pay, or
// was never sent.
func failedState(state string) bool {
	switch payout.InstructionState(state) {
	case payout.InstructionRejected, payout.InstructionReturned, payout.InstructionDropped:
		return true
	}
	return false
}
