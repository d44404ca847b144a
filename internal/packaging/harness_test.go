//go:build hosts

package packaging

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/internal/hosttest"
)

// host is one of the two, as it would start the launcher.
type host string

const (
	gitHub host = "GitHub"
	azure  host = "Azure"
)

// outcome is what a step leaves behind.
type outcome struct {
	exit    int
	out     string
	log     hosttest.Log
	outputs map[string]string
}

// start runs the launcher in folder with the environment of a host: inputs that
// are not given are set and empty, and nothing of this test's own environment
// is there but what the Go toolchain needs.
func start(t *testing.T, h host, folder string, inputs map[string]string, more ...string) outcome {
	t.Helper()
	cmd := command(t, h, folder, inputs, more...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return read(t, h, cmd, out.String())
}

func command(t *testing.T, h host, folder string, inputs map[string]string, more ...string) *exec.Cmd {
	t.Helper()
	work := t.TempDir()
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8"}
	for _, name := range []string{"GOPROXY", "GOCACHE", "GOMODCACHE", "GOPATH", "GONOSUMDB", "GOFLAGS", "SystemRoot"} {
		if value, set := os.LookupEnv(name); set {
			env = append(env, name+"="+value)
		}
	}
	for _, o := range option.Table() {
		env = append(env, "INPUT_"+strings.ToUpper(o.Name)+"="+inputs[o.Name])
	}
	switch h {
	case gitHub:
		env = append(env, "GITHUB_ACTIONS=true", "CI=true", "RUNNER_TEMP="+folderIn(t, work, "temp"), "RUNNER_TOOL_CACHE="+folderIn(t, work, "tools"),
			"GITHUB_OUTPUT="+filepath.Join(work, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(work, "summary"),
			"GITHUB_REPOSITORY=acme/shop", "GITHUB_SHA="+strings.Repeat("a", 40), "GITHUB_REF=refs/heads/main",
			"GITHUB_SERVER_URL=https://github.com", "GITHUB_RUN_ID=7", "GITHUB_ACTOR=ada", "GITHUB_WORKSPACE="+work)
	case azure:
		env = append(env, "TF_BUILD=True", "AGENT_TEMPDIRECTORY="+folderIn(t, work, "temp"), "AGENT_TOOLSDIRECTORY="+folderIn(t, work, "tools"),
			"SYSTEM_HOSTTYPE=build", "SYSTEM_COLLECTIONURI=https://dev.azure.com/acme/", "SYSTEM_TEAMPROJECT=shop",
			"SYSTEM_TEAMPROJECTID=8a1b5e0c-4f7f-4c02-9d0a-2f5d3f1f0c11", "SYSTEM_DEFINITIONID=5", "SYSTEM_PHASENAME=Job",
			"SYSTEM_PHASEID=96ac2280-8cb4-5df5-99de-dd2da759617d", "BUILD_BUILDID=77", "BUILD_DEFINITIONNAME=gate",
			"BUILD_SOURCEVERSION="+strings.Repeat("a", 40), "BUILD_SOURCEBRANCH=refs/heads/main", "BUILD_REQUESTEDFOR=Ada",
			"BUILD_REPOSITORY_NAME=acme/shop", "SYSTEM_DEFAULTWORKINGDIRECTORY="+work)
	}
	cmd := exec.Command(tool(t, "node"), filepath.Join(folder, "launch.js"))
	cmd.Dir = work
	cmd.Env = append(env, more...)
	return cmd
}

// read sees the step as its host does.
func read(t *testing.T, h host, cmd *exec.Cmd, out string) outcome {
	t.Helper()
	o := outcome{exit: cmd.ProcessState.ExitCode(), out: out, outputs: map[string]string{}}
	if h == azure {
		o.log = hosttest.ReadAzure(out)
		for _, c := range o.log.Named("task.setvariable") {
			o.outputs[c.Properties["variable"]] = c.Data
		}
	} else {
		o.log = hosttest.ReadGitHub(out)
		if content, err := os.ReadFile(filepath.Join(cmd.Dir, "output")); err == nil {
			if o.outputs, err = hosttest.ReadGitHubFile(string(content)); err != nil {
				t.Error(err)
			}
		}
	}
	if left, err := os.ReadDir(filepath.Join(cmd.Dir, "temp")); err != nil || len(left) != 0 {
		t.Errorf("the launcher left %v behind (%v)", left, err)
	}
	return o
}

// failed is whether the host would take the step as failed.
func (o outcome) failed(h host) bool {
	if o.exit != 0 {
		return true
	}
	for _, c := range o.log.Named("task.complete") {
		if h == azure && c.Properties["result"] == "Failed" {
			return true
		}
	}
	return false
}

// tool finds a program. Behind the tag "hosts" a missing one is a failure.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%v; .ci/run installs it", err)
	}
	return path
}

func folderIn(t *testing.T, parent, name string) string {
	t.Helper()
	folder := filepath.Join(parent, name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

func here() Platform { return Platform{runtime.GOOS, runtime.GOARCH} }
