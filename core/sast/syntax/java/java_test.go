package java

import (
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

const (
	syntaxCode    = syntax.Code
	syntaxPattern = syntax.Pattern
)

type treeTest = syntaxtest.TreeTest

func checkTrees(t *testing.T, mode syntax.Mode, tests []treeTest) {
	t.Helper()
	syntaxtest.CheckTrees(t, Parse, syntaxtest.MovedInCFamily, mode, tests)
}

func checkInvariants(t *testing.T, tree *syntax.Tree) {
	t.Helper()
	syntaxtest.CheckInvariants(t, tree, syntaxtest.MovedInCFamily)
}
