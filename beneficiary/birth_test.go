package beneficiary

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/civil"
)

func TestReadBirthText(t *testing.T) {
	for _, tc := range []struct {
		text, date, other, code string
		hint                    int
	}{
		{text: "31/12/1950", date: "1950-12-31"},
		{text: "31-12-1950", date: "1950-12-31"},
		{text: "31.12.1950", date: "1950-12-31"},
		{text: " 31 / 12 / 1950 ", date: "1950-12-31"},
		{text: "1/2/1950", date: "1950-02-01", other: "1950-01-02"},
		{text: "2/2/1950", date: "1950-02-02"},
		{text: "12/31/1950", date: "1950-12-31"},
		{text: "1950-12-31", date: "1950-12-31"},
		{text: "1950-12-31 00:00:00", date: "1950-12-31"},
		{text: "1950-12-31T00:00:00", date: "1950-12-31"},
		{text: "ngày 31 tháng 12 năm 1950", date: "1950-12-31"},
		{text: "Sinh năm 1950", date: "1950"},
		{text: "1950", date: "1950"},
		{text: "12/1950", date: "1950-12"},
		{text: "tháng 12 năm 1950", date: "1950-12"},
		{text: "00/00/1950", date: "1950"},
		{text: "00/12/1950", date: "1950-12"},
		{text: "__/__/1950", date: "1950"},
		{text: "//1950", date: "1950"},
		{text: "31121950", date: "1950-12-31"},
		{text: "19501231", date: "1950-12-31"},
		{text: "31/12/50", date: "1950-12-31"},
		{text: "31/12/12", date: "1912-12-31", hint: 1912},
		{text: "31/12/12", date: "2012-12-31", hint: 2012},
		{text: "31/12/12", code: CodeBirthCenturyUnknown},
		{text: "31/12/12", code: CodeBirthCenturyUnknown, hint: 1913},
		{text: "31/11/1950", code: CodeBirthUnreadable},
		{text: "29/02/1950", code: CodeBirthUnreadable},
		{text: "31/00/1950", code: CodeBirthUnreadable},
		{text: "13/13/1950", code: CodeBirthUnreadable},
		{text: "31/12", code: CodeBirthUnreadable},
		{text: "50", code: CodeBirthUnreadable},
		{text: "1950-1960", code: CodeBirthUnreadable},
		{text: "khoảng 1950", code: CodeBirthUnreadable},
		{text: "31/12/195O", code: CodeBirthUnreadable},
		{text: "1/2/3/1950", code: CodeBirthUnreadable},
		{text: "20201220", date: "2020-12-20"},
		{text: "20122012", date: "2012-12-20"},
		{text: "01/08/2024", code: CodeBirthInFuture},
		{text: "31/07/2024", date: "2024-07-31"},
		{text: "08/07/2024", date: "2024-07-08"}, // the other reading lies ahead
		{text: "1898", code: CodeBirthImplausible},
	} {
		r := readBirthText(tc.text, tc.hint, date(t, "2024-07-31"))
		if r.code != tc.code || tc.code == "" && (r.Date.ISO() != tc.date || r.Other.ISO() != tc.other) {
			t.Errorf("%q: %q, other %q, %s", tc.text, r.Date.ISO(), r.Other.ISO(), r.code)
		}
	}
}

func TestReadBirthCells(t *testing.T) {
	until := date(t, "2024-07-31")
	if r := readBirthSerial("29294.5", false, until); r.Date.ISO() != "1980-03-14" || r.Text != "14/03/1980" {
		t.Errorf("%+v", r)
	}
	if r := readBirthSerial("27832", true, until); r.Date.ISO() != "1980-03-14" {
		t.Errorf("counting from 1904: %+v", r)
	}
	for raw, want := range map[string]string{"1980": "1980", "1980.0": "1980", "14031980": "1980-03-14", "3041980": "1980-04-03"} {
		if r := readBirthNumber(raw, false, until); r.Date.ISO() != want || r.Text != raw {
			t.Errorf("%s: %+v", raw, r)
		}
	}
	for _, raw := range []string{"", "-1", "x", "1E9", "60", "99999999"} {
		if r := readBirthSerial(raw, false, until); r.code == "" {
			t.Errorf("serial %q is %v", raw, r.Date)
		}
	}
}

// What is written in the order of the country is read back as it was.
func TestWrittenDatesReadBack(t *testing.T) {
	until := date(t, "2024-07-31")
	rapid.Check(t, func(rt *rapid.T) {
		d, err := civil.NewDate(rapid.IntRange(1900, 2023).Draw(rt, "year"), rapid.IntRange(1, 12).Draw(rt, "month"), rapid.IntRange(1, 28).Draw(rt, "day"))
		if err != nil {
			rt.Fatal(err)
		}
		form := rapid.SampledFrom([]string{"%d/%d/%04d", "%02d/%02d/%04d", "%d.%d.%d", "%d - %d - %d", "ngày %d tháng %d năm %d"}).Draw(rt, "form")
		r := readBirthText(fmt.Sprintf(form, d.Day(), d.Month(), d.Year()), 0, until)
		swapped, _ := d.Swapped()
		if r.code != "" || r.Date != d || r.Other != swapped {
			rt.Fatalf("%v read as %v, other %v, %s", d, r.Date, r.Other, r.code)
		}
	})
}
