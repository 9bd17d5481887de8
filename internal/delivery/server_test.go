package delivery

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"chitra/internal/app"
)

// debianServer is where Debian keeps OpenSSH's SFTP server.
const debianServer = "/usr/lib/openssh/sftp-server"

// needDebianServer skips where there is none; CHITRA_CI=1 lets nothing skip.
func needDebianServer(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(debianServer); err != nil {
		if os.Getenv("CHITRA_CI") == "1" {
			t.Fatal("openssh-sftp-server is not here, and CHITRA_CI=1 lets nothing skip")
		}
		t.Skip("openssh-sftp-server is not here")
	}
}

// bankServer is a bank's server in this process: SSH is ours, what serves its
// files is handed in.
type bankServer struct {
	t       *testing.T
	host    string
	dir     string
	serve   func(io.ReadWriteCloser)
	hostKey ssh.Signer
	target  app.PayerDelivery

	limit    atomic.Int64 // bytes of the next connection before it breaks; 0 for none
	taken    atomic.Int64 // bytes of the last connection
	sessions atomic.Int32 // that got as far as files
	mu       sync.Mutex
	open     []net.Conn
}

func newKey(t *testing.T) (ssh.Signer, []byte) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, pem.EncodeToMemory(block)
}

// startServer starts a server whose files serve serves; nil is OpenSSH's own
// program.
func startServer(t *testing.T, serve func(io.ReadWriteCloser)) *bankServer {
	t.Helper()
	s := &bankServer{t: t, dir: t.TempDir(), serve: serve}
	if serve == nil {
		s.serve = s.openSSH
	}
	s.hostKey, _ = newKey(t)
	ours, text := newKey(t)
	identity := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(identity, text, 0o600); err != nil {
		t.Fatal(err)
	}
	config := &ssh.ServerConfig{PublicKeyCallback: func(c ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		if c.User() != "so" || !slices.Equal(key.Marshal(), ours.PublicKey().Marshal()) {
			return nil, errors.New("not one of ours")
		}
		return nil, nil
	}}
	config.AddHostKey(s.hostKey)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.host = l.Addr().String()
	go s.accept(l, config)
	t.Cleanup(func() { l.Close(); s.hangUp() })
	s.target = s.checked(app.PayerDelivery{PayerID: "A", Kind: app.DeliverSFTP, Address: "so@" + s.host + s.dir, Identity: identity,
		HostKey: string(ssh.MarshalAuthorizedKey(s.hostKey.PublicKey()))})
	return s
}

func (s *bankServer) checked(t app.PayerDelivery) app.PayerDelivery {
	s.t.Helper()
	t, err := Carrier{}.Check(t)
	if err != nil {
		s.t.Fatal(err)
	}
	return t
}

func (s *bankServer) accept(l net.Listener, config *ssh.ServerConfig) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		s.taken.Store(0)
		c := &breaking{Conn: conn, server: s, limit: s.limit.Swap(0)}
		s.mu.Lock()
		s.open = append(s.open, c)
		s.mu.Unlock()
		go s.talk(c, config)
	}
}

// hangUp breaks every connection.
func (s *bankServer) hangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.open {
		c.Close()
	}
	s.open = nil
}

func (s *bankServer) talk(conn net.Conn, config *ssh.ServerConfig) {
	defer conn.Close()
	way, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	defer way.Close()
	go ssh.DiscardRequests(requests)
	for c := range channels {
		channel, asked, err := c.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range asked {
				ok := r.Type == "subsystem" && strings.HasSuffix(string(r.Payload), "sftp")
				_ = r.Reply(ok, nil)
				if ok {
					s.sessions.Add(1)
					go func() { s.serve(channel); channel.Close() }()
				}
			}
		}()
	}
}

// breaking is a connection that breaks when the server has taken so many bytes.
type breaking struct {
	net.Conn
	server *bankServer
	limit  int64
}

func (b *breaking) Read(p []byte) (int, error) {
	if left := b.limit - b.server.taken.Load(); b.limit > 0 && int64(len(p)) > left {
		p = p[:max(left, 0)]
	}
	if len(p) == 0 {
		b.Close()
		return 0, io.ErrUnexpectedEOF
	}
	n, err := b.Conn.Read(p)
	b.server.taken.Add(int64(n))
	return n, err
}

// openSSH serves the folder with OpenSSH's own program.
func (s *bankServer) openSSH(c io.ReadWriteCloser) {
	s.program(c, debianServer, "-d", s.dir)
}

func (s *bankServer) program(c io.ReadWriteCloser, name string, args ...string) {
	cmd := exec.Command(name, args...)
	in, err := cmd.StdinPipe()
	if err != nil {
		return
	}
	cmd.Stdout = c
	if err := cmd.Start(); err != nil {
		return
	}
	go func() { _, _ = io.Copy(in, c); in.Close() }()
	_ = cmd.Wait()
}

// pkgSFTP serves the real file system with pkg/sftp's server.
func pkgSFTP(c io.ReadWriteCloser) {
	server, err := sftp.NewServer(c)
	if err == nil {
		_ = server.Serve()
	}
}

// steps are handlers in memory that hang up at one of what they are asked, before
// or after it is done.
type steps struct {
	sftp.Handlers
	hangUp func()
	n      atomic.Int64
	at     int64
	after  bool
}

func (s *steps) do(what func() error) error {
	n := s.n.Add(1)
	if n == s.at && !s.after {
		s.hangUp()
		return io.ErrClosedPipe
	}
	err := what()
	if n == s.at {
		s.hangUp()
	}
	return err
}

func (s *steps) Fileread(r *sftp.Request) (out io.ReaderAt, err error) {
	err = s.do(func() error { out, err = s.FileGet.Fileread(r); return err })
	return struct{ io.ReaderAt }{out}, err
}

func (s *steps) Filewrite(r *sftp.Request) (out io.WriterAt, err error) {
	err = s.do(func() error { out, err = s.FilePut.Filewrite(r); return err })
	return struct{ io.WriterAt }{out}, err // what is kept in memory would else remember the cut for ever
}

func (s *steps) Filecmd(r *sftp.Request) error {
	return s.do(func() error { return s.FileCmd.Filecmd(r) })
}

func (s *steps) Filelist(r *sftp.Request) (out sftp.ListerAt, err error) {
	err = s.do(func() error { out, err = s.FileList.Filelist(r); return err })
	return out, err
}

func (s *steps) serve(c io.ReadWriteCloser) {
	_ = sftp.NewRequestServer(c, sftp.Handlers{FileGet: s, FilePut: s, FileCmd: s, FileList: s}).Serve()
}
