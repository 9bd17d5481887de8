// Package answers knows a bank's answer by its content, whatever the file is
// called, and reads it to its end: a message in XML, or a table that a profile of
// results knows. A file that breaks off anywhere has said nothing.
//
// It opens no file, and has no word for what is wrong with one: the errors are
// those of the readers.
package answers

import (
	"bytes"
	"errors"
	"iter"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// ErrCutTable is returned for a table of text whose last line has no end.
var ErrCutTable = errors.New("the last line of the table has no end")

// Read reads an answer with the profiles of a set.
func Read(set *portal.Set, data []byte) (bankfile.Info, []bankfile.Answer, error) {
	var answers []bankfile.Answer
	info, err := Visit(set, data, func(answer bankfile.Answer) error {
		answers = append(answers, answer)
		return nil
	})
	if err != nil {
		return info, nil, err
	}
	return info, answers, nil
}

// Visit hands an answer's lines to visit, one at a time and none kept: what comes
// counts for nothing until it has returned without an error. An error of visit
// ends it.
func Visit(set *portal.Set, data []byte, visit func(bankfile.Answer) error) (bankfile.Info, error) {
	info, lines, stated, err := open(set, data)
	if err != nil {
		return info, err
	}
	for answer, err := range lines {
		if err == nil {
			err = visit(answer)
		}
		if err != nil {
			return info, err
		}
	}
	info.Statements = stated()
	return info, nil
}

// open tells XML from a table by the first character that is no space. stated is
// to be asked after the last line.
func open(set *portal.Set, data []byte) (info bankfile.Info, lines iter.Seq2[bankfile.Answer, error],
	stated func() []bankfile.AccountStatement, err error) {
	kind := sheet.Sniff(data)
	if kind == sheet.UnknownFile && startsAsXML(data) {
		document := iso20022.OpenAnswers(bytes.NewReader(data))
		return document.Info, document.All, document.Statements, nil
	}
	none := func() []bankfile.AccountStatement { return nil }
	r := bytes.NewReader(data)
	table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		return info, nil, none, err
	}
	if info, lines = set.ReadResult(table); kind == sheet.CSV && info.Format != "" && !endsWithLine(data) {
		return info, nil, none, ErrCutTable
	}
	return info, lines, none, nil
}

// startsAsXML looks past byte order marks and the noughts of wide letters.
func startsAsXML(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 64)], "\xEF\xBB\xBF\xFF\xFE\x00 \t\r\n")
	return len(head) > 0 && head[0] == '<'
}

func endsWithLine(data []byte) bool {
	tail := bytes.TrimRight(data[max(0, len(data)-8):], "\x00 \t")
	return len(tail) > 0 && (tail[len(tail)-1] == '\n' || tail[len(tail)-1] == '\r')
}
