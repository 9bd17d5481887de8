package app_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// reorganised lets the province split one commune, merge another and give a code
// to somebody else, on the first day of the month.
func (w *world) reorganised() {
	w.Helper()
	day := func(iso string) civil.Date {
		d, err := civil.ParseISO(iso)
		w.must(err)
		return d
	}
	last, first := day("2024-06-30"), day("2024-07-01")
	old := func(code, name string, heirs ...string) place.Commune {
		return place.Commune{Code: code, Name: name, ProvinceCode: "999", ProvinceName: "Tỉnh Minh Họa", DistrictName: "Huyện Suối Trong",
			To: last, Successors: heirs}
	}
	now := func(code, name string) place.Commune {
		return place.Commune{Code: code, Name: name, ProvinceCode: "999", ProvinceName: "Tỉnh Minh Họa", From: first}
	}
	_, err := w.as(admin).LoadPlaces(w.ctx, "sap-xep.csv", "reorganised", []place.Commune{
		old("99031", "Xã Núi Cũ", "99041", "99042"), old("99032", "Xã Suối Cũ", "99041"), old("99033", "Xã Đồng Cũ", "99042"),
		now("99041", "Xã Núi Đông"), now("99042", "Xã Núi Tây"), now("99033", "Xã Đồng Mới"),
	})
	w.must(err)
}

// TestADistrictEraListMatches takes in, after communes were merged and split, a
// list that still names the old ones, by name and by code: the registry has the
// same people in the new ones.
func TestADistrictEraListMatches(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.reorganised()
		p := everybody()[:6]
		registered := []string{"99041", "99042", "99041", "99041", "99042", commune1}
		for i := range p {
			p[i].commune = registered[i]
		}
		w.registry(p...)
		listed := []struct{ column, list string }{
			{"Xã Núi Cũ, huyện Suối Trong", "99031"}, // split: either successor is as good
			{"99031", "99031"},
			{"Suối Cũ", "99032"}, // merged
			{"99041", "99041"},   // by today's code
			{"99041", "99041"},   // the neighbour's
			{"Xã Suối Cũ", "99032"},
		}
		for i, l := range listed {
			q := p[i]
			q.commune = l.column
			u := w.listUpload("", q)
			u.Commune, u.Series = l.list, string('a'+rune(i))
			out, err := w.as(clerk).ImportList(w.ctx, u)
			w.must(err)
			if out.Status != app.ListNew {
				t.Fatalf("%s: %s %s", l.column, out.Status, out.Reason)
			}
			for _, issue := range out.Issues {
				t.Errorf("%s: %s %s", l.column, issue.Code, issue.Value)
			}
		}
		w.match()
		want := []string{"Nguyễn Thị Hòa exact T1 automatic", "Trần Văn Bình exact T1 automatic", "Lê Thị Cúc exact T1 automatic",
			"Phạm Văn Dũng exact T1 automatic", "Hoàng Thị Én exact T1 automatic left_area", "Phan Văn Giang exact T1 automatic left_area"}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Error(diff)
		}
	})
}

// TestACodeGivenToAnotherCommuneIsNoAgreement has the snapshot of the month
// before, when the code was another commune's.
func TestACodeGivenToAnotherCommuneIsNoAgreement(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.reorganised()
		p := everybody()[0]
		p.commune = "99033"
		w.upload(p)
		for _, tc := range []struct{ asOf, want string }{
			{"2024-06-30", "Nguyễn Thị Hòa exact T1 automatic left_area"}, {"2024-07-01", "Nguyễn Thị Hòa exact T1 automatic"},
		} {
			day, err := civil.ParseISO(tc.asOf)
			w.must(err)
			_, err = w.as(maker).LoadRegistry(w.ctx, "registry.csv", tc.asOf, day, bytes.NewReader(snapshot(p)))
			w.must(err)
			w.match()
			if diff := cmp.Diff([]string{tc.want}, w.matches()); diff != "" {
				t.Errorf("as of %s: %s", tc.asOf, diff)
			}
		}
	})
}
