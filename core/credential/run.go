package credential

import "github.com/sallyport-gate/sallyport/core/credential/rules"

var devOpsLetters = byteSet("abcdefghijklmnopqrstuvwxyz234567")

// runs finds the long runs of letters and digits: text in base64, and tokens that
// have no anchor. Every minRun-th byte is probed, so that no run hides between two
// probes.
func (s *scanner) runs() {
	done := 0
	for probe := minRun - 1; probe < len(s.text); probe += minRun {
		if probe < done || !s.inRun(probe) {
			continue
		}
		start, end := probe, probe
		for start > done && base64Letters[s.text[start-1]] {
			start--
		}
		for end < len(s.text) && end-start < maxRun && base64Letters[s.text[end]] {
			end++
		}
		if done = end; end-start < minRun {
			continue
		}
		if s.depth < maxDepth {
			done = s.base64Run(start, end)
		}
		s.devOpsTokens(start, done)
	}
}

// inRun says whether a run that is long enough may stand over a probe. It reaches
// half its length to one side at least, where every third character is looked at:
// most words end before that. It is done without a branch, for none could be foretold.
func (s *scanner) inRun(probe int) bool {
	const step, half = 3, minRun / 2
	if probe < half || probe+half >= len(s.text) {
		return base64Letters[s.text[probe]]
	}
	near := s.text[probe-half:][: 2*half+1 : 2*half+1]
	left, right := inBase64[near[half]], inBase64[near[half]]
	for i := 0; i < half; i += step {
		left &= inBase64[near[i]]
		right &= inBase64[near[2*half-i]]
	}
	return left|right != 0
}

// inBase64 is base64Letters as numbers.
var inBase64 = func() (set [256]uint8) {
	for b, in := range base64Letters {
		if in {
			set[b] = 1
		}
	}
	return set
}()

// devOpsTokens looks for runs of exactly 52 characters of base32 that begin in a
// range. They have no anchor.
func (s *scanner) devOpsTokens(start, end int) {
	for at := start; at < end; at++ {
		length := 0
		for at+length < len(s.text) && devOpsLetters[s.text[at+length]] {
			length++
		}
		if length == rules.DevOpsLength && !s.full {
			if m, ok := rules.DevOpsRun(s.text, at); ok {
				s.add(s.check.byID[rules.DevOpsPAT], m)
			}
		}
		at += length
	}
}
