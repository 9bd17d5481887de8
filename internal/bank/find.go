package bank

// Match says how far a text names an institution.
type Match uint8

// The ways a text can name an institution.
const (
	// Unknown: nobody is known by this name.
	Unknown Match = iota
	// Ambiguous: several share the name, or two parts of the text disagree.
	Ambiguous
	// Exact: the whole text is a code, a BIN, a name or an alias.
	Exact
	// WithBranch: the text begins with one of these, and a branch follows.
	WithBranch
)

// Found says whether the match names one institution.
func (m Match) Found() bool { return m == Exact || m == WithBranch }

func (m Match) String() string {
	switch m {
	case Ambiguous:
		return "ambiguous"
	case Exact:
		return "exact"
	case WithBranch:
		return "with_branch"
	default:
		return "unknown"
	}
}

// maxWords bounds what is looked at: no bank and branch need more.
const maxWords = 40

// Find resolves what people write: a code, a short or registered name, a BIN, an
// interbank code, an alias, with or without marks, legal form and country, and
// with a branch after it ("Vietcombank CN Bắc Ninh", "BIDV - PGD Từ Sơn").
// Unless the match is Found the institution is the zero value.
func (d *Dir) Find(name string) (Institution, Match) {
	words := split(name)
	if len(words) == 0 || len(words) > maxWords {
		return Institution{}, Unknown
	}
	if c, err := ParseCITAD(words[0].text); err == nil {
		return d.findByCITAD(c, words[1:])
	}
	if found := d.names.lookup(words); len(found) > 0 {
		return d.sole(found, Exact)
	}
	return d.findHead(words)
}

// findByCITAD resolves "01202001" and "01202001-NGAN HANG …": the code and the
// name after it must agree, and the name decides where the code is not known.
func (d *Dir) findByCITAD(c CITAD, rest []word) (Institution, Match) {
	owner := d.names.full[c.Institution]
	if len(owner) == 0 {
		i, m := d.findWords(rest)
		if m.Found() && i.CITAD != "" {
			return Institution{}, Ambiguous
		}
		return i, m
	}
	i, m := d.sole(owner, Exact)
	if len(rest) == 0 || !m.Found() {
		return i, m
	}
	named, nm := d.findWords(rest)
	if nm == Ambiguous || nm.Found() && named.Code != i.Code || d.names.namesAnother(rest, i.Code) {
		return Institution{}, Ambiguous
	}
	return i, WithBranch
}

func (d *Dir) findWords(words []word) (Institution, Match) {
	if len(words) == 0 {
		return Institution{}, Unknown
	}
	if found := d.names.lookup(words); len(found) > 0 {
		return d.sole(found, Exact)
	}
	return d.findHead(words)
}

// findHead looks for the longest beginning that is a name, with a branch after
// it. A branch is set apart by a word ("chi nhánh", "PGD") or by punctuation;
// after punctuation the name must not be one that another bank's name continues,
// and loose text may follow a brand only.
func (d *Dir) findHead(words []word) (Institution, Match) {
	for n := len(words) - 1; n > 0; n-- {
		head, tail := words[:n], words[n:]
		found := d.names.lookup(head)
		if len(found) == 0 {
			continue
		}
		i, m := d.sole(found, WithBranch)
		switch {
		case !m.Found(), d.names.namesAnother(tail, i.Code):
			return Institution{}, Ambiguous
		case leading(tail, branchWords) > 0, d.isBrand(head):
			return i, m
		case !tail[0].cut:
			return Institution{}, Unknown
		case d.names.openEnded(head, i.Code):
			return Institution{}, Ambiguous
		}
		return i, m
	}
	return Institution{}, Unknown
}

func (d *Dir) isBrand(head []word) bool {
	return len(d.names.brands[compact(head)]) == 1 || len(d.names.brands[compact(core(head))]) == 1
}

func (d *Dir) sole(codes owners, m Match) (Institution, Match) {
	if len(codes) != 1 {
		return Institution{}, Ambiguous
	}
	return d.byCode[codes[0]], m
}
