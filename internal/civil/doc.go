// Package civil owns calendar days, months and periods as papers write them: a
// date that may be only a month or only a year, ages in completed years, the
// month that is paid for, and the one time zone, Asia/Ho_Chi_Minh.
//
// It refuses days that do not exist, years outside 1–9999 and answers that a
// date's precision does not decide. It never asks what time it is.
package civil
