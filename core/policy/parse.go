package policy

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the longest policy file that is read, in bytes.
const MaxSize = 1 << 20

// Parse reads a policy file; name stands for it in messages. What the file does
// not say is as in Default. The error joins every mistake that was found, in the
// order of the file, each as `FILE:LINE: what is wrong; what would be right`.
func Parse(name string, content []byte) (Policy, error) {
	r := &reader{name: name}
	root := r.document(content)
	if root == nil {
		return Policy{}, r.err()
	}
	p := Default()
	p.digest = digest(content)
	r.policy(root, &p)
	if err := r.err(); err != nil {
		return Policy{}, err
	}
	return p, nil
}

// document is the one mapping of the file, or nil after a mistake that leaves
// nothing to read.
func (r *reader) document(content []byte) *yaml.Node {
	switch {
	case len(content) > MaxSize:
		r.wrong(1, "the policy is %d bytes long; at most %d are read", len(content), MaxSize)
		return nil
	case !utf8.Valid(content):
		r.wrong(1, "the policy is not UTF-8; save it as UTF-8")
		return nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		r.syntax(err)
		return nil
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil {
		r.wrong(second.Line, "the file holds a second document; keep one policy per file")
	} else if !errors.Is(err, io.EOF) {
		r.syntax(err)
		return nil
	}
	if r.aliases(&document, 0) {
		return nil
	}
	if len(document.Content) == 0 {
		r.syntax(io.EOF)
		return nil
	}
	return document.Content[0]
}

var yamlLine = regexp.MustCompile(`^yaml: line (\d+): `)

func (r *reader) syntax(err error) {
	if errors.Is(err, io.EOF) {
		r.wrong(1, "the policy is empty; begin with `version: 1`")
		return
	}
	text, line := err.Error(), 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		line, _ = strconv.Atoi(m[1])
		text = text[len(m[0]):]
	}
	r.wrong(line, "this is not YAML: %s; check indentation and quotes nearby", strings.TrimPrefix(text, "yaml: "))
}

// aliases tells whether anchors, aliases or too deep nesting make the file
// unreadable for us: nothing in a policy needs them, and they can hide what it says.
func (r *reader) aliases(node *yaml.Node, depth int) bool {
	if node.Kind == yaml.AliasNode || node.Anchor != "" {
		r.wrong(node.Line, "anchors (&) and aliases (*) are not read; write the value out, in quotes when it begins with & or *")
		return true
	}
	if depth > 20 {
		r.wrong(node.Line, "the nesting is too deep; a policy needs four levels")
		return true
	}
	found := false
	for _, child := range node.Content {
		found = r.aliases(child, depth+1) || found
	}
	return found
}

func (r *reader) policy(root *yaml.Node, p *Policy) {
	r.fields(root, "the policy",
		field{key: "version", read: func(n *yaml.Node) { r.version(n, &p.Version) }, must: true},
		field{key: "release", read: func(n *yaml.Node) { r.release(n, &p.Release) }},
		field{key: "hotfix", read: func(n *yaml.Node) { r.hotfix(n, &p.Hotfix) }},
		field{key: "rollback", read: func(n *yaml.Node) { r.rollback(n, &p.Rollback) }},
		field{key: "advisories", read: func(n *yaml.Node) { r.advisories(n, &p.Advisories) }},
		field{key: "sast", read: func(n *yaml.Node) { r.sast(n, &p.SAST) }},
		field{key: "credential", read: func(n *yaml.Node) { r.credential(n, &p.Credential) }},
		field{key: "dependency", read: func(n *yaml.Node) { r.dependency(n, &p.Dependency) }},
		field{key: "licenses", read: func(n *yaml.Node) { r.licenses(n, &p.Licenses) }},
		field{key: "exclude", read: func(n *yaml.Node) { r.exclude(n, p) }},
		field{key: "suppress", read: func(n *yaml.Node) { r.suppress(n, p) }},
		field{key: "vex", read: func(n *yaml.Node) { r.vex(n, &p.VEX) }},
		field{key: "baseline", read: func(n *yaml.Node) { r.baseline(n, &p.Baseline) }},
		field{key: "salt", read: func(n *yaml.Node) { r.salt(n, &p.Salt) }},
	)
	if p.Baseline != "" && p.Salt == "" {
		r.wrong(root.Line, "baseline needs salt, so that fingerprints of credentials are the same in every clone and a short one cannot be guessed; add salt with 16 or more random characters")
	}
}

func (r *reader) version(node *yaml.Node, to *int) {
	if r.is(node, yaml.ScalarNode, "version", "1") && node.Value != "1" {
		r.wrong(node.Line, "version is %s; this gate reads version 1", quote(node.Value))
		return
	}
	*to = 1
}

func (r *reader) release(node *yaml.Node, to *Release) {
	r.fields(node, "release",
		field{key: "block", read: func(n *yaml.Node) { r.bar(n, &to.Block) }},
		field{key: "judge", read: func(n *yaml.Node) {
			if word, ok := r.word(n, "release.judge", string(New), string(All)); ok {
				to.Judge = Newness(word)
			}
		}},
		field{key: "require", read: func(n *yaml.Node) { to.Require = r.checks(n, "release.require") }},
		field{key: "evidence", hide: true, read: func(n *yaml.Node) {
			r.wrong(n.Line, "release.evidence is not supported yet; take it out, or nothing would judge it")
		}},
	)
}

func (r *reader) bar(node *yaml.Node, to *Bar) {
	r.fields(node, "release.block",
		field{key: "severity", read: func(n *yaml.Node) {
			if word, ok := r.word(n, "release.block.severity", "low", "medium", "high", "critical"); ok {
				_ = to.Severity.UnmarshalText([]byte(word)) // one of its own names
			}
		}},
		field{key: "confidence", read: func(n *yaml.Node) {
			if word, ok := r.word(n, "release.block.confidence", "info", "likely", "strong", "proven"); ok {
				_ = to.Confidence.UnmarshalText([]byte(word)) // one of its own names
			}
		}},
	)
}

// checks reads a list of check names; naming one twice is a mistake.
func (r *reader) checks(node *yaml.Node, what string) []string {
	list := []string{}
	r.items(node, what, func(n *yaml.Node) {
		word, ok := r.word(n, what, CheckNames()...)
		if !ok {
			return
		}
		for _, seen := range list {
			if seen == word {
				r.wrong(n.Line, "%s names %s twice; keep one", what, word)
				return
			}
		}
		list = append(list, word)
	})
	return list
}

func (r *reader) advisories(node *yaml.Node, to *Advisories) {
	r.fields(node, "advisories",
		field{key: "age", read: func(n *yaml.Node) { r.duration(n, "advisories.age", &to.Age) }},
		field{key: "allowStale", read: func(n *yaml.Node) { r.boolean(n, "advisories.allowStale", &to.AllowStale) }},
		field{key: "allowSample", read: func(n *yaml.Node) { r.boolean(n, "advisories.allowSample", &to.AllowSample) }},
	)
}

func (r *reader) sast(node *yaml.Node, to *SAST) {
	r.fields(node, "sast",
		field{key: "allowUnparsed", read: func(n *yaml.Node) { r.boolean(n, "sast.allowUnparsed", &to.AllowUnparsed) }},
		field{key: "allowSemgrepMarkers", read: func(n *yaml.Node) {
			r.boolean(n, "sast.allowSemgrepMarkers", &to.AllowSemgrepMarkers)
		}},
	)
}

func (r *reader) credential(node *yaml.Node, to *Credential) {
	r.fields(node, "credential",
		field{key: "allowUnopenedArchives", read: func(n *yaml.Node) {
			r.boolean(n, "credential.allowUnopenedArchives", &to.AllowUnopenedArchives)
		}},
		field{key: "allowGitleaksMarkers", read: func(n *yaml.Node) {
			r.boolean(n, "credential.allowGitleaksMarkers", &to.AllowGitleaksMarkers)
		}},
		field{key: "allowGitleaksIgnore", read: func(n *yaml.Node) {
			r.boolean(n, "credential.allowGitleaksIgnore", &to.AllowGitleaksIgnore)
		}},
	)
}

func (r *reader) dependency(node *yaml.Node, to *Dependency) {
	r.fields(node, "dependency",
		field{key: "allowToolchain", read: func(n *yaml.Node) {
			r.boolean(n, "dependency.allowToolchain", &to.AllowToolchain)
		}},
	)
}

func (r *reader) salt(node *yaml.Node, to *string) {
	text, ok := r.text(node, "salt")
	if ok && len(text) < 16 {
		r.wrong(node.Line, "salt is shorter than 16 characters; write 16 or more random ones")
		return
	}
	*to = text
}
