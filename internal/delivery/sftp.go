package delivery

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"runtime"
	"slices"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"chitra/internal/app"
)

// How long a server may keep us waiting: to let us in, and with any one answer.
const (
	dialTime = 30 * time.Second
	idleTime = 2 * time.Minute
)

// Open opens the way to a target.
func (Carrier) Open(ctx context.Context, t app.PayerDelivery) (app.Destination, error) {
	if t.Kind == app.DeliverFolder {
		return opened(openFolder(t.Address))
	}
	return opened(dial(ctx, t))
}

// opened keeps a nil *Place from becoming a Destination that is not nil.
func opened(p *Place, err error) (app.Destination, error) {
	if err != nil {
		return nil, err
	}
	return p, nil
}

func dial(ctx context.Context, t app.PayerDelivery) (*Place, error) {
	a, ok := parseAddress(t.Address)
	if !ok {
		return nil, &app.Refused{Code: app.DeliveryTargetForm, Subject: t.PayerID, Detail: t.Address}
	}
	signer, err := identity(t.Identity)
	if err != nil {
		return nil, err
	}
	pinned, err := parseHostKey(t.HostKey)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryTargetForm, Subject: t.PayerID, Detail: t.HostKey}
	}
	d := net.Dialer{Timeout: dialTime}
	plain, err := d.DialContext(ctx, "tcp", a.host)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryUnreachable, Subject: a.host, Detail: err.Error()}
	}
	// Whoever stops the program stops what waits for the server.
	stop := context.AfterFunc(ctx, func() { _ = plain.Close() })
	s, err := enter(&patient{Conn: plain}, a, pinned, signer)
	if err != nil {
		stop()
		return nil, errors.Join(ctx.Err(), err, plain.Close())
	}
	s.dir, s.stop = a.dir, stop
	return &Place{ground: s, key: ssh.FingerprintSHA256(pinned)}, nil
}

// enter proves who the server is, then who we are, and opens its files.
func enter(conn net.Conn, a address, pinned ssh.PublicKey, signer ssh.Signer) (*server, error) {
	keys := &keyring{pinned: pinned, host: a.host}
	config := &ssh.ClientConfig{User: a.user, Auth: []ssh.AuthMethod{ssh.PublicKeys(signer)}, HostKeyCallback: keys.check,
		HostKeyAlgorithms: algorithmsFor(pinned), Timeout: dialTime}
	way, channels, requests, err := ssh.NewClientConn(conn, a.host, config)
	var none *ssh.AlgorithmNegotiationError
	switch {
	case keys.refused != nil:
		return nil, keys.refused
	case errors.As(err, &none):
		return nil, &app.Refused{Code: app.DeliveryUnreachable, Subject: a.host, Detail: err.Error()}
	case err != nil && keys.seen:
		return nil, &app.Refused{Code: app.DeliveryLogin, Subject: a.user + "@" + a.host, Detail: err.Error()}
	case err != nil:
		return nil, &app.Refused{Code: app.DeliveryUnreachable, Subject: a.host, Detail: err.Error()}
	}
	client := ssh.NewClient(way, channels, requests)
	files, err := sftp.NewClient(client)
	if err != nil {
		return nil, errors.Join(&app.Refused{Code: app.DeliveryUnreachable, Subject: a.host, Detail: err.Error()}, client.Close())
	}
	_, syncs := files.HasExtension("fsync@openssh.com")
	return &server{files: files, way: client, syncs: syncs}, nil
}

// keyring lets in the one key that was put down.
type keyring struct {
	pinned  ssh.PublicKey
	host    string
	seen    bool
	refused error
}

func (k *keyring) check(_ string, _ net.Addr, key ssh.PublicKey) error {
	if key.Type() == k.pinned.Type() && slices.Equal(key.Marshal(), k.pinned.Marshal()) {
		k.seen = true
		return nil
	}
	k.refused = &app.Refused{Code: app.DeliveryHostKey, Subject: k.host,
		Detail: ssh.FingerprintSHA256(key) + ", " + ssh.FingerprintSHA256(k.pinned)}
	return k.refused
}

// algorithmsFor asks for the pinned key first, and takes any other so that it can
// be shown and refused.
func algorithmsFor(key ssh.PublicKey) []string {
	own := []string{key.Type()}
	if key.Type() == ssh.KeyAlgoRSA {
		own = []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	for _, x := range ssh.SupportedAlgorithms().HostKeys {
		if !slices.Contains(own, x) {
			own = append(own, x)
		}
	}
	return own
}

// identity reads our private key, which nobody but its owner may read.
func identity(file string) (ssh.Signer, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryIdentity, Subject: file, Detail: err.Error()}
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return nil, &app.Refused{Code: app.DeliveryIdentityOpen, Subject: file, Detail: mode.String()}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryIdentity, Subject: file, Detail: err.Error()}
	}
	signer, err := ssh.ParsePrivateKey(text)
	if err != nil {
		return nil, &app.Refused{Code: app.DeliveryIdentity, Subject: file, Detail: err.Error()}
	}
	return signer, nil
}

// patient is a connection whose every reading and writing has its time.
type patient struct{ net.Conn }

func (p *patient) Read(b []byte) (int, error) {
	if err := p.SetReadDeadline(time.Now().Add(idleTime)); err != nil {
		return 0, err
	}
	return p.Conn.Read(b)
}

func (p *patient) Write(b []byte) (int, error) {
	if err := p.SetWriteDeadline(time.Now().Add(idleTime)); err != nil {
		return 0, err
	}
	return p.Conn.Write(b)
}

// server is a folder of a server.
type server struct {
	files *sftp.Client
	way   *ssh.Client
	dir   string
	syncs bool
	stop  func() bool
}

func (s *server) path(name string) string { return path.Join(s.dir, name) }

func (s *server) size(name string) (int64, error) {
	info, err := s.files.Stat(s.path(name))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (s *server) open(name string) (io.ReadCloser, error) { return s.files.Open(s.path(name)) }

// write sends packet after packet, so that a cut leaves no hole.
func (s *server) write(name string, from int64, rest []byte) error {
	f, err := s.files.OpenFile(s.path(name), os.O_WRONLY|os.O_CREATE)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(rest, from)
	if err == nil && s.syncs {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// rename is the protocol's own, which replaces nothing where the server keeps to
// it (OpenSSH does).
func (s *server) rename(from, to string) error { return s.files.Rename(s.path(from), s.path(to)) }

func (s *server) remove(name string) error { return s.files.Remove(s.path(name)) }

func (s *server) close() error {
	if s.stop != nil {
		s.stop()
	}
	// What is there is there: a server that hangs up first is none of our errors.
	_ = s.files.Close()
	_ = s.way.Close()
	return nil
}

// saidNo tells what a place refused from a way that broke.
func saidNo(err error) bool {
	var status *sftp.StatusError
	var file *fs.PathError
	var link *os.LinkError
	return errors.As(err, &status) || errors.As(err, &file) || errors.As(err, &link) ||
		errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist)
}
