package arrows

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strings"
	"testing"
)

const module = "chitra"

// A source is one parsed Go file and the folder it stands in.
type source struct {
	folder string
	path   string
	test   bool
	lines  int
	file   *ast.File
	fset   *token.FileSet
}

// sources parses every Go file of the module in fsys. Hidden folders, testdata
// and folders with a module of their own are no part of it.
func sources(t *testing.T, fsys fs.FS) []source {
	t.Helper()
	var all []source
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return skip(fsys, name)
		case !strings.HasSuffix(name, ".go"):
			return nil
		}
		s, err := parse(fsys, name)
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatalf("read the module: %v", err)
	}
	return all
}

func skip(fsys fs.FS, folder string) error {
	if folder == "." {
		return nil
	}
	base := path.Base(folder)
	if strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata" || base == "vendor" {
		return fs.SkipDir
	}
	if _, err := fs.Stat(fsys, path.Join(folder, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

func parse(fsys fs.FS, name string) (source, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return source{}, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return source{}, fmt.Errorf("parse %s: %w", name, err)
	}
	return source{
		folder: path.Dir(name), path: name, test: strings.HasSuffix(name, "_test.go"),
		lines: fset.File(file.FileStart).LineCount(), file: file, fset: fset,
	}, nil
}

// imports yields each imported path with the name the file knows it by.
func (s source) imports() map[string]string {
	names := map[string]string{}
	for _, spec := range s.file.Imports {
		p := strings.Trim(spec.Path.Value, `"`)
		names[p] = path.Base(p)
		if spec.Name != nil {
			names[p] = spec.Name.Name
		}
	}
	return names
}

func (s source) line(n ast.Node) int { return s.fset.Position(n.Pos()).Line }

func (s source) faultf(n ast.Node, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: ", s.path, s.line(n)) + fmt.Sprintf(format, args...)
}
