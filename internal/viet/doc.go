// Package viet owns what is particular about Vietnamese text: one composed
// form for what can be typed in many ways, comparison keys for names, the
// letters a bank takes, syllables and tones, text pasted from fonts of before
// Unicode, and numbers in words.
//
// It refuses to guess in silence: letters lost on the way to a bank are listed,
// and a legacy charset that is not certain is reported as not sure. It knows
// nothing of people, cells or files.
package viet
