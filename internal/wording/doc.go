// Package wording turns every stable code into plain words: one sentence that
// says what is the matter and one that says what to do, in Vietnamese and in
// English.
//
// It owns the sentences, for every room whose codes reach a reader, and a test
// holds that no code of any room is without them. It decides nothing, and it
// refuses to make words up: a code it does not know is shown as it is.
package wording
