package iso20022_test

import (
	"fmt"
	"io"
	"testing"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
)

// manyLines is what one answer of a province holds at most.
const manyLines = 200_000

// repeater is a document that makes itself while it is read: a head, n of the
// same piece, each with a number of its own, and a foot.
type repeater struct {
	head, piece, foot string
	n, next           int
	rest              []byte
	made              []byte
	heap              *heapPeak
}

func (r *repeater) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) && (len(r.rest) > 0 || r.next <= r.n+1) {
		if len(r.rest) == 0 {
			switch {
			case r.next == 0:
				r.made = append(r.made[:0], r.head...)
			case r.next <= r.n:
				r.made = fmt.Appendf(r.made[:0], r.piece, r.next)
			default:
				r.made = append(r.made[:0], r.foot...)
			}
			r.next++
			r.rest = r.made
		}
		moved := copy(b[n:], r.rest)
		r.rest = r.rest[moved:]
		n += moved
	}
	if n == 0 {
		return 0, io.EOF
	}
	r.heap.passed(n)
	return n, nil
}

// TestManyLinesInFlatMemory reads as many lines in one message, in one entry and
// in as many entries: what the heap gains does not depend on how many there are.
func TestManyLinesInFlatMemory(t *testing.T) {
	const advice = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>B</MsgId></GrpHdr><Ntfctn>`
	const end = `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
	const part = `<TxDtls><Refs><EndToEndId>C%015d</EndToEndId></Refs><Amt Ccy="VND">5</Amt><RmtInf><Ustrd>TRO CAP</Ustrd></RmtInf></TxDtls>`
	documents := map[string]repeater{
		"a status report": {head: `<Document><CstmrPmtStsRpt><OrgnlPmtInfAndSts>`, foot: `</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`,
			piece: `<TxInfAndSts><OrgnlEndToEndId>C%015d</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>`},
		"one entry of many transactions": {head: advice + fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><Btch><NbOfTxs>%d</NbOfTxs></Btch>`, 5*manyLines, manyLines),
			piece: part, foot: `</NtryDtls></Ntry>` + end},
		"as many entries": {head: advice, piece: `<Ntry><Amt Ccy="VND">5</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls>` + part + `</NtryDtls></Ntry>`, foot: end},
	}
	for name, document := range documents {
		if document.n = manyLines; name == "as many entries" {
			document.n /= 4 // the slowest, and the same code by the transaction
		}
		document.heap = newHeapPeak()
		_, answers := iso20022.ReadAnswers(&document)
		lines := 0
		for a, err := range answers {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if lines++; a.Level != bankfile.Transaction {
				t.Fatalf("%s: %+v", name, a)
			}
		}
		const most = 8 << 20
		if lines != document.n || document.heap.bytes > most {
			t.Errorf("%s: %d lines, %d bytes more on the heap, want at most %d", name, lines, document.heap.bytes, most)
		}
	}
}
