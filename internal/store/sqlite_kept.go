package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
)

// statementsKept is how many statements a connection keeps ready. To read a text
// and to plan it takes SQLite about as long as to find twenty rows by their keys,
// and the acts of a month run the same few texts many times.
const statementsKept = 96

// sqliteConn is what a connection of the driver can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// sqliteStmt is what a statement of the driver can do.
type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// keeping opens connections that keep the statements they have run.
type keeping struct{ driver.Connector }

func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	own, ok := c.(sqliteConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a connection is a %T", c), c.Close())
	}
	return &keepingConn{sqliteConn: own, kept: map[string]*keptStatement{}}, nil
}

// keepingConn is a connection with the statements it keeps, by their text. As any
// connection it is used by one goroutine at a time.
type keepingConn struct {
	sqliteConn
	kept map[string]*keptStatement
	runs int64
}

// keptStatement is a statement that is ready to run.
type keptStatement struct {
	sqliteStmt
	text string
	last int64 // the run of the connection it was in last
	busy bool  // its rows are still being read
}

// ExecContext runs a statement that gives no rows.
func (c *keepingConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.ready(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.ExecContext(ctx, text, args)
	}
	r, err := s.sqliteStmt.ExecContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, c.drop(s))
	}
	return r, nil
}

// QueryContext runs a statement that gives rows.
func (c *keepingConn) QueryContext(ctx context.Context, text string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.ready(ctx, text)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.sqliteConn.QueryContext(ctx, text, args)
	}
	rows, err := s.sqliteStmt.QueryContext(ctx, args)
	if err != nil {
		return nil, errors.Join(err, c.drop(s))
	}
	s.busy = true
	return &keptRows{Rows: rows, conn: c, of: s}, nil
}

// keptRows are the rows of a kept statement, which nobody else runs meanwhile.
type keptRows struct {
	driver.Rows
	conn *keepingConn
	of   *keptStatement
}

func (r *keptRows) Close() error {
	err := r.Rows.Close()
	r.of.busy = false
	if err != nil {
		return errors.Join(err, r.conn.drop(r.of))
	}
	return nil
}

// ready is the kept statement of a text; nil for one that is run as it comes: one
// that is not kept, and one whose rows are still being read.
func (c *keepingConn) ready(ctx context.Context, text string) (*keptStatement, error) {
	c.runs++
	if s := c.kept[text]; s != nil {
		if s.last = c.runs; s.busy {
			return nil, nil
		}
		return s, nil
	}
	if !keepable(text) {
		return nil, nil
	}
	prepared, err := c.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	stmt, ok := prepared.(sqliteStmt)
	if !ok {
		return nil, errors.Join(fmt.Errorf("a statement is a %T", prepared), prepared.Close())
	}
	if err := c.makeRoom(); err != nil {
		return nil, errors.Join(err, stmt.Close())
	}
	s := &keptStatement{sqliteStmt: stmt, text: text, last: c.runs}
	c.kept[text] = s
	return s, nil
}

// keepable reports whether a text is one statement about rows. SQLite plans a
// pragma anew for every run in any case.
func keepable(text string) bool {
	for _, first := range []string{"SELECT", "WITH", "INSERT", "UPDATE", "DELETE"} {
		if strings.HasPrefix(text, first) {
			return !strings.Contains(text, ";")
		}
	}
	return false
}

// makeRoom lets go of the statement that has not run for longest, where there are
// enough.
func (c *keepingConn) makeRoom() error {
	if len(c.kept) < statementsKept {
		return nil
	}
	var oldest *keptStatement
	for _, s := range c.kept {
		if !s.busy && (oldest == nil || s.last < oldest.last) {
			oldest = s
		}
	}
	if oldest == nil {
		return nil
	}
	return c.drop(oldest)
}

func (c *keepingConn) drop(s *keptStatement) error {
	delete(c.kept, s.text)
	return s.Close()
}

// Close lets go of every statement before the connection.
func (c *keepingConn) Close() error {
	var errs []error
	for _, s := range c.kept {
		errs = append(errs, s.Close())
	}
	clear(c.kept)
	return errors.Join(errors.Join(errs...), c.sqliteConn.Close())
}
