package arrows

import "slices"

// A room is one folder of Go code: what of ours it may import directly, and
// whether it must be pure.
type room struct {
	imports []string
	pure    bool
}

// Groups of rooms, from the left of the design's picture to the right: a room
// imports what stands left of it, never right.
var (
	leaves = []string{
		"internal/money", "internal/civil", "internal/viet", "internal/xmlscan", "internal/bank", "internal/place",
	}
	codecs        = with(leaves, "internal/sheet")
	people        = with(codecs, "beneficiary", "beneficiary/registry")
	payouts       = with(people, "payout", "payout/rules")
	settled       = with(payouts, "payout/settle", "payout/ledger", "payout/guard")
	formats       = []string{"bankfile", "bankfile/iso20022", "bankfile/portal", "bankfile/cashlist", "bankfile/answers"}
	drawings      = []string{"reports", "reports/xlsx", "reports/pdf", "reports/html"}
	domain        = slices.Concat(settled, formats, drawings)
	everythingApp = with(domain, "internal/journal", "internal/app")
)

// rooms is the whole house. A folder with Go code that is not here is a fault.
var rooms = map[string]room{
	"internal/viet":    {pure: true},
	"internal/civil":   {pure: true},
	"internal/xmlscan": {pure: true},
	"internal/money":   {pure: true, imports: []string{"internal/viet"}},
	"internal/bank":    {pure: true, imports: []string{"internal/money", "internal/civil", "internal/viet", "internal/xmlscan"}},
	"internal/place":   {pure: true, imports: []string{"internal/money", "internal/civil", "internal/viet", "internal/xmlscan", "internal/bank"}},
	"internal/sheet":   {pure: true, imports: leaves},

	"beneficiary":          {pure: true, imports: codecs},
	"beneficiary/registry": {pure: true, imports: with(codecs, "beneficiary")},

	"payout":        {pure: true, imports: people},
	"payout/rules":  {pure: true, imports: with(people, "payout")},
	"payout/settle": {pure: true, imports: payouts},
	"payout/ledger": {pure: true, imports: payouts},
	"payout/guard":  {pure: true, imports: with(payouts, "payout/settle")},

	"bankfile":          {pure: true, imports: settled},
	"bankfile/iso20022": {pure: true, imports: with(settled, "bankfile")},
	"bankfile/portal":   {pure: true, imports: with(settled, "bankfile")},
	"bankfile/cashlist": {pure: true, imports: with(settled, "bankfile")},
	"bankfile/answers":  {pure: true, imports: with(settled, "bankfile", "bankfile/iso20022", "bankfile/portal")},

	"reports":      {pure: true, imports: settled},
	"reports/xlsx": {pure: true, imports: with(settled, "reports")},
	"reports/pdf":  {pure: true, imports: with(settled, "reports")},
	"reports/html": {pure: true, imports: with(settled, "reports")},

	"internal/journal":         {imports: leaves},
	"internal/app":             {imports: with(domain, "internal/journal")},
	"internal/vault":           {},
	"internal/cms":             {},
	"internal/store":           {imports: with(everythingApp, "internal/vault")},
	"internal/store/storetest": {imports: []string{"internal/app", "internal/store", "internal/vault"}}, // for tests: no room lists it
	"internal/nightly":         {imports: everythingApp},
	"internal/web":             {imports: everythingApp},
	"internal/wording":         {pure: true, imports: everythingApp},
	"internal/outbox":          {imports: []string{"internal/app"}},
	"internal/delivery":        {imports: []string{"internal/app"}},

	// The made-up province plays the people and the bank on the other side of
	// every file: it shares the words of the lists, and no code with bankfile.
	"internal/synth": {imports: payouts},

	"cmd/chitra": {imports: with(everythingApp, "internal/store", "internal/vault", "internal/cms", "internal/nightly", "internal/web", "internal/wording",
		"internal/outbox", "internal/delivery", "internal/synth")},

	// The kill test drives the built program; beside it lives a program that
	// does one thing wrong on purpose. No room lists either.
	"internal/killtest":            {},
	"internal/killtest/wrongorder": {imports: with(everythingApp, "internal/store", "internal/outbox", "internal/wording")},

	// The proof of the match decision: tests alone.
	"internal/proof": {},

	"internal/pins":   {},
	"internal/arrows": {},
}

// impure are the standard packages that reach the machine, the network, the
// clock or chance: pure rooms get what they need handed in.
var impure = []string{
	"os", "net", "database/sql", "context", "log", "math/rand", "crypto/rand",
}

// kept are modules that belong to a few rooms alone.
var kept = map[string][]string{
	"github.com/xuri/excelize/v2": {"internal/sheet", "reports/xlsx", "internal/synth"},
	"github.com/lib/pq":           {"internal/store"},
	"github.com/jmoiron/sqlx":     {"internal/store"},
	"github.com/pressly/goose/v3": {"internal/store"},
	"modernc.org/sqlite":          {"internal/store"},
	"github.com/alecthomas/kong":  {"cmd/chitra"},
	"github.com/pkg/sftp":         {"internal/delivery"},
	"golang.org/x/crypto/ssh":     {"internal/delivery"},
	"filippo.io/age":              {"internal/delivery"},
}

// moneyRooms hold amounts, in whole minor units only.
var moneyRooms = []string{
	"internal/money", "internal/app", "internal/store",
	"beneficiary", "beneficiary/registry",
	"payout", "payout/rules", "payout/settle", "payout/ledger", "payout/guard",
	"bankfile", "bankfile/iso20022", "bankfile/portal", "bankfile/cashlist", "bankfile/answers",
	"reports", "reports/xlsx", "reports/pdf", "reports/html",
}

func with(list []string, more ...string) []string { return slices.Concat(list, more) }
