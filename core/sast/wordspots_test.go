package sast

import "testing"

func TestWordsStandWhereTheyAreFound(t *testing.T) {
	found := []wordSpot{{0, 3}, {2, 8}, {0, 20}, {1, 25}}
	spots := newWordSpots(4, found)
	tests := []struct {
		name       string
		words      []int
		start, end int
		want       bool
	}{
		{"at the first byte", []int{0}, 3, 4, true},
		{"not behind the last byte", []int{0}, 4, 20, false},
		{"every word is needed", []int{0, 1}, 15, 25, false},
		{"every word is there", []int{0, 1}, 15, 26, true},
		{"a word that is nowhere", []int{3}, 0, 100, false},
		{"no words at all", nil, 0, 0, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := spots.have(test.words, test.start, test.end); got != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestWordsOfImportsMayBeMissing(t *testing.T) {
	words := map[string]int{"os": 0, "path": 1, "join": 2}
	spots := newWordSpots(3, []wordSpot{{0, 0}, {1, 3}}).freed(words, &names{local: map[string]string{"p": "os.path"}})
	if !spots.have([]int{0, 1}, 50, 60) {
		t.Error("the words of an import count only where they are written")
	}
	if spots.have([]int{2}, 50, 60) {
		t.Error("a word that no import has counts where it is not")
	}
}
