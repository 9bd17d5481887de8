// Package storetest gives a test a store of its own on either engine.
//
// It owns the private PostgreSQL server of a test process: started when the
// first test asks for it, gone with its folder when the process ends, however
// it ends. It refuses to skip where CHITRA_CI=1 says that every engine must be
// there. Tests alone import it.
package storetest
