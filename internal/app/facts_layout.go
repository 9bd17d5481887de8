package app

// ListLayout is a version of a layout that the store keeps; its text is the file
// of that SHA-256.
type ListLayout struct {
	ActNo       int64  `db:"act_no"`
	Name        string `db:"name"`
	Version     int64  `db:"version"`
	SHA256      string `db:"sha256"`
	Description string `db:"description"`
	AddedBy     string `db:"added_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (ListLayout) Table() string { return "list_layout" }

// ListHeading is what an office says a heading means: a field's key, or "" for
// one that is forgotten. The newest of an office and a heading counts. The
// office is a commune's code, or "" for all of them.
type ListHeading struct {
	ActNo      int64  `db:"act_no"`
	Office     string `db:"office"`
	HeadingKey string `db:"heading_key"` // as headings are compared
	Heading    string `db:"heading"`     // as it was typed
	Field      string `db:"field"`
	Actor      string `db:"actor"`
	RecordedAt string `db:"recorded_at"`
}

func (ListHeading) Table() string { return "list_heading" }

// ListReading is how a version of a list was read, where it was not read with
// what everybody knows alone: with which layout, and which taught headings
// explained a column ("KEY=field", each on a line of its own).
type ListReading struct {
	ActNo         int64  `db:"act_no"` // the version
	Layout        string `db:"layout"`
	LayoutVersion int64  `db:"layout_version"`
	LayoutSHA256  string `db:"layout_sha256"`
	Headings      string `db:"headings"`
}

func (ListReading) Table() string { return "list_reading" }
