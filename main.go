// Sallyport is a security gate for deployments. This program chooses the host
// that it runs on; everything else is core's.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/sallyport-gate/sallyport/action"
	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/sarif"
	"github.com/sallyport-gate/sallyport/task"
	"github.com/sallyport-gate/sallyport/terminal"
)

// version is set by a release build; a build from source asks the module.
var version string

func main() { os.Exit(run()) }

func run() int { return runAt(time.Now) }

// runAt is a run by this clock, so that a test can tell of a Monday after a Saturday.
func runAt(now func() time.Time) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	outside := core.Outside{Version: versionOf(debug.ReadBuildInfo()), Environment: os.Environ(), Stdin: os.Stdin, Program: program(), Cache: cacheFolder(), Now: now}
	args := os.Args[1:]
	switch {
	case terminal.IsCommand(args):
		return terminal.Main(ctx, forCommands(), args, outside)
	case os.Getenv("GITHUB_ACTIONS") == "true":
		outside.Dialect = sarif.GitHub
		return core.Gate(ctx, action.New(action.System()), args, outside)
	case strings.EqualFold(os.Getenv("TF_BUILD"), "true"):
		outside.Dialect = sarif.Azure
		return core.Gate(ctx, task.New(task.System()), args, outside)
	default:
		return terminal.Main(ctx, terminal.System(), args, outside)
	}
}

// forCommands is a terminal that can ask the pipeline's platform.
func forCommands() terminal.Environment {
	env := terminal.System()
	switch {
	case os.Getenv("GITHUB_ACTIONS") == "true":
		env.Platform = action.New(action.System()).Platform
	case strings.EqualFold(os.Getenv("TF_BUILD"), "true"):
		env.Platform = task.New(task.System()).Platform
	}
	return env
}

// program is empty where the system does not tell.
func program() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	return name
}

// cacheFolder is empty on a machine that has none.
func cacheFolder() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return folder
}

func versionOf(info *debug.BuildInfo, ok bool) string {
	switch {
	case version != "":
		return version
	case ok && info.Main.Version != "" && info.Main.Version != "(devel)":
		return strings.TrimPrefix(info.Main.Version, "v")
	default:
		return "0.0.0-source"
	}
}
