package policy

import (
	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/license"
)

// licenses reads the list of licenses that packages may state.
func (r *reader) licenses(node *yaml.Node, to *license.List) {
	r.fields(node, "licenses",
		field{key: "allow", must: true, read: func(n *yaml.Node) { r.allowed(n, to) }},
	)
}

func (r *reader) allowed(node *yaml.Node, to *license.List) {
	r.items(node, "licenses.allow", func(n *yaml.Node) {
		entry, ok := r.text(n, "licenses.allow")
		if !ok {
			return
		}
		var err error
		if *to, err = to.With(entry); err != nil {
			r.wrong(n.Line, "licenses.allow: %s", err)
		}
	})
	if node.Kind == yaml.SequenceNode && len(node.Content) == 0 {
		r.wrong(node.Line, "licenses.allow is empty, so that no license would be allowed; name some, or leave licenses out")
	}
}
