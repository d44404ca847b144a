package sast

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// comparison is the part of metavariable-comparison that we read: one
// metavariable against one number or string.
type comparison struct {
	operator string
	number   float64
	text     string
	isText   bool
}

var comparisonForm = regexp.MustCompile(`^\s*(?:int\()?(\$[A-Z_][A-Z_0-9]*)\)?\s*(==|!=|<=|>=|<|>)\s*(?:(-?[0-9]+(?:\.[0-9]+)?)|"([^"]*)"|'([^']*)')\s*$`)

func newComparison(text string) (metavariable string, c *comparison, err error) {
	groups := comparisonForm.FindStringSubmatch(text)
	if groups == nil {
		return "", nil, fmt.Errorf("comparison %q is not of the form $X < number", text)
	}
	c = &comparison{operator: groups[2], text: groups[4] + groups[5], isText: groups[3] == ""}
	if !c.isText {
		c.number, err = strconv.ParseFloat(groups[3], 64)
	}
	return groups[1], c, err
}

func (c *comparison) holds(value string) bool {
	if c.isText {
		return c.operator == "==" && value == c.text || c.operator == "!=" && value != c.text
	}
	value = strings.TrimRight(strings.ReplaceAll(value, "_", ""), "lLuUfFdD")
	have, err := strconv.ParseFloat(value, 64)
	if err != nil {
		whole, err := strconv.ParseInt(value, 0, 64)
		if err != nil {
			return false
		}
		have = float64(whole)
	}
	return c.compare(have)
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
