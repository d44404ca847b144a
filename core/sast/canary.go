package sast

import (
	"context"
	"errors"
	"fmt"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// Canary examines a planted fault in each language. Finding it takes names,
// types, matching and taint. A language for which the pack has no rule yet has none.
func (c *Check) Canary(ctx context.Context) error {
	planted := canaries()
	result, err := c.Run(ctx, repo.Memory(planted))
	if err != nil {
		return fmt.Errorf("examine the planted faults: %w", err)
	}
	found := map[string]bool{}
	for _, f := range result.Findings {
		found[f.Location.Path] = true
	}
	var silent []error
	for _, l := range c.languages {
		if c.programs[l].hasOwn() && !found["canary"+l.extensions[0]] {
			silent = append(silent, fmt.Errorf("the sast engine stayed silent on a planted fault in %s", l.name))
		}
	}
	return errors.Join(silent...)
}

func canaries() map[string]string {
	const script = `import { exec } from 'child_process';
app.get('/', (req, res) => {
  const line = 'ls ' + req.query.path;
  exec(line);
});
`
	return map[string]string{
		"canary.bicep": `resource canary 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'canary'
  properties: { allowBlobPublicAccess: true }
}
`,
		"canary.json": `{"resources": [{"type": "Microsoft.Storage/storageAccounts", "properties": {"allowBlobPublicAccess": true}}]}`,
		"canary.tf": `resource "azurerm_storage_account" "canary" {
  allow_nested_items_to_be_public = true
}
`,
		"canary.ps1": `$text = Read-Host
Invoke-Expression $text
`,
		"canary.dockerfile": `FROM scratch
USER root
`,
		"canary.sh": `curl https://canary.example/install | sh
`,
		"canary.yaml": `on: issues
jobs:
  canary:
    steps:
      - run: echo ${{ github.event.issue.title }}
`,
		"canary.cs": `using System.Diagnostics;
class CanaryController : ControllerBase {
  public IActionResult Get(string tool) {
    var name = tool;
    return Ok(Process.Start(name));
  }
}
`,
		"canary.go": `package canary
import (
	"net/http"
	"os/exec"
)
func handle(w http.ResponseWriter, r *http.Request) {
	line := "ls " + r.FormValue("path")
	exec.Command("sh", "-c", line).Run()
}
`,
		"canary.java": `import javax.servlet.http.HttpServletRequest;
class Canary {
  void get(HttpServletRequest request) throws Exception {
    String line = "ls " + request.getParameter("path");
    Runtime.getRuntime().exec(line);
  }
}
`,
		"canary.js": script, "canary.ts": script, "canary.tsx": script,
		"canary.py": `from flask import request
from os import system
def view():
    line = "ls " + request.args["path"]
    system(line)
`,
	}
}
