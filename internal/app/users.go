package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Roles and states of a user.
const (
	RoleAdmin    = "admin"
	RoleClerk    = "clerk"
	RoleReviewer = "reviewer"
	RoleMaker    = "maker"
	RoleApprover = "approver"
	RoleBankDesk = "bankdesk"
	RoleAuditor  = "auditor"
	RoleSystem   = "system"

	UserProposed = "proposed"
	UserActive   = "active"
	UserDisabled = "disabled"
)

// NightUser acts for the nightly run.
const NightUser = "night"

// ProofPractice marks acts of a practice store, where a name is taken on trust.
const ProofPractice = "practice"

// permitted says which roles besides the administrators may do an act, by the
// first word of its kind. An act that is not here is for administrators alone.
// Approving is never a matter of role only: the makers are refused whatever
// their role.
func permitted(kind string) []string {
	word, _, _ := strings.Cut(kind, ".")
	switch word {
	case "list":
		if kind == "list.accept" { // a person's word, never the night's
			return []string{RoleClerk, RoleMaker}
		}
		return []string{RoleClerk, RoleMaker, RoleSystem}
	case "layout":
		return []string{RoleMaker}
	case "heading":
		return []string{RoleClerk, RoleMaker}
	case "registry":
		if kind == "registry.confirm" { // the same
			return []string{RoleMaker, RoleReviewer}
		}
		return []string{RoleMaker, RoleReviewer, RoleSystem}
	case "match":
		return []string{RoleClerk, RoleMaker, RoleReviewer, RoleSystem}
	case "review":
		return []string{RoleReviewer}
	case "batch", "payment":
		if kind == "batch.approve" || kind == "batch.reject" {
			return []string{RoleApprover}
		}
		switch kind { // two people's word
		case "payment.handback", "payment.handback_confirm", "payment.receipt", "payment.receipt_confirm",
			"payment.receipt_withdraw", "payment.receipt_withdraw_confirm":
			return []string{RoleMaker, RoleApprover}
		}
		return []string{RoleMaker, RoleSystem}
	case "account":
		return []string{RoleClerk, RoleMaker}
	case "reissue":
		return []string{RoleMaker}
	case "suspension":
		return []string{RoleMaker, RoleApprover}
	case "bankfile", "result", "reconcile":
		switch kind { // people's words, never the night's
		case "result.pair":
			return []string{RoleBankDesk}
		case "result.correct", "result.confirm":
			return []string{RoleBankDesk, RoleMaker}
		case "result.pair_confirm":
			return []string{RoleBankDesk, RoleMaker, RoleApprover}
		}
		return []string{RoleBankDesk, RoleSystem}
	case "exception":
		if kind == "exception.confirm" {
			return []string{RoleBankDesk, RoleMaker, RoleApprover}
		}
		return []string{RoleBankDesk, RoleMaker, RoleClerk, RoleReviewer, RoleApprover}
	case "night":
		return []string{RoleSystem, RoleMaker}
	}
	return nil
}

func (a *App) checkActor(ctx context.Context, tx Tx, kind string) error {
	if a.actor.Name == "" {
		return ErrNoActor
	}
	u, ok, err := tx.User(ctx, a.actor.Name)
	if err != nil {
		return fmt.Errorf("look up the actor: %w", err)
	}
	if !ok || u.State != UserActive {
		return fmt.Errorf("%w: %s", ErrUnknownActor, a.actor.Name)
	}
	if u.Role != RoleAdmin && !slices.Contains(permitted(kind), u.Role) {
		return fmt.Errorf("%w: %s is %s, the act is %s", ErrNotPermitted, u.Name, u.Role, kind)
	}
	return nil
}

// Setup is what a new store is made with.
type Setup struct {
	StoreID  string
	Practice bool
	// Admins are the first two administrators and their passwords' hashes
	// (empty in a practice store).
	Admins [2]Admin
}

// Admin is one of the first two administrators.
type Admin struct{ Name, PasswordHash string }

// Init makes the store and its first two administrators, each vouched for by
// the other. On a store that already is, it changes nothing.
func (a *App) Init(ctx context.Context, s Setup) (fresh bool, err error) {
	if s.Admins[0].Name == s.Admins[1].Name || s.Admins[0].Name == "" || s.Admins[1].Name == "" {
		return false, &Refused{Code: "two_admins_needed", Subject: s.Admins[0].Name}
	}
	err = a.store.Update(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil || info.ID != "" {
			return err
		}
		fresh = true
		return a.makeStore(ctx, tx, s)
	})
	if err != nil {
		return false, fmt.Errorf("initialise store: %w", err)
	}
	return fresh, nil
}

func (a *App) makeStore(ctx context.Context, tx Tx, s Setup) error {
	d, err := a.beginAs(ctx, tx, "store.init", s.StoreID)
	if err != nil {
		return err
	}
	if err := tx.SetInfo(ctx, Info{ID: s.StoreID, Practice: s.Practice, CreatedAt: d.stamp()}); err != nil {
		return err
	}
	users := []User{{Name: NightUser, Role: RoleSystem, State: UserActive, ProposedBy: NightUser, CreatedAt: d.stamp()}}
	for i, admin := range s.Admins {
		users = append(users, User{Name: admin.Name, Role: RoleAdmin, PasswordHash: admin.PasswordHash,
			State: UserActive, ProposedBy: s.Admins[1-i].Name, CreatedAt: d.stamp()})
	}
	for _, u := range users {
		if err := tx.PutUser(ctx, u); err != nil {
			return err
		}
	}
	d.figure("practice", s.Practice)
	return a.record(ctx, tx, d)
}

// AddUser proposes a person; another administrator must confirm.
func (a *App) AddUser(ctx context.Context, name, role, commune, passwordHash string) error {
	return a.do(ctx, "user.add", name, func(tx Tx, d *act) error {
		if _, ok, err := tx.User(ctx, name); err != nil || ok {
			return orRefused(err, "user_exists", name)
		}
		d.figure("role", role)
		return tx.PutUser(ctx, User{Name: name, Role: role, Commune: commune, PasswordHash: passwordHash,
			State: UserProposed, ProposedBy: a.actor.Name, CreatedAt: d.stamp()})
	})
}

// ConfirmUser lets a proposed person act. Who proposed may not confirm.
func (a *App) ConfirmUser(ctx context.Context, name string) error {
	return a.changeUser(ctx, "user.confirm", name, func(u *User) error {
		if u.State != UserProposed {
			return &Refused{Code: "user_not_proposed", Subject: name}
		}
		if u.ProposedBy == a.actor.Name {
			return &Refused{Code: "same_person", Subject: name}
		}
		u.State = UserActive
		return nil
	})
}

// DisableUser stops a person from acting. It takes one administrator: taking
// away is safe.
func (a *App) DisableUser(ctx context.Context, name string) error {
	return a.changeUser(ctx, "user.disable", name, func(u *User) error {
		u.State, u.TokenHash = UserDisabled, ""
		return nil
	})
}

// NewToken gives a person a token to act with from scripts, and forgets the
// one before. Only its hash is kept: the token is returned this once.
func (a *App) NewToken(ctx context.Context, name string) (token string, err error) {
	token = rand.Text() + rand.Text()
	return token, a.changeUser(ctx, "user.token", name, func(u *User) error {
		u.TokenHash = TokenHash(token)
		return nil
	})
}

func (a *App) changeUser(ctx context.Context, kind, name string, change func(*User) error) error {
	return a.do(ctx, kind, name, func(tx Tx, d *act) error {
		u, ok, err := tx.User(ctx, name)
		if err != nil {
			return err
		}
		if !ok {
			return &NotFound{Kind: "user", ID: name}
		}
		if err := change(&u); err != nil {
			return err
		}
		d.figure("state", u.State)
		return tx.PutUser(ctx, u)
	})
}

// Authenticate says whether name may act, proved by a password or a token, and
// how it was proved.
func (a *App) Authenticate(ctx context.Context, name, password, token string) (Actor, error) {
	var u User
	err := a.store.View(ctx, func(tx Tx) (err error) {
		u, _, err = tx.User(ctx, name)
		return err
	})
	if err != nil {
		return Actor{}, err
	}
	switch {
	case u.State != UserActive:
	case token != "" && u.TokenHash != "" && subtle.ConstantTimeCompare([]byte(TokenHash(token)), []byte(u.TokenHash)) == 1:
		return Actor{Name: name, Proof: "token"}, nil
	case password != "" && checkPassword(password, u.PasswordHash):
		return Actor{Name: name, Proof: "password"}, nil
	}
	return Actor{}, fmt.Errorf("%w: %s", ErrUnknownActor, name)
}

// TokenHash is the form a token is kept in.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// argon2id with 19 MiB and two passes: about 50 ms (OWASP's first choice).
const (
	argonMemory = 19 * 1024
	argonPasses = 2
	argonLength = 32
)

// HashPassword is the form a password is kept in: salt and argon2id key.
func HashPassword(password string) string {
	salt := rand.Text()
	key := argon2.IDKey([]byte(password), []byte(salt), argonPasses, argonMemory, 1, argonLength)
	return "argon2id$" + salt + "$" + base64.RawStdEncoding.EncodeToString(key)
}

func checkPassword(password, kept string) bool {
	parts := strings.Split(kept, "$")
	if len(parts) != 3 || parts[0] != "argon2id" {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[2])
	if err != nil {
		return false
	}
	got := argon2.IDKey([]byte(password), []byte(parts[1]), argonPasses, argonMemory, 1, argonLength)
	return subtle.ConstantTimeCompare(got, want) == 1
}

func orRefused(err error, code, subject string) error {
	if err != nil {
		return err
	}
	return &Refused{Code: code, Subject: subject}
}

// Info says what store this is.
func (a *App) Info(ctx context.Context) (info Info, schema int64, err error) {
	err = a.store.View(ctx, func(tx Tx) (err error) {
		if info, err = tx.Info(ctx); err != nil {
			return err
		}
		schema, err = tx.SchemaVersion(ctx)
		return err
	})
	return info, schema, err
}

// beginAs starts an act whose actor is known. From here to its end it is alone:
// the journal's head is locked, so that whoever acts meanwhile waits, and then
// decides on what this act has left.
func (a *App) beginAs(ctx context.Context, tx Tx, kind, subject string) (*act, error) {
	if _, err := tx.Head(ctx, chain); err != nil {
		return nil, fmt.Errorf("wait for the act before: %w", err)
	}
	no, err := tx.NextAct(ctx)
	if err != nil {
		return nil, fmt.Errorf("number the act: %w", err)
	}
	return &act{no: no, kind: kind, subject: subject, at: a.now()}, nil
}
