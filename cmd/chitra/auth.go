package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"chitra/internal/app"
)

// prove finds out who acts. A practice store takes --as on trust; every other
// one asks for a token or for the password on the terminal.
func (s *shell) prove(ctx context.Context) (app.Actor, error) {
	name := s.set.As
	if name == "" {
		return app.Actor{}, app.ErrNoActor
	}
	if s.kept.info.Practice {
		return app.Actor{Name: name, Proof: app.ProofPractice}, nil
	}
	if who, ok := s.kept.proved[name]; ok {
		return who, nil
	}
	password, token, err := s.secret(name)
	if err != nil {
		return app.Actor{}, err
	}
	a, err := s.newApp(app.Actor{})
	if err != nil {
		return app.Actor{}, err
	}
	who, err := a.Authenticate(ctx, name, password, token)
	if err != nil {
		return app.Actor{}, err
	}
	s.kept.proved[name] = who
	return who, nil
}

// secret is a token from the file that CHITRA_TOKEN_FILE names, else a password
// typed on the terminal.
func (s *shell) secret(name string) (password, token string, err error) {
	if file := s.env("CHITRA_TOKEN_FILE"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", "", fmt.Errorf("read the token: %w", err)
		}
		return "", strings.TrimSpace(string(text)), nil
	}
	terminal, ok := s.in.(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", "", failedWith("no_proof", name)
	}
	say(s.errw, s.words.Pick("Mật khẩu của %s: ", "Password of %s: "), name)
	typed, err := term.ReadPassword(int(terminal.Fd()))
	say(s.errw, "\n")
	if err != nil {
		return "", "", errors.Join(failedWith("no_proof", name), err)
	}
	return string(typed), "", nil
}
