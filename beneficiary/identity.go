package beneficiary

import (
	"strings"
	"unicode"

	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// readName reads the name, from one column or from two.
func (p *page) readName(row *sheet.Row) string {
	if p.h.has(roleFamily) {
		family, given := p.nameIn(row, roleFamily), p.nameIn(row, roleGiven)
		name := strings.TrimSpace(family + " " + given)
		switch {
		case name == "":
			p.note(row, roleGiven, CodeNameMissing, "", "")
		case !hasLetter(name):
			p.note(row, roleGiven, CodeNameUnreadable, name, "")
		case family == "" || given == "" || unusualName(name):
			p.note(row, roleGiven, CodeNameUnusual, name, "")
		}
		return name
	}
	name := p.nameIn(row, roleName)
	// A heading merged over two columns: the given name stands in the second.
	if next := p.h.at[roleName] + 1; next < len(p.h.roles) && p.h.roles[next] == roleNone && p.h.texts[next] == "" {
		if c := cellAt(*row, next); c.Kind == sheet.Text {
			name = strings.TrimSpace(name + " " + textOf(c))
		}
	}
	switch {
	case name == "" && p.cell(row, roleName).Kind == sheet.Empty || strings.Trim(name, "-–.") == "" && p.cell(row, roleName).Kind == sheet.Text:
		p.note(row, roleName, CodeNameMissing, "", "")
		return ""
	case name != "" && !hasLetter(name):
		p.note(row, roleName, CodeNameUnreadable, name, "")
	case name != "" && unusualName(name):
		p.note(row, roleName, CodeNameUnusual, name, "")
	}
	return name
}

// nameIn reads one cell of a name, decoded from a font of before Unicode.
func (p *page) nameIn(row *sheet.Row, r role) string {
	c := p.cell(row, r)
	switch c.Kind {
	case sheet.Empty, sheet.ErrorValue:
		return ""
	case sheet.Text:
	default:
		p.note(row, r, CodeNameUnreadable, c.Text, "")
		return ""
	}
	decoded, charset, sure := viet.GuessLegacy(c.Text, c.Font)
	name := viet.Compose(decoded)
	if charset == viet.Unicode || sure {
		p.said, p.saidName = writing{c.Text, c.Font}, name
	}
	switch {
	case charset != viet.Unicode && !sure:
		p.note(row, r, CodeNameLegacyUnsure, c.Text, name)
	case charset != viet.Unicode && decoded != c.Text:
		p.once(row, r, CodeNameDecoded)
	}
	return name
}

// hasLetter reports whether a name says anything that may be one: a date or a
// number in the wrong column does not.
func hasLetter(name string) bool { return strings.ContainsFunc(name, unicode.IsLetter) }

// unusualName reports whether a name is one syllable, or holds what no name
// does.
func unusualName(name string) bool {
	return !strings.Contains(name, " ") || strings.ContainsAny(name, "0123456789()[]{}<>/\\|,;:?!@#$%^&*_=+~\"") || len(name) > 120
}

// readNumbers reads the number's cell, and the old number's where it has a
// column of its own.
func (p *page) readNumbers(row *sheet.Row) number {
	n := readNumber(p.numberIn(row, roleNumber))
	n.text = p.cell(row, roleNumber).Text
	if !p.h.has(roleOldNumber) {
		return n
	}
	old := readNumber(p.numberIn(row, roleOldNumber))
	switch {
	case n.code == CodeNumberMissing && old.code != CodeNumberMissing:
		old.text = p.cell(row, roleOldNumber).Text
		old.inOldColumn = true
		return old
	case n.id != "" && old.old != "":
		n.old = old.old
	}
	return n
}

func (p *page) numberIn(row *sheet.Row, r role) (text string, numeric bool) {
	c := p.cell(row, r)
	switch c.Kind {
	case sheet.Empty, sheet.ErrorValue:
		return "", false
	case sheet.Number:
		return c.Text, true
	case sheet.Text:
		text = textOf(*c)
		if strings.Trim(text, "-–—.x_ ") == "" {
			return "", false
		}
		return text, false
	}
	return "?" + c.Text, false // a date or a truth value is no number
}

// settleNumber decides about the number once the birth is known.
func (p *page) settleNumber(row *sheet.Row, r *Row, n number, b birthReading) {
	at := roleNumber
	if n.inOldColumn || !p.h.has(roleNumber) {
		at = roleOldNumber
	}
	if !p.h.has(at) {
		p.numberless++
		return
	}
	n.settle(b.Date)
	r.PersonalID, r.OldNumber, r.NumberText = n.id, n.old, n.text
	switch {
	case p.cell(row, at).Kind == sheet.ErrorValue:
	case n.code != "":
		p.note(row, at, n.code, n.text, n.proposed)
	case n.padded:
		p.once(row, at, CodeNumberPadded)
	case n.id == "" && n.old != "":
		p.note(row, at, CodeNumberOld, n.text, "")
	}
}

// checkNumber holds the first six digits against sex and year of birth.
func (p *page) checkNumber(row *sheet.Row, r *Row) {
	year, ok := IDYear(r.PersonalID)
	if !ok {
		return
	}
	if !r.Birth.Date.IsZero() && year != r.Birth.Date.Year() {
		p.note(row, roleNumber, CodeNumberYearDiffers, r.NumberText, r.Birth.Date.String())
	}
	if r.Sex != SexUnknown && r.Sex != IDSex(r.PersonalID) {
		p.note(row, roleNumber, CodeNumberSexDiffers, r.NumberText, r.Sex.String())
	}
}

// readBirth reads the date of birth from whatever columns it has. Where men and
// women have columns of their own, the column says the sex.
func (p *page) readBirth(row *sheet.Row, n number) (birthReading, Sex) {
	at, sex := roleBirth, SexUnknown
	man, woman := p.cell(row, roleBirthMale), p.cell(row, roleBirthFemale)
	switch {
	case p.h.has(roleBirthPartYear):
		return p.birthOfParts(row), SexUnknown
	case man.Text != "" && woman.Text != "":
		p.note(row, roleBirthMale, CodeBirthUnreadable, man.Text+" "+woman.Text, "")
		return birthReading{Birth: Birth{Text: man.Text}}, SexUnknown
	case man.Text != "":
		at, sex = roleBirthMale, Male
		if woman.Merged {
			sex = SexUnknown
		}
	case woman.Text != "":
		at, sex = roleBirthFemale, Female
	case p.cell(row, roleBirth).Text == "":
		at = p.h.firstOf(roleBirthYear, roleBirth, roleBirthMale, roleBirthFemale)
		if p.cell(row, at).Text == "" && p.h.has(roleBirth) {
			at = roleBirth
		}
	}
	b := p.birthIn(row, at, n)
	c := p.cell(row, at)
	switch {
	case c.Kind == sheet.ErrorValue || c.NoCachedValue || c.Merged && c.Text == "":
	case b.code != "":
		p.note(row, at, b.code, c.Text, b.proposed)
	case b.warning != "":
		p.note(row, at, b.warning, c.Text, b.proposed)
	}
	return b, sex
}

// birthIn reads one cell.
func (p *page) birthIn(row *sheet.Row, at role, n number) birthReading {
	c := p.cell(row, at)
	switch c.Kind {
	case sheet.Date:
		return readBirthSerial(c.Text, p.table.Date1904(), p.until)
	case sheet.Number:
		return readBirthNumber(c.Text, p.table.Date1904(), p.until)
	case sheet.Text:
		text := textOf(*c)
		if strings.Trim(text, "-–—./_ ") == "" {
			break
		}
		hint, _ := IDYear(n.id)
		return readBirthIn(p.dateOrder(), text, hint, p.until)
	case sheet.Empty, sheet.ErrorValue:
	default:
		return birthReading{Birth: Birth{Text: c.Text}, code: CodeBirthUnreadable}
	}
	return birthReading{code: CodeBirthMissing}
}

// birthOfParts puts day, month and year together from columns of their own.
func (p *page) birthOfParts(row *sheet.Row) birthReading {
	var parts []string
	for _, r := range []role{roleBirthPartDay, roleBirthPartMonth, roleBirthPartYear} {
		if text := strings.TrimSpace(p.text(row, r)); text != "" {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		p.note(row, roleBirthPartYear, CodeBirthMissing, "", "")
		return birthReading{}
	}
	b := readBirthText(strings.Join(parts, "/"), 0, p.until)
	if b.shape == shapeEither { // the columns say which is which
		b.Other, b.shape = civil.Date{}, shapeSettled
	}
	if b.code != "" {
		p.note(row, roleBirthPartYear, b.code, b.Text, b.proposed)
	}
	return b
}

// readSex reads the sex from its column, from two columns of which one is
// marked, or from the column in which the birth stands.
func (p *page) readSex(row *sheet.Row, r *Row, fromBirth Sex) {
	r.Sex = fromBirth
	if p.h.has(roleSexMale) || p.h.has(roleSexFemale) {
		man, woman := p.text(row, roleSexMale) != "", p.text(row, roleSexFemale) != ""
		switch {
		case man && woman:
			p.note(row, p.h.firstOf(roleSexMale, roleSexFemale), CodeSexUnreadable, "", "")
		case man:
			r.Sex = Male
		case woman:
			r.Sex = Female
		}
		return
	}
	c := p.cell(row, roleSex)
	if c.Text == "" || strings.Trim(c.Text, "-–— ") == "" {
		return
	}
	known := p.sexes.get(textOf(*c), func(text string) sexReading {
		sex, ok := ParseSex(text)
		return sexReading{sex, ok}
	})
	if !known.ok {
		p.note(row, roleSex, CodeSexUnreadable, c.Text, "")
		return
	}
	r.Sex = known.sex
}
