package sast

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// program is all rules for one language, with their patterns read.
type program struct {
	language *language
	rules    []*compiled
	filters  []*pathFilter      // of the rules, each once
	read     map[leafText]*leaf // patterns that several rules have are read and matched once
	leaves   int
	words    map[string]int // word → its place in a file's word set
	shapes   wordShapes     // of the words
	needs    [][]int        // by the mark of a pattern's node: places of the words in it
	regexes  map[*syntax.Node]*expression
	formulas map[string]int // numbers of shared formulas
	lists    map[string]int // numbers of lists of taint entries

	sourcesOf map[*compiled]*compiled // taint rules with the patterns of their sources alone
}

// leafText is what a leaf is made of.
type leafText struct {
	language *language
	text     string
	options  matching
}

// compiled is a rule in one language.
type compiled struct {
	*rule
	leaves []*leaf // by the number of an isPattern formula
	filter int     // its place among the program's path filters
	signal []int   // places of words, one of which is in every file that it finds something in; nil when none is

	taintNumber int              // counts the taint rules that all languages have
	shared      map[*formula]int // numbers of formulas that other rules may have, too
	lists       lists
}

// newProgram reads every pattern of the rules in the language. Rules with a
// pattern that cannot be read are refused and left out.
func newProgram(l *language, rules []*rule) (*program, map[*rule]refusal) {
	p := &program{language: l, read: map[leafText]*leaf{}, words: map[string]int{}, needs: [][]int{nil},
		regexes: map[*syntax.Node]*expression{}, formulas: map[string]int{}, lists: map[string]int{}, sourcesOf: map[*compiled]*compiled{}}
	refused := map[*rule]refusal{}
	filters := map[string]int{}
	for _, r := range rules {
		c, bad := p.compile(r)
		if bad != nil {
			refused[r] = *bad
			continue
		}
		key := fmt.Sprint(r.pathFilter)
		number, ok := filters[key]
		if !ok {
			number = len(p.filters)
			filters[key], p.filters = number, append(p.filters, &r.pathFilter)
		}
		c.filter = number
		p.rules = append(p.rules, c)
	}
	return p, refused
}

// hasOwn says whether the embedded pack has a rule for the language.
func (p *program) hasOwn() bool {
	return slices.ContainsFunc(p.rules, func(c *compiled) bool { return c.own })
}

// asksAbout says whether some rule looks at the file.
func (p *program) asksAbout(path string) bool {
	return slices.ContainsFunc(p.rules, func(c *compiled) bool { return c.applies(path) })
}

func (p *program) compile(r *rule) (*compiled, *refusal) {
	c := &compiled{rule: r}
	var bad *refusal
	for _, f := range r.formulas() {
		f.patterns(func(f *formula) {
			language := p.language
			if f.language != nil {
				language = f.language
			}
			made, err := p.leaf(language, f.text, r)
			if err != nil && bad == nil {
				bad = &refusal{r.file, r.ID[len(checkName)+1:], err.Error(), f.line}
			}
			for len(c.leaves) <= f.number {
				c.leaves = append(c.leaves, nil)
			}
			c.leaves[f.number] = made
		})
	}
	if bad != nil {
		return nil, bad
	}
	if slices.Contains(c.leaves, nil) {
		return nil, &refusal{r.file, r.ID[len(checkName)+1:], "a pattern was lost", r.line}
	}
	for _, f := range c.formulas() {
		c.prompt(f)
	}
	p.share(c)
	c.signal = c.signals()
	return c, nil
}

// leaf reads a pattern, unless another rule has the same one.
func (p *program) leaf(l *language, text string, r *rule) (*leaf, error) {
	key := leafText{l, text, r.options.matching}
	if made := p.read[key]; made != nil {
		return made, nil
	}
	made, err := newLeaf(l, text, &r.options.matching)
	if err != nil {
		return nil, err
	}
	made.foreign, made.number, made.late = l != p.language, p.leaves, true
	p.leaves++
	p.read[key] = made
	maps.Copy(p.regexes, made.regexes)
	made.places = p.places(made.words)
	made.types = p.places(made.typeWords(p.language))
	if made.generic == nil && l == p.language && !made.options.symbols { // a symbol stands for words that are elsewhere
		made.local = made.places
		p.markWords(made.root)
	}
	return made, nil
}

// places numbers words.
func (p *program) places(words []string) (places []int) {
	for _, w := range words {
		if p.language.fold {
			w = strings.ToLower(w)
		}
		n, ok := p.words[w]
		if !ok {
			n = len(p.words)
			p.words[w] = n
			p.shapes.add(w)
		}
		places = append(places, n)
	}
	return places
}

// markWords notes the words of statements and blocks in a pattern.
func (p *program) markWords(n *syntax.Node) {
	for _, c := range n.Children {
		if n.Kind == syntax.Block || c.Kind == syntax.Block {
			var words []string
			if collectWords(p.language, c, &words); len(words) > 0 {
				c.Mark = uint32(len(p.needs))
				p.needs = append(p.needs, p.places(words))
			}
		}
		p.markWords(c)
	}
}

// prompt marks the leaves to try first: of a conjunction those that name
// something, else all of its positive ones. The others are only tried when these
// were found: what surrounds or excludes them, and what names nothing.
func (c *compiled) prompt(f *formula) {
	switch f.operator {
	case isPattern:
		if l := c.leaves[f.number]; !l.isVague() {
			l.late = false
		}
	case isAny:
		for _, child := range f.children {
			c.prompt(child)
		}
	case isAll:
		rare := slices.ContainsFunc(f.children, func(child *formula) bool { return child.operator < isInside && c.isRare(child) })
		for _, child := range f.children {
			if child.operator < isInside && (!rare || c.isRare(child)) {
				c.prompt(child)
			}
		}
	}
}

// isRare says whether a formula only holds where something named stands.
func (c *compiled) isRare(f *formula) bool {
	switch f.operator {
	case isPattern:
		return len(c.leaves[f.number].words) > 0
	case isRegex:
		return f.regex.needs != nil
	case isAny:
		return !slices.ContainsFunc(f.children, func(child *formula) bool { return !c.isRare(child) })
	case isAll:
		return slices.ContainsFunc(f.children, func(child *formula) bool { return child.operator < isInside && c.isRare(child) })
	}
	return false
}

// isLate says whether a formula depends on a leaf that is tried late.
func (c *compiled) isLate(f *formula) bool {
	switch f.operator {
	case isPattern:
		return c.leaves[f.number].late
	case isAny:
		for _, child := range f.children {
			if c.isLate(child) {
				return true
			}
		}
	}
	return false
}

func (p *program) canLeaf(l *leaf, words wordSet) bool {
	for _, i := range l.places {
		if !words.has[i] {
			return false
		}
	}
	return !words.typed || l.hasTypes(words)
}

// can says whether a formula can match in a file with these words.
func (p *program) can(c *compiled, f *formula, words wordSet) bool {
	switch f.operator {
	case isPattern:
		return p.canLeaf(c.leaves[f.number], words)
	case isAll:
		for _, child := range f.children {
			if !p.can(c, child, words) {
				return false
			}
		}
		return p.canFit(f.conditions, words)
	case isAny:
		for _, child := range f.children {
			if p.can(c, child, words) {
				return true
			}
		}
		return false
	case isInside, isAnywhere:
		return p.can(c, f.children[0], words)
	case isRegex:
		return words.holds(f.regex.needs)
	}
	return true
}

// canFit says whether metavariables can fit conditions. In text of any kind they
// stand for what is written, and for nothing else.
func (p *program) canFit(conditions []condition, words wordSet) bool {
	if !p.language.free {
		return true
	}
	for _, c := range conditions {
		if c.regex != nil && !(words.holds(c.regex.needs) && c.regex.run.isIn(words.text)) {
			return false
		}
	}
	return true
}

func (p *program) canRule(c *compiled, words wordSet) bool {
	if c.taint == nil {
		return p.can(c, c.search, words)
	}
	some := func(list []*taintFormula) bool {
		for _, t := range list {
			if p.can(c, t.formula, words) {
				return true
			}
		}
		return false
	}
	return some(c.taint.sources) && some(c.taint.sinks)
}

// index finds the leaves to try at a node by what it names, else by its kind.
type index struct {
	open  [256][]*leaf
	keyed map[leafKey][]*leaf
	shape wordShapes // of what the keys name
}

func (p *program) index(rules []*compiled, words wordSet) *index {
	x := &index{keyed: map[leafKey][]*leaf{}}
	seen := make([]bool, p.leaves)
	for _, c := range rules {
		for _, l := range c.leaves {
			if seen[l.number] {
				continue
			}
			seen[l.number] = true
			switch {
			case l.foreign || l.generic != nil || l.late || !p.canLeaf(l, words):
			case l.key.text != "":
				x.keyed[l.key] = append(x.keyed[l.key], l)
				x.shape.add(l.key.text)
			default:
				for _, k := range l.rootKinds() {
					x.open[k] = append(x.open[k], l)
				}
			}
		}
	}
	return x
}
