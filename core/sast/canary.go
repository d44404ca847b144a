package sast

import (
	"context"
	"errors"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// Canary examines a planted fault in each language, one that needs names,
// matching and taint to be found.
func (c *Check) Canary(ctx context.Context) error {
	planted := canaries()
	contents := map[string]string{}
	for file, code := range planted {
		contents[file] = code
	}
	result, err := c.Run(ctx, repo.Memory(contents))
	if err != nil {
		return fmt.Errorf("examine the planted faults: %w", err)
	}
	found := map[string]bool{}
	for _, f := range result.Findings {
		found[f.Location.Path] = true
	}
	var silent []error
	for _, l := range c.languages {
		file := "canary" + l.extensions[0]
		if _, ok := planted[file]; ok && !found[file] {
			silent = append(silent, fmt.Errorf("the sast engine stayed silent on a planted fault in %s", l.name))
		}
	}
	return errors.Join(silent...)
}

func canaries() map[string]string {
	return map[string]string{
		"canary.go": "package p\nimport (\n\"net/http\"\n\"os/exec\"\n)\nfunc h(w http.ResponseWriter, r *http.Request) {\n\tc := r.FormValue(\"c\")\n\texec.Command(\"sh\", \"-c\", c).Run()\n}\n",
	}
}
