package packaging

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/sallyport-gate/sallyport/core/option"
)

const root = "../.."

func TestCommittedFilesAreTheGeneratedOnes(t *testing.T) {
	files, err := Generated()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if diff := cmp.Diff(string(want), string(committed(t, name))); diff != "" {
			t.Errorf("%s is not what `go generate ./...` writes:\n%s", name, diff)
		}
	}
}

func committed(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestActionHasEveryOptionAndNoDefault(t *testing.T) {
	var action struct {
		Inputs map[string]struct {
			Description string
			Default     *string
		}
		Outputs map[string]any
		Runs    map[string]string
	}
	if err := yaml.Unmarshal(committed(t, "action.yml"), &action); err != nil {
		t.Fatal(err)
	}
	for _, o := range option.Table() {
		input, found := action.Inputs[o.Name]
		if !found || input.Description != describe(o) {
			t.Errorf("input %s: found %t, description %q", o.Name, found, input.Description)
		}
		// A default here would arrive as if the user had set it, and overrule the policy.
		if input.Default != nil {
			t.Errorf("input %s has the default %q", o.Name, *input.Default)
		}
	}
	if len(action.Inputs) != len(option.Table()) || len(action.Outputs) != len(results()) {
		t.Errorf("%d inputs and %d outputs", len(action.Inputs), len(action.Outputs))
	}
	if diff := cmp.Diff(map[string]string{"using": "node24", "main": "launch.js"}, action.Runs); diff != "" {
		t.Error(diff)
	}
}

func TestTaskIsWhatAnAgentTakes(t *testing.T) {
	var got task
	if err := json.Unmarshal(committed(t, "task.json"), &got); err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
	for _, input := range got.Inputs {
		if !name.MatchString(input.Name) {
			t.Errorf("an agent accepts no input named %q", input.Name)
		}
		if input.Type == "filePath" {
			t.Errorf("input %s: an agent sets an unset filePath to the folder of the sources", input.Name)
		}
		if input.DefaultValue != "" || input.Required {
			t.Errorf("input %s overrules the core", input.Name)
		}
	}
	if len(got.Inputs) != len(option.Table()) {
		t.Errorf("%d inputs for %d options", len(got.Inputs), len(option.Table()))
	}
	if len(got.FriendlyName) > 40 {
		t.Errorf("friendlyName has %d characters", len(got.FriendlyName))
	}
	// Restricted mode would drop the summary and the artifact with just a warning.
	if got.Restrictions.Commands["mode"] != "any" {
		t.Errorf("commands are %q", got.Restrictions.Commands["mode"])
	}
}

func TestOneVersionEverywhere(t *testing.T) {
	var extension struct {
		Version       string
		Contributions []struct{ Properties struct{ Name string } }
		Files         []struct{ Path string }
	}
	if err := json.Unmarshal(committed(t, "vss-extension.json"), &extension); err != nil {
		t.Fatal(err)
	}
	if extension.Version != Version {
		t.Errorf("vss-extension.json has version %s, want %s", extension.Version, Version)
	}
	if folder := extension.Contributions[0].Properties.Name; folder != extension.Files[0].Path {
		t.Errorf("the task is in the folder %q, and %q is packed", folder, extension.Files[0].Path)
	}
}

func TestTheHooksEntryIsValid(t *testing.T) {
	var hooks []struct {
		Entry string
		Files bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal(committed(t, ".pre-commit-hooks.yaml"), &hooks); err != nil {
		t.Fatal(err)
	}
	for _, hook := range hooks {
		words := strings.Fields(hook.Entry)
		flags, err := option.ParseFlags(words[1:])
		if err != nil {
			t.Error(err)
		}
		config, err := option.Decode(flags)
		if err != nil || config.Scope != option.Staged || hook.Files {
			t.Errorf("entry %q: scope %q, %v; file names passed: %t", hook.Entry, config.Scope, err, hook.Files)
		}
	}
}

func TestFillHashes(t *testing.T) {
	launcher := committed(t, "launch.js")
	filled, err := FillHashes(launcher, map[string]string{"linux-x64": "bb", "darwin-arm64": "aa"})
	if err != nil {
		t.Fatal(err)
	}
	want := "const hashes = {\n  'darwin-arm64': 'aa',\n  'linux-x64': 'bb',\n};\n"
	if !strings.Contains(string(filled), want) || strings.Contains(string(filled), "hashes = null") {
		t.Errorf("the table is not filled in")
	}
	if _, err := FillHashes(filled, nil); err == nil {
		t.Error("a filled launcher was filled again")
	}
}

func TestEveryPlatformIsNamedAsNodeDoes(t *testing.T) {
	var got []string
	for _, p := range Platforms() {
		got = append(got, p.packed())
	}
	want := []string{"sallyport-darwin-x64.gz", "sallyport-darwin-arm64.gz", "sallyport-linux-x64.gz", "sallyport-linux-arm64.gz",
		"sallyport-win32-x64.exe.gz", "sallyport-win32-arm64.exe.gz"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
