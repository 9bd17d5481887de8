package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// questions are what a transaction can be asked, with arguments that the life
// has an answer for at one time or another. A last argument that takes each
// answer is added.
var questions = map[string][]any{
	"AccountUsers": {"970436", []string{"0011223341", "0011223342", "none"}}, "AccountsOf": {[]string{"B2", "B1"}},
	"ApprovedOf": {lifeList}, "ApprovedPayments": {actApprove}, "Approvals": {lifeBatch}, "Attempts": {lifeBatch},
	"Batch": {lifeBatch}, "BatchAccounts": {lifeBatch}, "BatchPayments": {lifeBatch}, "BatchTotals": {lifeBatch}, "BatchesOf": {"", lifePeriod},
	"BeneficiariesOf": {[]string{"999044000001", "999044000002", "none"}},
	"Claims":          {lifePeriod, app.WholePeriod}, "Communes": {}, "CurrentRows": {lifeProgramme, lifePeriod}, "Decisions": {lifeProgramme}, "Frequencies": {actSnapshot},
	"EntitlementsOf": {lifeBatch}, "EventOf": {actBuild}, "RowsElsewhere": {lifePeriod, "", beneficiary.Traces{Numbers: []string{"999044000001", "none"}, Keys: []string{"r2"}, Births: []string{"1944-01-01"}}},
	"TotalsInForce": {lifeProgramme, lifePeriod, "99001", "main"}, "VersionsOf": {lifeList}, "DuesAsOf": {"", lifePeriod, lifePeriod, endOfTime}, "ExceptionIDs": {lifePeriod}, "Exceptions": {lifePeriod},
	"FileByMessage": {"M1"}, "FileIntents": {lifeBatch}, "FilesOf": {lifeBatch}, "FindList": {lifeProgramme, lifePeriod, "99001", "main"},
	"Hands": {lifeBatch}, "Info": {}, "InstructionsAsOf": {lifePeriod, lifePeriod, endOfTime}, "FlowsAsOf": {lifePeriod, lifePeriod, endOfTime}, "ApprovalsAsOf": {lifePeriod, lifePeriod, endOfTime},
	"ApprovedAsOf": {actApprove, endOfTime}, "StatementsAsOf": {lifePeriod, lifePeriod, endOfTime}, "LineSumsAsOf": {lifePeriod, lifePeriod, endOfTime}, "FileDebits": {lifeFile},
	"Candidates": {lifePayer, "2024-07-01", "2024-07-31", []int64{500_000}}, "UnpairedLine": {actResult, int64(3)}, "LinesOf": {lifePeriod, lifePeriod, true},
	"PairRequests": {actResult, int64(3)}, "PairConsents": {actResult, int64(3)},
	"InstructionsByID": {[]string{"I2", "I1"}}, "InstructionsByUETR": {[]string{"u1", "u2"}}, "InstructionsOf": {lifeFile}, "InstructionsAfter": {lifeFile, int64(0), 5},
	"IssuesOf": {actList}, "ListByID": {lifeList}, "VersionOf": {actList}, "OriginsOf": {actList}, "LastNumbers": {lifeProgramme, lifePeriod}, "LastRound": {lifeBatch}, "LiveInstruction": {"B1", "C1"},
	"Makers": {lifeBatch}, "NewestEvent": {journal.Main}, "NewestMatch": {actList, "r2"}, "NewestMatches": {lifePeriod}, "NewestSnapshot": {}, "NewestVersion": {lifeList},
	"NumbersOf": {[]string{"B1", "B2"}}, "NightSteps": {"2024-07-05", lifePeriod}, "PayerRoutes": {}, "Payers": {}, "Payment": {"C2"}, "PaymentsAsOf": {lifePeriod, lifePeriod, endOfTime},
	"PlacesAsOf":    {lifePeriod, lifePeriod, endOfTime},
	"PaymentPlaces": {[]string{"B1", "B2"}, []string{"C1", "C2"}}, "PaymentsByID": {[]string{"B1", "B2"}, []string{"C1", "C2"}}, "PaymentsOf": {lifeProgramme, lifePeriod}, "PaymentsPlaced": {lifePeriod}, "RowsPlaced": {lifePeriod}, "PersonsByNameDate": {actSnapshot, []int64{11, -12}},
	"PersonsByNumber": {actSnapshot, []string{"999044000002", "999044000001"}}, "PersonsByOldNumber": {actSnapshot, []string{"999000001"}},
	"PersonsByTwin": {actSnapshot, []int64{21}}, "ReadyBatches": {}, "ResultFileBySHA256": {"cc"}, "ResultsOf": {[]string{"I1", "I2"}},
	"ReviewMatches": {lifePeriod}, "AllDecisions": {}, "LedTo": {"k2", actReview, actLater}, "Plants": {lifePeriod}, "PlantAnswers": {}, "PlantOf": {"3.p1"}, "ReturnRows": {lifePeriod}, "Row": {actList, "r1"}, "RowsAsOf": {lifePeriod, lifePeriod, endOfTime},
	"RowsNaming": {lifePeriod, []string{"999044000001", "999044000002", "none"}}, "RowsByKey": {actList, []string{"r2", "r1"}}, "RowsOf": {actList}, "RunsOf": {lifePeriod}, "SchemaVersion": {}, "SentInstructions": {lifePeriod}, "DecisionsSince": {},
	"LastSnapshot": {}, "RootOf": {actSnapshot}, "Snapshots": {}, "RefusedOf": {actSnapshot}, "Consents": {actSnapshot},
	"PersonPrints":        {actSnapshot, []string{"999044000002", "999044000001"}},
	"PersonPrintsBetween": {actSnapshot, []string{"999044000001", "999044000002"}, 5},
	"NumbersAfter":        {actSnapshot, "999044000001", 5}, "PersonRows": {[]string{"999044000001"}}, "GoneRows": {[]string{"999044000009"}},
	"WaitingRows": {lifePeriod}, "LastQuestions": {[]string{"k3", "k4"}}, "RegistryAnswers": {[]string{"k3", "k4"}}, "RegistryRequests": {},
	"RowsAsked": {[]int64{actAsk}}, "AnswersTo": {[]int64{actAsk}}, "ResponseBySHA256": {"ww"}, "ResponseOf": {actAnswer}, "AnswersStanding": {actAnswer}, "ResponseConsents": {},
	"SnapshotBySHA256": {"aa"}, "SnapshotOf": {actSnapshot}, "Stale": {lifeBatch}, "ContestedMatches": {lifePeriod}, "StoppedRows": {lifePeriod}, "StrayStates": {},
	"Headings": {}, "Layouts": {}, "Policies": {}, "ReadingOf": {actList},
	"User": {"hoa"}, "Users": {},
	"AttemptsOf": {[]string{"B1", "B2"}, []string{"C1", "C2"}}, "CashAsOf": {lifePeriod, lifePeriod, endOfTime}, "CashFiles": {lifePeriod, lifePeriod}, "NumbersShown": {[]string{"B1", "B2"}}, "LedgerAsOf": {lifePeriod, lifePeriod, endOfTime}, "Unentered": {"", 5},
	"OpenInstructions": {lifePeriod, ""}, "Inquiries": {}, "InquiryLines": {[]string{"I1", "I2"}}, "Corrections": {}, "UnpaidOf": {"2024-01", "2024-12"}, "FailedIn": {"2024-01", "2024-12"}, "Handbacks": {}, "HandbackLines": {actAgain}, "Receipts": {}, "Withdrawals": {}, "ReceiptLines": {}, "GiveBackSince": {lifePeriod, lifePeriod, endOfTime}, "ReceivedAsOf": {lifePeriod, lifePeriod, endOfTime}, "OfferedMonths": {lifePeriod, lifePeriod}, "Suspensions": {}, "SuspensionWords": {}, "SuspendedOf": {lifeProgramme},
	"FailedPayments": {lifeProgramme, lifePeriod}, "ReissuesIn": {lifeBatch}, "ReissueBatches": {"", lifePeriod}, "ActivatedAt": {[]string{"B1", "B2"}},
	"OtherAttempts": {[]string{"I1", "I2"}}, "FailedBefore": {lifeBatch}, "AccountWords": {"B2"}, "AccountMakers": {"B1"}, "Beneficiary": {"B1"},
	"PaymentAttempts": {"B2", "C2"}, "DueLinesOf": {"B1", "C1"}, "ChangesOf": {"B2", []string{"C2", "I2"}}, "ReissuesOf": {"B2", "C2"}, "FilesByID": {[]string{lifeFile, "none"}},
	"ResultFilesByNo": {[]int64{actResult}}, "ExceptionsOn": {"none", []string{"??"}}, "PaymentsOfPerson": {"B1", lifePeriod},
	"PayerDeliveries": {}, "ProposedDeliveries": {}, "DeliverySince": {}, "Undelivered": {}, "FileNamed": {"D1-1.xml"}, "CipherOf": {lifeFile},
	"TriesOf": {lifeFile}, "DeliveriesOf": {lifeFile}, "FileSeals": {lifeBatch}, "LossesOf": {lifeBatch}, "PayerProfiles": {}, "ProposedProfiles": {}, "Profiles": {}, "ResultProfiles": {}, "SealsByContent": {"ff"},
	"ExceptionsByID": {[]string{"X1", "X2"}}, "ExceptionsOf": {lifePeriod, lifePeriod}, "ExceptionSteps": {lifePeriod, lifePeriod}, "StepsOf": {[]string{"X1"}}, "StatementsOf": {lifePayer}, "ExceptionsAbout": {"??"},
	"BatchStatesAsOf": {lifePeriod, lifePeriod, "9999"}, "HadVersion": {lifeList, "l1"}, "RefusedBefore": {app.UploadList, "dd", "lan", "no_header"}, "RefusedUploads": {app.UploadList, 5}, "UnequalFiles": {lifePeriod},
}

// silent are the questions the life has no answer for: nothing in it is wrong,
// nothing is on its way back to the Treasury, and no desk pays anybody.
var silent = []string{"CashAsOf", "CashFiles", "ContestedMatches", "GiveBackSince", "HadVersion", "ReceivedAsOf", "Stale", "StrayStates", "UnequalFiles", "Unentered"}

// deeds change something, or are questions with a test of their own.
var deeds = []string{
	"AppendEvent", "Apply", "Assign", "Blob", "Digest", "DropDeadLoads", "DropRegistryIndexes", "Events", "FinishLoad", "HasBlob", "Head", "Insert", "Loading", "MakeRegistryIndexes", "NextAct", "RowsSaid",
	"PutBlob", "PutUser", "SetInfo", "SetSubmitter", "StartLoad", "StrayRows", "VoidLines",
}

const endOfTime = "9999-12-31T23:59:59.999Z"

func TestEveryQuestionIsKnown(t *testing.T) {
	for m := range reflect.TypeFor[app.Tx]().Methods() {
		if _, known := questions[m.Name]; known == slices.Contains(deeds, m.Name) {
			t.Errorf("%s must be either among the questions or among the deeds", m.Name)
		}
	}
}

// TestBothEnginesAnswerAlike asks every question after every act of the life. A
// sealed store gives the same answers.
func TestBothEnginesAnswerAlike(t *testing.T) {
	said := map[string]map[string]string{}
	storetest.Engines(t, func(t *testing.T, s *store.Store) { said[s.Engine()] = askAll(t, s) })
	sealed := askAll(t, storetest.Open(t, storetest.SQLite(t), store.WithVault(vaultOf(t, 7))))
	for engine, answers := range said {
		for question, answer := range answers {
			if sealed[question] != answer && !slices.Contains(byNumber, strings.Fields(question)[0]) {
				t.Errorf("%s: %s says %s, a sealed store %s", question, engine, answer, sealed[question])
			}
		}
	}
	if len(said) < 2 {
		t.Skip("one engine alone has nobody to agree with")
	}
	if diff := cmp.Diff(said["sqlite"], said["postgres"]); diff != "" {
		t.Errorf("answers differ (-sqlite +postgres):\n%s", diff)
	}
}

// byNumber are the questions answered in the order of numbers, which is another
// where the numbers are sealed. TestASealedMonth holds that nothing comes of it.
var byNumber = []string{"BeneficiariesOf", "PersonsByNumber", "PersonsByNameDate"}

func askAll(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	answers := map[string]string{}
	meet(t, s)
	ask(t, s, "before", answers)
	for i, step := range lifeSteps() {
		update(t, s, func(tx app.Tx) error {
			return step.do(t.Context(), tx, lifeStart.Add(time.Duration(i)*time.Hour))
		})
		ask(t, s, fmt.Sprintf("%02d %s", i+1, step.kind), answers)
	}
	answered(t, answers)
	return answers
}

func ask(t *testing.T, s *store.Store, when string, answers map[string]string) {
	t.Helper()
	view(t, s, func(tx app.Tx) error {
		for name, args := range questions {
			answer, err := answerTo(t.Context(), tx, name, args)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", when, name, err)
			}
			answers[name+" "+when] = answer
		}
		return nil
	})
}

// answerTo calls one method and gives everything it said as text; "" when it
// said nothing.
func answerTo(ctx context.Context, tx app.Tx, name string, args []any) (string, error) {
	method := reflect.ValueOf(tx).MethodByName(name)
	in := []reflect.Value{reflect.ValueOf(ctx)}
	for _, a := range args {
		in = append(in, reflect.ValueOf(a))
	}
	var said []any
	if last := method.Type().In(method.Type().NumIn() - 1); last.Kind() == reflect.Func {
		in = append(in, reflect.MakeFunc(last, func(one []reflect.Value) []reflect.Value {
			said = append(said, one[0].Interface())
			return []reflect.Value{reflect.Zero(reflect.TypeFor[error]())}
		}))
	}
	if method.Type().NumIn() != len(in) {
		return "", fmt.Errorf("it takes %d arguments, %d are known", method.Type().NumIn(), len(in))
	}
	out := method.Call(in)
	if err, _ := out[len(out)-1].Interface().(error); err != nil {
		return "", err
	}
	for _, v := range out[:len(out)-1] {
		if !v.IsZero() && (v.Kind() != reflect.Slice && v.Kind() != reflect.Map || v.Len() > 0) {
			said = append(said, v.Interface())
		}
	}
	if len(said) == 0 {
		return "", nil
	}
	text, err := json.Marshal(said)
	return string(text), err
}

// answered holds that each question was answered at one time: one that never
// is would prove nothing.
func answered(t *testing.T, answers map[string]string) {
	t.Helper()
	for name := range questions {
		times := 0
		for key, answer := range answers {
			if answer != "" && len(key) > len(name) && key[:len(name)+1] == name+" " {
				times++
			}
		}
		if (times == 0) != slices.Contains(silent, name) {
			t.Errorf("%s was answered %d times", name, times)
		}
	}
}

// TestOnlyWhatWaitsForABatchIsAssigned: a payment that is on its way keeps its
// account and its batch.
func TestOnlyWhatWaitsForABatchIsAssigned(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, state := range []string{"held", "waiting", "sent", "unknown", "rejected", "returned", "handed_back", "paid", "void"} {
			undone(t, s, func(tx app.Tx) error {
				p := app.Payment{BeneficiaryID: "B9", ID: "C9", Number: 1, Amount: 1, AccountID: "A", PayerID: "P", BatchID: "D", State: state}
				if state == "held" {
					p.HeldReason = "no_account"
				}
				if err := insert(t.Context(), tx, p); err != nil {
					return err
				}
				p.AccountID, p.PayerID, p.BatchID = "A2", "P2", "D2"
				want := state == "held" || state == "rejected" || state == "returned"
				if err := tx.Assign(t.Context(), []app.Payment{p}); (err == nil) != want {
					t.Errorf("assign a payment that is %s: %v", state, err)
				}
				got, _, err := tx.Payment(t.Context(), "C9")
				if (got == p) != want {
					t.Errorf("a payment that is %s became %+v", state, got)
				}
				return err
			})
		}
	})
}

func TestLinesOfAVoidPaymentMayBeDueAgain(t *testing.T) {
	at := journal.Stamp(lifeStart)
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		undone(t, s, func(tx app.Tx) error {
			if err := tx.VoidLines(t.Context(), []app.Payment{{BeneficiaryID: "B1", ID: "C1"}}); err != nil {
				return err
			}
			left, err := tx.EntitlementsOf(t.Context(), lifeBatch)
			if len(left) != 1 || left[0].BeneficiaryID != "B2" {
				t.Errorf("left are %+v", left)
			}
			for _, f := range buildFacts(at) {
				if line, ok := f.(app.Entitlement); ok && line.BeneficiaryID == "B1" {
					line.ID, line.PaymentID = "E9", "C9"
					return insert(t.Context(), tx, line)
				}
			}
			return err
		})
	})
}
