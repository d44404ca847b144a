//go:build hosts

package packaging

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// The stand-in for the gate says what it was given, and does what WANT says.
const standIn = `package main

import (
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	folder, _ := os.Getwd()
	fmt.Printf("started in %s with %d arguments and %q\n", folder, len(os.Args)-1, os.Getenv("INPUT_MODE"))
	want := os.Getenv("WANT")
	switch want {
	case "crash":
		panic("as wanted")
	case "killed":
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	case "signal":
		got := make(chan os.Signal, 1)
		signal.Notify(got, syscall.SIGTERM)
		fmt.Println("ready")
		select {
		case <-got:
			os.Exit(7)
		case <-time.After(time.Minute): // so that a lost signal fails the test instead of hanging it
			os.Exit(8)
		}
	}
	code, _ := strconv.Atoi(want)
	os.Exit(code)
}
`

// source is a folder like a commit of main: launcher and source, no programs.
func source(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range map[string]string{
		"launch.js": string(committed(t, "launch.js")), "go.mod": "module example.com/standin\n\ngo 1.26.5\n", "main.go": standIn,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// released is a folder like a release's: a filled launcher and one program.
func released(t *testing.T) string {
	t.Helper()
	from, folder := source(t), t.TempDir()
	program, err := Release{Root: from}.build(t.Context(), here())
	if err != nil {
		t.Fatal(err)
	}
	packed, err := pack(program)
	if err != nil {
		t.Fatal(err)
	}
	launcher, err := FillHashes(committed(t, "launch.js"), map[string]string{here().node(): digest(packed)})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"launch.js": launcher, "bin/" + here().packed(): packed} {
		if err := write(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestAReleaseStartsItsProgramWithoutAnythingElse(t *testing.T) {
	folder := released(t)
	for _, h := range []host{gitHub, azure} {
		o := start(t, h, folder, map[string]string{"mode": "hotfix"}, "PATH=")
		if o.exit != 0 || !strings.Contains(o.out, `with 0 arguments and "hotfix"`) {
			t.Errorf("on %s: exit %d\n%s", h, o.exit, o.out)
		}
	}
}

func TestTheProgramsExitCodeIsTheSteps(t *testing.T) {
	folder := released(t)
	for _, h := range []host{gitHub, azure} {
		for _, code := range []int{0, 1, 2, 3, 99} {
			o := start(t, h, folder, nil, "WANT="+strconv.Itoa(code))
			if o.exit != code || o.failed(h) != (code != 0) {
				t.Errorf("on %s: exit %d, want %d\n%s", h, o.exit, code, o.out)
			}
		}
	}
}

func TestWhatGoesWrongFailsTheStep(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, folder string)
		want  string
		env   string
	}{
		{"a tampered program is refused", func(t *testing.T, folder string) {
			edit(t, filepath.Join(folder, "bin", here().packed()), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
		}, "is not the file that was released", ""},
		{"a program with something behind it is refused", func(t *testing.T, folder string) {
			edit(t, filepath.Join(folder, "bin", here().packed()), func(b []byte) []byte { return append(b, 'x') })
		}, "is not the file that was released", ""},
		{"a missing program is refused", func(t *testing.T, folder string) {
			if err := os.Remove(filepath.Join(folder, "bin", here().packed())); err != nil {
				t.Fatal(err)
			}
		}, "cannot be read (ENOENT)", ""},
		{"a platform that the table lacks is refused", func(t *testing.T, folder string) {
			edit(t, filepath.Join(folder, "launch.js"), func(b []byte) []byte {
				return bytes.Replace(b, []byte("'"+here().node()+"':"), []byte("'plan9-x64':"), 1)
			})
		}, "no program for " + here().node(), ""},
		{"a hash that is none is refused", func(t *testing.T, folder string) {
			edit(t, filepath.Join(folder, "launch.js"), func(b []byte) []byte {
				at := bytes.Index(b, []byte("'"+here().node()+"': '")) + len("'"+here().node()+"': '")
				return append(b[:at:at], b[at+1:]...)
			})
		}, "no program for " + here().node(), ""},
		{"a crash is a failure", func(*testing.T, string) {}, "as wanted", "WANT=crash"},
		{"an end by a signal is a failure", func(*testing.T, string) {}, "ended by SIGKILL", "WANT=killed"},
	} {
		for _, h := range []host{gitHub, azure} {
			t.Run(tt.name+" on "+string(h), func(t *testing.T) {
				folder := released(t)
				tt.spoil(t, folder)
				o := start(t, h, folder, nil, "PATH=", tt.env)
				if !o.failed(h) || o.exit == 0 {
					t.Errorf("exit %d", o.exit)
				}
				if !strings.Contains(o.out, tt.want) {
					t.Errorf("no %q in:\n%s", tt.want, o.out)
				}
				if tt.env == "" && strings.Contains(o.out, "started in") {
					t.Errorf("the program was started:\n%s", o.out)
				}
				if complete := o.log.Named("task.complete"); h == azure && (len(complete) != 1 || complete[0].Properties["result"] != "Failed") {
					t.Errorf("Azure would complete with %v", complete)
				}
				if errors := o.log.Named("error"); h == gitHub && tt.env != "WANT=crash" && len(errors) != 1 {
					t.Errorf("GitHub would show %v", errors)
				}
			})
		}
	}
}

func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestASourceCommitIsBuiltAndKept(t *testing.T) {
	folder := source(t)
	tools := "RUNNER_TOOL_CACHE=" + t.TempDir()
	first := start(t, gitHub, folder, nil, tools, "WANT=3")
	if first.exit != 3 || !strings.Contains(first.out, "built with the Go toolchain") {
		t.Fatalf("exit %d\n%s", first.exit, first.out)
	}
	second := start(t, gitHub, folder, nil, tools, "WANT=3")
	if second.exit != 3 || !strings.Contains(second.out, "was built from this source before") {
		t.Errorf("exit %d\n%s", second.exit, second.out)
	}
	t.Run("a changed source is built again", func(t *testing.T) {
		edit(t, filepath.Join(folder, "main.go"), func(b []byte) []byte { return append(b, "\n// changed\n"...) })
		if o := start(t, gitHub, folder, nil, tools); !strings.Contains(o.out, "built with the Go toolchain") {
			t.Errorf("%s", o.out)
		}
	})
	kept, err := filepath.Glob(filepath.Join(strings.TrimPrefix(tools, "RUNNER_TOOL_CACHE="), "*", "*"))
	if err != nil || len(kept) != 2 {
		t.Fatalf("kept %q, %v", kept, err)
	}
	t.Run("a kept program that was changed is built again", func(t *testing.T) {
		for _, k := range kept {
			edit(t, filepath.Join(k, here().program()), func(b []byte) []byte { return append(b, 'x') })
		}
		if o := start(t, gitHub, folder, nil, tools); o.exit != 0 || !strings.Contains(o.out, "built with the Go toolchain") {
			t.Errorf("exit %d\n%s", o.exit, o.out)
		}
	})
}

func TestWhatOthersCouldHaveWrittenIsNotStarted(t *testing.T) {
	for name, pattern := range map[string]string{"the folder of all programs": "*", "a program's own folder": "*/*"} {
		t.Run(name, func(t *testing.T) {
			folder, tools := source(t), t.TempDir()
			start(t, gitHub, folder, nil, "RUNNER_TOOL_CACHE="+tools)
			kept, err := filepath.Glob(filepath.Join(tools, pattern))
			if err != nil || len(kept) != 1 {
				t.Fatalf("kept %q, %v", kept, err)
			}
			if err := os.Chmod(kept[0], 0o777); err != nil {
				t.Fatal(err)
			}
			if o := start(t, gitHub, folder, nil, "RUNNER_TOOL_CACHE="+tools); o.exit != 0 || !strings.Contains(o.out, "built with the Go toolchain") {
				t.Errorf("exit %d\n%s", o.exit, o.out)
			}
		})
	}
}

func TestASourceCommitThatCannotBeBuiltFails(t *testing.T) {
	for _, h := range []host{gitHub, azure} {
		if o := start(t, h, source(t), nil, "PATH="); !o.failed(h) || o.exit == 0 || !strings.Contains(o.out, "no working Go toolchain") {
			t.Errorf("without Go on %s: exit %d\n%s", h, o.exit, o.out)
		}
		broken := source(t)
		edit(t, filepath.Join(broken, "main.go"), func([]byte) []byte { return []byte("package main\nfunc main() { x }\n") })
		if o := start(t, h, broken, nil); !o.failed(h) || o.exit == 0 || !strings.Contains(o.out, "go build did not succeed") {
			t.Errorf("with a broken source on %s: exit %d\n%s", h, o.exit, o.out)
		}
	}
}

func TestSignalsReachTheProgram(t *testing.T) {
	cmd := command(t, gitHub, released(t), nil, "WANT=signal")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		if lines.Text() == "ready" {
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the step passed")
	}
	if got := read(t, gitHub, cmd, "").exit; got != 7 {
		t.Errorf("exit %d, want the program's own 7", got)
	}
}
