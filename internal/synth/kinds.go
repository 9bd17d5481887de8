package synth

// Kind names the fault planted in a row.
type Kind string

// Kinds of rows. What a machine, a reviewer or the commune makes of each is
// in the truth table, not here.
const (
	Exact              Kind = "exact"
	Normalised         Kind = "normalised"              // other bytes, same name: NFD, tone position, i/y, capitals, Ð, spaces, TCVN3
	Unmarked           Kind = "unmarked"                // name without any marks
	MiddleMissing      Kind = "middle_missing"          // middle name left out
	NameEdit           Kind = "name_edit"               // one syllable, one edit; date exact
	DateSwapped        Kind = "date_swapped"            // day and month exchanged
	DatePart           Kind = "date_part"               // one part of the date off
	YearOnly           Kind = "year_only"               // only the year of birth is listed
	LostZero           Kind = "lost_zero"               // numeric cell: the number's leading zero is gone
	NearNumber         Kind = "near_number"             // number one edit away, used by nobody
	Contested          Kind = "contested"               // the typed number is somebody else's
	NumberMissing      Kind = "number_missing"          // no number at all
	OldNumber          Kind = "old_number"              // only the nine-digit CMND
	NotFound           Kind = "not_found"               // nobody in the registry
	NumberShared       Kind = "number_shared"           // one number typed on two rows of the month
	DuplicateRow       Kind = "duplicate_row"           // the same person a second time; to be struck off
	CancelledNo        Kind = "cancelled_number"        // a cancelled number with one successor
	DeadBefore         Kind = "dead_before"             // dead before the month's first day, still listed
	DiedInMonth        Kind = "died_in_month"           // died on or after a month's first day
	LostDigits         Kind = "lost_digits"             // text 9.9905E+11: refused
	BirthMissing       Kind = "birth_missing"           // refused
	CategoryMissing    Kind = "category_missing"        // refused
	AmountUnreadable   Kind = "amount_unreadable"       // refused
	NameMissing        Kind = "name_missing"            // refused
	Arrears            Kind = "arrears"                 // a row with Truy lĩnh: held until arrears are proven
	AmountDiffers      Kind = "amount_differs"          // total is not rate × coefficient × units
	CoefficientOff     Kind = "coefficient_not_allowed" // not the category's coefficient at that age
	CoefficientMissing Kind = "coefficient_missing"     // no coefficient on the list: the category's
	AmountUnknown      Kind = "amount_unknown"          // neither coefficient nor amount: held
	AmountComputed     Kind = "amount_computed"         // neither rate nor total on the list: the computed amount is paid
	AccountMalformed   Kind = "account_malformed"       // number the bank cannot have: no account on file
	Guardian           Kind = "guardian"                // paid to a guardian whose relation is on the list
	HolderDiffers      Kind = "holder_differs"          // the account is somebody else's, no relation given
	AccountShared      Kind = "account_shared"          // one account for three beneficiaries or more
	AccountChanged     Kind = "account_changed"         // another account than the one paid before
	LateUnapproved     Kind = "late_unapproved"         // only in the last month's second supplement
	LateSent           Kind = "late_sent"               // the last month in its first supplement, answered after the cut-off
)
