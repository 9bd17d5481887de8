package app

import (
	"context"

	"chitra/internal/civil"
)

// LookAtOnce sets how many rows are looked at together.
func (a *App) LookAtOnce(rows int) { a.atOnce = rows }

// IntendReadBefore means a batch's files to leave, and lets something happen after
// the batch was read. used is false where it was read anew.
func (a *App) IntendReadBefore(ctx context.Context, id, outbox string, happens func()) (used bool, err error) {
	w := a.approvedBatch(ctx, id)
	defer w.close()
	happens()
	_, err = a.intend(ctx, id, outbox, WriteOptions{}, w)
	return w != nil && w.act != nil, err
}

// LotLines sets how many lines of an answer are taken together.
func (a *App) LotLines(lines int) { a.lot = lines }

// BuildLookedBefore builds, and lets something happen after it looked. The look
// is made to have missed everybody: where it is used, nobody has a draft.
func (a *App) BuildLookedBefore(ctx context.Context, q BuildRequest, happens func()) (BuildSummary, error) {
	l := a.lookAhead(ctx, q)
	l.claims, l.payments, l.unmatched = nil, nil, 0
	happens()
	return a.buildFrom(ctx, q, l)
}

// ApproveReadBefore approves, and lets something happen after the batch was read.
// That is made to hold nothing: where it is used, nothing is approved.
func (a *App) ApproveReadBefore(ctx context.Context, id string, happens func()) (BatchView, error) {
	l := a.batchAhead(ctx, id)
	l.rows = nil
	happens()
	return a.approveFrom(ctx, id, "", l)
}

// MatchReadBefore matches, and lets something happen after it was read what was
// said. That is made to be nothing: where it is used, no row is looked at.
func (a *App) MatchReadBefore(ctx context.Context, period civil.Month, happens func()) (MatchSummary, error) {
	h := a.saidAhead(ctx, period.String())
	for n := range h.said {
		h.said[n].rows = nil
	}
	happens()
	return a.matchFrom(ctx, period, Consent{}, h)
}
