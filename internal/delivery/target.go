package delivery

import (
	"net"
	"net/url"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"chitra/internal/app"
)

// address is where a server is and in which of its folders files go.
type address struct{ user, host, dir string }

// defaultPort is that of SSH.
const defaultPort = "22"

// parseAddress reads user@host[:port]/path; a path that begins with ~/ is below
// the user's own folder.
func parseAddress(text string) (a address, ok bool) {
	u, err := url.Parse("sftp://" + text)
	if err != nil || strings.Contains(text, "%") || u.Hostname() == "" || u.Path == "" || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery {
		return address{}, false
	}
	a.user = u.User.Username()
	if _, secret := u.User.Password(); secret || a.user == "" { // never a password where everybody reads it
		return address{}, false
	}
	port := u.Port()
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || n == 0) {
		return address{}, false
	}
	if port == "" {
		port = defaultPort
	}
	a.host = net.JoinHostPort(u.Hostname(), port)
	if a.dir = path.Clean(u.Path); strings.HasPrefix(a.dir, "/~/") {
		a.dir = strings.TrimPrefix(a.dir, "/~/")
	}
	return a, true
}

// text is the one form of an address.
func (a address) text() string {
	dir := a.dir
	if !strings.HasPrefix(dir, "/") {
		dir = "/~/" + dir
	}
	return a.user + "@" + a.host + dir
}

// Carrier opens places and encrypts. Its zero value is ready.
type Carrier struct{}

var _ app.Carrier = Carrier{}

// Check gives a target its one form, with the fingerprint of its key, and refuses
// one that nothing could be brought to.
func (Carrier) Check(t app.PayerDelivery) (app.PayerDelivery, error) {
	bad := func(what string) (app.PayerDelivery, error) {
		return t, &app.Refused{Code: app.DeliveryTargetForm, Subject: t.PayerID, Detail: what}
	}
	if t.Recipient != "" {
		if _, err := recipientOf(t.Recipient); err != nil {
			return bad(t.Recipient)
		}
	}
	if t.Kind == app.DeliverFolder {
		if !filepath.IsAbs(t.Address) || t.HostKey != "" || t.Identity != "" {
			return bad(t.Address)
		}
		t.Address = filepath.Clean(t.Address)
		return t, nil
	}
	a, ok := parseAddress(t.Address)
	if !ok {
		return bad(t.Address)
	}
	key, err := parseHostKey(t.HostKey)
	if err != nil {
		return bad(t.HostKey)
	}
	if !filepath.IsAbs(t.Identity) {
		return bad(t.Identity)
	}
	t.Address, t.Fingerprint, t.Identity = a.text(), ssh.FingerprintSHA256(key), filepath.Clean(t.Identity)
	t.HostKey = strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
	return t, nil
}

// parseHostKey reads a key as a server's .pub file and known_hosts carry it,
// without the host.
func parseHostKey(text string) (ssh.PublicKey, error) {
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(text))
	return key, err
}

func recipientOf(text string) (age.Recipient, error) {
	if strings.HasPrefix(text, "age1pq1") {
		return age.ParseHybridRecipient(text)
	}
	return age.ParseX25519Recipient(text)
}
