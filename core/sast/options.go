package sast

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// matching holds the options that change what a pattern matches, as the rule
// language names them.
type matching struct {
	constants         bool // constant_propagation
	symbols           bool // symbolic_propagation
	declarations      bool // vardef_assign: an assignment pattern matches a declaration
	fields            bool // flddef_assign: it matches a field definition
	attributes        bool // attr_expr: an expression pattern matches a decorator
	arrows            bool // arrow_is_function: a function pattern matches an arrow function
	letIsVar          bool // let_is_var: var matches let and const
	deepExpressions   bool // go_deeper_expr, implicit_deep_exprstmt: foo() matches inside x = foo()
	deepStatements    bool // go_deeper_stmt: a statement ellipsis goes into blocks
	implicitEllipsis  bool // implicit_ellipsis: dictionaries and objects match by subset
	anyOrder          bool // ac_matching: associative and commutative operators
	booleansInOrder   bool // not commutative_boolop
	equalityInOrder   bool // not symmetric_eq
	decoratorsInOrder bool // decorators_order_matters
	looseElements     bool // xml_singleton_loose_matching
	moreAttributes    bool // xml_attrs_implicit_ellipsis
	elementsInOrder   bool // xml_children_ordered
	generic           genericOptions
}

// genericOptions change what a generic pattern matches.
type genericOptions struct {
	span     int    // generic_ellipsis_max_span: lines that "..." goes on beyond its first one
	single   bool   // not generic_multiline
	caseless bool   // generic_caseless
	comments string // generic_comment_style: "", "c", "cpp" or "shell"
}

const genericSpan = 10

func defaultMatching() matching {
	return matching{
		constants: true, declarations: true, attributes: true, arrows: true, letIsVar: true,
		deepExpressions: true, deepStatements: true, implicitEllipsis: true, anyOrder: true,
		booleansInOrder: true, equalityInOrder: true, looseElements: true, moreAttributes: true, elementsInOrder: true,
		generic: genericOptions{span: genericSpan},
	}
}

// option returns the switch that an option sets, and whether true turns it off.
func (m *matching) option(name string) (field *bool, inverted bool) {
	switch name {
	case "constant_propagation":
		return &m.constants, false
	case "symbolic_propagation":
		return &m.symbols, false
	case "vardef_assign":
		return &m.declarations, false
	case "flddef_assign":
		return &m.fields, false
	case "attr_expr":
		return &m.attributes, false
	case "arrow_is_function":
		return &m.arrows, false
	case "let_is_var":
		return &m.letIsVar, false
	case "go_deeper_expr", "implicit_deep_exprstmt":
		return &m.deepExpressions, false
	case "go_deeper_stmt":
		return &m.deepStatements, false
	case "implicit_ellipsis":
		return &m.implicitEllipsis, false
	case "ac_matching":
		return &m.anyOrder, false
	case "commutative_boolop":
		return &m.booleansInOrder, true
	case "symmetric_eq":
		return &m.equalityInOrder, true
	case "decorators_order_matters":
		return &m.decoratorsInOrder, false
	case "xml_singleton_loose_matching":
		return &m.looseElements, false
	case "xml_attrs_implicit_ellipsis":
		return &m.moreAttributes, false
	case "xml_children_ordered":
		return &m.elementsInOrder, false
	case "generic_multiline":
		return &m.generic.single, true
	case "generic_caseless":
		return &m.generic.caseless, false
	}
	return nil, false
}

// matchingOption sets an option of matching; known is false for every other.
func (r *ruleReader) matchingOption(key, value *yaml.Node) (known bool, err error) {
	m := &r.rule.options.matching
	if field, inverted := m.option(key.Value); field != nil {
		on, err := strconv.ParseBool(value.Value)
		if err != nil {
			return true, r.fail(value, "the option %s is true or false", key.Value)
		}
		*field = on != inverted
		return true, nil
	}
	switch key.Value {
	case "generic_ellipsis_max_span":
		if m.generic.span, err = strconv.Atoi(value.Value); err != nil || m.generic.span < 0 || m.generic.span > 1000 {
			return true, r.fail(value, "the option %s is a number of lines up to 1000", key.Value)
		}
		return true, nil
	case "generic_comment_style":
		switch m.generic.comments = value.Value; value.Value {
		case "c", "cpp", "shell":
			return true, nil
		}
		return true, r.fail(value, "the option %s is c, cpp or shell", key.Value)
	case "generic_engine":
		if value.Value == "spacegrep" {
			return true, nil
		}
	}
	return false, nil
}
