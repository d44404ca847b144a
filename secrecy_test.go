package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
)

// TestNoOutputOfAHostileRunHoldsACredential plants credentials of every kind
// wherever a message might quote what it read (sources, archives, history, broken
// manifests, rule messages, the clone address), and reads everything that any
// host prints or writes.
func TestNoOutputOfAHostileRunHoldsACredential(t *testing.T) {
	values := map[string]string{} // by what they are
	tree := t.TempDir()
	plantKinds(t, tree, values)
	plantManifests(t, tree, values)
	git(t, tree, "init", "-q", "-b", "main")
	git(t, tree, "add", "-A")
	git(t, tree, "commit", "-q", "-m", "planted")
	plantArchive(t, tree, values)
	address := "https://user:" + remember(values, "the clone address", planted.AzureDevOpsPAT("address")) + "@dev.azure.com/shop/_git/shop"
	git(t, tree, "remote", "add", "origin", address)
	for _, run := range []struct {
		name        string
		environment []string
		args        []string
	}{
		{"text", nil, []string{"--scope=history", "--receipts=" + filepath.Join(tree, "ledger")}},
		{"json", nil, []string{"--format=json", "--rules=own.yml"}},
		{"sarif", nil, []string{"--format=sarif"}},
		{"action", []string{"GITHUB_ACTIONS=true", "GITHUB_STEP_SUMMARY=" + outputFile(t, tree, "step"), "GITHUB_OUTPUT=" + outputFile(t, tree, "out"), "GITHUB_REPOSITORY=shop/shop"}, nil},
		{"task", []string{"TF_BUILD=True", "BUILD_REPOSITORY_URI=" + address, "BUILD_REPOSITORY_PROVIDER=TfsGit", "AGENT_TEMPDIRECTORY=" + tree}, nil},
		{"baseline", nil, []string{"baseline", "--reason=r", "--owner=o", "--expires=2099-12-31"}},
		{"a broken policy", nil, []string{"--policy=broken.yml"}},
		{"broken rules", nil, []string{"--rules=broken-rules.yml"}},
		{"broken TOML", nil, []string{"--rules=broken.toml"}},
	} {
		t.Run(run.name, func(t *testing.T) {
			printed := sallyport(t, tree, run.environment, run.args)
			if len(printed) == 0 {
				t.Fatal("it printed nothing")
			}
			silent(t, "what it printed", printed, values)
			for _, path := range []string{"sallyport-report", "ledger", ".sallyport-baseline", "step", "out"} {
				silentBelow(t, filepath.Join(tree, path), values)
			}
		})
	}
	for _, needed := range []string{"sallyport-report/azure.sarif", "sallyport-report/report.html", ".sallyport-baseline", "step"} {
		if info, err := os.Stat(filepath.Join(tree, needed)); err != nil || info.Size() == 0 {
			t.Errorf("%s was not written, so that nothing was tested: %v", needed, err)
		}
	}
}

// plantKinds writes a file for each kind that has a synthetic value.
func plantKinds(t *testing.T, tree string, values map[string]string) {
	t.Helper()
	for _, k := range rules.All() {
		if k.Hit == nil || k.Find == nil {
			continue
		}
		text := k.Hit(planted.NewSource("secrecy " + k.ID))
		for _, a := range k.Anchors {
			at := strings.Index(text, a)
			if at < 0 {
				continue
			}
			if m, ok := k.Find([]byte(text), at); ok {
				remember(values, k.ID, text[m.Start:m.End])
			}
		}
		put(t, tree, "kinds/"+k.ID+".cfg", "value = \""+text+"\"\n")
	}
	if len(values) < 60 {
		t.Fatalf("%d kinds were planted, want most of them", len(values))
	}
}

// plantManifests writes files that parsers choke on, and code that rules quote.
func plantManifests(t *testing.T, tree string, values map[string]string) {
	t.Helper()
	secret := func(what string) string { return remember(values, what, planted.GitHubToken("secrecy "+what)) }
	password := remember(values, "password", planted.NewSource("secrecy password").Text(planted.Base62, 18))
	put(t, tree, "web/package-lock.json", `{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "`+secret("a version")+`", "resolved": "https://u:`+secret("an address")+`@registry.example.com/a.tgz"}}}`)
	put(t, tree, "api/package-lock.json", `{"lockfileVersion": 3, "packages": {"x": `+secret("broken JSON")+`}}`)
	put(t, tree, "py/requirements.txt", "--index-url https://u:"+secret("an index")+"@pypi.example.com/simple\nflask @ https://u:"+secret("a direct address")+"@example.com/f.zip\n=="+secret("a broken line")+"\n")
	put(t, tree, "py/poetry.lock", "[[package]]\nname = \"a\"\nversion = "+secret("broken TOML")+"\n")
	put(t, tree, "java/pom.xml", "<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>"+secret("a Maven version")+"</version></dependency><"+secret("broken XML"))
	put(t, tree, "go.mod", "module x\n\nrequire "+secret("broken go.mod")+"\n")
	put(t, tree, "cs/App.csproj", `<Project><ItemGroup><PackageReference Include="a" Version="`+secret("a NuGet version")+`" /></ItemGroup></Project>`)
	put(t, tree, "yarn.lock", "a@^1:\n  version \""+secret("a Yarn version")+"\"\n  resolved \"https://u:"+secret("a Yarn address")+"@x/\"\n")
	put(t, tree, "src/app.py", "import os\npassword = '"+password+"'\nos.system(input() + '"+secret("in a command")+"')\nconnect('"+secret("in a call")+"')\n")
	put(t, tree, "src/app.js", "const token = \""+secret("in JavaScript")+"\"; eval(location.hash + \""+secret("in eval")+"\"); // "+secret("in a comment")+"\n")
	put(t, tree, "src/Broken.cs", "class A { string x = \""+secret("in broken C#")+"\n")
	put(t, tree, "deploy.yml", "kind: Secret\ndata:\n  key: "+base64.StdEncoding.EncodeToString([]byte(secret("in a manifest")))+"\n")
	put(t, tree, ".sallyport.yml", "version: 1\nrelease: {judge: all}\nbaseline: .sallyport-baseline\nsalt: "+remember(values, "the salt", "secrecy-has-a-salt-of-its-own")+"\n")
	put(t, tree, ".sallyport-baseline", "")
	put(t, tree, "own.yml", "rules:\n  - id: quotes\n    languages: [python]\n    severity: ERROR\n    message: 'it says $X'\n    pattern: connect($X)\n    fix: connect(os.environ[$X])\n")
	put(t, tree, "broken.yml", "version: 1\nsalt: [ "+secret("in a broken policy")+"\n")
	put(t, tree, "broken-rules.yml", "rules:\n  - id: a\n    pattern: "+secret("in a broken rule")+"\n   x\n")
	put(t, tree, "broken.toml", "[[rules]]\nid = \"a\"\nregex = '''("+secret("in a broken expression")+"'''\n")
}

// plantArchive writes an archive with credentials, and a damaged one, beside the tree's commit.
func plantArchive(t *testing.T, tree string, values map[string]string) {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("settings.json")
	if err == nil {
		_, err = f.Write([]byte(`{"pat": "` + remember(values, "in an archive", planted.NPMToken("secrecy archive")) + `"}`))
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	put(t, tree, "shop.zip", b.String())
	put(t, tree, "damaged.zip", "PK\x03\x04"+remember(values, "in a damaged archive", planted.NPMToken("secrecy damaged")))
}

func remember(values map[string]string, what, value string) string {
	values[what] = value
	return value
}

// silent fails for each value that stands in output, as it is or encoded.
func silent(t *testing.T, where string, output []byte, values map[string]string) {
	t.Helper()
	text := string(output)
	for what, value := range values {
		forms := map[string]string{"itself": value, "in hexadecimal": hex.EncodeToString([]byte(value)), "for an address": url.QueryEscape(value)}
		if quoted, err := json.Marshal(value); err == nil {
			forms["as JSON"] = strings.Trim(string(quoted), `"`)
		}
		if len(value) >= 24 {
			forms["its second half"] = value[len(value)/2:]
		}
		for skip := range 3 { // base64 of it wherever it stands in a text
			encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", skip) + value))
			forms["in base64, at "+strconv.Itoa(skip)] = encoded[4 : len(encoded)-4]
		}
		for how, form := range forms {
			if len(form) >= 8 && strings.Contains(text, form) {
				i := strings.Index(text, form)
				t.Errorf("%s holds the planted %s %s: …%q", where, what, how, strings.ReplaceAll(text[max(0, i-80):i], value, "VALUE"))
				break
			}
		}
	}
}

func silentBelow(t *testing.T, root string, values map[string]string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && entry.IsDir() {
			return nil
		}
		content, readErr := os.ReadFile(path)
		silent(t, strings.TrimPrefix(path, filepath.Dir(root)), content, values)
		return errors.Join(err, readErr)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sallyport runs the program in a tree and returns all that it printed.
func sallyport(t *testing.T, tree string, environment, args []string) []byte {
	t.Helper()
	cmd := exec.Command("sallyport", args...)
	cmd.Dir = tree
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + tree, "TMPDIR=" + t.TempDir()}, environment...)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out
}

func outputFile(t *testing.T, tree, name string) string {
	t.Helper()
	put(t, tree, name, "")
	return filepath.Join(tree, name)
}

func put(t *testing.T, tree, path, content string) {
	t.Helper()
	name := filepath.Join(tree, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(content), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func git(t *testing.T, tree string, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = tree
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=A",
		"GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}
