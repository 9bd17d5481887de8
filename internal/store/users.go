package store

import (
	"context"
	"database/sql"
	"errors"

	"chitra/internal/app"
)

const userColumns = "name, role, commune, password_hash, token_hash, state, proposed_by, created_at"

// User is the person of that name.
func (t *tx) User(ctx context.Context, name string) (app.User, bool, error) {
	var u app.User
	err := t.get(ctx, &u, `SELECT `+userColumns+` FROM app_user WHERE name = ?`, name)
	if errors.Is(err, sql.ErrNoRows) {
		return app.User{}, false, nil
	}
	return u, err == nil, err
}

// Users are all people who act, by name.
func (t *tx) Users(ctx context.Context) ([]app.User, error) {
	return list[app.User](ctx, t, `SELECT `+userColumns+` FROM app_user ORDER BY name`)
}

// PutUser adds a person, or replaces what is kept of one.
func (t *tx) PutUser(ctx context.Context, u app.User) error {
	_, err := t.exec(ctx, `INSERT INTO app_user (`+userColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, commune = excluded.commune, password_hash = excluded.password_hash,
  token_hash = excluded.token_hash, state = excluded.state, proposed_by = excluded.proposed_by`,
		u.Name, u.Role, u.Commune, u.PasswordHash, u.TokenHash, u.State, u.ProposedBy, u.CreatedAt)
	return err
}
