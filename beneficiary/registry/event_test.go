package registry

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

var sameDate = cmp.Comparer(func(a, b civil.Date) bool { return a == b })

func TestEventsAreReadOrRefused(t *testing.T) {
	text := "personal_id,event,date,new_id\n" +
		"999050123456,died,2024-06-01,\n" +
		"99905,died,2024-06-01,\n" +
		"999050123456,born,2024-06-01,\n" +
		"999050123456,moved,1/6/2024,\n" +
		"999050123456,renumbered,2024-06,999050123457\n"
	var got []Event
	var codes []string
	for e, err := range ReadEvents(strings.NewReader(text)) {
		var bad *LineError
		if errors.As(err, &bad) {
			codes = append(codes, bad.Column+" "+bad.Code)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e)
	}
	want := []Event{
		{Line: 2, PersonalID: "999050123456", Kind: EventDied, Date: date(t, "2024-06-01")},
		{Line: 6, PersonalID: "999050123456", Kind: EventRenumbered, Date: date(t, "2024-06"), NewID: "999050123457"},
	}
	if diff := cmp.Diff(want, got, sameDate); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"personal_id " + NumberMalformed, "event " + EventUnknown, "date " + EventDateMissing}, codes); diff != "" {
		t.Error(diff)
	}
}

func TestAFileThatIsNoEventsIsRefusedWhole(t *testing.T) {
	for name, text := range map[string]string{
		"a column missing": "personal_id,event\n999050123456,died\n", "a column twice": "personal_id,event,date,event\n", "empty": "",
	} {
		var last error
		for _, err := range ReadEvents(strings.NewReader(text)) {
			last = err
		}
		var file *FileError
		if !errors.As(last, &file) {
			t.Errorf("%s: %v", name, last)
		}
	}
}

func TestApply(t *testing.T) {
	person := func(change func(*Person)) Person {
		p := Person{PersonalID: "999050123456", Name: "Lê Thị Một", Birth: date(t, "1950-03-14"), Sex: beneficiary.Female, Commune: "99001", Status: Alive}
		if change != nil {
			change(&p)
		}
		return p
	}
	status := func(s Status) func(*Person) { return func(p *Person) { p.Status = s } }
	dead := func(on string) func(*Person) {
		return func(p *Person) {
			if p.Status = Dead; on != "" {
				p.DiedOn = date(t, on)
			}
		}
	}
	const on = "2024-06-10"
	for name, c := range map[string]struct {
		was        func(*Person)
		kind       EventKind
		date       string
		commune    string
		newID      string
		then       func(*Person) // of the person before
		wantColumn string
		wantCode   string
	}{
		"a death":                              {kind: EventDied, date: on, then: dead(on)},
		"a death known already":                {was: dead(on), kind: EventDied, date: on},
		"a death on another day":               {was: dead("2024-06-09"), kind: EventDied, date: on, wantColumn: "date", wantCode: EventDeathDiffers},
		"the day of a death undated":           {was: dead(""), kind: EventDied, date: on, then: dead(on)},
		"the day of a death known by month":    {was: dead("2024-06"), kind: EventDied, date: on, then: dead(on)},
		"a death after the snapshot's day":     {kind: EventDied, date: "2024-07-01", wantColumn: "date", wantCode: EventInFuture},
		"a death before birth":                 {kind: EventDied, date: "1950-03-13", wantColumn: "date", wantCode: EventBeforeBirth},
		"a death of a cancelled number":        {was: status(Cancelled), kind: EventDied, date: on, wantColumn: "event", wantCode: EventContradicts},
		"a move":                               {kind: EventMoved, date: on, commune: "99002", then: func(p *Person) { p.Commune = "99002" }},
		"a move to nowhere":                    {kind: EventMoved, date: on, commune: "99003", wantColumn: "commune_code", wantCode: EventCommune},
		"a move without commune":               {kind: EventMoved, date: on, wantColumn: "commune_code", wantCode: EventCommune},
		"a move of the dead":                   {was: dead(on), kind: EventMoved, date: on, commune: "99002", wantColumn: "event", wantCode: EventContradicts},
		"a move of the missing":                {was: status(Missing), kind: EventMoved, date: on, commune: "99002", wantColumn: "event", wantCode: EventContradicts},
		"leaving":                              {kind: EventLeft, date: on, then: status(Left)},
		"missing":                              {kind: EventMissing, date: on, then: status(Missing)},
		"missing who left":                     {was: status(Left), kind: EventMissing, date: on, wantColumn: "event", wantCode: EventContradicts},
		"back from missing":                    {was: status(Missing), kind: EventReturned, date: on, then: status(Alive)},
		"back in another commune":              {was: status(Left), kind: EventReturned, date: on, commune: "99002", then: func(p *Person) { p.Status, p.Commune = Alive, "99002" }},
		"back from the dead":                   {was: dead(on), kind: EventReturned, date: on, wantColumn: "event", wantCode: EventContradicts},
		"cancelled":                            {kind: EventCancelled, date: on, then: status(Cancelled)},
		"cancelled already":                    {was: status(Cancelled), kind: EventCancelled, date: on},
		"a new number":                         {kind: EventRenumbered, date: on, newID: "999150123456", then: func(p *Person) { p.PersonalID, p.OldIDs = "999150123456", []string{"999050123456"} }},
		"the same number anew":                 {kind: EventRenumbered, date: on, newID: "999050123456", wantColumn: "new_id", wantCode: EventNewNumber},
		"a new number that is none":            {kind: EventRenumbered, date: on, newID: "123456789", wantColumn: "new_id", wantCode: EventNewNumber},
		"a new number that was had long ago":   {was: func(p *Person) { p.OldIDs = []string{"999150123456"} }, kind: EventRenumbered, date: on, newID: "999150123456", then: func(p *Person) { p.PersonalID, p.OldIDs = "999150123456", []string{"999050123456"} }},
		"a new number beside an old identity":  {was: func(p *Person) { p.OldIDs = []string{"123456789"} }, kind: EventRenumbered, date: on, newID: "999150123456", then: func(p *Person) { p.PersonalID, p.OldIDs = "999150123456", []string{"123456789", "999050123456"} }},
		"a new number of a cancelled identity": {was: status(Cancelled), kind: EventRenumbered, date: on, newID: "999150123456", wantColumn: "event", wantCode: EventContradicts},
	} {
		t.Run(name, func(t *testing.T) {
			before := person(c.was)
			want := person(c.was)
			if c.then != nil {
				c.then(&want)
			}
			e := Event{Line: 7, PersonalID: before.PersonalID, Kind: c.kind, Date: date(t, c.date), Commune: c.commune, NewID: c.newID}
			got, bad := e.Apply(before, date(t, "2024-06-30"), func(code string, _ civil.Date) bool { return slices.Contains([]string{"99001", "99002"}, code) })
			if c.wantCode != "" {
				if bad == nil || bad.Code != c.wantCode || bad.Column != c.wantColumn || bad.Line != 7 {
					t.Fatalf("got %+v", bad)
				}
				return
			}
			if bad != nil {
				t.Fatal(bad)
			}
			if diff := cmp.Diff(want, got, sameDate); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbersAreASet(t *testing.T) {
	var s Numbers
	if s.Has("000000000000") {
		t.Error("the empty set has a number")
	}
	for round := range 2 {
		for n := range 5000 {
			id := strings.Repeat("0", 6) + "9" + string([]byte{'0' + byte(n/10000%10), '0' + byte(n/1000%10), '0' + byte(n/100%10), '0' + byte(n/10%10), '0' + byte(n%10)})
			if s.Add(id) != (round == 0) || !s.Has(id) {
				t.Fatalf("round %d: %s", round, id)
			}
		}
	}
	if s.Len() != 5000 || s.Has("000000000000") || !s.Add("000000000000") {
		t.Errorf("%d numbers", s.Len())
	}
}
