package payout

// Payer is a paying account: a unit that pays, its account at its own bank, and
// that bank's profile.
type Payer struct {
	ID, Unit    string
	BIN, Number string
	Holder      string
	BIC         string
	Profile     string // name of the bank's file and answer profile
	MaxRows     int    // rows a file; 0 leaves it to the profile
}

// Route says from which paying account payments are made. An empty Programme,
// Unit (commune) or PayeeBIN stands for any.
type Route struct {
	Programme Programme
	Unit      string
	PayeeBIN  string
	Payer     string
}

// RouteFor returns the paying account of the most specific route that serves a
// payment: the one that names most of programme, commune and payee's bank. No
// route, or two equally specific ones that disagree: ok is false.
func RouteFor(routes []Route, programme Programme, commune, bin string) (payer string, ok bool) {
	best := -1
	for _, r := range routes {
		rank, serves := r.rank(programme, commune, bin)
		switch {
		case !serves || rank < best:
		case rank > best:
			best, payer, ok = rank, r.Payer, true
		case r.Payer != payer:
			ok = false
		}
	}
	if !ok {
		return "", false
	}
	return payer, true
}

// rank counts what the route names, if it serves at all.
func (r Route) rank(programme Programme, commune, bin string) (int, bool) {
	rank := 0
	for _, f := range [...]struct{ route, payment string }{
		{string(r.Programme), string(programme)}, {r.Unit, commune}, {r.PayeeBIN, bin},
	} {
		switch f.route {
		case "":
		case f.payment:
			rank++
		default:
			return 0, false
		}
	}
	return rank, true
}
