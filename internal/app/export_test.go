package app

// LookAtOnce sets how many rows are looked at together.
func (a *App) LookAtOnce(rows int) { a.atOnce = rows }

// LotLines sets how many lines of an answer are taken together.
func (a *App) LotLines(lines int) { a.lot = lines }
