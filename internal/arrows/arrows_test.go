// Package arrows holds the house to its plan: which room may import which, what
// a pure room may not touch, where floats are forbidden, and how long a function
// and a file may be. It reads the sources themselves and needs no build.
package arrows

import (
	"fmt"
	"go/ast"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestHouseKeepsItsPlan(t *testing.T) {
	root := os.DirFS("../..")
	if _, err := fs.Stat(root, "go.mod"); err != nil {
		t.Fatalf("not at the module's root: %v", err)
	}
	all := sources(t, root)
	if len(all) < 20 {
		t.Fatalf("only %d Go files seen", len(all))
	}
	for _, fault := range faults(all) {
		t.Error(fault)
	}
}

// faults lists every breach of the plan, in the order of the files.
func faults(all []source) []string {
	var list []string
	for _, s := range all {
		list = append(list, folderFaults(s)...)
		list = append(list, arrowFaults(s)...)
		list = append(list, purityFaults(s)...)
		list = append(list, truthFaults(s)...)
		list = append(list, floatFaults(s)...)
		list = append(list, lengthFaults(s)...)
	}
	return list
}

func folderFaults(s source) []string {
	if _, known := rooms[s.folder]; known {
		return nil
	}
	return []string{s.faultf(s.file.Name, "folder %q is not in the table of rooms", s.folder)}
}

// arrowFaults checks direct imports. Tests may import what they need.
func arrowFaults(s source) []string {
	if s.test {
		return nil
	}
	var list []string
	for _, spec := range s.file.Imports {
		target := strings.Trim(spec.Path.Value, `"`)
		if ours, ok := strings.CutPrefix(target, module+"/"); ok {
			if !slices.Contains(rooms[s.folder].imports, ours) {
				list = append(list, s.faultf(spec, "%s must not import %s", s.folder, ours))
			}
			continue
		}
		for mod, where := range kept {
			if within(target, mod) && !slices.Contains(where, s.folder) {
				list = append(list, s.faultf(spec, "%s belongs to %s alone", mod, strings.Join(where, ", ")))
			}
		}
	}
	return list
}

// within says whether an import path is a package or lies below it.
func within(target, root string) bool {
	return target == root || strings.HasPrefix(target, root+"/")
}

func purityFaults(s source) []string {
	if s.test || !rooms[s.folder].pure {
		return nil
	}
	var list []string
	for _, spec := range s.file.Imports {
		target := strings.Trim(spec.Path.Value, `"`)
		for _, root := range impure {
			if within(target, root) {
				list = append(list, s.faultf(spec, "%s is pure and must not import %s", s.folder, target))
			}
		}
	}
	clock, ok := s.imports()["time"]
	if !ok {
		return list
	}
	if clock == "." {
		return append(list, s.faultf(s.file.Name, "%s is pure and must not import time by dot", s.folder))
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && readsClock(sel, clock) {
			list = append(list, s.faultf(sel, "%s is pure and must not read the clock (time.%s)", s.folder, sel.Sel.Name))
		}
		return true
	})
	return list
}

func readsClock(sel *ast.SelectorExpr, clock string) bool {
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == clock && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name)
}

// truthFaults keeps what the generator knows out of the use cases: the program
// under test must not be able to look up the answer.
func truthFaults(s source) []string {
	if s.test || s.folder != "internal/app" {
		return nil
	}
	var list []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && strings.Contains(strings.ToLower(lit.Value), "truth") {
			list = append(list, s.faultf(lit, "internal/app must not know of the truth"))
		}
		return true
	})
	return list
}

// floatFaults lists every way a binary fraction could meet money.
func floatFaults(s source) []string {
	if s.test || !slices.Contains(moneyRooms, s.folder) {
		return nil
	}
	forbidden := []string{"float32", "float64", "complex64", "complex128", "ParseFloat", "FormatFloat", "InexactFloat64", "Float64", "Float32"}
	var list []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && slices.Contains(forbidden, id.Name) {
			list = append(list, s.faultf(id, "%s: money is whole minor units, never a float", id.Name))
		}
		return true
	})
	return list
}

const (
	maxFunctionLines = 70
	maxFileLines     = 500
)

func lengthFaults(s source) []string {
	if s.test {
		return nil
	}
	var list []string
	if s.lines > maxFileLines {
		list = append(list, fmt.Sprintf("%s: %d lines, at most %d", s.path, s.lines, maxFileLines))
	}
	for _, decl := range s.file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := s.fset.Position(f.End()).Line - s.line(f) + 1; n > maxFunctionLines {
			list = append(list, s.faultf(f, "%s has %s lines, at most %d", f.Name.Name, strconv.Itoa(n), maxFunctionLines))
		}
	}
	return list
}
