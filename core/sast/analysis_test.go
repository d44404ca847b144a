package sast

import "testing"

func TestDigitsAloneAreRandomBelowTheEntropyOfLetters(t *testing.T) {
	for text, want := range map[string]bool{"287139315271": true, "20240101": false, "111122223333": false, "aabbccdd": false} {
		if got := isRandom(text); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
	}
}
