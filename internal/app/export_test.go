package app

// LookAtOnce sets how many rows are looked at together.
func (a *App) LookAtOnce(rows int) { a.atOnce = rows }
