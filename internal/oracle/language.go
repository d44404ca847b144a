package oracle

import (
	"bytes"
	"strings"
	"unsafe"

	tree_sitter "github.com/tree-sitter/go-tree-sitter"
	csharp "github.com/tree-sitter/tree-sitter-c-sharp/bindings/go"
	golang "github.com/tree-sitter/tree-sitter-go/bindings/go"
	java "github.com/tree-sitter/tree-sitter-java/bindings/go"
	javascript "github.com/tree-sitter/tree-sitter-javascript/bindings/go"
	python "github.com/tree-sitter/tree-sitter-python/bindings/go"
	typescript "github.com/tree-sitter/tree-sitter-typescript/bindings/go"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	ourcsharp "github.com/sallyport-gate/sallyport/core/sast/syntax/csharp"
	ourgolang "github.com/sallyport-gate/sallyport/core/sast/syntax/golang"
	ourjava "github.com/sallyport-gate/sallyport/core/sast/syntax/java"
	ourjavascript "github.com/sallyport-gate/sallyport/core/sast/syntax/javascript"
	ourpython "github.com/sallyport-gate/sallyport/core/sast/syntax/python"
)

// Language is a front end beside tree-sitter's grammar for it.
type Language struct {
	Name       string
	Extensions []string

	parse   syntax.Frontend
	grammar func() unsafe.Pointer
	kinds   map[string]kind                                          // of the grammar
	ours    func(m *Mark, n *syntax.Node, source []byte) (keep bool) // drops or moves what the grammar sees otherwise
}

// Languages lists what is compared.
func Languages() []Language {
	return []Language{
		{Name: "C#", Extensions: []string{".cs"}, parse: ourcsharp.Parse, grammar: csharp.Language, kinds: csharpKinds(), ours: csharpOurs},
		{Name: "Java", Extensions: []string{".java"}, parse: ourjava.Parse, grammar: java.Language, kinds: javaKinds(), ours: javaOurs},
		{Name: "JavaScript", Extensions: []string{".js", ".jsx", ".mjs", ".cjs"}, parse: ourjavascript.Parse, grammar: javascript.Language, kinds: scriptKinds(), ours: scriptOurs},
		{Name: "TypeScript", Extensions: []string{".ts", ".mts", ".cts"}, parse: ourjavascript.ParseTypeScript, grammar: typescript.LanguageTypescript, kinds: scriptKinds(), ours: scriptOurs},
		{Name: "TSX", Extensions: []string{".tsx"}, parse: ourjavascript.ParseTSX, grammar: typescript.LanguageTSX, kinds: scriptKinds(), ours: scriptOurs},
		{Name: "Python", Extensions: []string{".py"}, parse: ourpython.Parse, grammar: python.Language, kinds: pythonKinds(), ours: pythonOurs},
		{Name: "Go", Extensions: []string{".go"}, parse: ourgolang.Parse, grammar: golang.Language, kinds: goKinds(), ours: goOurs},
	}
}

func parentIs(kinds ...string) func(n *tree_sitter.Node, source []byte) bool {
	return func(n *tree_sitter.Node, _ []byte) bool {
		p := n.Parent()
		for _, k := range kinds {
			if p != nil && p.Kind() == k {
				return true
			}
		}
		return false
	}
}

func csharpKinds() map[string]kind {
	return map[string]kind{
		"invocation_expression":               {what: "call"},
		"object_creation_expression":          {what: "creation"},
		"method_declaration":                  {what: "function", field: "body"},
		"constructor_declaration":             {what: "function", field: "body"},
		"local_function_statement":            {what: "function", field: "body"},
		"destructor_declaration":              {what: "function", field: "body"},
		"operator_declaration":                {what: "function", field: "body"},
		"conversion_operator_declaration":     {what: "function", field: "body"},
		"accessor_declaration":                {what: "function", field: "body"},
		"property_declaration":                {what: "function", field: "value", inner: true, skips: noArrow},
		"indexer_declaration":                 {what: "function", field: "value", inner: true, skips: noArrow},
		"implicit_object_creation_expression": {what: "creation"},
		"array_creation_expression":           {what: "creation"},
		"lambda_expression":                   {what: "lambda"},
		"string_literal":                      {what: "text"},
		"verbatim_string_literal":             {what: "text"},
		"raw_string_literal":                  {what: "text"},
		"interpolated_string_expression":      {what: "template"},
		"assignment_expression":               {what: "assignment", field: "right", skips: parentIs("initializer_expression")},
		"using_directive":                     {what: "import"},
	}
}

func noArrow(n *tree_sitter.Node, _ []byte) bool {
	value := n.ChildByFieldName("value")
	return value == nil || value.Kind() != "arrow_expression_clause"
}

// csharpOurs leaves out ": base(x)", which the grammar does not call a call.
func csharpOurs(m *Mark, n *syntax.Node, source []byte) bool {
	switch m.What {
	case "text":
		c := source[n.Start]
		return c == '"' || c == '@' && n.End > n.Start+1 && source[n.Start+1] == '"'
	case "assignment":
		return n.Kind == syntax.Assign
	case "call":
		callee := n.Children[0]
		return callee.Kind != syntax.Name || callee.Text != "base" && callee.Text != "this"
	}
	return true
}

func javaKinds() map[string]kind {
	return map[string]kind{
		"method_invocation":               {what: "call"},
		"explicit_constructor_invocation": {what: "call"},
		"object_creation_expression":      {what: "creation"},
		"method_declaration":              {what: "function", field: "body"},
		"constructor_declaration":         {what: "function", field: "body"},
		"lambda_expression":               {what: "lambda"},
		"string_literal":                  {what: "text"},
		"assignment_expression":           {what: "assignment", field: "right"},
		"variable_declarator":             {what: "assignment", field: "value"},
		"import_declaration":              {what: "import"},
		"enhanced_for_statement":          {what: "assignment", field: "value"},
		"resource":                        {what: "assignment", field: "value"},
		"array_creation_expression":       {what: "creation"},
		"compact_constructor_declaration": {what: "function", field: "body"},
	}
}

// javaOurs leaves out that an enum's constant is a variable with a new object.
func javaOurs(m *Mark, n *syntax.Node, source []byte) bool {
	switch m.What {
	case "text":
		return source[n.Start] == '"'
	case "creation":
		return bytes.HasPrefix(source[n.Start:], []byte("new")) || bytes.Contains(source[n.Start:n.End], []byte(".new")) || source[n.Start] == '@'
	case "assignment":
		value := valueOf(n)
		return value.Kind != syntax.New || bytes.HasPrefix(source[value.Start:], []byte("new")) || bytes.Contains(source[value.Start:value.End], []byte(".new"))
	}
	return true
}

func scriptKinds() map[string]kind {
	return map[string]kind{
		"call_expression":                 {what: "call", skips: parentIs("decorator")},
		"new_expression":                  {what: "creation"},
		"function_declaration":            {what: "function", field: "body"},
		"generator_function_declaration":  {what: "function", field: "body"},
		"method_definition":               {what: "function", field: "body"},
		"function_expression":             {what: "function", field: "body"},
		"generator_function":              {what: "function", field: "body"},
		"field_definition":                {what: "assignment", field: "value"},
		"public_field_definition":         {what: "assignment", field: "value"},
		"for_in_statement":                {what: "assignment", field: "right"},
		"object_assignment_pattern":       {what: "assignment", field: "right"},
		"arrow_function":                  {what: "lambda"},
		"string":                          {what: "text", skips: parentIs("import_statement", "literal_type", "import_require_clause")},
		"template_string":                 {what: "template"},
		"assignment_expression":           {what: "assignment", field: "right"},
		"augmented_assignment_expression": {what: "assignment", field: "right"},
		"variable_declarator":             {what: "assignment", field: "value"},
		"import_statement":                {what: "import"},
	}
}

func scriptOurs(m *Mark, n *syntax.Node, source []byte) bool {
	switch m.What {
	case "text":
		if n.End > n.Start && source[n.Start] == '`' {
			m.What = "template"
			return true
		}
		return isQuoted(source[n.Start:n.End], "\"'")
	case "template":
		return source[n.Start] == '`'
	}
	return true
}

func pythonKinds() map[string]kind {
	return map[string]kind{
		"call":                    {what: "call", skips: parentIs("decorator")},
		"function_definition":     {what: "function", field: "body"},
		"lambda":                  {what: "lambda"},
		"string":                  {what: "text", skips: parentIs("concatenated_string"), template: "interpolation"},
		"concatenated_string":     {what: "text", template: "interpolation"},
		"for_statement":           {what: "assignment", field: "right"},
		"for_in_clause":           {what: "assignment", field: "right"},
		"named_expression":        {what: "assignment", field: "value"},
		"future_import_statement": {what: "import"},
		"assignment":              {what: "assignment", field: "right"},
		"augmented_assignment":    {what: "assignment", field: "right"},
		"import_statement":        {what: "import"},
		"import_from_statement":   {what: "import"},
	}
}

// pythonOurs leaves out the resource of "with a as b", and the pieces of f-strings.
func pythonOurs(m *Mark, n *syntax.Node, source []byte) bool {
	switch m.What {
	case "text":
		return source[n.End-1] == '"' || source[n.End-1] == '\''
	}
	return true
}

func goKinds() map[string]kind {
	return map[string]kind{
		"call_expression":            {what: "call"},
		"function_declaration":       {what: "function", field: "body"},
		"method_declaration":         {what: "function", field: "body"},
		"func_literal":               {what: "lambda"},
		"type_conversion_expression": {what: "call", skips: noGeneric},
		"composite_literal":          {what: "creation"},
		"interpreted_string_literal": {what: "text", skips: parentIs("import_spec", "field_declaration")},
		"raw_string_literal":         {what: "text", skips: parentIs("import_spec", "field_declaration")},
		"import_spec":                {what: "import"},
	}
}

// noGeneric says that a conversion is one: f[T](x) is a call to us.
func noGeneric(n *tree_sitter.Node, _ []byte) bool {
	t := n.ChildByFieldName("type")
	return t == nil || t.Kind() != "generic_type"
}

func goOurs(m *Mark, n *syntax.Node, source []byte) bool {
	switch m.What {
	case "text":
		return isQuoted(source[n.Start:n.End], "\"`")
	case "assignment":
		return false
	}
	return true
}

// isQuoted says whether a text is a literal, and no piece of another one.
func isQuoted(text []byte, quotes string) bool {
	k := len(text)
	return k > 1 && strings.IndexByte(quotes, text[0]) >= 0 && text[k-1] == text[0]
}
