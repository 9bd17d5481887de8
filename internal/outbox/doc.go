// Package outbox lets files leave: a folder where a file is either wholly there
// under its name or not there at all, even if the machine stops halfway.
//
// It owns the order of a release: a temporary file beside its target, fsync, a
// new name that replaces nothing, fsync of the folder. It refuses a name that
// leads out of the folder, and to put other content where a file already lies.
package outbox
