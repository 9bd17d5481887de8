//go:build !unix

package storetest

// ownServer is never started here: name one in CHITRA_TEST_POSTGRES.
type ownServer struct{ dsn string }

func startServer() (*ownServer, error) { return nil, errNoServer }
