package sheet

// Limits bound what one file may cost to read. The zero value of each field
// means its default, so that Limits{} is safe for files from outside.
type Limits struct {
	// Unzipped is how many bytes all entries together may have once inflated.
	// Default 1 GiB.
	Unzipped int64
	// Ratio is how many times larger than its packed form an entry of more
	// than 1 MiB may be. Default 200; worksheets come to some 20.
	Ratio int64
	// Entries is how many entries the package may have. Default 10,000.
	Entries int
	// Rows is the highest row number. Default 1,048,576, as in Excel.
	Rows int
	// Columns is how many columns may hold values; empty formatted cells
	// beyond are passed over. Default 256.
	Columns int
	// Strings is how many shared strings there may be. Default 8,000,000.
	Strings int
	// StringBytes is how much memory they may take. Default 400 MiB.
	StringBytes int64
	// Text is how many bytes the text of one cell may have. Default 131,068:
	// Excel's 32,767 characters of at most four bytes.
	Text int
	// Merges is how many merged ranges a sheet may have. Default 65,536.
	Merges int
}

// withDefaults fills the fields left at zero.
func (l Limits) withDefaults() Limits {
	setDefault(&l.Unzipped, 1<<30)
	setDefault(&l.Ratio, 200)
	setDefault(&l.Entries, 10_000)
	setDefault(&l.Rows, maxRows)
	setDefault(&l.Columns, 256)
	setDefault(&l.Strings, 8_000_000)
	setDefault(&l.StringBytes, 400<<20)
	setDefault(&l.Text, 4*maxText)
	setDefault(&l.Merges, 1<<16)
	l.Rows = min(l.Rows, maxRows)
	l.Columns = min(l.Columns, maxColumns)
	return l
}

func setDefault[T int | int64](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// Excel's own bounds.
const (
	maxRows    = 1 << 20
	maxColumns = 1 << 14
	maxText    = 32767 // characters in a cell
)
