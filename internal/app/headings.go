package app

import (
	"context"
	"fmt"
	"slices"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

// HeadingTx keeps what offices have taught.
type HeadingTx interface {
	// Headings are the headings in force: of each office and heading the newest
	// fact, where that is not that it is forgotten. By office and heading.
	Headings(ctx context.Context) ([]ListHeading, error)
}

// HeadingLesson is a heading and what it means for an office.
type HeadingLesson struct {
	Heading string
	Field   beneficiary.Field
	Office  string // a commune's code, "" for every office
}

// LearnHeading teaches a heading, and says whether that changed anything. One
// that means another field without being taught is refused: a list would be read
// otherwise than everybody reads it.
func (a *App) LearnHeading(ctx context.Context, l HeadingLesson) (fresh bool, err error) {
	key := beneficiary.HeadingKey(l.Heading)
	if key == "" || l.Field == beneficiary.NoField {
		return false, &Refused{Code: "heading_empty", Subject: l.Heading}
	}
	if meant, known := beneficiary.KnownHeading(l.Heading); known && meant != l.Field {
		return false, &Refused{Code: "heading_means_other", Subject: l.Heading, Detail: meant.Key()}
	} else if known {
		return false, &Refused{Code: "heading_known", Subject: l.Heading, Detail: meant.Key()}
	}
	err = a.do(ctx, "heading.learn", l.Office+"/"+key, func(tx Tx, d *act) error {
		if err := a.checkOffice(ctx, tx, l.Office); err != nil {
			return err
		}
		if old, there, err := headingOf(ctx, tx, l.Office, key); err != nil || there && old.Field == l.Field.Key() {
			return orNothing(err)
		}
		fresh = true
		d.figure("field", l.Field.Key())
		return d.write(ctx, tx, ListHeading{ActNo: d.no, Office: l.Office, HeadingKey: key, Heading: l.Heading, Field: l.Field.Key(),
			Actor: a.actor.Name, RecordedAt: d.stamp()})
	})
	return fresh && err == nil, err
}

// ForgetHeading takes back what an office was taught. What was read with it stays
// as it was read.
func (a *App) ForgetHeading(ctx context.Context, heading, office string) error {
	key := beneficiary.HeadingKey(heading)
	return a.do(ctx, "heading.forget", office+"/"+key, func(tx Tx, d *act) error {
		if err := a.checkOffice(ctx, tx, office); err != nil {
			return err
		}
		old, there, err := headingOf(ctx, tx, office, key)
		if err != nil {
			return err
		}
		if !there {
			return &NotFound{Kind: "heading", ID: heading}
		}
		d.figure("field", old.Field)
		return d.write(ctx, tx, ListHeading{ActNo: d.no, Office: office, HeadingKey: key, Heading: heading, Actor: a.actor.Name, RecordedAt: d.stamp()})
	})
}

// Headings are the headings that offices have taught, by office and heading.
func (a *App) Headings(ctx context.Context) ([]ListHeading, error) {
	var out []ListHeading
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Headings(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("headings: %w", err)
	}
	return out, nil
}

func headingOf(ctx context.Context, tx Tx, office, key string) (ListHeading, bool, error) {
	all, err := tx.Headings(ctx)
	if err != nil {
		return ListHeading{}, false, err
	}
	i := slices.IndexFunc(all, func(h ListHeading) bool { return h.Office == office && h.HeadingKey == key })
	if i < 0 {
		return ListHeading{}, false, nil
	}
	return all[i], true, nil
}

// checkOffice refuses a commune that does not exist, and a clerk who speaks for
// another commune than their own: what counts for all is for makers.
func (a *App) checkOffice(ctx context.Context, tx Tx, office string) error {
	u, _, err := tx.User(ctx, a.actor.Name)
	if err != nil {
		return err
	}
	if u.Role == RoleClerk && (office == "" || u.Commune != "" && u.Commune != office) {
		return fmt.Errorf("%w: %s speaks for commune %q, the heading is of %q", ErrNotPermitted, u.Name, u.Commune, office)
	}
	if office == "" {
		return nil
	}
	communes, err := a.places(ctx, tx)
	if err != nil {
		return err
	}
	if _, ok := communes.ByCode(office, civil.Date{}); !ok {
		return &NotFound{Kind: "commune", ID: office}
	}
	return nil
}

// learnt are the headings as the reader takes them.
func learnt(all []ListHeading) ([]beneficiary.LearntHeading, error) {
	out := make([]beneficiary.LearntHeading, 0, len(all))
	for _, h := range all {
		f, ok := beneficiary.FieldOf(h.Field)
		if !ok {
			return nil, fmt.Errorf("heading %q: no field %q", h.Heading, h.Field)
		}
		out = append(out, beneficiary.LearntHeading{Heading: h.Heading, Field: f, Commune: h.Office})
	}
	return out, nil
}
