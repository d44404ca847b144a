package sast

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// What the taint engine knows of names in all languages. Rules of the embedded
// pack rely on it; a user's rule gets it through its options.

// isSafeType says whether a value of the type cannot carry a text.
func isSafeType(text string) bool {
	switch strings.ToLower(bareType(text)) {
	case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "long", "ulong",
		"short", "ushort", "byte", "sbyte", "double", "float", "float32", "float64", "decimal", "number", "integer",
		"bool", "boolean", "guid", "uuid", "datetime", "datetimeoffset", "dateonly", "timeonly", "timespan", "time",
		"localdate", "localdatetime", "instant", "bigdecimal", "biginteger", "cancellationtoken":
		return !strings.Contains(text, "[") && !strings.Contains(text, "<")
	}
	return false
}

// answersTruth says whether a method of this name returns a truth value.
func answersTruth(name string) bool {
	switch name {
	case "equals", "Equals", "equalsIgnoreCase", "contains", "Contains", "ContainsKey", "containsKey", "includes",
		"startsWith", "StartsWith", "startswith", "HasPrefix", "HasSuffix", "endsWith", "EndsWith", "endswith",
		"isEmpty", "isBlank", "IsNullOrEmpty", "IsNullOrWhiteSpace", "isdigit", "isalnum", "isalpha", "IsMatch",
		"MatchString", "fullmatch", "hasOwnProperty", "isInstance", "isinstance", "Any", "some", "every":
		return true
	}
	return false
}

// answersNumber says whether a call returns a number, a time or an identifier of fixed form.
func answersNumber(n *names, callee *syntax.Node) bool {
	switch callee.Text {
	case "parseInt", "parseFloat", "parseLong", "parseDouble", "parseUnsignedInt", "Atoi", "ParseInt", "ParseUint",
		"ParseFloat", "ParseBool", "ToInt32", "ToInt64", "ToDouble", "ToDecimal", "ToBoolean", "indexOf", "IndexOf",
		"lastIndexOf", "LastIndexOf", "hashCode", "GetHashCode", "compareTo", "CompareTo", "charCodeAt", "nextInt", "toSafeInteger", "toInteger", "intValue", "longValue", "getTime":
		return true
	case "Parse", "TryParse", "fromString", "valueOf":
		if callee.Kind == syntax.Member && len(callee.Children) == 1 {
			object := dotted(callee.Children[0])
			return object != "" && isSafeType(object)
		}
	case "len", "int", "float", "bool", "Number", "BigInt", "Boolean", "isNaN", "ord", "hash", "round", "UUID":
		if callee.Kind == syntax.Name {
			return true
		}
		return callee.Text == "UUID" && strings.HasPrefix(n.qualified(dotted(callee)), "uuid.")
	}
	return false
}

// looksUp says whether a method of this name finds something by its arguments:
// the result is the store's own, not the caller's. A capitalised object is a
// class, as in Paths.get(name), and makes its result of the arguments.
func looksUp(callee *syntax.Node) bool {
	if callee.Kind != syntax.Member || len(callee.Children) != 1 {
		return false
	}
	if object := last(dotted(callee.Children[0])); object == "" || object[0] >= 'A' && object[0] <= 'Z' && strings.EqualFold(callee.Text, "get") {
		return false
	}
	switch callee.Text {
	case "get", "Get", "getOrDefault", "GetValueOrDefault", "find", "Find", "FindAsync", "findOne", "findAll", "findById",
		"findByPk", "findMany", "findFirst", "findUnique", "findOrFail", "FirstOrDefault", "FirstOrDefaultAsync", "SingleOrDefault",
		"SingleOrDefaultAsync", "query", "QueryRow", "executeQuery", "queryForObject", "fetchone", "fetchall", "lookup", "Lookup",
		"TryGetValue", "GetOrAdd", "getOne", "findOneBy", "findBy":
		return true
	}
	return findsByKey(callee.Text)
}

// findsByKey says whether a name is of the form getUserByName or FindByIdAsync.
func findsByKey(name string) bool {
	for _, verb := range []string{"get", "find", "load", "fetch", "read", "lookup"} {
		if len(name) > len(verb) && strings.EqualFold(name[:len(verb)], verb) {
			at := strings.Index(name, "By")
			return at >= len(verb) && at+2 < len(name) && name[at+2] >= 'A' && name[at+2] <= 'Z'
		}
	}
	return false
}

// carriesText says whether a call of this name makes its result of the text that it
// is given, as far as a name tells: format, joinPath, urlDecode, new StringReader.
// Of any other call that cannot be followed the result is anybody's guess.
func carriesText(name string) bool {
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	switch name {
	case "of", "from", "copy", "clone", "deepcopy", "assign", "merge", "sorted", "reversed", "filter", "map", "list", "tuple", "dict", "set", "array",
		"aslist", "resolve", "dirname", "abspath", "expanduser", "loads", "dumps", "load", "stringify", "atob", "btoa", "str", "repr", "optional", "just", "ofnullable",
		"valueof", "coalesce", "serialize", "await", "wait", "call", "apply", "render", "title", "clean", "sum", "max", "min", "process", "popen", "file", "buffer", "unlist":
		return true
	}
	for _, word := range []string{"format", "print", "join", "concat", "combine", "append", "parse", "string", "text", "byte", "char", "code", "escape", "quote",
		"base64", "hex", "trim", "strip", "replace", "split", "sub", "slice", "lower", "upper", "normal", "path", "url", "uri", "json", "xml", "html",
		"reader", "stream", "builder", "buffer", "deserial", "convert", "cast", "command", "startinfo", "request", "query", "statement", "sql", "filter", "template",
		"regex", "compile", "scanner", "collect", "entity", "response", "result"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// mutates says whether a method of this name puts its arguments into its object.
func mutates(name string) bool {
	switch name {
	case "append", "Append", "AppendLine", "AppendFormat", "appendln", "insert", "Insert", "add", "Add", "AddRange", "addAll", "push",
		"unshift", "put", "putAll", "set", "Set", "write", "Write", "WriteString", "WriteByte", "WriteRune", "concat", "extend", "update",
		"offer", "addLast", "addFirst", "Push", "Enqueue", "println", "printf":
		return true
	}
	return false
}

// assume narrows st to what holds where a condition is true, or false: a value
// that was found in a fixed list, or equals a constant, is no longer the user's.
func (f *flow) assume(condition *syntax.Node, truth bool, st *state) {
	if !f.rule.options.safeBooleans || !f.spend() {
		return
	}
	f.depth++
	defer func() { f.depth-- }()
	switch condition.Kind {
	case syntax.Unary:
		if (condition.Text == "!" || condition.Text == "not") && len(condition.Children) == 1 {
			f.assume(condition.Children[0], !truth, st)
		}
	case syntax.Binary:
		if len(condition.Children) == 2 {
			f.assumeBinary(condition, truth, st)
		}
	case syntax.Call:
		if truth && len(condition.Children) == 2 && condition.Children[0].Kind == syntax.Member {
			f.assumeMember(condition, st)
		}
	}
}

func (f *flow) assumeBinary(n *syntax.Node, truth bool, st *state) {
	left, right := n.Children[0], n.Children[1]
	switch n.Text {
	case "&&":
		if truth {
			f.assume(left, true, st)
			f.assume(right, true, st)
		}
	case "||":
		if !truth {
			f.assume(left, false, st)
			f.assume(right, false, st)
		}
	case "==", "===", "!=", "!==":
		if truth == (n.Text[0] == '=') {
			if f.isConstant(right, st) {
				f.clean(left, f.staying, st)
			} else if f.isConstant(left, st) {
				f.clean(right, f.staying, st)
			}
		}
	case "in", "not in":
		if truth == (n.Text == "in") && right.Kind != syntax.String {
			f.clean(left, f.quiet(right, st), st)
		}
	}
}

// assumeMember reads "list.contains(x)": x is one of the list's own values. A
// text that contains x says nothing of x, so literals and strings are left out.
func (f *flow) assumeMember(n *syntax.Node, st *state) {
	callee := n.Children[0]
	list := callee.Children[0]
	switch callee.Text {
	case "includes", "contains", "Contains", "has", "ContainsKey", "containsKey", "hasOwnProperty":
		if list.Kind != syntax.String && !strings.EqualFold(f.unit.typeOf(list), "string") {
			f.clean(n.Children[1], f.quiet(list, st), st)
		}
	}
}

// quiet is the rules for which an expression is clean, without recording sinks.
func (f *flow) quiet(n *syntax.Node, st *state) ruleSet {
	clean := f.staying
	n.Walk(func(x *syntax.Node) bool {
		if x.Kind == syntax.Name {
			clean &^= st.whole(f.name(x, st)).all()
		}
		clean &^= f.site.sources.covering(x)
		return clean != 0
	})
	return clean
}

// isConstant says whether an expression has no part that a user can choose.
func (f *flow) isConstant(n *syntax.Node, st *state) bool {
	return f.unit.isConstant(n) || f.constantIn(n, st) != nil
}
