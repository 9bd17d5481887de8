package sheet

import (
	"path"
	"strings"

	"chitra/internal/xmlscan"
)

// Relationship types, by the end of their address: the two editions of the
// standard differ before it.
const (
	relWorkbook = "/officeDocument"
	relSheet    = "/worksheet"
	relStrings  = "/sharedStrings"
	relStyles   = "/styles"
	relComments = "/comments"
	relDrawing  = "/vmlDrawing"
	relExternal = "/externalLink"
)

// relation is one line of a part's relationships.
type relation struct {
	id, kind string // kind is the type's whole address
	target   string // the part's name, without a leading slash; "" outside the package
}

// is reports whether the relation is of a type.
func (r relation) is(kind string) bool { return strings.HasSuffix(r.kind, kind) }

// relationsOf is the name of the part that holds the relationships of part.
func relationsOf(part string) string {
	dir, file := path.Split(part)
	return dir + "_rels/" + file + ".rels"
}

// relations reads the relationships of part; a part may have none.
func (c *container) relations(part string) ([]relation, error) {
	e, ok := c.find(relationsOf(part))
	if !ok {
		return nil, nil
	}
	var list []relation
	err := c.scan(e, "Relationships", func(s *xmlscan.Scanner) error {
		return eachChild(s, func(tok xmlscan.Token) error {
			if !tok.Name.Is("Relationship") {
				return nil
			}
			r := relation{id: attrText(s, "Id"), kind: attrText(s, "Type")}
			target := attrText(s, "Target")
			switch {
			case attrText(s, "TargetMode") == "External":
			case strings.HasPrefix(target, "/"):
				r.target = path.Clean(target)[1:]
			default:
				r.target = path.Join(path.Dir(part), target)
			}
			list = append(list, r)
			return nil
		})
	})
	return list, err
}

// scan reads the part e as XML with the given root; read is called behind the
// root's start tag and may leave the rest to be passed over.
func (c *container) scan(e *entry, root string, read func(*xmlscan.Scanner) error) error {
	s := xmlscan.New(c.open(e), xmlLimits(c.limits))
	tok, err := s.Next()
	if err == nil && !tok.Name.Is(root) {
		err = refuse(BadStructure, "%s: its root is %s, not %s", e.name, tok.Name.Local, root)
	}
	if err == nil {
		err = read(s)
	}
	if err == nil {
		err = passRest(s)
	}
	if err != nil {
		return refusalOf(err, e.name)
	}
	return nil
}

// xmlLimits are the tokenizer's share of the limits.
func xmlLimits(l Limits) xmlscan.Limits {
	return xmlscan.Limits{Depth: 64, Text: 16 << 20, Attrs: 128, Total: l.Unzipped}
}

// passRest reads to the end of the document, which is how its being complete,
// and the sum of the entry behind it, are known.
func passRest(s *xmlscan.Scanner) error {
	for s.Depth() > 0 {
		if err := s.Skip(); err != nil {
			return err
		}
	}
	return atEOF(s)
}

// eachChild calls fn at the start tag of each child of the element whose start
// tag was read last, and returns behind that element's end. What fn leaves of
// a child is skipped.
func eachChild(s *xmlscan.Scanner, fn func(xmlscan.Token) error) error {
	depth := s.Depth()
	for {
		tok, err := s.Next()
		if err != nil {
			return err
		}
		switch tok.Kind {
		case xmlscan.End:
			return nil
		case xmlscan.Start:
			if err := fn(tok); err != nil {
				return err
			}
			for s.Depth() > depth {
				if err := s.Skip(); err != nil {
					return err
				}
			}
		}
	}
}

// attrText is the value of an attribute, "" where there is none.
func attrText(s *xmlscan.Scanner, name string) string {
	value, _ := s.Attr(name)
	return string(value)
}

// attrTrue reads a truth value, false where there is none.
func attrTrue(s *xmlscan.Scanner, name string) bool {
	value, _ := s.Attr(name)
	return string(value) == "1" || string(value) == "true"
}
