package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// packTime is the time every entry carries that this package writes: the zip
// format's first, so that the same content gives the same bytes.
var packTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// packer writes a package. What deflates its entries takes more than a megabyte to
// make, and is made once.
type packer struct {
	zip     *zip.Writer
	buf     bytes.Buffer // packed content of the entry under way, where it is known whole
	entries deflater     // an entry is closed before the next begins,
	wholes  deflater     // and may still be open while another is packed whole
}

func newPacker(w io.Writer) *packer {
	p := &packer{zip: zip.NewWriter(w)}
	p.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return p.entries.onto(out, flate.DefaultCompression)
	})
	return p
}

// deflater deflates one thing after another.
type deflater struct{ one *flate.Writer }

// onto is what deflates onto out, once what it deflated before is closed.
func (d *deflater) onto(out io.Writer, level int) (_ *flate.Writer, err error) {
	if d.one == nil {
		d.one, err = flate.NewWriter(out, level)
		return d.one, err
	}
	d.one.Reset(out)
	return d.one, nil
}

// create begins an entry whose content is then written.
func (p *packer) create(name string) (io.Writer, error) {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packTime})
	if err != nil {
		return nil, fmt.Errorf("pack %s: %w", name, err)
	}
	return w, nil
}

// whole writes an entry with its sum and sizes before it, which every reader
// understands: packed, it is in memory.
func (p *packer) whole(name string, content io.Reader) error {
	p.buf.Reset()
	sum := crc32.NewIEEE()
	var size int64
	z, err := p.wholes.onto(&p.buf, flate.DefaultCompression)
	if err == nil {
		size, err = io.Copy(io.MultiWriter(z, sum), content)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return p.raw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, Modified: packTime, CRC32: sum.Sum32(),
		CompressedSize64: uint64(p.buf.Len()), UncompressedSize64: uint64(size),
	}, &p.buf)
}

// copy writes an entry of another package as it is packed there.
func (p *packer) copy(c *container, e *entry) error {
	return p.raw(&zip.FileHeader{
		Name: e.name, Method: e.method, Modified: packTime, CRC32: e.crc,
		CompressedSize64: uint64(e.packed), UncompressedSize64: uint64(e.size),
	}, c.raw(e))
}

func (p *packer) raw(h *zip.FileHeader, packed io.Reader) error {
	w, err := p.zip.CreateRaw(h)
	if err == nil {
		_, err = io.Copy(w, packed)
	}
	if err != nil {
		return fmt.Errorf("pack %s: %w", h.Name, err)
	}
	return nil
}

// close writes the directory.
func (p *packer) close() error {
	if err := p.zip.Close(); err != nil {
		return fmt.Errorf("pack: %w", err)
	}
	return nil
}

// packedQuickly is how excelize packs what is unpacked again at once, to be sealed.
func packedQuickly(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	var entries deflater // an entry is closed before the next begins
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return entries.onto(out, flate.BestSpeed)
	})
	return z
}
