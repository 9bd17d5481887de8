package store

import (
	"context"
	"database/sql"
	"errors"

	"chitra/internal/app"
)

// Layouts are all versions of all layouts, by name and version.
func (t *tx) Layouts(ctx context.Context) ([]app.ListLayout, error) {
	return list[app.ListLayout](ctx, t, `SELECT act_no, name, version, sha256, description, added_by, recorded_at
FROM list_layout ORDER BY name, version`)
}

// ReadingOf is how a version of a list was read.
func (t *tx) ReadingOf(ctx context.Context, version int64) (app.ListReading, bool, error) {
	var r app.ListReading
	err := t.get(ctx, &r, `SELECT act_no, layout, layout_version, layout_sha256, headings FROM list_reading WHERE act_no = ?`, version)
	if errors.Is(err, sql.ErrNoRows) {
		return app.ListReading{}, false, nil
	}
	return r, err == nil, err
}

// Headings are the newest facts of each office and heading that were not
// forgotten.
func (t *tx) Headings(ctx context.Context) ([]app.ListHeading, error) {
	return list[app.ListHeading](ctx, t, `SELECT h.act_no, h.office, h.heading_key, h.heading, h.field, h.actor, h.recorded_at FROM list_heading h
WHERE h.field <> '' AND h.act_no = (SELECT MAX(n.act_no) FROM list_heading n WHERE n.office = h.office AND n.heading_key = h.heading_key)
ORDER BY h.office, h.heading_key`)
}
