package golang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/golang"
)

// shape counts what the oracle and the front end must agree on.
type shape struct{ Functions, Lambdas, Calls, Strings, Imports, Ifs, Loops, Returns int }

func (s shape) plus(o shape) shape {
	return shape{s.Functions + o.Functions, s.Lambdas + o.Lambdas, s.Calls + o.Calls, s.Strings + o.Strings,
		s.Imports + o.Imports, s.Ifs + o.Ifs, s.Loops + o.Loops, s.Returns + o.Returns}
}

func shapeOf(tree *syntax.Tree) (s shape) {
	tree.Root.Walk(func(n *syntax.Node) bool {
		switch n.Kind {
		case syntax.Function:
			if n.Child(syntax.Block) != nil {
				s.Functions++
			}
		case syntax.Lambda:
			s.Lambdas++
		case syntax.Call:
			s.Calls++
		case syntax.String:
			if c := tree.Source[n.Start]; c == '"' || c == '`' {
				s.Strings++
			}
		case syntax.Cast:
			if tree.Source[n.End-1] == ')' && n.Children[0].Kind == syntax.Type && n.Children[0].Start == n.Start {
				s.Calls++ // a conversion is a call to go/ast
			}
		case syntax.Import:
			s.Imports++
		case syntax.If:
			s.Ifs++
		case syntax.Loop:
			s.Loops++
		case syntax.Return:
			s.Returns++
		}
		return true
	})
	return s
}

func oracle(file *ast.File) (s shape) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ArrayType: // the front end keeps an array's length as text
			if n.Len != nil {
				elements := oracle(&ast.File{Name: ast.NewIdent("x"), Decls: []ast.Decl{&ast.GenDecl{Tok: token.TYPE, Specs: []ast.Spec{&ast.TypeSpec{Name: ast.NewIdent("x"), Type: n.Elt}}}}})
				s = s.plus(elements)
				return false
			}
		case *ast.FuncDecl:
			if n.Body != nil {
				s.Functions++
			}
		case *ast.FuncLit:
			s.Lambdas++
		case *ast.CallExpr:
			s.Calls++
		case *ast.Field:
			if n.Tag != nil {
				s.Strings--
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				s.Strings++
			}
		case *ast.ImportSpec:
			s.Imports++
			s.Strings--
		case *ast.IfStmt:
			s.Ifs++
		case *ast.ForStmt, *ast.RangeStmt:
			s.Loops++
		case *ast.ReturnStmt:
			s.Returns++
		}
		return true
	})
	return s
}

func TestStandardLibraryIsReadAsGoParserReadsIt(t *testing.T) {
	home, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(strings.TrimSpace(string(home)), "src")
	for _, folder := range []string{"net/http", "go/types", "database", "crypto/tls", "text/template", "slices", "iter", "os"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.Contains(path, "testdata") {
				return err
			}
			source, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, source, parser.SkipObjectResolution)
			if err != nil {
				return nil
			}
			tree := golang.Parse(source, syntax.Code)
			for _, g := range tree.Gaps {
				t.Errorf("%s: gap at line %d: %.60q", path, 1+strings.Count(string(source[:g.Start]), "\n"), source[g.Start:g.End])
			}
			if diff := cmp.Diff(oracle(file), shapeOf(tree)); diff != "" {
				t.Errorf("%s: -want +got\n%s", path, diff)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
