package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"chitra/internal/app"
)

// ground is what files are brought to. Names have no folders in them. An error
// for what is not there is fs.ErrNotExist, for what may not be read
// fs.ErrPermission.
type ground interface {
	size(name string) (int64, error)
	open(name string) (io.ReadCloser, error)
	// write puts rest behind the first from bytes of name, and returns when the
	// ground says that it keeps them.
	write(name string, from int64, rest []byte) error
	// rename replaces nothing where the ground can promise that.
	rename(from, to string) error
	remove(name string) error
	close() error
}

// Place is the open way to where files are brought. Carrier opens it.
type Place struct {
	ground ground
	key    string
}

var _ app.Destination = (*Place)(nil)

// temporaryEnd is the ending of what is not yet wholly there. The name is always
// the same, so that whoever comes after a cut finds it.
const temporaryEnd = ".partial"

func temporary(name string) string { return "." + name + temporaryEnd }

// Key is the fingerprint of the key the server proved; "" of a folder.
func (p *Place) Key() string { return p.key }

// Close lets go of the way.
func (p *Place) Close() error { return p.ground.close() }

// Stage brings content under the temporary name of name, going on with what a
// cut left, and reads it back. there says that it has its own name already.
func (p *Place) Stage(ctx context.Context, name string, content []byte) (checked string, there bool, err error) {
	if checked, err = p.under(ctx, name, content); err != nil || checked != "" {
		return checked, err == nil, p.failed(name, err)
	}
	from, err := p.begun(temporary(name), content)
	if err == nil && from < int64(len(content)) {
		err = p.ground.write(temporary(name), from, content[from:])
	}
	if err != nil {
		return "", false, p.failed(name, err)
	}
	checked, err = p.look(temporary(name), content)
	if errors.Is(err, errDiffers) {
		err = errors.Join(&app.Refused{Code: app.DeliveryDiffers, Subject: name}, p.ground.remove(temporary(name)))
	}
	return checked, false, p.failed(name, err)
}

// Finish gives what was staged its own name. app.ErrGone says that there is
// neither the one nor the other.
func (p *Place) Finish(ctx context.Context, name string, content []byte) (checked string, err error) {
	if checked, err = p.under(ctx, name, content); err != nil || checked != "" {
		return checked, p.failed(name, err)
	}
	if checked, err = p.look(temporary(name), content); errors.Is(err, fs.ErrNotExist) || errors.Is(err, errDiffers) {
		return "", fmt.Errorf("%s: %w", name, app.ErrGone)
	}
	if err == nil {
		err = p.ground.rename(temporary(name), name)
	}
	if err == nil {
		return checked, nil
	}
	// Somebody may have been faster.
	if again, failed := p.under(ctx, name, content); failed == nil && again != "" {
		return again, nil
	}
	return "", p.failed(name, err)
}

// under says how it was seen that content lies under name; "" where nothing does.
func (p *Place) under(ctx context.Context, name string, content []byte) (checked string, err error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	checked, err = p.look(name, content)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil
	case errors.Is(err, errDiffers):
		return "", &app.Refused{Code: app.DeliveryOtherContent, Subject: name}
	}
	return checked, err
}

// begun is how many bytes of content are there already; what is of no use is
// removed.
func (p *Place) begun(name string, content []byte) (int64, error) {
	size, err := p.ground.size(name)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if size <= int64(len(content)) {
		err = p.same(name, content[:size])
	} else {
		err = errDiffers
	}
	if err == nil {
		return size, nil
	}
	if !errors.Is(err, errDiffers) && !errors.Is(err, fs.ErrPermission) {
		return 0, err
	}
	if err := p.ground.remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	return 0, nil
}

// errDiffers is returned where something else lies.
var errDiffers = errors.New("other bytes")

// look says how what lies under name was seen to be content: by its bytes, or by
// its size alone where it may not be read.
func (p *Place) look(name string, content []byte) (checked string, err error) {
	size, err := p.ground.size(name)
	if err != nil {
		return "", err
	}
	if size != int64(len(content)) {
		return "", errDiffers
	}
	if err = p.same(name, content); errors.Is(err, fs.ErrPermission) {
		return app.CheckedSize, nil
	}
	if err != nil {
		return "", err
	}
	return app.CheckedBytes, nil
}

// same reads name, of which the ground said that it is as long as content, and
// returns errDiffers where a byte is another. A reading that ends before is a way
// that broke, and says nothing of the bytes.
func (p *Place) same(name string, content []byte) error {
	file, err := p.ground.open(name)
	if err != nil {
		return err
	}
	c := &comparer{rest: content}
	_, err = io.Copy(c, file)
	if err == nil && len(c.rest) > 0 {
		err = io.ErrUnexpectedEOF
	}
	return errors.Join(err, file.Close())
}

// comparer takes bytes as long as they are those wanted.
type comparer struct{ rest []byte }

func (c *comparer) Write(b []byte) (int, error) {
	if !bytes.HasPrefix(c.rest, b) {
		return 0, errDiffers
	}
	c.rest = c.rest[len(b):]
	return len(b), nil
}

// failed gives an error its code: what the place said no to, or the way that
// broke.
func (p *Place) failed(name string, err error) error {
	var refused *app.Refused
	if err == nil || errors.As(err, &refused) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	code := app.DeliveryCut
	if saidNo(err) {
		code = app.DeliveryServer
	}
	return &app.Refused{Code: code, Subject: name, Detail: err.Error()}
}
