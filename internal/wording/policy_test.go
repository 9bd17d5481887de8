package wording

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary/registry"
)

func TestEveryKeyOfThePolicyIsSaid(t *testing.T) {
	want := slices.Sorted(slices.Values(registry.PolicyKeys()))
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(policyKeyNames()))); diff != "" {
		t.Errorf("keys (-) against words (+):\n%s", diff)
	}
}
