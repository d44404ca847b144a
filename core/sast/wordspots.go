package sast

import "sort"

// wordSpots says where in a file a program's words stand, so that a pattern is
// compared only with code that has its words. A word that is free may be missing
// there: what is imported under another name means it, too.
type wordSpots struct {
	offsets []int32 // of the words, one word after the other, each in order
	first   []int32 // by word: where its offsets begin; one more for the end
	free    []bool  // by word; nil when none is
}

type wordSpot struct{ word, offset int32 }

func newWordSpots(words int, found []wordSpot) *wordSpots {
	w := &wordSpots{offsets: make([]int32, len(found)), first: make([]int32, words+1)}
	for _, f := range found {
		w.first[f.word+1]++
	}
	for i := range words {
		w.first[i+1] += w.first[i]
	}
	next := make([]int32, words)
	copy(next, w.first)
	for _, f := range found {
		w.offsets[next[f.word]] = f.offset
		next[f.word]++
	}
	return w
}

// have says whether all words stand in [start, end), as far as that is known.
func (w *wordSpots) have(words []int, start, end int) bool {
	if w == nil {
		return true
	}
	for _, word := range words {
		if !w.has(word, start, end) {
			return false
		}
	}
	return true
}

func (w *wordSpots) has(word, start, end int) bool {
	if w.free != nil && w.free[word] {
		return true
	}
	at := w.of(word)
	if len(at) == 0 || int(at[len(at)-1]) < start {
		return false
	}
	i := sort.Search(len(at), func(i int) bool { return int(at[i]) >= start })
	return int(at[i]) < end
}

// of lists the offsets of a word.
func (w *wordSpots) of(word int) []int32 { return w.offsets[w.first[word]:w.first[word+1]] }

// freed is the same with the words free that the file's imports name.
func (w *wordSpots) freed(words map[string]int, n *names) *wordSpots {
	if w == nil {
		return nil
	}
	made := *w
	made.free = make([]bool, len(words))
	free := func(name string) {
		for i := 0; i < len(name); i++ {
			start := i
			for i < len(name) && isWordByte(name[i]) {
				i++
			}
			if word, ok := words[name[start:i]]; ok {
				made.free[word] = true
			}
		}
	}
	for _, full := range n.local {
		free(full)
	}
	for _, module := range n.wild {
		free(module)
	}
	return &made
}
