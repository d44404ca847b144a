package dockerfile

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// instruction pushes what stands on a line.
func (p *parser) instruction(l line) {
	defer p.Shallower()
	if !p.Deeper() {
		p.Push(p.Gap(l.start, l.end))
		return
	}
	if l.start == l.end || p.source[l.start] == '#' {
		return
	}
	behind := l.start
	for behind < l.end && p.source[behind] > ' ' {
		behind++
	}
	word := p.source[l.start:behind]
	name := strings.ToUpper(word)
	if !known(name) {
		p.other(l, word)
		return
	}
	mark := p.Mark()
	p.Push(p.Leaf(syntax.Name, name, l.start, behind))
	at := p.flags(p.skip(behind, l.end), l.end)
	end := max(l.end, p.arguments(name, at, l.end))
	if p.pattern() && (name == "FROM" || name == "RUN") {
		p.Push(p.Leaf(syntax.Ellipsis, "", end, end))
	}
	p.Push(p.Close(syntax.Call, "", l.start, end, mark))
}

// other is a line that begins with no instruction: a gap, and in a pattern a
// shell's code, or a metavariable in place of an instruction.
func (p *parser) other(l line, word string) {
	switch {
	case !p.pattern():
		p.Push(p.Gap(l.start, l.end))
	case word == "..." && l.end == l.start+3:
		p.Push(p.Leaf(syntax.Ellipsis, "", l.start, l.end))
	case syntax.IsMetavariable(word) && l.end > l.start+len(word):
		mark := p.Mark()
		p.Push(p.Leaf(syntax.Metavariable, word, l.start, l.start+len(word)))
		p.list(p.skip(l.start+len(word), l.end), l.end)
		p.Push(p.Close(syntax.Call, "", l.start, l.end, mark))
	default:
		p.shell(l.start, l.end)
	}
}

func known(name string) bool {
	switch name {
	case "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
		"ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR":
		return true
	}
	return false
}

func (p *parser) skip(at, end int) int {
	for at < end && p.source[at] <= ' ' {
		at++
	}
	return at
}

// flags pushes "--name=value" and returns where they end.
func (p *parser) flags(at, end int) int {
	for at+2 < end && p.source[at] == '-' && p.source[at+1] == '-' && p.source[at+2] > ' ' {
		stop := p.wordEnd(at, end)
		name, _, ok := strings.Cut(p.source[at+2:stop], "=")
		mark := p.Mark()
		if ok {
			p.Push(p.value(at+2+len(name)+1, stop))
		}
		p.Push(p.Close(syntax.Argument, strings.ToLower(name), at, stop, mark))
		at = p.skip(stop, end)
	}
	return at
}

// arguments pushes what stands behind an instruction's flags, and returns the
// offset behind it, here-documents included.
func (p *parser) arguments(name string, at, end int) int {
	switch {
	case at >= end:
		return end
	case p.pattern() && p.source[at:end] == "...":
		p.Push(p.Leaf(syntax.Ellipsis, "", at, end))
		return end
	}
	switch name {
	case "FROM":
		p.from(at, end)
	case "RUN":
		return p.run(at, end)
	case "CMD", "ENTRYPOINT", "SHELL":
		p.command(at, end)
		if name == "SHELL" {
			shell := strings.ToLower(p.source[at:end])
			p.words = !strings.Contains(shell, "bash") && !strings.Contains(shell, "/sh") && !strings.Contains(shell, `"sh"`)
		}
	case "ENV", "LABEL", "ARG":
		p.pairs(name, at, end)
	case "HEALTHCHECK", "ONBUILD":
		if p.source[at:end] == "NONE" {
			p.Push(p.value(at, end))
		} else {
			p.instruction(line{at, end})
		}
	case "MAINTAINER", "WORKDIR", "STOPSIGNAL":
		p.Push(p.value(at, end))
	default:
		p.list(at, end)
		return p.documents(at, end)
	}
	return end
}

// run reads a list, here-documents, or a shell's code.
func (p *parser) run(at, end int) int {
	if words := heredocs(p.source[at:end]); len(words) > 0 && strings.HasPrefix(p.source[at:], "<<") && len(strings.Fields(p.source[at:end])) == 1 {
		body := p.at
		stop, next := p.bodyEnd(words[0])
		p.at = next
		if p.words {
			p.Push(p.Leaf(syntax.String, p.source[body:stop], body, stop))
		} else {
			p.shell(body, stop)
		}
		return stop
	}
	if words := heredocs(p.source[at:end]); len(words) > 0 && !p.words {
		for _, w := range words {
			_, p.at = p.bodyEnd(w)
		}
		p.shell(at, p.at)
		return p.at
	}
	p.command(at, end)
	return end
}

// command reads ["a", "b"], or a shell's code.
func (p *parser) command(at, end int) {
	switch {
	case p.source[at] == '[' && p.source[end-1] == ']' && p.texts(at, end):
	case p.words || p.escape != '\\':
		p.list(at, end)
	default:
		p.shell(at, end)
	}
}

// texts pushes a list of quoted texts; false when it is none.
func (p *parser) texts(at, end int) bool {
	mark := p.Mark()
	for i := at + 1; ; {
		i = p.skip(i, end)
		switch c := p.source[i]; {
		case c == ']' && i == end-1:
			p.Push(p.Close(syntax.List, "[", at, end, mark))
			return true
		case c == ',':
			i++
		case c == '"':
			stop := p.quoteEnd(i, end)
			if stop >= end || stop < i+2 {
				p.Take(mark)
				return false
			}
			p.Push(p.Leaf(syntax.String, strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(p.source[i+1:stop-1]), i, stop))
			i = stop
		case p.pattern() && (c == '.' || c == '$'):
			stop := i
			for stop < end-1 && p.source[stop] > ' ' && p.source[stop] != ',' && p.source[stop] != ']' {
				stop++
			}
			p.Push(p.value(i, stop))
			i = stop
		default:
			p.Take(mark)
			return false
		}
	}
}

// from reads "image AS name".
func (p *parser) from(at, end int) {
	stop := p.wordEnd(at, end)
	if p.pattern() && p.source[at:stop] == "..." {
		p.Push(p.Leaf(syntax.Ellipsis, "", at, stop))
	} else {
		p.image(at, stop)
	}
	at = p.skip(stop, end)
	if stop = p.wordEnd(at, end); strings.EqualFold(p.source[at:stop], "as") {
		name := p.skip(stop, end)
		mark := p.Mark()
		p.Push(p.value(name, p.wordEnd(name, end)))
		p.Push(p.Close(syntax.Argument, "as", at, end, mark))
	} else if at < end {
		p.list(at, end)
	}
}

// image reads "name:tag@digest".
func (p *parser) image(at, end int) {
	mark := p.Mark()
	tag, digest, depth := -1, -1, 0
	for i := at; i < end && digest < 0; i++ {
		switch c := p.source[i]; {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth > 0:
		case c == '/':
			tag = -1
		case c == ':':
			tag = i
		case c == '@':
			digest = i
		}
	}
	nameEnd, tagEnd := end, end
	if digest >= 0 {
		nameEnd, tagEnd = digest, digest
	}
	if tag >= 0 {
		nameEnd = tag
	}
	p.Push(p.value(at, nameEnd))
	if tag >= 0 {
		p.labelled("tag", tag, tagEnd)
	}
	if p.pattern() {
		p.Push(p.Leaf(syntax.Ellipsis, "", tagEnd, tagEnd))
	}
	if digest >= 0 {
		p.labelled("digest", digest, end)
	}
	p.Push(p.Close(syntax.Other, "image", at, end, mark))
}

func (p *parser) labelled(text string, at, end int) {
	mark := p.Mark()
	p.Push(p.value(at+1, end))
	p.Push(p.Close(syntax.Other, text, at, end, mark))
}

// pairs reads "a=b c=d", and the old form "a b".
func (p *parser) pairs(name string, at, end int) {
	first := p.wordEnd(at, end)
	if name != "ARG" && !strings.Contains(p.source[at:first], "=") && first < end && !(p.pattern() && p.source[at:first] == "...") {
		mark := p.Mark()
		p.Push(p.value(at, first))
		p.Push(p.value(p.skip(first, end), end))
		p.Push(p.Close(syntax.Pair, "", at, end, mark))
		return
	}
	for at < end {
		stop := p.wordEnd(at, end)
		if sign := strings.IndexByte(p.source[at:stop], '='); sign > 0 {
			mark := p.Mark()
			p.Push(p.value(at, at+sign))
			p.Push(p.value(at+sign+1, stop))
			p.Push(p.Close(syntax.Pair, "", at, stop, mark))
		} else {
			p.Push(p.value(at, stop))
		}
		at = p.skip(stop, end)
	}
}

// list pushes words.
func (p *parser) list(at, end int) {
	if p.source[at] == '[' && p.source[end-1] == ']' && p.texts(at, end) {
		return
	}
	for at < end {
		stop := p.wordEnd(at, end)
		p.Push(p.value(at, stop))
		at = p.skip(stop, end)
	}
}
