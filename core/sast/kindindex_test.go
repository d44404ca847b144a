package sast

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

func TestNodesOfSeveralKindsComeInSourceOrder(t *testing.T) {
	leaf := func(kind syntax.Kind, text string, start int) *syntax.Node {
		return &syntax.Node{Kind: kind, Text: text, Start: start}
	}
	root := &syntax.Node{Kind: syntax.File, Children: []*syntax.Node{
		leaf(syntax.Name, "late", 9), leaf(syntax.Call, "b", 2), leaf(syntax.Name, "a", 2),
		leaf(syntax.Name, "first", 1), leaf(syntax.Number, "other", 3), leaf(syntax.Member, "c", 2),
	}}
	var got []string
	for _, n := range newKindIndex(root).nodes([]syntax.Kind{syntax.Name, syntax.Member, syntax.Call}) {
		got = append(got, n.Text)
	}
	if diff := cmp.Diff([]string{"first", "a", "c", "b", "late"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
