package main

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// delivery: a practice store delivers nothing; that a real one does is tried on a
// copy of it that says it is real.
func (s *script) delivery(t *testing.T, files []writtenFile) {
	payer := "ISO1"
	first := files[slices.IndexFunc(files, func(f writtenFile) bool { return strings.Contains(f.Batch, payer) })]
	var d filesDelivered
	s.as("ngan", exitNeedsPerson, &d, "bankfile", "deliver", first.File)
	if len(d.Files) != 1 || d.Files[0].Status != "no_target" {
		t.Errorf("without a target: %+v", d)
	}
	s.as("ngan", exitDone, &d, "bankfile", "deliver") // nobody asked for a target: nothing to do
	if len(d.Files) < 2 || slices.ContainsFunc(d.Files, func(f deliveredFile) bool { return f.Status != "no_target" }) {
		t.Errorf("nothing named, without a target: %+v", d)
	}
	if err := os.Mkdir(s.at("bank"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.refusedAs("quan-tri-1", "practice_not_delivered", exitFailed, "payer", "delivery", payer, "--sftp", "so@bank.example/in", "--identity", "id",
		"--host-key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGx2zTSIpKpDGQxkBvGZcWkMLxQ3YLwXvJ0CyTbGrV5J")
	s.refusedAs("quan-tri-1", "practice_not_delivered", exitFailed, "payer", "delivery", payer, "--folder", s.at("bank"))
	s.refusedAs("quan-tri-1", "delivery_target_form", exitFailed, "payer", "delivery", payer, "--sftp", "so@bank.example/in", "--identity", "id", "--host-key", "x")
	s.refusedAs("quan-tri-1", "usage", exitUsage, "payer", "delivery", payer)
	real := &script{t: t, dir: s.dir, env: map[string]string{"CHITRA_DATA": s.at("real"), "CHITRA_TOKEN_FILE": s.at("token")}}
	real.madeReal(s.at("data"))
	real.delivers(t, payer, first)
}

// madeReal copies a practice store and has the copy say that it is none. No verb
// does that: a store is one or the other for good.
func (s *script) madeReal(practice string) {
	s.t.Helper()
	if err := os.CopyFS(s.at("real"), os.DirFS(practice)); err != nil {
		s.t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+s.at("real", "chitra.db"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var guards []string
	rows, err := db.QueryContext(s.t.Context(), `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_info'`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			s.t.Fatal(err)
		}
		guards = append(guards, name)
	}
	if err := rows.Err(); err != nil {
		s.t.Fatal(err)
	}
	for _, name := range guards {
		if _, err := db.ExecContext(s.t.Context(), `DROP TRIGGER "`+name+`"`); err != nil {
			s.t.Fatal(err)
		}
	}
	if _, err := db.ExecContext(s.t.Context(), `UPDATE store_info SET practice = 0`); err != nil {
		s.t.Fatal(err)
	}
}

// proved runs a verb for somebody who proves it with a token.
func (s *script) proved(who string, code int, dst any, args ...string) {
	s.t.Helper()
	s.giveTokenBy("quan-tri-1", who)
	s.as(who, code, dst, args...)
}

// delivers brings a file that has left to a folder of the bank's.
func (s *script) delivers(t *testing.T, payer string, first writtenFile) {
	name := filepath.Base(first.File)
	var target payerTarget
	s.proved("quan-tri-1", exitDone, &target, "payer", "delivery", payer, "--folder", s.at("bank"))
	s.refusedAs("quan-tri-1", "same_person", exitFailed, "payer", "delivery", payer, "--confirm")
	s.proved("quan-tri-2", exitDone, &target, "payer", "delivery", payer, "--confirm")
	if target.Status != "active" || target.Address != s.at("bank") {
		t.Errorf("target %+v", target)
	}
	var d filesDelivered
	s.proved("ngan", exitNeedsPerson, &d, "bankfile", "deliver", name)
	if d.Files[0].Code != "delivery_older" || d.Files[0].Message == "" {
		t.Errorf("a file from before: %+v", d)
	}
	s.as("ngan", exitDone, &d, "bankfile", "deliver", name, "--again", "chưa nộp")
	want, err := os.ReadFile(first.File)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(s.at("bank", name))
	if err != nil || !bytes.Equal(got, want) || len(d.Files[0].Proofs) != 3 || d.Files[0].Proofs[2].SHA256 != first.SHA256 || d.Files[0].Proofs[2].Reason != "chưa nộp" {
		t.Errorf("delivered %+v, %v", d, err)
	}
	s.as("ngan", exitDone, &d, "bankfile", "deliver", name)
	if d.Files[0].Status != "unchanged" || len(d.Files[0].Proofs) != 3 {
		t.Errorf("delivered again: %+v", d)
	}
}
