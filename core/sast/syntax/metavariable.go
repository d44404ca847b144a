package syntax

// IsMetavariable says whether a word is $X: a dollar sign, then capitals, digits
// and underscores, no digit first.
func IsMetavariable(word string) bool {
	if len(word) < 2 || word[0] != '$' || word[1] >= '0' && word[1] <= '9' {
		return false
	}
	for _, c := range word[1:] {
		if c != '_' && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}
