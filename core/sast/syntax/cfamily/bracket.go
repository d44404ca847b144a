package cfamily

import "github.com/sallyport-gate/sallyport/core/sast/syntax"

// match gives for each opening bracket the index of the token that closes it,
// or the complement of the index where its region ends when nothing closes it.
// A curly bracket is the stronger one: a stray ")" never closes across it.
func match(tokens []syntax.Token) []int32 {
	table := make([]int32, len(tokens))
	var open []int32
	for i := range tokens {
		t := &tokens[i]
		if t.Kind != syntax.PunctuationToken || len(t.Text) != 1 {
			continue
		}
		switch t.Text[0] {
		case '(', '[', '{':
			open = append(open, int32(i))
		case ')':
			open = closeBracket(tokens, table, open, i, '(')
		case ']':
			open = closeBracket(tokens, table, open, i, '[')
		case '}':
			open = closeBracket(tokens, table, open, i, '{')
		}
	}
	for _, o := range open {
		table[o] = ^int32(len(tokens))
	}
	return table
}

func closeBracket(tokens []syntax.Token, table []int32, open []int32, at int, want byte) []int32 {
	for len(open) > 0 {
		top := open[len(open)-1]
		have := tokens[top].Text[0]
		if have == want {
			table[top] = int32(at)
			return open[:len(open)-1]
		}
		if have == '{' {
			return open
		}
		table[top] = ^int32(at)
		open = open[:len(open)-1]
	}
	return open
}
