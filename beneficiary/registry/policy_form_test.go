package registry

import (
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
)

// TestAWrittenPolicyIsReadAsItWas holds every field of Policy: one that the
// written form leaves out would come back as it is in the zero value.
func TestAWrittenPolicyIsReadAsItWas(t *testing.T) {
	var full Policy
	v := reflect.ValueOf(&full).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Interface().(type) {
		case bool:
			f.SetBool(true)
		case int:
			f.SetInt(3)
		case money.Amount:
			f.Set(reflect.ValueOf(money.Dong(1_234_567)))
		case string, Ablation: // Version and what a measurement leaves out are no part of the text
		default:
			t.Fatalf("field %s is of a kind this test does not fill", v.Type().Field(i).Name)
		}
	}
	got, err := ReadPolicy([]byte(full.Text()), Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if got != full {
		t.Errorf("read back is %+v, want %+v", got, full)
	}
	if got, err := ReadPolicy([]byte(`{"t3_cap": 5, "t3_automatic": false}`), full); err != nil || got.T3Cap != money.Dong(5) || got.T3Automatic || !got.WeakNameYearOnly {
		t.Errorf("from JSON: %+v, %v", got, err)
	}
}

func TestAFaultyPolicyIsRefusedWithPlaceAndReason(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want PolicyFaults
	}{
		"a key nobody knows":      {"t3_cap: 1\nt9: true\n", PolicyFaults{{2, "t9", PolicyKeyUnknown, "t9"}}},
		"a key twice":             {"t3_cap: 1\nt3_cap: 2\n", PolicyFaults{{2, "t3_cap", PolicyKeyTwice, "t3_cap"}}},
		"a cap below zero":        {"t3_cap: -1\n", PolicyFaults{{1, "t3_cap", PolicyBelowZero, "-1"}}},
		"an amount with groups":   {"t3_cap: 3.000.000\n", PolicyFaults{{1, "t3_cap", PolicyNotAmount, "3.000.000"}}},
		"an amount with fraction": {"t3_cap: 1e6\n", PolicyFaults{{1, "t3_cap", PolicyNotAmount, "1e6"}}},
		"an octal amount":         {"t3_cap: 010\n", PolicyFaults{{1, "t3_cap", PolicyNotAmount, "010"}}},
		"a switch half on":        {"t3_automatic: maybe\n", PolicyFaults{{1, "t3_automatic", PolicyNotYesNo, "maybe"}}},
		"a share above all":       {"recheck_share: 101\n", PolicyFaults{{1, "recheck_share", PolicyNotInRange, "101"}}},
		"a value that is a list":  {"t3_cap: [1]\n", PolicyFaults{{1, "t3_cap", PolicyNotAmount, ""}}},
		"no keys":                 {"- 1\n", PolicyFaults{{1, "", PolicySyntax, "KEY: VALUE"}}},
		"all of its faults": {"t3_cap: -1\nx: 1\n", PolicyFaults{
			{1, "t3_cap", PolicyBelowZero, "-1"}, {2, "x", PolicyKeyUnknown, "x"}}},
	} {
		_, err := ReadPolicy([]byte(c.text), DefaultPolicy())
		var got PolicyFaults
		errors.As(err, &got)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	_, err := SetPolicy(DefaultPolicy(), []string{"t3_cap=5", "t3_cap", "x=1"})
	want := PolicyFaults{{0, "t3_cap", PolicySyntax, "t3_cap"}, {0, "x", PolicyKeyUnknown, "x"}}
	var got PolicyFaults
	errors.As(err, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
}
