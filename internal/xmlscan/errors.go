package xmlscan

import (
	"errors"
	"fmt"
)

// ErrDoctype is wrapped by the error for a document that has a DOCTYPE.
var ErrDoctype = errors.New("doctype is not accepted")

// ErrLimit is wrapped by the error for a document beyond one of its Limits.
var ErrLimit = errors.New("limit exceeded")

// Reason is the stable code of what is wrong with a document.
type Reason string

// The reasons for which a document is refused.
const (
	Cut                Reason = "cut"                 // the document stops before it is complete
	BadName            Reason = "bad_name"            // a name has an illegal character or colon
	BadMarkup          Reason = "bad_markup"          // what follows "<" is no markup
	BadAttribute       Reason = "bad_attribute"       // no "=", no quotes, "<" inside, no space before
	DuplicateAttribute Reason = "duplicate_attribute" // the same name twice in one tag
	MismatchedEnd      Reason = "mismatched_end"      // an end tag closes another element
	BadReference       Reason = "bad_reference"       // "&" begins no known reference
	ControlCharacter   Reason = "control_character"   // a character XML does not allow
	BadEncoding        Reason = "bad_encoding"        // bytes or declaration of another encoding
	BadComment         Reason = "bad_comment"         // "--" inside a comment
	BadDeclaration     Reason = "bad_declaration"     // the XML declaration, misplaced or misspelt
	BadText            Reason = "bad_text"            // "]]>" in a text
	OutsideRoot        Reason = "outside_root"        // text or an element beside the root
	Doctype            Reason = "doctype"             // wraps ErrDoctype
	TooDeep            Reason = "too_deep"            // wraps ErrLimit, as do the three below
	TooManyAttributes  Reason = "too_many_attributes" //
	TooLong            Reason = "too_long"            //
	TooLarge           Reason = "too_large"           //
)

// SyntaxError says where a document stopped being one that is accepted.
type SyntaxError struct {
	Line   int   // 1-based
	Offset int64 // bytes of the document as UTF-8, after any byte order mark
	Reason Reason
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("xml line %d, byte %d: %s", e.Line, e.Offset, e.Reason)
}

// Unwrap makes the classes ErrDoctype and ErrLimit testable with errors.Is.
func (e *SyntaxError) Unwrap() error {
	switch e.Reason {
	case Doctype:
		return ErrDoctype
	case TooDeep, TooManyAttributes, TooLong, TooLarge:
		return ErrLimit
	default:
		return nil
	}
}
