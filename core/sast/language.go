package sast

import (
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/bash"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/bicep"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/csharp"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/dockerfile"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/golang"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/hcl"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/java"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/javascript"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/json"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/php"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/powershell"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/python"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/ruby"
	"github.com/sallyport-gate/sallyport/core/sast/syntax/yaml"
)

// language is how files of one kind are read, and how names work in them.
type language struct {
	name       string
	words      []string // how rules name it
	extensions []string
	files      []string // base names, with "*" for anything, when the extension does not say it
	parse      syntax.Frontend
	patterns   []syntax.Frontend // for patterns; the first that reads one without a gap counts
	types      bool              // qualified names begin with a namespace that code may leave out
	implicit   []string          // namespaces that are imported without a word
	comment    string            // begins a line comment
	quotes     string            // what begins a string literal
	fold       bool              // upper and lower case are the same to it; its front end writes one of them
	local      bool              // an assignment declares a variable of the function that it stands in
	numbers    bool              // it has one type of number
	data       bool              // most files of it are no business of any rule: those are not read
	free       bool              // any text file: generic patterns and regular expressions
}

// languages lists every language that the check reads.
func languages() []*language {
	return []*language{
		{name: "csharp", words: []string{"csharp", "c#"}, extensions: []string{".cs"},
			parse: csharp.Parse, patterns: []syntax.Frontend{csharp.Parse}, types: true, comment: "//", quotes: "\"'",
			implicit: []string{"System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"}},
		{name: "go", words: []string{"go", "golang"}, extensions: []string{".go"},
			parse: golang.Parse, patterns: []syntax.Frontend{golang.Parse}, comment: "//", quotes: "\"'`"},
		{name: "java", words: []string{"java"}, extensions: []string{".java"},
			parse: java.Parse, patterns: []syntax.Frontend{java.Parse}, types: true, comment: "//", quotes: "\"'", implicit: []string{"java.lang"}},
		{name: "javascript", words: []string{"javascript", "js"}, extensions: []string{".js", ".jsx", ".mjs", ".cjs"},
			parse: javascript.Parse, patterns: []syntax.Frontend{javascript.Parse}, numbers: true, comment: "//", quotes: "\"'`"},
		{name: "python", words: []string{"python", "py", "python3"}, extensions: []string{".py"},
			parse: python.Parse, patterns: []syntax.Frontend{python.Parse}, local: true, comment: "#", quotes: "\"'"},
		{name: "typescript", words: []string{"typescript", "ts"}, extensions: []string{".ts", ".mts", ".cts"},
			parse: javascript.ParseTypeScript, patterns: []syntax.Frontend{javascript.ParseTypeScript, javascript.ParseTSX}, numbers: true, comment: "//", quotes: "\"'`"},
		{name: "tsx", words: []string{"typescript", "ts", "tsx"}, extensions: []string{".tsx"},
			parse: javascript.ParseTSX, patterns: []syntax.Frontend{javascript.ParseTSX, javascript.ParseTypeScript}, numbers: true, comment: "//", quotes: "\"'`"},
		{name: "bash", words: []string{"bash", "sh"}, extensions: []string{".sh", ".bash"},
			parse: bash.Parse, patterns: []syntax.Frontend{bash.Parse}, data: true, comment: "#", quotes: "\"'"},
		{name: "bicep", words: []string{"bicep"}, extensions: []string{".bicep", ".bicepparam"},
			parse: bicep.Parse, patterns: []syntax.Frontend{bicep.Parse}, data: true, comment: "//", quotes: "'"},
		{name: "dockerfile", words: []string{"dockerfile", "docker"}, extensions: []string{".dockerfile"},
			files: []string{"Dockerfile", "Dockerfile.*", "Containerfile", "Containerfile.*"},
			parse: dockerfile.Parse, patterns: []syntax.Frontend{dockerfile.Parse}, data: true, comment: "#", quotes: "\"'", fold: true},
		{name: "hcl", words: []string{"terraform", "hcl", "tf"}, extensions: []string{".tf", ".tfvars", ".tofu", ".hcl"},
			parse: hcl.Parse, patterns: []syntax.Frontend{hcl.Parse}, data: true, comment: "#", quotes: "\""},
		{name: "json", words: []string{"json"}, extensions: []string{".json", ".jsonc"},
			parse: json.Parse, patterns: []syntax.Frontend{json.Parse}, data: true, comment: "//", quotes: "\"'"},
		{name: "php", words: []string{"php"}, extensions: []string{".php", ".phtml"},
			parse: php.Parse, patterns: []syntax.Frontend{php.Parse}, comment: "//", quotes: "\"'`"},
		{name: "powershell", words: []string{"powershell", "pwsh"}, extensions: []string{".ps1", ".psm1", ".psd1"},
			parse: powershell.Parse, patterns: []syntax.Frontend{powershell.Parse}, data: true, comment: "#", quotes: "\"'", fold: true},
		{name: "ruby", words: []string{"ruby", "rb"}, extensions: []string{".rb", ".rake", ".gemspec"}, files: []string{"Gemfile", "Rakefile"},
			parse: ruby.Parse, patterns: []syntax.Frontend{ruby.Parse}, comment: "#", quotes: "\"'`"},
		{name: "yaml", words: []string{"yaml"}, extensions: []string{".yaml", ".yml"},
			parse: yaml.Parse, patterns: []syntax.Frontend{yaml.Parse}, data: true, comment: "#", quotes: "\"'"},
		{name: "generic", words: []string{"generic", "regex", "none"}, parse: unread, free: true},
	}
}

// unread is the front end of files whose syntax is not looked at.
func unread(source []byte, _ syntax.Mode) *syntax.Tree {
	return &syntax.Tree{Source: source, Root: &syntax.Node{Kind: syntax.File, End: len(source)}}
}

// languageOf returns the language of a file by its name or extension, or nil.
func languageOf(all []*language, file string) *language {
	base := path.Base(file)
	extension := strings.ToLower(path.Ext(file))
	for _, l := range all {
		for _, form := range l.files {
			if ok, _ := path.Match(form, base); ok {
				return l
			}
		}
		for _, e := range l.extensions {
			if e == extension {
				return l
			}
		}
	}
	return nil
}

// named returns the languages that a rule means by the word.
func named(all []*language, word string) []*language {
	var found []*language
	for _, l := range all {
		for _, w := range l.words {
			if strings.EqualFold(w, word) {
				found = append(found, l)
			}
		}
	}
	return found
}
