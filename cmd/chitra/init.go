package main

import (
	"context"
	"crypto/rand"
	"strings"

	"chitra/internal/app"
)

// initCmd is `init`.
type initCmd struct {
	Practice bool     `help:"${init_practice}"`
	Admin    []string `placeholder:"NAME" help:"${init_admin}"`
	StoreID  string   `name:"store-id" placeholder:"ID" help:"${init_store_id}"`
}

// madeStore is what init came to.
type madeStore struct {
	SchemaVersion int64      `json:"schema_version"`
	StoreID       string     `json:"store_id"`
	Practice      bool       `json:"practice"`
	Status        string     `json:"status"` // new, unchanged
	Sealed        bool       `json:"sealed"` // numbers and files, by the key
	KeyFile       string     `json:"key_file,omitempty"`
	Key           string     `json:"key,omitempty"` // told this once
	Admins        []newAdmin `json:"admins,omitempty"`
	Entered       int        `json:"ledger_entered,omitempty"` // what moved before there was a ledger
}

// newAdmin is a first administrator; the password is told this once.
type newAdmin struct {
	Name     string `json:"name"`
	Password string `json:"one_time_password,omitempty"`
}

// practiceAdmins are the administrators of a practice store that names none.
var practiceAdmins = [2]string{"quan-tri-1", "quan-tri-2"}

func (c *initCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if c.StoreID != "" && !c.Practice {
		return nil, failedWith("store_id_not_practice", c.StoreID)
	}
	db, err := s.openStore(ctx, true)
	if err != nil {
		return nil, err
	}
	out := &madeStore{Status: app.ListUnchanged}
	if out.SchemaVersion, err = db.Migrate(ctx); err != nil {
		return nil, err
	}
	a, err := s.newApp(app.Actor{})
	if err != nil {
		return nil, err
	}
	info, _, err := a.Info(ctx)
	if err != nil {
		return nil, err
	}
	if info.ID == "" {
		if info, err = c.make(ctx, s, out); err != nil {
			return nil, err
		}
	}
	if info.Practice != c.Practice {
		return nil, failedWith("store_differs", s.set.DB)
	}
	if out.Entered, err = c.openLedger(ctx, s); err != nil {
		return nil, err
	}
	out.StoreID, out.Practice, out.Sealed = info.ID, info.Practice, s.kept.store.Sealed()
	return out, nil
}

// openLedger enters what moved in a store that was made before the ledger.
func (c *initCmd) openLedger(ctx context.Context, s *shell) (entries int, err error) {
	a, err := s.newApp(app.Actor{Name: app.NightUser, Proof: "init"})
	if err != nil {
		return 0, err
	}
	return a.OpenLedger(ctx)
}

// seal makes the key of a new store, or takes the one that is there, and opens
// the store with it. Without a key a real store is not made.
func (c *initCmd) seal(ctx context.Context, s *shell, out *madeStore) (err error) {
	if c.Practice {
		return nil
	}
	if out.KeyFile, out.Key, err = s.makeKey(); err != nil {
		return err
	}
	_, err = s.unseal(ctx)
	return err
}

// make puts the first two administrators into a new store, each vouched for by
// the other. The first is the one the journal names.
func (c *initCmd) make(ctx context.Context, s *shell, out *madeStore) (app.Info, error) {
	setup := app.Setup{StoreID: firstOf(c.StoreID, strings.ToLower(rand.Text()[:12])), Practice: c.Practice}
	names := c.Admin
	if len(names) == 0 && c.Practice {
		names = practiceAdmins[:]
	}
	if len(names) != len(setup.Admins) {
		return app.Info{}, &app.Refused{Code: "two_admins_needed", Subject: strings.Join(names, ", ")}
	}
	proof := app.ProofPractice
	for i, name := range names {
		setup.Admins[i].Name = name
		made := newAdmin{Name: name}
		if !c.Practice {
			proof = "init"
			made.Password = rand.Text()
			setup.Admins[i].PasswordHash = app.HashPassword(made.Password)
		}
		out.Admins = append(out.Admins, made)
	}
	if err := c.seal(ctx, s, out); err != nil {
		return app.Info{}, err
	}
	a, err := s.newApp(app.Actor{Name: names[0], Proof: proof})
	if err != nil {
		return app.Info{}, err
	}
	fresh, err := a.Init(ctx, setup)
	if err != nil {
		return app.Info{}, err
	}
	if fresh {
		out.Status = app.ListNew
	}
	info, _, err := a.Info(ctx)
	return info, err
}

func (m *madeStore) needsPerson() bool { return false }

func (m *madeStore) show(p *page) {
	if m.Status == app.ListUnchanged {
		p.line("Kho đã có, lược đồ phiên bản %d.", "The store is there, its schema at version %d.", m.SchemaVersion)
		if m.Entered > 0 {
			p.line("Đã ghi %s bút toán cho các lệnh chi từ trước khi có sổ kép.", "Entered %s movements from before there was a ledger.", p.count(m.Entered))
		}
		return
	}
	kind := p.words.Pick("kho thật", "a real store")
	if m.Practice {
		kind = p.words.Pick("kho thực hành", "a practice store")
	}
	p.line("Đã tạo %s, mã %s, lược đồ phiên bản %d.", "Made %s, id %s, schema at version %d.", kind, m.StoreID, m.SchemaVersion)
	if m.Sealed {
		p.line("Số định danh, số tài khoản và tệp được mã hoá bằng khoá trong %s.", "Identity numbers, account numbers and files are sealed by the key in %s.", m.KeyFile)
	}
	if m.Key != "" {
		p.line("In khoá ra và cất vào két; mất khoá là mất dữ liệu (chỉ hiện lần này): %s", "Print the key and put it into the safe; without it the data is lost (shown this once): %s", m.Key)
	}
	for _, a := range m.Admins {
		if a.Password == "" {
			p.line("Quản trị viên: %s", "Administrator: %s", a.Name)
		} else {
			p.line("Quản trị viên: %s, mật khẩu (chỉ hiện lần này): %s", "Administrator: %s, password (shown this once): %s", a.Name, a.Password)
		}
	}
}
