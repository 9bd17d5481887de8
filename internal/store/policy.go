package store

import (
	"context"

	"chitra/internal/app"
)

// Policies are all versions of the match policy, by number.
func (t *tx) Policies(ctx context.Context) ([]app.PolicyRow, error) {
	return list[app.PolicyRow](ctx, t, `SELECT `+t.columns("policy_version", "p.")+`,
  COALESCE(c.confirmed_by, '') AS confirmed_by, COALESCE(c.recorded_at, '') AS confirmed_at
FROM policy_version p LEFT JOIN policy_consent c ON c.version = p.version ORDER BY p.version`)
}
