package check

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestOfAHistoryTheFirstIsTold(t *testing.T) {
	weak, sure := finding.Likely, finding.Proven
	type content struct {
		path  string
		age   int // 0 is the tree
		holds []finding.Confidence
	}
	for _, test := range []struct {
		name string
		in   []content
		want []string
	}{
		{"the tree's own are all told, the commits' are not told again", []content{{"a", 0, []finding.Confidence{sure, sure}}, {"a", 1, []finding.Confidence{sure}}}, []string{"a 0", "a 0"}},
		{"the oldest content has it, whatever its path", []content{{"a", 2, []finding.Confidence{sure}}, {"b", 1, []finding.Confidence{sure}}}, []string{"b 1"}},
		{"twice in one content is one", []content{{"a", 1, []finding.Confidence{sure, sure}}}, []string{"a 1"}},
		{"a sample in the tree does not excuse the product's in a commit", []content{{"test", 0, []finding.Confidence{weak}}, {"prod", 1, []finding.Confidence{sure}}}, []string{"prod 1", "test 0"}},
		{"nor does an older sample", []content{{"test", 1, []finding.Confidence{weak}}, {"prod", 2, []finding.Confidence{sure}}}, []string{"prod 2", "test 1"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, backwards := range []bool{false, true} {
				if diff := cmp.Diff(test.want, sieved(len(test.in), backwards, func(i int) (repo.File, []finding.Finding) {
					c := test.in[i]
					file := repo.File{Path: c.path, Age: c.age}
					if c.age > 0 {
						file.Commit = "commit"
					}
					var found []finding.Finding
					for _, confidence := range c.holds {
						found = append(found, finding.Finding{Fingerprint: "one", Confidence: confidence})
					}
					return file, found
				})); diff != "" {
					t.Errorf("backwards %v (-want +got):\n%s", backwards, diff)
				}
			}
		})
	}
}

// sieved tells "PATH AGE" of what is kept, when contents are met in either order.
func sieved(n int, backwards bool, content func(int) (repo.File, []finding.Finding)) []string {
	s := newSieve()
	kept := make([][]finding.Finding, n)
	for i := range n {
		if backwards {
			i = n - 1 - i
		}
		file, found := content(i)
		kept[i] = s.first(file, found)
	}
	var told []string
	for i := range n {
		file, _ := content(i)
		for range s.first(file, kept[i]) {
			told = append(told, file.Path+" "+string(rune('0'+file.Age)))
		}
	}
	slices.Sort(told)
	return told
}
