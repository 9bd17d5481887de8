// Package portal writes the workbooks that banks' portals take in place of a
// file format, and reads the workbooks they give back. What a bank's workbook
// looks like is data: profiles in YAML, each with its version, its date and how
// well it is evidenced. Another bank's template is another profile, not code.
//
// Out, a workbook is laid out exactly as its profile says; a line whose bank has
// no spelling that reads back as the same bank is refused, and so are letters
// the portal would drop. Back, columns are found by what their headings say and
// never by position, since banks move them without notice: a heading that two
// columns share is refused, and so is a workbook without the columns that make
// an answer. Status words are handed on as the bank wrote them; package
// payout/settle says what they prove.
package portal
