package sast

import "testing"

func TestAGenericPatternIsReadOnlyWhereItsFrontStands(t *testing.T) {
	tests := []struct {
		name, pattern, text string
		want                bool
	}{
		{"as it is written", "key = $X", "a\nkey = b\n", true},
		{"over white space", "key = $X", "key\n   =\n\tb", true},
		{"not with another character", "key = $X", "key := b", false},
		{"not as a part of a word", "key = $X", "monkey = b", false},
		{"not at the end of a text", "key = $X", "key =", false},
		{"a metavariable in front", "$A.key(", "b.key(", true},
		{"a metavariable that would be no word", "$A.key(", "-.key(", false},
		{"a metavariable in front of the text", "$A key", "key", false},
		{"what comes behind an ellipsis may be anywhere", "key = ... end", "end key = x", true},
		{"a second place", "key = $X", "key key = b", true},
		{"nothing that is a word", "= $X", "a", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			options := defaultMatching()
			made, err := newGenericLeaf(nil, test.pattern, &options)
			if err != nil {
				t.Fatal(err)
			}
			p := &program{language: &language{}, words: map[string]int{}}
			places := p.places(made.words)
			spots := p.wordsIn([]byte(test.text)).spots
			if got := made.generic.mayBegin([]byte(test.text), spots, places); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
