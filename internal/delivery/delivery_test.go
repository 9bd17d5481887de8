package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"chitra/internal/app"
)

// content is n bytes that repeat nowhere near.
func content(n int) []byte {
	out := make([]byte, 0, n+16)
	for i := 0; len(out) < n; i++ {
		out = fmt.Appendf(out, "%08x", i*2654435761)
	}
	return out[:n]
}

// bring stages and finishes, as a delivery does.
func bring(ctx context.Context, t app.PayerDelivery, name string, content []byte) (checked string, err error) {
	to, err := Carrier{}.Open(ctx, t)
	if err != nil {
		return "", err
	}
	defer to.Close()
	checked, there, err := to.Stage(ctx, name, content)
	if err == nil && !there {
		checked, err = to.Finish(ctx, name, content)
	}
	return checked, err
}

func mustBring(t *testing.T, target app.PayerDelivery, name string, content []byte) {
	t.Helper()
	if checked, err := bring(t.Context(), target, name, content); err != nil || checked != app.CheckedBytes {
		t.Fatalf("brought: %q, %v", checked, err)
	}
}

func refusedWith(t *testing.T, err error, code string) {
	t.Helper()
	var refused *app.Refused
	if !errors.As(err, &refused) || refused.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// lies are the files of a folder, with what is in them.
func lies(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(data)
	}
	return out
}

// everyPlace runs a test with a folder, OpenSSH's server and pkg/sftp's.
func everyPlace(t *testing.T, test func(t *testing.T, target app.PayerDelivery, dir string)) {
	t.Run("folder", func(t *testing.T) {
		dir := t.TempDir()
		test(t, app.PayerDelivery{Kind: app.DeliverFolder, Address: dir}, dir)
	})
	t.Run("openssh", func(t *testing.T) {
		needDebianServer(t)
		s := startServer(t, nil)
		test(t, s.target, s.dir)
	})
	t.Run("pkg/sftp", func(t *testing.T) {
		s := startServer(t, pkgSFTP)
		test(t, s.target, s.dir)
	})
}

func TestAFileIsBroughtWholeAndOnce(t *testing.T) {
	everyPlace(t, func(t *testing.T, target app.PayerDelivery, dir string) {
		data := content(100_000)
		mustBring(t, target, "a.xml", data)
		mustBring(t, target, "a.xml", data)
		if diff := cmp.Diff(map[string]string{"a.xml": string(data)}, lies(t, dir)); diff != "" {
			t.Errorf("the place holds:\n%s", diff)
		}
	})
}

func TestOtherContentIsRefusedAndStays(t *testing.T) {
	everyPlace(t, func(t *testing.T, target app.PayerDelivery, dir string) {
		for _, other := range []string{"", "<a", "<b/>", "<a/>\n"} {
			if err := os.WriteFile(filepath.Join(dir, "a.xml"), []byte(other), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := bring(t.Context(), target, "a.xml", []byte("<a/>"))
			refusedWith(t, err, app.DeliveryOtherContent)
			if diff := cmp.Diff(map[string]string{"a.xml": other}, lies(t, dir)); diff != "" {
				t.Errorf("the place holds:\n%s", diff)
			}
		}
	})
}

// Whatever lies under the temporary name, the file becomes whole: what is a part
// of it is gone on with, anything else begun anew.
func TestWhatACutLeftIsGoneOnWith(t *testing.T) {
	everyPlace(t, func(t *testing.T, target app.PayerDelivery, dir string) {
		data := content(70_000)
		longer := append(bytes.Clone(data), 'x')
		hole := bytes.Clone(data)
		clear(hole[100:200])
		for i, left := range [][]byte{{}, data[:1], data[:40_000], data, longer, hole, hole[:300], []byte("other")} {
			name := fmt.Sprintf("%d.xml", i)
			if err := os.WriteFile(filepath.Join(dir, temporary(name)), left, 0o600); err != nil {
				t.Fatal(err)
			}
			mustBring(t, target, name, data)
			if got := lies(t, dir); got[name] != string(data) || len(got) != i+1 {
				t.Errorf("%d: the place holds %d files, this one of %d bytes", i, len(got), len(got[name]))
			}
		}
	})
}

func TestNothingStagedIsGone(t *testing.T) {
	everyPlace(t, func(t *testing.T, target app.PayerDelivery, dir string) {
		if err := os.WriteFile(filepath.Join(dir, temporary("a.xml")), []byte("<a"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.xml", "b.xml"} {
			to, err := Carrier{}.Open(t.Context(), target)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := to.Finish(t.Context(), name, []byte("<a/>")); !errors.Is(err, app.ErrGone) {
				t.Errorf("%s: %v", name, err)
			}
			to.Close()
		}
	})
}

// Cut after ever more bytes, the next run makes the file whole, and does not send
// again what is there.
func TestCutAfterEveryNBytes(t *testing.T) {
	for name, serve := range map[string]func(io.ReadWriteCloser){"openssh": nil, "pkg/sftp": pkgSFTP} {
		t.Run(name, func(t *testing.T) {
			if serve == nil {
				needDebianServer(t)
			}
			s := startServer(t, serve)
			data := content(300_000)
			mustBring(t, s.target, "whole", data)
			whole := s.taken.Load()
			saved := 0
			const every = 9_000
			for n := int64(1); n < whole+every; n += every {
				name := fmt.Sprintf("%d.xml", n)
				s.limit.Store(n)
				if _, err := bring(t.Context(), s.target, name, data); err == nil && n < whole-2_000 {
					t.Fatalf("cut after %d of %d bytes, it was brought", n, whole)
				}
				if part, err := os.Stat(filepath.Join(s.dir, temporary(name))); err == nil && part.Size() > 0 {
					saved++
				}
				mustBring(t, s.target, name, data)
				if n > whole*2/3 && s.taken.Load() > whole/2 {
					t.Errorf("cut after %d bytes, %d were sent again", n, s.taken.Load())
				}
				if got, err := os.ReadFile(filepath.Join(s.dir, name)); err != nil || !bytes.Equal(got, data) {
					t.Fatalf("cut after %d bytes: %d bytes lie there, %v", n, len(got), err)
				}
			}
			if saved < 20 {
				t.Errorf("only %d cuts left a part", saved)
			}
		})
	}
}

// The server hangs up at each thing it is asked, before or after it is done: the
// next run finds the file whole, under its one name.
func TestCutAtEachStep(t *testing.T) {
	data := content(50_000)
	for _, after := range []bool{false, true} {
		asked := int64(0)
		for at := int64(1); ; at++ {
			h := &steps{Handlers: sftp.InMemHandler(), at: at, after: after}
			s := startServer(t, h.serve)
			h.hangUp = s.hangUp
			target := s.target
			target.Address = "so@" + s.host + "/"
			target = s.checked(target)
			_, err := bring(t.Context(), target, "a.xml", data)
			if h.n.Load() < at {
				if err != nil {
					t.Fatal(err)
				}
				break
			}
			asked = at
			mustBring(t, target, "a.xml", data)
		}
		if asked < 6 {
			t.Errorf("the server was asked %d times", asked)
		}
	}
}

// Another key than the one put down: refused before anything is sent.
func TestAnotherHostKeyIsRefused(t *testing.T) {
	s := startServer(t, pkgSFTP)
	other, _ := newKey(t)
	t.Run("other key", func(t *testing.T) {
		target := s.target
		target.HostKey = string(ssh.MarshalAuthorizedKey(other.PublicKey()))
		_, err := bring(t.Context(), s.checked(target), "a.xml", []byte("<a/>"))
		refusedWith(t, err, app.DeliveryHostKey)
	})
	t.Run("key of another kind", func(t *testing.T) {
		target := s.target
		target.HostKey = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg="
		_, err := bring(t.Context(), s.checked(target), "a.xml", []byte("<a/>"))
		refusedWith(t, err, app.DeliveryHostKey)
	})
	if n := s.sessions.Load(); n != 0 || len(lies(t, s.dir)) != 0 {
		t.Errorf("%d sessions were opened, and %v lies there", n, lies(t, s.dir))
	}
}

func TestAPrivateKeyThatOthersReadIsRefused(t *testing.T) {
	s := startServer(t, pkgSFTP)
	for _, mode := range []os.FileMode{0o640, 0o604, 0o644} {
		if err := os.Chmod(s.target.Identity, mode); err != nil {
			t.Fatal(err)
		}
		_, err := bring(t.Context(), s.target, "a.xml", []byte("<a/>"))
		refusedWith(t, err, app.DeliveryIdentityOpen)
	}
	target := s.target
	target.Identity = filepath.Join(t.TempDir(), "none")
	_, err := bring(t.Context(), target, "a.xml", []byte("<a/>"))
	refusedWith(t, err, app.DeliveryIdentity)
}

func TestWhoIsNotLetIn(t *testing.T) {
	s := startServer(t, pkgSFTP)
	_, stranger := newKey(t)
	if err := os.WriteFile(s.target.Identity, stranger, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := bring(t.Context(), s.target, "a.xml", []byte("<a/>"))
	refusedWith(t, err, app.DeliveryLogin)
	target := s.target
	target.Address = "so@127.0.0.1:1/in"
	_, err = bring(t.Context(), target, "a.xml", []byte("<a/>"))
	refusedWith(t, err, app.DeliveryUnreachable)
	_, err = bring(t.Context(), app.PayerDelivery{Kind: app.DeliverFolder, Address: filepath.Join(s.dir, "not-mounted")}, "a.xml", []byte("<a/>"))
	refusedWith(t, err, app.DeliveryUnreachable)
}

// The server's disk is full: its word for it, nothing under the name, and the
// same run again goes on when there is room.
func TestAFullServer(t *testing.T) {
	needDebianServer(t)
	full := true
	var s *bankServer
	s = startServer(t, func(c io.ReadWriteCloser) {
		if !full {
			s.openSSH(c)
			return
		}
		s.program(c, "/bin/sh", "-c", `trap '' XFSZ; ulimit -f 64; exec "$0" -d "$1"`, debianServer, s.dir)
	})
	data := content(200_000)
	_, err := bring(t.Context(), s.target, "a.xml", data)
	refusedWith(t, err, app.DeliveryServer)
	if _, err := os.Stat(filepath.Join(s.dir, "a.xml")); err == nil {
		t.Error("a part has the file's name")
	}
	full = false
	mustBring(t, s.target, "a.xml", data)
}

// A server that lets nobody read shows sizes alone.
func TestAServerThatLetsNobodyRead(t *testing.T) {
	s := startServer(t, nil)
	h := sftp.InMemHandler()
	h.FileGet = blind{}
	s.serve = func(c io.ReadWriteCloser) { _ = sftp.NewRequestServer(c, h).Serve() }
	target := s.target
	target.Address = "so@" + s.host + "/"
	target = s.checked(target)
	for range 2 {
		if checked, err := bring(t.Context(), target, "a.xml", []byte("<a/>")); err != nil || checked != app.CheckedSize {
			t.Errorf("checked by %q, %v", checked, err)
		}
	}
	_, err := bring(t.Context(), target, "a.xml", []byte("<ab/>"))
	refusedWith(t, err, app.DeliveryOtherContent)
}

type blind struct{}

func (blind) Fileread(*sftp.Request) (io.ReaderAt, error) { return nil, sftp.ErrSSHFxPermissionDenied }

// A server that says nothing more does not hold whoever stops the program.
func TestStoppedWhileTheServerIsSilent(t *testing.T) {
	silent := make(chan struct{})
	s := startServer(t, func(io.ReadWriteCloser) { <-silent })
	defer close(silent)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	done := make(chan error, 1)
	go func() { _, err := bring(ctx, s.target, "a.xml", []byte("<a/>")); done <- err }()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a silent server took the file")
		}
	case <-time.After(5 * time.Second):
		t.Error("it waits")
	}
}

func TestTargets(t *testing.T) {
	key, _ := newKey(t)
	good := app.PayerDelivery{Kind: app.DeliverSFTP, Address: "so@bank.example:2222/in/", HostKey: string(ssh.MarshalAuthorizedKey(key.PublicKey())), Identity: "/keys/id"}
	for name, c := range map[string]struct {
		change func(*app.PayerDelivery)
		want   string // the address; "" for a refusal
	}{
		"as it is":           {func(*app.PayerDelivery) {}, "so@bank.example:2222/in"},
		"no port":            {func(t *app.PayerDelivery) { t.Address = "so@bank.example/in" }, "so@bank.example:22/in"},
		"below the home":     {func(t *app.PayerDelivery) { t.Address = "so@bank.example/~/in" }, "so@bank.example:22/~/in"},
		"IPv6":               {func(t *app.PayerDelivery) { t.Address = "so@[::1]:22/in" }, "so@[::1]:22/in"},
		"a comment":          {func(t *app.PayerDelivery) { t.HostKey = t.HostKey[:len(t.HostKey)-1] + " bank\n" }, "so@bank.example:2222/in"},
		"nobody":             {func(t *app.PayerDelivery) { t.Address = "bank.example/in" }, ""},
		"a password":         {func(t *app.PayerDelivery) { t.Address = "so:secret@bank.example/in" }, ""},
		"no folder":          {func(t *app.PayerDelivery) { t.Address = "so@bank.example" }, ""},
		"port 0":             {func(t *app.PayerDelivery) { t.Address = "so@bank.example:0/in" }, ""},
		"a code":             {func(t *app.PayerDelivery) { t.Address = "so@bank.example/%41" }, ""},
		"a question":         {func(t *app.PayerDelivery) { t.Address += "?x" }, ""},
		"no key":             {func(t *app.PayerDelivery) { t.HostKey = "" }, ""},
		"half a key":         {func(t *app.PayerDelivery) { t.HostKey = t.HostKey[:40] }, ""},
		"no identity":        {func(t *app.PayerDelivery) { t.Identity = "" }, ""},
		"a wandering key":    {func(t *app.PayerDelivery) { t.Identity = "keys/id" }, ""},
		"no age key":         {func(t *app.PayerDelivery) { t.Recipient = "age1x" }, ""},
		"a wandering folder": {func(t *app.PayerDelivery) { *t = app.PayerDelivery{Kind: app.DeliverFolder, Address: "in"} }, ""},
		"a folder":           {func(t *app.PayerDelivery) { *t = app.PayerDelivery{Kind: app.DeliverFolder, Address: "/in/"} }, "/in"},
	} {
		target := good
		c.change(&target)
		got, err := Carrier{}.Check(target)
		if c.want == "" {
			refusedWith(t, err, app.DeliveryTargetForm)
			continue
		}
		if err != nil || got.Address != c.want {
			t.Errorf("%s: %q, %v, want %q", name, got.Address, err, c.want)
		}
		if again, err := (Carrier{}).Check(got); err != nil || again != got {
			t.Errorf("%s: its one form is another, %+v", name, again)
		}
	}
}

func TestOnlyTheRecipientDecrypts(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	quantum, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	data := content(200_000)
	for _, k := range []interface {
		age.Identity
		String() string
	}{key, quantum} {
		to := key.Recipient().String()
		if k == interface{}(quantum) {
			to = quantum.Recipient().String()
		}
		sealed, err := Carrier{}.Encrypt(to, data)
		if err != nil {
			t.Fatal(err)
		}
		r, err := age.Decrypt(bytes.NewReader(sealed), k)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
			t.Errorf("decrypted to %d bytes, %v", len(got), err)
		}
		stranger, _ := age.GenerateX25519Identity()
		if _, err := age.Decrypt(bytes.NewReader(sealed), stranger); err == nil {
			t.Error("a stranger decrypted it")
		}
	}
}

// FuzzParseAddress: an address that is taken has one form, which is taken as it
// is, and no password in it.
func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"so@bank.example:22/in", "so@[::1]/~/in", "so:x@bank/in", "@/", "a@b/%2f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := parseAddress(text)
		if !ok {
			return
		}
		if again, ok := parseAddress(a.text()); !ok || again != a {
			t.Fatalf("%q: %+v becomes %q, %+v", text, a, a.text(), again)
		}
	})
}
