package main

import (
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"chitra/reports"
)

// outcomes are what each verb prints with --json. Reports carry their own.
func outcomes() map[string][]any {
	return map[string][]any{
		"init": {madeStore{}}, "user add": {userChanged{}}, "user confirm": nil, "user disable": nil, "user token": nil,
		"user list": {userList{}}, "place load": {placesLoaded{}}, "registry load": {registryLoaded{}},
		"registry delta": {registryLoaded{}}, "registry events": {registryLoaded{}}, "registry list": {snapshotList{}},
		"registry show": {snapshotShown{}}, "registry refused": {snapshotRefused{}}, "registry person": {registryPersonShown{}},
		"registry request": {registryRequested{}}, "registry requests": {registryRequests{}}, "registry response": {registryAnswered{}}, "registry confirm": {registryConfirmed{}},
		"list template": {templateWritten{}}, "list import": {listsImported{}}, "list versions": {listVersions{}}, "list show": {listShown{}}, "list diff": {listDiff{}}, "list withdraw": {listWithdrawn{}},
		"list match": {listsMatched{}}, "list stopped": {stoppedRows{}}, "list refused": {refusedTries{}},
		"list explain":     {rowExplained{}},
		"list layout test": {layoutTested{}}, "list layout add": {layoutAdded{}}, "list layout list": {layoutList{}},
		"list layout show":   {layoutShown{}, keptLayout{}},
		"list heading learn": {headingChanged{}}, "list heading list": {headingList{}}, "list heading forget": nil,
		"list fix": {rowsToFix{}}, "list issues": {keptIssues{}}, "list accept": {proposalsAccepted{}},
		"review list": {reviewQueue{}, reviewGroups{}}, "review show": nil, "review decide": {decisionsMade{}}, "review confirm": {rowsConfirmed{}},
		"review withdraw": {decisionWithdrawn{}}, "review history": {rowHistory{}}, "review return": {rowsReturned{}}, "review recheck list": nil,
		"review recheck decide": {recheckMade{}}, "review plant": {casesPlanted{}}, "review quality": {reviewQuality{}}, "review export": {reviewExported{}}, "review import": nil,
		"policy show": {policyShown{}, keptPolicy{}}, "policy list": {policyList{}}, "policy set": {policySet{}}, "policy confirm": {policyConfirmed{}},
		"payer add": {payerChanged{}}, "payer confirm": nil, "payer profile": {payerProfiled{}}, "payer list": {payerList{}}, "payer delivery": {payerTarget{}},
		"batch build": {batchesBuilt{}}, "batch submit": nil, "batch approve": nil, "batch reject": nil, "batch show": {batchView{}},
		"batch list": {batchList{}}, "payment withdraw": {paymentChanged{}}, "payment show": {paymentsShown{}},
		"account list": {accountList{}}, "account propose": nil, "account confirm": nil, "reissue build": {reissued{}},
		"bankfile inquiry": {inquiriesMade{}}, "bankfile inquiries": {inquiryList{}},
		"result correct": {correctionList{}}, "result confirm": nil, "result corrections": nil, "report year-end": {yearEndReport{}},
		"payment handback propose": {handbackList{}}, "payment handback confirm": nil, "payment handback list": nil,
		"payment handback receipt propose": {receiptList{}}, "payment handback receipt confirm": nil, "payment handback receipt withdraw": nil, "payment handback receipt list": nil,
		"suspension list": {suspensionList{}}, "suspension decide": nil, "suspension lift": nil,
		"bankfile write": {filesWritten{}}, "bankfile check": {fileChecked{}}, "bankfile sign": {fileSigned{}}, "bankfile deliver": {filesDelivered{}},
		"bankfile profile list": {profileList{}}, "bankfile profile show": {profileShown{}, listedProfile{}}, "bankfile profile add": {profileAdded{}},
		"bankfile profile new": {profileDrafted{}}, "bankfile profile confirm": {profileConfirmed{}, listedProfile{}}, "result import": {resultsImported{}}, "result lines": {resultLines{}}, "result pair": {linePaired{}},
		"reconcile": {reconciled{}}, "report coverage": nil, "report reconciliation": nil, "report ledger": nil, "report cash-list": nil, "report changes": nil, "report exceptions": {exceptionList{}},
		"exception list": {exceptionsListed{}}, "exception show": {exceptionShown{}, listedException{}}, "exception assign": {exceptionChanged{}}, "exception close": nil, "exception confirm": nil,
		"audit verify": {auditVerified{}}, "night": {nightDone{}}, "synth": {province{}, played{}, reviewed{}}, "version": {programVersion{}},
	}
}

// TestDocsHoldEveryVerb holds docs/cli.md against the program: each verb has its
// part, and there each of its flags and each key of its JSON.
func TestDocsHoldEveryVerb(t *testing.T) {
	text, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, part := range strings.Split(string(text), "\n### `")[1:] {
		name, body, _ := strings.Cut(part, "`\n")
		body, _, _ = strings.Cut(body, "\n## ")
		parts[name] = body
	}
	k, err := newParser(&root{}, reports.English, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, leaf := range k.Model.Leaves(true) {
		name := strings.TrimPrefix(leaf.FullPath(), "chitra ")
		body, ok := parts[name]
		if !ok {
			t.Errorf("docs/cli.md has no part for %s", name)
			continue
		}
		seen++
		for _, flag := range leaf.Flags {
			if !strings.Contains(body, "--"+flag.Name) {
				t.Errorf("%s: docs/cli.md does not say --%s", name, flag.Name)
			}
		}
		kinds, known := outcomes()[name]
		if !known && name != "demo" {
			t.Errorf("%s: the test does not know what it prints", name)
		}
		for _, kind := range kinds {
			for _, key := range jsonKeys(reflect.TypeOf(kind)) {
				if !strings.Contains(body, "`"+key+"`") && !strings.Contains(body, "`"+key+"[]`") && !strings.Contains(body, "`"+key+"{}`") {
					t.Errorf("%s: docs/cli.md does not say %q", name, key)
				}
			}
		}
	}
	if seen < len(outcomes()) {
		t.Errorf("%d verbs seen of %d", seen, len(outcomes()))
	}
	for _, flag := range k.Model.Flags {
		if flag.Name != "help" && !strings.Contains(string(text), "`--"+flag.Name) {
			t.Errorf("docs/cli.md does not say --%s", flag.Name)
		}
	}
}

// jsonKeys are the keys of a type and of what it holds, as far as it is ours.
func jsonKeys(kind reflect.Type) []string {
	for kind.Kind() == reflect.Slice || kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	if kind.Kind() != reflect.Struct || !strings.HasPrefix(kind.PkgPath(), "chitra/cmd") && kind.PkgPath() != "main" {
		return nil
	}
	var keys []string
	for i := range kind.NumField() {
		field := kind.Field(i)
		key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if key == "" {
			continue
		}
		keys = append(append(keys, key), jsonKeys(field.Type)...)
	}
	return keys
}

// TestDocsSayWhatThePlainTableTakes: its words for a status are those of its
// profile. Every part of the page stands apart from the one before it.
func TestDocsSayWhatThePlainTableTakes(t *testing.T) {
	page, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	profile, err := os.ReadFile("../../bankfile/portal/results/plain.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(page), "\n### `result import`\n")
	part, _, _ = strings.Cut(part, "\n### ")
	said := 0
	for _, line := range strings.Split(string(profile), "\n") {
		key, words, _ := strings.Cut(strings.TrimSpace(line), ": [")
		if key != "paid" && key != "failed" && key != "pending" {
			continue
		}
		for _, word := range strings.Split(strings.TrimSuffix(words, "]"), ", ") {
			if said++; !strings.Contains(part, "`"+word+"`") {
				t.Errorf("docs/cli.md does not say that the plain table takes %q", word)
			}
		}
	}
	if said < 8 {
		t.Errorf("%d words in the profile", said)
	}
	lines := strings.Split(string(page), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "### ") && lines[i-1] != "" {
			t.Errorf("no blank line before %q", line)
		}
	}
}
