// Package measure runs a program and tells what it took, for the commands that
// set Sallyport beside its peers.
package measure

import (
	"bytes"
	"errors"
	"os/exec"
	"time"
)

// Cost is what a program took.
type Cost struct {
	Wall, CPU time.Duration
	Peak      int64 // resident bytes at most; 0 is unknown
	Exit      int
}

// Run waits for the command and gives its standard output. Any exit code is an
// answer; an error means that it did not run.
func Run(command *exec.Cmd) (Cost, []byte, error) {
	var output bytes.Buffer
	command.Stdout = &output
	start := time.Now()
	err := command.Run()
	cost := Cost{Wall: time.Since(start)}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return cost, nil, err
	}
	state := command.ProcessState
	cost.Exit, cost.CPU, cost.Peak = state.ExitCode(), state.UserTime()+state.SystemTime(), peakMemory(state)
	return cost, output.Bytes(), nil
}
