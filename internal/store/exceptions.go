package store

import (
	"context"

	"chitra/internal/app"
)

// ExceptionsByID finds exceptions by their identity.
func (t *tx) ExceptionsByID(ctx context.Context, ids []string) ([]app.Exception, error) {
	cond, arg := t.store.engine.in("id", ids)
	return list[app.Exception](ctx, t, `SELECT `+t.columns("exception", "")+` FROM exception WHERE `+cond+` ORDER BY id`, arg)
}

// ExceptionsOf are the exceptions of the periods, the oldest first.
func (t *tx) ExceptionsOf(ctx context.Context, from, to string) ([]app.Exception, error) {
	return list[app.Exception](ctx, t, `SELECT `+t.columns("exception", "")+` FROM exception WHERE period BETWEEN ? AND ? ORDER BY opened_at, id`, from, to)
}

// ExceptionSteps are the steps of the exceptions of the periods.
func (t *tx) ExceptionSteps(ctx context.Context, from, to string) ([]app.ExceptionStep, error) {
	return list[app.ExceptionStep](ctx, t, `SELECT `+t.columns("exception_step", "s.")+` FROM exception x JOIN exception_step s ON s.exception_id = x.id
WHERE x.period BETWEEN ? AND ? ORDER BY s.act_no, s.exception_id`, from, to)
}

// StepsOf are the steps of the exceptions named.
func (t *tx) StepsOf(ctx context.Context, ids []string) ([]app.ExceptionStep, error) {
	cond, arg := t.store.engine.in("exception_id", ids)
	return list[app.ExceptionStep](ctx, t, `SELECT `+t.columns("exception_step", "")+` FROM exception_step WHERE `+cond+` ORDER BY act_no, exception_id`, arg)
}
