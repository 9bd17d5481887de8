package main

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/civil"
	"chitra/internal/sheet"
)

func TestTableAsCSV(t *testing.T) {
	book := sheet.NewBook()
	out, err := book.AddSheet("Dân cư", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	born, err := civil.NewDate(1948, 3, 5)
	if err != nil {
		t.Fatal(err)
	}
	text := sheet.TextValue
	for _, row := range [][]sheet.Value{
		{text("personal_id"), text("full_name"), text("date_of_birth"), text("household")},
		{text("999048000001"), text(`Nguyễn "Văn" An, con`), sheet.DateValue(born)},
		{text("999048000002"), text("Trần Thị Bình"), text("1948"), text("H-1")},
	} {
		if _, err := out.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	var content bytes.Buffer
	if _, err := book.WriteTo(&content); err != nil {
		t.Fatal(err)
	}
	table, err := sheet.OpenTable(bytes.NewReader(content.Bytes()), int64(content.Len()), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := tableAsCSV(table)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	want := "personal_id,full_name,date_of_birth,household\n" +
		"999048000001,\"Nguyễn \"\"Văn\"\" An, con\",1948-03-05,\n" +
		"999048000002,Trần Thị Bình,1948,H-1\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
