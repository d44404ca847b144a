package dependency

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// isRequirements knows pip's requirements files by the names that they usually
// bear: requirements*.txt, *-requirements.txt, and any .txt in a folder
// "requirements". Others are read when one of these includes them.
func isRequirements(file string) bool {
	base := strings.ToLower(path.Base(file))
	if !strings.HasSuffix(base, ".txt") {
		return false
	}
	stem := strings.TrimSuffix(base, ".txt")
	return strings.HasPrefix(stem, "requirements") || strings.HasSuffix(stem, "requirements") ||
		path.Base(path.Dir(file)) == "requirements"
}

// requirement is one line of a requirements file that names a package.
type requirement struct {
	name, specifier string
	path            string
	line            int
}

// reading is one requirements file with all that it includes.
type reading struct {
	scan        *scan
	visited     map[string]bool
	wanted      []requirement
	constraints map[string]string // by normal name: what "-c" files pin
	gaps        []finding.Gap
	foreign     int
}

// parseRequirements reads pip's format
// (https://pip.pypa.io/en/stable/reference/requirements-file-format/). Only
// "==" and "===" settle a version.
func parseRequirements(ctx context.Context, s *scan, file repo.File, content []byte) (found, error) {
	r := &reading{scan: s, visited: map[string]bool{file.Path: true}, constraints: map[string]string{}}
	r.read(ctx, file.Path, content, false)
	out := found{gaps: r.gaps, foreign: r.foreign, lock: &lock{}}
	for _, w := range r.wanted {
		version := pinned(w.specifier)
		if version == "" {
			version = pinned(r.constraints[advisory.NormalName("PyPI", w.name)])
		}
		p := inventory.Package{Ecosystem: "PyPI", Name: w.name, Version: version, Path: w.path, Line: w.line, Direct: true}
		if version == "" {
			p.Requirement = w.specifier
		} else {
			out.lock.names = append(out.lock.names, advisory.NormalName("PyPI", w.name))
		}
		out.packages = append(out.packages, p)
	}
	// Hashes are checked for all packages or none, so a file with them is complete.
	out.direct = len(out.packages) > 0 && !bytes.Contains(content, []byte("--hash="))
	return out, nil
}

func (r *reading) read(ctx context.Context, file string, content []byte, constraint bool) {
	var logical strings.Builder
	start := 0
	for i, line := range splitLines(string(content)) {
		if start == 0 {
			start = i + 1
		}
		comment := strings.HasPrefix(strings.TrimLeftFunc(line, isBlank), "#")
		if !comment && strings.HasSuffix(line, `\`) {
			logical.WriteString(strings.Trim(line, `\`))
			continue
		}
		if !comment { // a comment ends what is continued, and is never continued itself
			logical.WriteString(line)
		}
		r.take(ctx, file, start, logical.String(), constraint)
		logical.Reset()
		start = 0
	}
	r.take(ctx, file, start, logical.String(), constraint)
}

// splitLines cuts a text where Python's str.splitlines does
// (https://docs.python.org/3/library/stdtypes.html#str.splitlines), which pip
// uses. A byte 0x85 that is no UTF-8 counts too: it is a line break in Latin-1.
func splitLines(text string) []string {
	var lines []string
	start := 0
	for i := 0; i < len(text); {
		c, width := utf8.DecodeRuneInString(text[i:])
		end := i
		i += width
		switch {
		case c == '\r' && strings.HasPrefix(text[i:], "\n"):
			i++
		case c >= '\n' && c <= '\r', c >= 0x1c && c <= 0x1e, c == 0x85, c == 0x2028, c == 0x2029:
		case c == utf8.RuneError && width == 1 && text[end] == 0x85:
		default:
			continue
		}
		lines = append(lines, text[start:end])
		start = i
	}
	return append(lines, text[start:])
}

// isBlank is what Python takes for white space in a regular expression.
func isBlank(c rune) bool { return unicode.IsSpace(c) || c >= 0x1c && c <= 0x1f }

// settings are the options of a line that names no package and no other file.
var settings = regexp.MustCompile(`^(-i|-f|--(index-url|extra-index-url|pypi-url|no-index|find-links|no-binary|only-binary|prefer-binary|require-hashes|pre|trusted-host|use-feature)(=|$))`)

// setting takes an option line. pip reads every option of the line, and accepts
// shortened names, so that one which is not known may include a file.
func (r *reading) setting(file string, line int, text string) {
	for word := range strings.FieldsSeq(text) {
		if word = strings.Trim(word, `"'`); strings.HasPrefix(word, "-") && !settings.MatchString(word) {
			r.gap(finding.Unparsed, file, line, "an option of this line is not known and may name packages; write each -r, -c and -e on a line of its own")
			return
		}
	}
}

var (
	requirementComment = regexp.MustCompile(`(^|\s)#.*$`)
	requirementShape   = regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*(.*)$`)
	requirementInclude = regexp.MustCompile(`^(-r|--requirement|-c|--constraint)(\s+|=|)(.+)$`)
	requirementOptions = regexp.MustCompile(`\s--?[A-Za-z].*$`)
)

func (r *reading) take(ctx context.Context, file string, line int, text string, constraint bool) {
	text = strings.TrimSpace(requirementComment.ReplaceAllString(text, ""))
	if text == "" {
		return
	}
	if m := requirementInclude.FindStringSubmatch(text); m != nil {
		r.include(ctx, file, line, strings.Trim(m[3], `"' `), constraint || strings.HasPrefix(m[1], "-c") || m[1] == "--constraint")
		return
	}
	if strings.HasPrefix(text, "-e") || strings.HasPrefix(text, "--editable") {
		r.foreign++
		return
	}
	if strings.HasPrefix(text, "-") {
		r.setting(file, line, text)
		return
	}
	text = requirementOptions.ReplaceAllString(text, "")
	text, _, _ = strings.Cut(text, ";") // environment markers: taken to hold
	m := requirementShape.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || strings.HasPrefix(m[3], "@") || strings.Contains(m[3], "://") || strings.HasPrefix(m[3], ":") || strings.HasPrefix(m[3], "/") || strings.HasPrefix(m[3], "+") {
		r.elsewhere(file, line, text, m == nil)
		return
	}
	specifier := strings.Trim(strings.TrimSpace(m[3]), "()")
	if constraint {
		r.constraints[advisory.NormalName("PyPI", m[1])] = specifier
		return
	}
	r.wanted = append(r.wanted, requirement{name: m[1], specifier: specifier, path: file, line: line})
}

// elsewhere takes a line that names no package of the registry: an address, git,
// a folder; or one that is not understood.
func (r *reading) elsewhere(file string, line int, text string, shapeless bool) {
	if shapeless && !strings.HasPrefix(text, ".") && !strings.HasPrefix(text, "/") {
		r.gap(finding.Unparsed, file, line, "this line is not a requirement; NAME==VERSION would be right")
		return
	}
	r.foreign++
}

func (r *reading) include(ctx context.Context, from string, line int, target string, constraint bool) {
	if strings.Contains(target, "://") || strings.Contains(target, "${") {
		r.gap(finding.Unresolved, from, line, "includes a file that is not in the tree; commit it beside this one")
		return
	}
	name := path.Join(path.Dir(from), strings.ReplaceAll(target, `\`, "/"))
	if r.visited[name] {
		return
	}
	r.visited[name] = true
	file, ok := r.scan.tree.Find(name)
	if !ok {
		r.gap(finding.Unresolved, from, line, "includes "+quote(target)+", which is not in the tree; commit it, or correct the path")
		return
	}
	if !constraint && isRequirements(name) {
		return // is read on its own
	}
	content, err := r.scan.content(ctx, file)
	if err != nil {
		r.gap(finding.Unreadable, from, line, "includes "+quote(target)+", which cannot be read: "+err.Error())
		return
	}
	if len(r.visited) > 256 {
		r.gap(finding.Cut, from, line, "includes more than 256 files; they are not all read")
		return
	}
	r.read(ctx, name, content, constraint)
}

func (r *reading) gap(kind finding.GapKind, file string, line int, message string) {
	r.gaps = append(r.gaps, finding.Gap{Check: Name, Kind: kind, Path: file, Message: place(file, line) + ": " + message})
}

// pinned is the version that a specifier settles, or empty.
func pinned(specifier string) string {
	for part := range strings.SplitSeq(specifier, ",") {
		version, ok := strings.CutPrefix(strings.TrimSpace(part), "==")
		if !ok {
			continue
		}
		version = strings.TrimSpace(strings.TrimPrefix(version, "="))
		if advisory.IsVersion("PyPI", version) {
			return version
		}
	}
	return ""
}
