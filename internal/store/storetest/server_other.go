//go:build !unix

package storetest

// server is never started here: name one in CHITRA_TEST_POSTGRES.
type server struct{ dsn string }

func startServer() (*server, error) { return nil, errNoServer }
