//go:build hosts

package packaging

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/internal/hosttest"
)

func TestActionlintAcceptsTheWorkflows(t *testing.T) {
	cmd := exec.Command(tool(t, "actionlint"), "-no-color", "-shellcheck=", "-pyflakes=")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil || len(out) != 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestARelease builds the real program, for this machine only, and uses what a
// release would publish.
func TestARelease(t *testing.T) {
	out := t.TempDir()
	release := Release{Root: root, Out: out, Platforms: []Platform{here()}, CARoots: "/etc/ssl/certs/ca-certificates.crt"}
	if err := release.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Run("both hosts tell the same about the example", func(t *testing.T) { bothHostsAgree(t, out) })
	t.Run("the extension is packed cleanly", func(t *testing.T) { extensionIsPacked(t, out) })
	t.Run("a wrong extension is noticed", func(t *testing.T) { tfxIsAwake(t, out) })
	t.Run("the image is built without a registry and runs", func(t *testing.T) { imageRuns(t, out) })
}

func bothHostsAgree(t *testing.T, out string) {
	example, err := filepath.Abs(filepath.Join(root, "examples", "storefront"))
	if err != nil {
		t.Fatal(err)
	}
	results := map[host][]string{}
	for h, folder := range map[host]string{gitHub: filepath.Join(out, "action"), azure: filepath.Join(out, "extension", "sallyport")} {
		o := start(t, h, folder, map[string]string{"path": example, "scope": "tree"}, "PATH="+gitOnly(t))
		if !o.failed(h) || o.outputs["verdict"] != "closed" {
			t.Fatalf("on %s: exit %d, outputs %v\n%s", h, o.exit, o.outputs, o.out)
		}
		if want := map[host]int{gitHub: 1, azure: 0}[h]; o.exit != want {
			t.Errorf("on %s: exit %d, want %d", h, o.exit, want)
		}
		if complete := o.log.Named("task.complete"); h == azure && (len(complete) != 1 || complete[0].Properties["result"] != "Failed") {
			t.Errorf("on Azure: completed with %v", complete)
		}
		if summaries := o.log.Named("task.uploadsummary"); h == azure && len(summaries) != 1 {
			t.Errorf("on Azure: summaries %v", summaries)
		}
		if at := hosttest.Invisible(o.out); at >= 0 {
			t.Errorf("on %s: an invisible character at byte %d of the log", h, at)
		}
		results[h] = append(resultsOf(t, o.outputs["sarif"]), "findings: "+o.outputs["findings"])
	}
	if len(results[gitHub]) < 2 {
		t.Error("the example has no findings")
	}
	if diff := cmp.Diff(results[gitHub], results[azure]); diff != "" {
		t.Errorf("the hosts differ:\n%s", diff)
	}
}

// gitOnly is a PATH with git on it and no Go: a release needs no toolchain.
func gitOnly(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Symlink(tool(t, "git"), filepath.Join(folder, "git")); err != nil {
		t.Fatal(err)
	}
	return folder
}

// resultsOf reads the rule and place of each result in a SARIF file.
func resultsOf(t *testing.T, path string) []string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				Message   struct{ Text string }
				Locations []json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(content, &log); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, run := range log.Runs {
		for _, r := range run.Results {
			found = append(found, r.RuleID+" "+r.Message.Text+" "+string(slices.Concat(r.Locations...)))
		}
	}
	slices.Sort(found)
	return found
}

func extensionIsPacked(t *testing.T, out string) {
	file := filepath.Join(t.TempDir(), "sallyport.vsix")
	if said, clean := tfx(t, filepath.Join(out, "extension"), file); !clean {
		t.Fatal(said)
	}
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
	}
	for _, want := range []string{"sallyport/task.json", "sallyport/launch.js", "sallyport/icon.png", "sallyport/bin/" + here().packed()} {
		if !slices.Contains(names, want) {
			t.Errorf("the extension lacks %s; it has %q", want, names)
		}
	}
}

// tfxIsAwake keeps the test above from passing because tfx looked at nothing.
func tfxIsAwake(t *testing.T, out string) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(out, "extension"))); err != nil {
		t.Fatal(err)
	}
	edit(t, filepath.Join(folder, "sallyport", "task.json"), func(b []byte) []byte {
		return bytes.Replace(b, []byte(TaskID), []byte("no-guid"), 1)
	})
	if said, clean := tfx(t, folder, filepath.Join(t.TempDir(), "x.vsix")); clean {
		t.Errorf("tfx says nothing about a wrong id:\n%s", said)
	}
}

// tfx packs a folder. It ends with 0 even when task.json is wrong, so what it
// says counts.
func tfx(t *testing.T, folder, file string) (said string, clean bool) {
	t.Helper()
	cmd := exec.Command(tool(t, "tfx"), "extension", "create", "--no-color", "--root", ".", "--manifest-globs", "vss-extension.json", "--output-path", file)
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	text := strings.ToLower(string(out))
	return string(out), err == nil && !strings.Contains(text, "warning") && !strings.Contains(text, "error")
}

func imageRuns(t *testing.T, out string) {
	context := t.TempDir()
	if err := os.CopyFS(filepath.Join(context, "dist", "image"), os.DirFS(filepath.Join(out, "image"))); err != nil {
		t.Fatal(err)
	}
	storage := []string{"--storage-driver", "vfs", "--root", t.TempDir(), "--runroot", t.TempDir()}
	buildah := func(args ...string) string {
		said, err := exec.Command(tool(t, "buildah"), append(slices.Clone(storage), args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("buildah %v: %v\n%s", args, err, said)
		}
		return strings.TrimSpace(string(said))
	}
	buildah("build", "--isolation", "chroot", "--target", "packaged", "-f", filepath.Join(root, "Dockerfile"), "-t", "sallyport", context)
	container := buildah("from", "sallyport")
	if version := buildah("run", "--isolation", "chroot", container, "--", "/sallyport", "version"); !strings.Contains(version, Version) {
		t.Errorf("the program in the image says %q, want %s", version, Version)
	}
	buildah("rm", container)
}
