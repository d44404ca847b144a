//go:build unix

package reach

import (
	"os/exec"
	"syscall"
)

// group gives the process its own group, so that the go commands that it starts
// end with it.
func group(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func endAll(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
