package app

import (
	"context"
	"fmt"

	"chitra/internal/journal"
	"chitra/payout"
)

// aheadReader reads one batch while the files of the one before it leave.
type aheadReader struct {
	read func(id string) *fileWriter
	stop context.CancelFunc
	ids  []string         // not begun yet
	last chan *fileWriter // of the one begun; nil for none
}

// readAhead reads batches in the order in which they are going to be written.
// Whoever gets it ends it.
func (a *App) readAhead(ctx context.Context, ids []string) *aheadReader {
	ctx, stop := context.WithCancel(ctx)
	return &aheadReader{ids: ids, stop: stop, read: func(id string) *fileWriter { return a.approvedBatch(ctx, id) }}
}

// next begins to read the batch after the last one, unless that is under way.
func (r *aheadReader) next() {
	if r.last != nil || len(r.ids) == 0 {
		return
	}
	id, last := r.ids[0], make(chan *fileWriter, 1)
	r.ids, r.last = r.ids[1:], last
	go func() { last <- r.read(id) }()
}

// take waits for the batch after the last one. Whoever gets it closes it.
func (r *aheadReader) take() *fileWriter {
	r.next()
	if r.last == nil {
		return nil
	}
	w := <-r.last
	r.last = nil
	return w
}

// end lets go of whatever was read and not taken.
func (r *aheadReader) end() {
	r.stop()
	if r.last != nil {
		(<-r.last).close()
	}
}

// approvedBatch reads a batch that is going to have files, in two views beside each
// other; nil for one that has some, and for one of which they cannot be made: the act
// that means them finds out why, and says so.
func (a *App) approvedBatch(ctx context.Context, id string) (w *fileWriter) {
	held := &heldRows{}
	seen, err := a.inTwoViews(ctx, func(tx Tx, n int) error {
		if n == 1 {
			return held.readRest(ctx, tx, id)
		}
		files, err := tx.FilesOf(ctx, id)
		if err != nil || len(files) > 0 {
			return orNothing(err)
		}
		w, err = a.batchOf(ctx, tx, id, a.now(), held)
		return err
	})
	if err != nil {
		return nil
	}
	if seen[1].Seq < w.seen.Seq { // files of others may have come between the views
		w.seen = seen[1]
	}
	if err := w.prepare(ctx, held); err != nil {
		w.close()
		return nil
	}
	return w
}

// stillSo is a batch that was read before the act began, if every read would give
// the same again, and nil if not. Every act leaves an event: where there is none
// since but of other batches' files, nothing that was read has changed. A payment
// is in one batch, and what files of others write is about their payments alone.
func (a *App) stillSo(ctx context.Context, tx Tx, d *act, w *fileWriter) (*fileWriter, error) {
	if w == nil {
		return nil, nil
	}
	newest, err := tx.NewestEvent(ctx, chain)
	if err != nil {
		return nil, fmt.Errorf("read the journal's head: %w", err)
	}
	others, err := otherFiles(ctx, tx, w.seen, newest, w.batch.ID)
	if err != nil || !others {
		return nil, err
	}
	now, _, err := tx.Batch(ctx, w.batch.ID)
	if err != nil {
		return nil, err
	}
	if now != w.batch || now.State != string(payout.BatchApproved) {
		return nil, nil
	}
	return w, w.inTime(d.at)
}

// fewActs is how many acts are looked at before it is quicker to read anew.
const fewActs = 16

// otherFiles reports whether every event after seen is about the files of another
// batch. An act that began before seen and ended after it is missed by its number
// and found by the count.
func otherFiles(ctx context.Context, tx Tx, seen, newest journal.Event, batch string) (bool, error) {
	if newest.Seq == seen.Seq {
		return newest.Hash == seen.Hash, nil
	}
	if newest.ActNo-seen.ActNo > fewActs {
		return false, nil
	}
	found := seen.Seq
	for no := seen.ActNo + 1; no <= newest.ActNo; no++ {
		e, ok, err := tx.EventOf(ctx, no)
		if err != nil {
			return false, fmt.Errorf("read the event of act %d: %w", no, err)
		}
		if !ok {
			continue
		}
		if e.Subject == batch || e.Act != "bankfile.intend" && e.Act != "bankfile.release" {
			return false, nil
		}
		found++
	}
	return found == newest.Seq, nil
}
