package bankfile_test

import (
	"testing"

	"chitra/bankfile"
)

func TestReferencesOfAFile(t *testing.T) {
	m := bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 1, 1)
	if len(m) != 16 || !bankfile.CheckReference(m) {
		t.Errorf("message id %q", m)
	}
	if again := bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 1, 1); again != m {
		t.Errorf("the same batch, part and attempt gave %q and %q", m, again)
	}
	others := []string{
		bankfile.PaymentInfoID("store-t", "BTXH-2024-07-MB1-1", 1, 1),
		bankfile.MessageID("store-u", "BTXH-2024-07-MB1-1", 1, 1),
		bankfile.MessageID("store-t", "BTXH-2024-07-MB1-2", 1, 1),
		bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 2, 1),
		bankfile.MessageID("store-t", "BTXH-2024-07-MB1-1", 1, 2),
		bankfile.MessageID("store-tB", "TXH-2024-07-MB1-1", 1, 1),
	}
	for _, other := range others {
		if other == m {
			t.Errorf("%q stands for two files", m)
		}
	}
}

// The published example of ISO 7064, MOD 37,36.
func TestCheckCharacterOfISO7064(t *testing.T) {
	if !bankfile.CheckReference("A12425GABC1234002M") {
		t.Error("A12425GABC1234002 does not check with M")
	}
}

func TestCheckReferenceFindsSlips(t *testing.T) {
	id := bankfile.MessageID("store-t", "B", 1, 1)
	for i := range len(id) {
		for c := byte('0'); c <= 'Z'; c++ {
			wrong := id[:i] + string(rune(c)) + id[i+1:]
			if wrong != id && bankfile.CheckReference(wrong) {
				t.Errorf("%q passes for %q", wrong, id)
			}
		}
	}
	for i := 1; i < len(id); i++ {
		swapped := id[:i-1] + id[i:i+1] + id[i-1:i] + id[i+1:]
		if swapped != id && bankfile.CheckReference(swapped) {
			t.Errorf("%q passes for %q", swapped, id)
		}
	}
}

func TestBlockIDTellsItsRoute(t *testing.T) {
	id := bankfile.PaymentInfoID("store-t", "B", 1, 1)
	for _, route := range bankfile.Routes() {
		block := bankfile.BlockID(id, route)
		if got, r, ok := bankfile.ParseBlockID(block); !ok || got != id || r != route {
			t.Errorf("ParseBlockID(%q) = %q, %d, %t", block, got, r, ok)
		}
	}
	for _, foreign := range []string{"", "A", id, "PmtInfId-001-03", bankfile.BlockID(id, bankfile.InHouse) + "A"} {
		if _, _, ok := bankfile.ParseBlockID(foreign); ok {
			t.Errorf("%q is taken for a block of ours", foreign)
		}
	}
}
