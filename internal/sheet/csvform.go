package sheet

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// textEncoding is how the text of a CSV file is written.
type textEncoding uint8

const (
	utf8Text textEncoding = iota
	utf8Marked
	utf16Text
	windows1258
)

// findEncoding looks at the byte order mark or, without one, at all the bytes.
// A file most of whose letters are UTF-8 is a damaged one, not Windows-1258:
// there two letters that make UTF-8 hardly ever meet.
func (f *CSVFile) findEncoding() (textEncoding, error) {
	mark := make([]byte, min(f.size, 3))
	if err := readFull(f.r, mark, 0); err != nil {
		return 0, err
	}
	if bytes.HasPrefix(mark, []byte(markUTF16LE)) || bytes.HasPrefix(mark, []byte(markUTF16BE)) {
		return utf16Text, nil
	}
	good, bad, err := countUTF8(io.NewSectionReader(f.r, 0, f.size))
	switch {
	case err != nil:
		return 0, refusalOf(err, "csv")
	case string(mark) == markUTF8 && bad == 0:
		return utf8Marked, nil
	case string(mark) == markUTF8, bad > 0 && good > bad:
		return 0, refuse(BadEncoding, "%d bytes are not UTF-8, %d letters are", bad, good)
	case bad > 0:
		return windows1258, nil
	}
	return utf8Text, nil
}

// countUTF8 counts the characters of several bytes, and the bytes that belong
// to none.
func countUTF8(r io.Reader) (good, bad int64, err error) {
	buf := make([]byte, 64<<10)
	kept := 0
	for {
		n, err := r.Read(buf[kept:])
		text := buf[:kept+n]
		for len(text) > 0 {
			if text[0] < utf8.RuneSelf {
				text = text[1:]
				continue
			}
			if err == nil && !utf8.FullRune(text) {
				break
			}
			c, size := utf8.DecodeRune(text)
			if c == utf8.RuneError && size == 1 {
				bad++
			} else {
				good++
			}
			text = text[size:]
		}
		kept = copy(buf, text)
		if err == io.EOF {
			return good, bad, nil
		}
		if err != nil {
			return 0, 0, err
		}
	}
}

// decoded is the text as UTF-8 without a mark. What has no character is U+FFFD
// there. Windows-1258 writes tones apart from letters: they are joined.
func (f *CSVFile) decoded() io.Reader {
	all := io.NewSectionReader(f.r, 0, f.size)
	switch f.text {
	case utf8Marked:
		return io.NewSectionReader(f.r, int64(len(markUTF8)), f.size-int64(len(markUTF8)))
	case utf16Text:
		return transform.NewReader(all, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder())
	case windows1258:
		return transform.NewReader(all, transform.Chain(charmap.Windows1258.NewDecoder(), norm.NFC))
	default:
		return all
	}
}

// separators are tried in this order; the first of equals wins.
const separators = "\t;,"

// findSeparator looks at the first records: the separator is the one that most
// of them have equally often, more often where that is no difference. Excel's
// own first line "sep=;" decides alone.
func findSeparator(head []byte) (separator byte, preamble bool) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if line = bytes.TrimRight(line, "\r"); len(line) == 5 && string(bytes.ToLower(line[:4])) == "sep=" && strings.IndexByte(separators+"|", line[4]) >= 0 {
		return line[4], true
	}
	counts := countSeparators(head)
	separator = ','
	var most, times int
	for s := range len(separators) {
		alike := make(map[int]int)
		for _, c := range counts {
			if c[s] > 0 {
				alike[c[s]]++
			}
		}
		for n, records := range alike {
			if records > most || records == most && n > times {
				most, times, separator = records, n, separators[s]
			}
		}
	}
	return separator, false
}

// countSeparators counts each separator outside quotes, in each record.
func countSeparators(head []byte) [][len(separators)]int {
	const enough = 200
	var counts [][len(separators)]int
	var now [len(separators)]int
	quoted := false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			counts = append(counts, now)
			now = [len(separators)]int{}
			if len(counts) == enough {
				return counts
			}
		default:
			if s := bytes.IndexByte([]byte(separators), c); s >= 0 {
				now[s]++
			}
		}
	}
	return append(counts, now)
}
