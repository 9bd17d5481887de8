package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
)

// ReviewGroup are rows that one decision answers: of one commune, off in the same
// way, each with one likely person and no rival, and with the same answer of the
// registry's office, or none. A row that is like no other, or whose answer is
// another person than the likely one, is a group of its own.
type ReviewGroup struct {
	ID      string // a digest of exactly these rows, as they were shown
	Commune string
	Outcome string
	Tier    string
	Pattern []string
	AtStake money.Amount
	Ease    int
	// Proposed: every row has a person whom accepting the group accepts, and
	// nobody else whom it could mean.
	Proposed bool
	Items    []ReviewItem
}

// Ease of a row, the easiest first.
const (
	easeOne  = iota // one likely person, and nobody else in sight
	easeMany        // a likely person among others
	easeOpen        // nobody is likely
)

func (i ReviewItem) ease() int {
	switch {
	case i.Evidence.Person == "":
		return easeOpen
	case len(i.Candidates) <= 1 && len(i.Evidence.Rivals) == 0:
		return easeOne
	}
	return easeMany
}

// Undecided reports whether the row is a reviewer's to answer, not only waiting
// for the next match or a second person.
func (i ReviewItem) Undecided() bool { return i.State != ReviewDecided && i.State != ReviewWaitsSecond }

// queueOf are the rows of a period that wait, the most money first and of equal
// money the easiest.
func (a *App) queueOf(ctx context.Context, tx Tx, period civil.Month) ([]ReviewItem, error) {
	matches, err := tx.ReviewMatches(ctx, period.String())
	if err != nil {
		return nil, err
	}
	policy, err := a.policyInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	decisions := map[string]map[string]DecisionNow{}
	var items []ReviewItem
	for _, m := range matches {
		item, err := a.reviewItem(ctx, tx, m)
		if err != nil {
			return nil, fmt.Errorf("row %s: %w", RowRef(m.VersionNo, m.RowKey), err)
		}
		if decisions[m.Programme] == nil {
			if decisions[m.Programme], err = decisionsOf(ctx, tx, m.Programme); err != nil {
				return nil, err
			}
		}
		item.Decision = decisions[m.Programme][m.PersonKey]
		item.State = item.Decision.standing(item.AtStake, policy)
		if item.State == ReviewDecided && item.Decision.lastNo() <= m.DecisionNo {
			item.State = ReviewRegistryChanged // the match knew of it, and did not follow
		}
		items = append(items, item)
	}
	slices.SortFunc(items, byMoney)
	groups := map[string]string{}
	for _, g := range groupsOf(items) {
		for _, item := range g.Items {
			groups[item.Row] = g.ID
		}
	}
	for n := range items {
		items[n].Group = groups[items[n].Row]
	}
	return items, nil
}

// byMoney puts the most money first, and of equal money the easiest.
func byMoney(x, y ReviewItem) int {
	return cmp.Or(cmp.Compare(y.AtStake.Minor(), x.AtStake.Minor()), cmp.Compare(x.ease(), y.ease()), strings.Compare(x.Row, y.Row))
}

// decisionsOf are the newest decisions of a programme by person key.
func decisionsOf(ctx context.Context, tx Tx, programme string) (map[string]DecisionNow, error) {
	all, err := tx.Decisions(ctx, programme)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	out := map[string]DecisionNow{}
	for _, d := range all {
		out[d.PersonKey] = d
	}
	return out, nil
}

// ReviewGroups are the undecided rows of a period by pattern, the most money
// first and of equal money the easiest.
func (a *App) ReviewGroups(ctx context.Context, period civil.Month) ([]ReviewGroup, error) {
	var out []ReviewGroup
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = a.groupsShown(ctx, tx, period)
		return err
	})
	return out, err
}

// groupsShown are the groups of a period, each known case one of its own.
func (a *App) groupsShown(ctx context.Context, tx Tx, period civil.Month) ([]ReviewGroup, error) {
	items, err := a.queueOf(ctx, tx, period)
	if err != nil {
		return nil, err
	}
	out := groupsOf(items)
	known, err := a.plantedFor(ctx, tx, period)
	for _, k := range known {
		out = append(out, groupsOf([]ReviewItem{k})...)
	}
	slices.SortStableFunc(out, groupsByMoney)
	return out, err
}

func groupsByMoney(x, y ReviewGroup) int {
	return cmp.Or(cmp.Compare(y.AtStake.Minor(), x.AtStake.Minor()), cmp.Compare(x.Ease, y.Ease), strings.Compare(x.ID, y.ID))
}

// groupsOf gathers undecided rows that are off in the same way.
func groupsOf(items []ReviewItem) []ReviewGroup {
	byKey := map[string]*ReviewGroup{}
	var keys []string
	for _, i := range items {
		if !i.Undecided() {
			continue
		}
		key := strings.Join([]string{i.List.Commune, i.Outcome, i.Tier, strings.Join(i.Pattern, " "), i.State, i.Programme, i.said()}, "\x1f")
		if i.Evidence.Person == "" || i.contested() || i.contradicted() {
			key += "\x1f" + i.Row
		}
		g := byKey[key]
		if g == nil {
			g = &ReviewGroup{Commune: i.List.Commune, Outcome: i.Outcome, Tier: i.Tier, Pattern: i.Pattern, Ease: i.ease(), AtStake: money.Dong(0)}
			byKey[key], keys = g, append(keys, key)
		}
		g.Items = append(g.Items, i)
		g.Ease, g.AtStake = max(g.Ease, i.ease()), money.Dong(g.AtStake.Minor()+i.AtStake.Minor())
		g.Proposed = i.Evidence.Person != "" && !i.contested()
	}
	out := make([]ReviewGroup, 0, len(keys))
	for _, key := range keys {
		byKey[key].ID = groupID(byKey[key].Items)
		out = append(out, *byKey[key])
	}
	slices.SortStableFunc(out, groupsByMoney)
	return out
}

// said is what the registry's office answered about the row; "" for nothing.
func (i ReviewItem) said() string {
	if i.Answered == nil {
		return ""
	}
	return i.Answered.Said
}

// contested reports whether the row could as well be somebody else: such a row is
// looked at for itself.
func (i ReviewItem) contested() bool {
	return len(i.Evidence.Rivals) > 0 || i.Outcome == string(registry.Contested)
}

// contradicted reports whether the answer is not the person proposed.
func (i ReviewItem) contradicted() bool {
	return i.Answered != nil && i.Answered.PersonalID != i.Evidence.Person
}

// groupID is the same as long as the group has these rows and each was shown
// with these persons.
func groupID(items []ReviewItem) string {
	said := make([]string, len(items))
	for n, i := range items {
		said[n] = i.Digest()
	}
	slices.Sort(said)
	sum := sha256.Sum256([]byte(strings.Join(said, "\n")))
	return "g" + hex.EncodeToString(sum[:6])
}

// Digest is the same as long as the row, the persons offered for it, what the
// registry's office answered and what is at stake are.
func (i ReviewItem) Digest() string {
	text, err := json.Marshal(struct {
		Row, Outcome, Tier string
		List               ListRow
		Evidence           Evidence
		Persons            []RegistryPerson
		AtStake            string
		Answered           *RegistrySaid `json:",omitempty"`
	}{i.Row, i.Outcome, i.Tier, i.List, i.Evidence, i.persons(), i.AtStake.Digits(), i.Answered})
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// persons are the candidates, but for the snapshot they were read from.
func (i ReviewItem) persons() []RegistryPerson {
	out := make([]RegistryPerson, len(i.Candidates))
	for n, c := range i.Candidates {
		out[n] = c.RegistryPerson
		out[n].SnapshotNo = 0
	}
	return out
}

// patternOf names in which way a row is off: the fields that do not agree, and
// why the match was not automatic.
func patternOf(evidence string, e Evidence) []string {
	var out []string
	for _, f := range e.Fields {
		name := f.Field == beneficiary.Name.Key() || f.Field == beneficiary.BirthField.Key() || f.Field == beneficiary.PersonalID.Key()
		if a := registry.Agreement(f.Agreement); name && a != registry.Equal && a != registry.Normalised {
			out = append(out, f.Field+":"+f.Agreement)
		}
	}
	var more struct {
		Reasons []string `json:"reasons"`
	}
	if json.Unmarshal([]byte(evidence), &more) == nil {
		out = append(out, more.Reasons...)
	}
	return out
}
