// Package delivery brings files that have left to where a bank takes them: a
// folder, or a server reached by SFTP.
//
// It owns how a file gets there: under a temporary name, gone on with after a
// cut, read back, and only then under its own, replacing nothing. It knows a
// server by the one key that two people have put down, and refuses any other
// before a byte is sent; a private key that others can read; and another content
// under a name that is taken. It also encrypts files for banks that ask (age).
package delivery
