package sheet

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"
)

// FileKind is what a file is, by its first bytes and not by its name.
type FileKind uint8

// The kinds of file that come in place of lists.
const (
	UnknownFile FileKind = iota
	XLSX                 // any zip package but an OpenDocument; Open says whether it is a workbook
	XLS
	ODS
	EncryptedFile // a workbook with a password
	HTML          // web pages, and the XML spreadsheets of 2003
	CSV
	PDF
	EmptyKind // nothing, or nothing but white space
)

var fileKinds = [...]string{"unknown", "xlsx", "xls", "ods", "encrypted", "html", "csv", "pdf", "empty"}

// String is the kind's stable code.
func (k FileKind) String() string {
	if int(k) < len(fileKinds) {
		return fileKinds[k]
	}
	return fileKinds[UnknownFile]
}

// sniffed is how many first bytes tell the kind for sure.
const sniffed = 8 << 10

const (
	oleSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	markUTF8     = "\xEF\xBB\xBF"
	markUTF16LE  = "\xFF\xFE"
	markUTF16BE  = "\xFE\xFF"
)

// Sniff tells what a file is by its first bytes; 8 KiB are enough.
func Sniff(head []byte) FileKind {
	switch {
	case len(head) > 0 && len(head) < len(localSignature) && bytes.HasPrefix([]byte(localSignature), head):
		return XLSX // a workbook cut to its first letters; Open says so
	case bytes.HasPrefix(head, []byte(localSignature)), bytes.HasPrefix(head, []byte(endSignature)):
		name := []byte("mimetype")
		if at := localSize; len(head) > at && bytes.HasPrefix(head[at:], name) &&
			bytes.HasPrefix(head[at+len(name):], []byte("application/vnd.oasis.opendocument")) {
			return ODS
		}
		return XLSX
	case bytes.HasPrefix(head, []byte(oleSignature)):
		if bytes.Contains(head, wide("EncryptedPackage")) {
			return EncryptedFile
		}
		return XLS
	case bytes.HasPrefix(head, []byte("\x09\x08")), bytes.HasPrefix(head, []byte("\x09\x04\x06\x00")):
		return XLS // a bare stream of Excel 5 and before
	case bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("%PDF-")):
		return PDF
	case bytes.HasPrefix(head, []byte(markUTF16LE)), bytes.HasPrefix(head, []byte(markUTF16BE)):
		return sniffText(narrow(head))
	}
	return sniffText(bytes.TrimPrefix(head, []byte(markUTF8)))
}

// sniffText tells text files apart.
func sniffText(head []byte) FileKind {
	text := bytes.TrimSpace(head)
	if len(text) == 0 {
		return EmptyKind
	}
	lower := bytes.ToLower(text)
	if text[0] == '<' {
		for _, sign := range []string{"<html", "<table", "<!doctype html", "urn:schemas-microsoft-com:office"} {
			if bytes.Contains(lower, []byte(sign)) {
				return HTML
			}
		}
		return UnknownFile
	}
	if bytes.HasPrefix(lower, []byte("mime-version:")) {
		return HTML // a web archive
	}
	for _, c := range text {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c == 0x7F {
			return UnknownFile
		}
	}
	if bytes.HasPrefix(text, []byte(`{\rtf`)) {
		return UnknownFile
	}
	return CSV
}

// wide writes ASCII as UTF-16, as the names in an OLE container stand.
func wide(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}

// narrow keeps the ASCII of UTF-16 with a byte order mark, which is enough to
// tell a kind; other characters become a letter of no meaning.
func narrow(head []byte) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	if head[0] == 0xFE {
		order = binary.BigEndian
	}
	var out []byte
	for head = head[2:]; len(head) >= 2; head = head[2:] {
		if c := order.Uint16(head); c < utf8.RuneSelf {
			out = append(out, byte(c))
		} else {
			out = append(out, '~')
		}
	}
	return out
}

// OpenTable opens a workbook or a CSV file, told apart by the first bytes.
// Anything else is a *Refusal that says what it is.
func OpenTable(r io.ReaderAt, size int64, l Limits) (Table, error) {
	head := make([]byte, min(size, sniffed))
	if err := readFull(r, head, 0); err != nil {
		return nil, err
	}
	kind := Sniff(head)
	if kind == XLS {
		kind = sniffDirectory(r, size, head)
	}
	var code Code
	switch kind {
	case XLSX:
		return asTable(Open(r, size, l))
	case CSV:
		return asTable(ReadCSV(r, size, l))
	case XLS:
		code = OldExcel
	case ODS:
		code = OpenDocument
	case EncryptedFile:
		code = Encrypted
	case HTML:
		code = WebPage
	case PDF:
		code = PDFFile
	case EmptyKind:
		code = EmptyFile
	default:
		code = NotAWorkbook
	}
	return nil, refuse(code, "the file is %s", kind)
}

// asTable keeps a nil pointer from becoming a Table that is not nil.
func asTable[T interface {
	comparable
	Table
}](t T, err error) (Table, error) {
	if err != nil {
		return nil, err
	}
	return t, nil
}

// sniffDirectory looks into the directory of an OLE container, which may lie
// anywhere, for the name under which an encrypted workbook is kept.
func sniffDirectory(r io.ReaderAt, size int64, head []byte) FileKind {
	if len(head) < 52 {
		return XLS
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	first := int64(binary.LittleEndian.Uint32(head[48:]))
	if shift < 9 || shift > 12 {
		return XLS
	}
	at := (first + 1) << shift
	sector := make([]byte, max(0, min(4<<10, size-at)))
	if readFull(r, sector, at) == nil && bytes.Contains(sector, wide("EncryptedPackage")) {
		return EncryptedFile
	}
	return XLS
}
