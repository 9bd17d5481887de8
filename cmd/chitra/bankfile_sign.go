package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"chitra/bankfile"
	"chitra/internal/app"
	"chitra/internal/cms"
)

// signatureEnd is the ending of a signature beside its file.
const signatureEnd = ".p7s"

type bankfileSignCmd struct {
	File string `arg:"" help:"${a_file}"`
	Cert string `placeholder:"FILE" help:"${sign_cert}"`
	Key  string `placeholder:"FILE" help:"${sign_key}"`
}

// fileSigned is what was signed, and with which certificate.
type fileSigned struct {
	File        string `json:"file"`
	Signature   string `json:"signature"`
	Certificate string `json:"certificate"` // SHA-256
}

// signer makes a signer of the files named, else of those configured; nil where
// there are none.
func (s *shell) signer(cert, key string) (*cms.Signer, error) {
	cert, key = firstOf(cert, s.set.signCert), firstOf(key, s.set.signKey)
	if cert == "" && key == "" {
		return nil, nil
	}
	if cert == "" || key == "" {
		return nil, failedWith("sign_not_set", firstOf(cert, key))
	}
	certificates, err := readFile(cert)
	if err != nil {
		return nil, err
	}
	private, err := readFile(key)
	if err != nil {
		return nil, err
	}
	out, err := cms.New(certificates, private, time.Now)
	if err != nil {
		return nil, failedWith("sign_key", err.Error())
	}
	return out, nil
}

// signingActor is actor, who signs files where a certificate and key are
// configured.
func (s *shell) signingActor(ctx context.Context) (*app.App, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	signer, err := s.signer("", "")
	if err != nil {
		return nil, err
	}
	who, err := s.prove(ctx)
	if err != nil {
		return nil, err
	}
	all, err := formats()
	if err != nil {
		return nil, err
	}
	config := s.config(s.kept.store, all)
	config.Actor = who
	if signer != nil {
		config.Signer = signer
	}
	return app.New(config), nil
}

// everyFormat are the formats of the program and, where a store is at hand, those
// of every version of the profiles it keeps.
func (s *shell) everyFormat(ctx context.Context) (map[string]bankfile.Format, error) {
	all, err := formats()
	if err != nil {
		return nil, err
	}
	a, err := s.reader(ctx)
	if err != nil { // no store, or none that can be opened: what the program knows is enough
		return all, nil
	}
	kept, err := a.KeptFormats(ctx)
	for name, f := range kept {
		all[name] = f
	}
	return all, err
}

func (c *bankfileSignCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	if s.kept.info.Practice {
		return nil, &app.Refused{Code: "practice_not_signed", Subject: filepath.Base(c.File)}
	}
	if _, err := s.prove(ctx); err != nil {
		return nil, err
	}
	signer, err := s.signer(c.Cert, c.Key)
	if err != nil {
		return nil, err
	}
	if signer == nil {
		return nil, failedWith("sign_not_set", "")
	}
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	signature, err := signer.Sign(data)
	if err != nil {
		return nil, failedWith("sign_key", err.Error())
	}
	out := &fileSigned{File: c.File, Signature: c.File + signatureEnd, Certificate: signer.Name()}
	return out, writeNew(out.Signature, signature)
}

// writeNew writes a file that is not there yet; one that is stays as it is.
func writeNew(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return failedWith("other_content", name)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

func (f *fileSigned) needsPerson() bool { return false }

func (f *fileSigned) show(p *page) {
	p.line("Đã ký: %s (chứng thư %s).", "Signed: %s (certificate %s).", f.Signature, f.Certificate[:12])
}
