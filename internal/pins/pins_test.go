package pins

import (
	_ "github.com/alecthomas/kong"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/jedib0t/go-pretty/v6/progress"
	_ "github.com/jedib0t/go-pretty/v6/table"
	_ "github.com/jmoiron/sqlx"
	_ "github.com/klauspost/compress/flate"
	_ "github.com/lib/pq"
	_ "github.com/pressly/goose/v3"
	_ "github.com/shopspring/decimal"
	_ "github.com/xuri/excelize/v2"
	_ "go.yaml.in/yaml/v4"
	_ "golang.org/x/crypto/argon2"
	_ "golang.org/x/term"
	_ "golang.org/x/text/collate"
	_ "golang.org/x/text/encoding/charmap"
	_ "golang.org/x/text/language"
	_ "golang.org/x/text/unicode/norm"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)
