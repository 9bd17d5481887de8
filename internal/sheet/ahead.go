package sheet

import "io"

// openAhead opens an entry that is read from end to end; stop has to be called
// when nothing more is read. Large ones are unpacked ahead.
func (c *container) openAhead(e *entry) (src io.Reader, stop func()) {
	r := c.open(e)
	if e.size <= aheadSize {
		return r, func() {}
	}
	a := newReadAhead(r)
	return a, func() { close(a.done) }
}

// readAhead unpacks a part on its way in another goroutine, a few buffers
// ahead of who reads it. Closing done ends that goroutine wherever it is.
type readAhead struct {
	full   chan []byte
	free   chan []byte
	done   chan struct{}
	buf    []byte // what is left to hand out of the buffer under way
	whole  []byte // that buffer, to be given back
	failed error  // set before full is closed
}

// Three buffers are under way: one being filled, one being read, one between.
const (
	aheadBuffers = 3
	aheadSize    = 64 << 10
)

func newReadAhead(src io.Reader) *readAhead {
	a := &readAhead{
		full: make(chan []byte, aheadBuffers),
		free: make(chan []byte, aheadBuffers),
		done: make(chan struct{}),
	}
	for range aheadBuffers {
		a.free <- make([]byte, aheadSize)
	}
	go a.fill(src)
	return a
}

// fill reads src to its end, or until nobody reads on.
func (a *readAhead) fill(src io.Reader) {
	defer close(a.full)
	for {
		var buf []byte
		select {
		case buf = <-a.free:
		case <-a.done:
			return
		}
		n := 0
		for n < len(buf) && a.failed == nil {
			var m int
			m, a.failed = src.Read(buf[n:])
			n += m
		}
		a.full <- buf[:n] // there is room for every buffer
		if a.failed != nil {
			return
		}
	}
}

func (a *readAhead) Read(p []byte) (int, error) {
	for len(a.buf) == 0 {
		if a.whole != nil {
			a.free <- a.whole[:aheadSize]
			a.whole = nil
		}
		buf, ok := <-a.full
		if !ok {
			return 0, a.failed
		}
		a.buf, a.whole = buf, buf
	}
	n := copy(p, a.buf)
	a.buf = a.buf[n:]
	return n, nil
}
