package main

import (
	"context"
	"crypto/rand"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type userAddCmd struct {
	Name    string `arg:"" help:"${a_user}"`
	Role    string `required:"" enum:"admin,clerk,reviewer,maker,approver,bankdesk,auditor" placeholder:"ROLE" help:"${user_role}"`
	Commune string `placeholder:"CODE" help:"${user_commune}"`
}

type userConfirmCmd struct {
	Name string `arg:"" help:"${a_user}"`
}

type userDisableCmd struct {
	Name string `arg:"" help:"${a_user}"`
}

type userTokenCmd struct {
	Name string `arg:"" help:"${a_user}"`
}

type userListCmd struct{}

// userChanged is what became of one user. Password and token are told this
// once.
type userChanged struct {
	User     string `json:"user"`
	Role     string `json:"role,omitempty"`
	Status   string `json:"status"`
	Password string `json:"one_time_password,omitempty"`
	Token    string `json:"token,omitempty"`
}

func (c *userAddCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out := &userChanged{User: c.Name, Role: c.Role, Status: app.UserProposed}
	hash := ""
	if !s.kept.info.Practice {
		out.Password = rand.Text()
		hash = app.HashPassword(out.Password)
	}
	return out, a.AddUser(ctx, c.Name, c.Role, c.Commune, hash)
}

func (c *userConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return &userChanged{User: c.Name, Status: app.UserActive}, a.ConfirmUser(ctx, c.Name)
}

func (c *userDisableCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return &userChanged{User: c.Name, Status: app.UserDisabled}, a.DisableUser(ctx, c.Name)
}

func (c *userTokenCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	token, err := a.NewToken(ctx, c.Name)
	return &userChanged{User: c.Name, Status: app.UserActive, Token: token}, err
}

func (u *userChanged) needsPerson() bool { return false }

func (u *userChanged) show(p *page) {
	p.text(u.User + ": " + p.words.Name(wording.UserStates, u.Status) + "\n")
	if u.Password != "" {
		p.line("Mật khẩu (chỉ hiện lần này): %s", "Password (shown this once): %s", u.Password)
	}
	if u.Token != "" {
		p.line("Mã truy cập (chỉ hiện lần này): %s", "Token (shown this once): %s", u.Token)
	}
	if u.Status == app.UserProposed {
		p.line("Người khác xác nhận bằng: chitra user confirm %s", "Somebody else confirms with: chitra user confirm %s", u.User)
	}
}

// userList is everybody who may act.
type userList struct {
	Users []listedUser `json:"users"`
}

type listedUser struct {
	User       string `json:"user"`
	Role       string `json:"role"`
	Commune    string `json:"commune"`
	Status     string `json:"status"`
	ProposedBy string `json:"proposed_by"`
	HasToken   bool   `json:"has_token"`
}

func (c *userListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	out := &userList{Users: []listedUser{}}
	err := s.kept.store.View(ctx, func(tx app.Tx) error {
		users, err := tx.Users(ctx)
		for _, u := range users {
			out.Users = append(out.Users, listedUser{User: u.Name, Role: u.Role, Commune: u.Commune, Status: u.State,
				ProposedBy: u.ProposedBy, HasToken: u.TokenHash != ""})
		}
		return err
	})
	return out, err
}

func (l *userList) needsPerson() bool { return false }

func (l *userList) show(p *page) {
	var rows [][]string
	for _, u := range l.Users {
		rows = append(rows, []string{u.User, p.words.Name(wording.Roles, u.Role), u.Commune,
			p.words.Name(wording.UserStates, u.Status), u.ProposedBy})
	}
	p.table([]head{{vi: "Người dùng", en: "User"}, {vi: "Vai trò", en: "Role"}, {vi: "Xã", en: "Commune"},
		{vi: "Tình trạng", en: "State"}, {vi: "Người đề xuất", en: "Proposed by"}}, rows)
}
