//go:build !unix

package reach

import "os/exec"

// group does nothing: go commands that the process started end by themselves.
func group(*exec.Cmd) {}

func endAll(cmd *exec.Cmd) error { return cmd.Process.Kill() }
