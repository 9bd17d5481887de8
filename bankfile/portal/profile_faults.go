package portal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// ProfileFault is one fault of a profile, at its line; Key is the path of the
// key, such as out.columns[2].heading, and Value what stands there.
type ProfileFault struct {
	Line  int
	Key   string
	Code  string
	Value string
}

// ProfileFaults are all faults of a profile, by line.
type ProfileFaults []ProfileFault

func (f ProfileFaults) Error() string {
	parts := make([]string, len(f))
	for i, one := range f {
		parts[i] = fmt.Sprintf("line %d %s: %s", one.Line, one.Key, one.Code)
		if one.Value != "" {
			parts[i] += fmt.Sprintf(" (%s)", one.Value)
		}
	}
	return "bank profile: " + strings.Join(parts, "; ")
}

// Codes of a ProfileFault.
const (
	ProfileSyntax     = "profile_syntax"      // no YAML, or more than one document
	ProfileTooLarge   = "profile_too_large"   // more than 64 KiB
	ProfileKeyUnknown = "profile_key_unknown" //
	ProfileKeyTwice   = "profile_key_twice"   //
	ProfileValueKind  = "profile_value_kind"  // a list where a word should stand …
	ProfileMissing    = "profile_missing"     // what must be there
	ProfileName       = "profile_name"        // not of a–z, 0–9, point and -
	ProfileVersion    = "profile_version"     // not a number from 1 on
	ProfileWord       = "profile_word"        // a word that is none of its key's
	ProfileDate       = "profile_date"        //
	ProfileBank       = "profile_bank"        // a BIN of no bank
	ProfileNumber     = "profile_number"      // a number that leaves no room
	ProfileSheet      = "profile_sheet"       // no name Excel takes
	ProfileColumns    = "profile_columns"     // not each of the six once
	ProfileLetter     = "profile_letter"      // no column, or one that stands twice
	ProfileTitle      = "profile_title"       // not one row of cells above the header
	ProfileText       = "profile_text"        // a text that portals would not keep
	ProfileBankText   = "profile_bank_text"   // two banks of one text, or a code of another bank
	ProfileHeading    = "profile_heading"     // a result's heading that says nothing, or two things
	ProfileTemplate   = "profile_template"    // not the template that is named, or not as laid out
	ProfileMessage    = "profile_message"     // a message's profile with a workbook's keys
	ProfileLayout     = "profile_layout"      // a layout's name that is another profile's
	ProfileAlike      = "profile_alike"       // a result's header that another profile knows as well
)

// ProfileFaultCodes returns every code a ProfileFault can have.
func ProfileFaultCodes() []string {
	return []string{
		ProfileSyntax, ProfileTooLarge, ProfileKeyUnknown, ProfileKeyTwice, ProfileValueKind, ProfileMissing, ProfileName,
		ProfileVersion, ProfileWord, ProfileDate, ProfileBank, ProfileNumber, ProfileSheet, ProfileColumns, ProfileLetter,
		ProfileTitle, ProfileText, ProfileBankText, ProfileHeading, ProfileTemplate, ProfileMessage, ProfileLayout, ProfileAlike,
	}
}

func sortFaults(faults ProfileFaults) ProfileFaults {
	slices.SortStableFunc(faults, func(a, b ProfileFault) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key)) })
	return faults
}
