// Package cms signs files for banks: a detached CMS signature (RFC 5652) over a
// file's bytes, by a certificate and key that the office's authority has given.
//
// It owns what a signature says: the certificate, the digest SHA-256, the time.
// It refuses a key that is not the certificate's, a certificate that is not in
// force, and to sign nothing. It opens no file: certificates and keys are handed
// in as PEM.
package cms
