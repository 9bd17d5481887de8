package wording

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// folder is the source of a room, read for the codes it can hand out: those
// that no function lists.
type folder []*ast.File

func readFolder(t *testing.T, dir string) folder {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	var out folder
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, file)
	}
	return out
}

func (f folder) inspect(see func(ast.Node)) {
	for _, file := range f {
		ast.Inspect(file, func(n ast.Node) bool {
			see(n)
			return true
		})
	}
}

// specs hands on every constant, with the comment of its block.
func (f folder) specs(see func(block string, s *ast.ValueSpec)) {
	for _, file := range f {
		for _, decl := range file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.CONST {
				for _, s := range g.Specs {
					see(strings.TrimSpace(g.Doc.Text()), s.(*ast.ValueSpec))
				}
			}
		}
	}
}

// constants are the values of the constants of a type.
func (f folder) constants(typeName string) (out []string) {
	f.specs(func(_ string, s *ast.ValueSpec) {
		if id, ok := s.Type.(*ast.Ident); ok && id.Name == typeName {
			out = append(out, values(s.Values)...)
		}
	})
	return out
}

// block are the values of the constants under a comment.
func (f folder) block(comment string) (out []string) {
	f.specs(func(block string, s *ast.ValueSpec) {
		if block == comment {
			out = append(out, values(s.Values)...)
		}
	})
	return out
}

// prefixed are the values of the untyped constants with the prefix.
func (f folder) prefixed(prefix string) (out []string) {
	f.specs(func(_ string, s *ast.ValueSpec) {
		if strings.HasPrefix(s.Names[0].Name, prefix) && s.Type == nil {
			out = append(out, values(s.Values)...)
		}
	})
	return out
}

func values(list []ast.Expr) (out []string) {
	for _, e := range list {
		if v, ok := textOf(e); ok {
			out = append(out, v)
		}
	}
	return out
}

func textOf(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	v, err := strconv.Unquote(lit.Value)
	return v, err == nil
}

// keyed are the texts given to a field in literals of a type.
func (f folder) keyed(typeName, field string) (out []string) {
	f.inspect(func(n ast.Node) {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return
		}
		inner := lit.Elts
		if array, ok := lit.Type.(*ast.ArrayType); ok && isNamed(array.Elt, typeName) {
			for _, e := range lit.Elts {
				if c, ok := e.(*ast.CompositeLit); ok {
					out = append(out, fieldTexts(c.Elts, field)...)
				}
			}
			return
		}
		if isNamed(lit.Type, typeName) {
			out = append(out, fieldTexts(inner, field)...)
		}
	})
	return out
}

// isNamed also takes the name of another package's.
func isNamed(e ast.Expr, name string) bool {
	if sel, ok := e.(*ast.SelectorExpr); ok {
		e = sel.Sel
	}
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func fieldTexts(elts []ast.Expr, field string) (out []string) {
	for _, e := range elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && isNamed(kv.Key, field) {
			if v, ok := textOf(kv.Value); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// refusals are the codes of Refused, and of the shorthand that makes one.
func (f folder) refusals() []string {
	return append(f.keyed("Refused", "Code"), f.arguments("orRefused", 1)...)
}

// exceptions are the kinds that are opened by name.
func (f folder) exceptions() []string { return f.arguments("except", 1) }

// arguments are the texts handed to a function or method at a place.
func (f folder) arguments(function string, at int) (out []string) {
	f.inspect(func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) <= at {
			return
		}
		name := ""
		switch fn := call.Fun.(type) {
		case *ast.Ident:
			name = fn.Name
		case *ast.SelectorExpr:
			name = fn.Sel.Name
		}
		if v, ok := textOf(call.Args[at]); ok && name == function {
			out = append(out, v)
		}
	})
	return out
}
