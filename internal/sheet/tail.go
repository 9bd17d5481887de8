package sheet

import "bytes"

// A worksheet's merged ranges stand behind its rows, and each row has to say
// which of its cells they cover. They are picked up while the container is
// checked: what follows the end tag of the rows is kept, up to longestTail.
var rowsName = []byte("sheetData")

const (
	longestTail = 8 << 20
	// tailOverlap is how much of the bytes before has to be seen again for a
	// tag not to be missed where two reads meet.
	tailOverlap = 128
)

// tailFinder watches a part go by and keeps what begins with the last end tag
// of rows in it. It works on bytes, so what it finds is a hint: the strict pass
// over the rows reads the same ranges and refuses the sheet where they differ.
type tailFinder struct {
	tail []byte
}

// take looks at window, of which what is before fresh was seen before.
func (f *tailFinder) take(window []byte, fresh int) {
	last := -1
	for at := 0; ; {
		i := bytes.Index(window[at:], rowsName)
		if i < 0 {
			break
		}
		at += i + len(rowsName)
		end := at + len(window[at:]) - len(bytes.TrimLeft(window[at:], " \t\r\n"))
		if end >= len(window) || end < fresh || window[end] != '>' {
			continue
		}
		name := at - len(rowsName)
		begin := bytes.LastIndexByte(window[:name], '<')
		if begin < 0 || window[begin+1] != '/' || name != begin+2 && window[name-1] != ':' {
			continue
		}
		last = begin
	}
	if last >= 0 {
		f.tail = append(f.tail[:0], window[last:min(len(window), last+longestTail)]...)
	} else if f.tail != nil {
		rest := window[fresh:]
		f.tail = append(f.tail, rest[:min(len(rest), longestTail-len(f.tail))]...)
	}
}

// prefix is the namespace prefix of the tag that the tail begins with, with
// its colon.
func (f *tailFinder) prefix() string {
	i := bytes.Index(f.tail, rowsName)
	return string(f.tail[len("</"):i])
}
