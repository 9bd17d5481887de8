// Package xlsx draws a report as a workbook: a summary with a native bar chart,
// the lines of the dimension, the people not paid by reason, and what changed
// since the period was closed. Counts, amounts and percentages are numbers with
// number formats, never text; every table stands under its period and cut-off
// and prints on A4 landscape with its heading on every page.
//
// It draws what package reports has counted and refuses figures that do not add
// up. No cell holds a formula, and text that looks like one stays text. Every
// workbook leaves through sheet.Seal: the same report gives the same bytes.
package xlsx
