package syntax

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestACompactCopyIsTheSameTree(t *testing.T) {
	tree := &Node{Kind: Call, Start: 1, End: 9, Children: []*Node{
		{Kind: Member, Text: "run", Children: []*Node{{Kind: Name, Text: "a", Children: []*Node{}}}},
		{Kind: Metavariable, Text: "$X", Start: 4, End: 6},
	}}
	got := tree.Compact()
	if diff := cmp.Diff(tree, got); diff != "" {
		t.Errorf("tree -want +got\n%s", diff)
	}
	got.Children[0].Text = "other"
	if tree.Children[0].Text != "run" {
		t.Error("the copy shares its nodes with the tree")
	}
}
