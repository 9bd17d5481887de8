package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"

	"chitra/reports"
)

// settings are the globals with their defaults filled in. A flag stands before
// the environment, the environment before the configuration file.
type settings struct {
	globals
	// ownStore says that the store is the data folder's, not named by anybody.
	ownStore bool
	// signCert and signKey are the files a signature is made with; "" for none.
	signCert, signKey string
}

// fileSettings is what a configuration file may say.
type fileSettings struct {
	DB   string `yaml:"db"`
	Data string `yaml:"data"`
	Lang string `yaml:"lang"`
	As   string `yaml:"as"`
	Key  string `yaml:"key_file"`

	SignCert string `yaml:"sign_cert"`
	SignKey  string `yaml:"sign_key"`
}

func newSettings(g globals, env func(string) string) (settings, error) {
	kept, err := readConfig(g.Config)
	if err != nil {
		return settings{}, err
	}
	s := settings{globals: g}
	s.DB = firstOf(g.DB, env("CHITRA_DB"), kept.DB)
	s.Data = firstOf(g.Data, env("CHITRA_DATA"), kept.Data, "chitra-data")
	s.KeyFile = firstOf(g.KeyFile, env("CHITRA_KEY_FILE"), kept.Key)
	s.signCert, s.signKey = firstOf(env("CHITRA_SIGN_CERT"), kept.SignCert), firstOf(env("CHITRA_SIGN_KEY"), kept.SignKey)
	s.As = firstOf(g.As, env("CHITRA_AS"), kept.As)
	s.Lang = firstOf(g.Lang, env("CHITRA_LANG"), kept.Lang, string(reports.Vietnamese))
	if _, err := reports.ParseLang(s.Lang); err != nil {
		return settings{}, err
	}
	if s.DB == "" {
		s.DB, s.ownStore = "sqlite:"+filepath.Join(s.Data, "chitra.db"), true
	}
	return s, nil
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// readConfig reads a configuration file; none is an empty one. A key it does
// not know is an error.
func readConfig(name string) (fileSettings, error) {
	var kept fileSettings
	if name == "" {
		return kept, nil
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return kept, fmt.Errorf("read configuration: %w", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&kept); err != nil && !errors.Is(err, io.EOF) {
		return kept, fmt.Errorf("read configuration %s: %w", name, err)
	}
	return kept, nil
}

// folder is a folder of the data folder.
func (s settings) folder(parts ...string) string {
	return filepath.Join(append([]string{s.Data}, parts...)...)
}
