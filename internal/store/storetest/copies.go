package storetest

import (
	"context"
	"errors"
	"sync"

	"chitra/internal/store"
)

// copied is a database with the newest schema and nothing in it.
type copied struct {
	dsn string
	err error
}

// copies hands out databases of the private server, the next one made while
// the last is still being tested: to migrate each, when it is asked for, takes
// three times as long.
var copies = sync.OnceValue(func() <-chan copied {
	out := make(chan copied)
	go func() { // until the process ends, as the server does
		ctx := context.Background()
		s, template, err := migrated(ctx)
		for {
			c := copied{err: err}
			if err == nil {
				_, c.dsn, c.err = create(ctx, s.dsn, template)
			}
			out <- c
		}
	}()
	return out
})

// migrated makes the database that the others are copies of.
func migrated(ctx context.Context) (s *ownServer, name string, err error) {
	if s, err = private(); err != nil {
		return nil, "", err
	}
	name, dsn, err := create(ctx, s.dsn, "template0")
	if err != nil {
		return nil, "", err
	}
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return nil, "", err
	}
	_, err = db.Migrate(ctx)
	return s, name, errors.Join(err, db.Close())
}
