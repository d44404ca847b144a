package sast

// comparison is a number to compare with.
type comparison struct {
	operator string
	number   float64
}

func (c *comparison) compare(have float64) bool {
	switch c.operator {
	case "==":
		return have == c.number
	case "!=":
		return have != c.number
	case "<":
		return have < c.number
	case "<=":
		return have <= c.number
	case ">":
		return have > c.number
	}
	return have >= c.number
}
