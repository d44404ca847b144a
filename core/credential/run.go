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
// half its length to one side at least, where every fourth character is looked
// at: most words end before that.
func (s *scanner) inRun(probe int) bool {
	const step, half = 4, minRun / 2
	if !base64Letters[s.text[probe]] {
		return false
	}
	at := probe - step
	for at >= max(0, probe-half) && base64Letters[s.text[at]] {
		at -= step
	}
	if at < probe-half {
		return true
	}
	at = probe + step
	for at <= probe+half && at < len(s.text) && base64Letters[s.text[at]] {
		at += step
	}
	return at > probe+half
}

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
