// Package xmlscan is the one XML tokenizer of the house: it reads a document
// as a stream of tags and texts, over a buffer it refills, without allocating
// per token.
//
// It owns well-formedness and nothing above it. It refuses, with the line and
// the byte: tags that do not match, a second root, attributes repeated or
// without quotes, raw control characters, "<" in an attribute, "]]>" in a
// text, references other than the five named ones and legal characters, bytes
// that are not valid in the document's encoding, and a document that stops
// anywhere before the end of its root. A DOCTYPE is refused whatever it says
// (ErrDoctype), so that there are no entities to expand and nothing outside
// the document to fetch. Every input is bounded by Limits.
//
// UTF-8 is read as it is, UTF-16 where a byte order mark announces it, and
// ISO-8859-1 and windows-1252 where the declaration does. Namespaces are not
// resolved: a name is its prefix and its local part. Names are made of ASCII
// and of the Latin letters of XML 1.0, which covers every schema read here;
// others are refused.
package xmlscan

// Limits bound what one document may cost. The zero value of each field means
// its default, so that Limits{} is safe for documents from outside.
type Limits struct {
	// Depth is how many elements may be open at once. Default 256.
	Depth int
	// Text is how many bytes one token may take in the document: a text
	// between two tags with the comments inside it, or a tag with all its
	// attributes. Default 16 MiB, 1 GiB at the most.
	Text int64
	// Attrs is how many attributes one element may have. Default 256.
	Attrs int
	// Total is how many bytes the document may have, counted as UTF-8.
	// Default 1 GiB.
	Total int64
}

// withDefaults fills the fields left at zero.
func (l Limits) withDefaults() Limits {
	if l.Depth <= 0 {
		l.Depth = 256
	}
	if l.Text <= 0 {
		l.Text = 16 << 20
	}
	l.Text = min(l.Text, 1<<30)
	if l.Attrs <= 0 {
		l.Attrs = 256
	}
	if l.Total <= 0 {
		l.Total = 1 << 30
	}
	return l
}
