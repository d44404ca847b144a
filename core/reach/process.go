package reach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Command is the word for this program's command that runs the analysis.
const Command = "reachability"

// maxComplaint bounds what is kept of the analysis' complaints, in bytes.
const maxComplaint = 64 << 10

// process runs the analysis in a process of its own: it may take more memory
// than there is, or stumble over a source that the compiler never saw.
func (a Analysis) process(ctx context.Context, database, folder string, m *goModule) (outcome, error) {
	if a.Program == "" {
		return outcome{}, errors.New("this program does not know where it lies")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, a.Time, fmt.Errorf("the analysis took longer than %s", a.Time.Round(time.Second)))
	defer cancel()
	cmd := exec.CommandContext(ctx, a.Program, Command, fileURL(database), folder, strconv.FormatInt(a.memory(), 10))
	cmd.Args[0] = "sallyport"
	cmd.Dir, cmd.Env = database, a.toolchain(m)
	cmd.Cancel = func() error { return endAll(cmd) }
	cmd.WaitDelay = 2 * time.Second
	group(cmd)
	complaint := &bounded{room: maxComplaint}
	cmd.Stderr = complaint
	stop, err := cmd.StdinPipe() // whose end tells the process that the gate is gone
	if err != nil {
		return outcome{}, err
	}
	defer stop.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return outcome{}, err
	}
	if err := cmd.Start(); err != nil {
		if ctx.Err() != nil {
			return outcome{}, context.Cause(ctx)
		}
		return outcome{}, fmt.Errorf("the analysis does not start: %w", err)
	}
	out, readErr := readOutcome(stdout)
	if readErr != nil {
		_ = cmd.Cancel()
	}
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return outcome{}, context.Cause(ctx)
	case err != nil && complaint.text.Len() > 0:
		return outcome{}, errors.New(plainReason(complaint.text.String(), a.Base))
	case err != nil:
		return outcome{}, fmt.Errorf("the analysis broke off: %w", err)
	case readErr != nil:
		return outcome{}, readErr
	}
	return out, out.complete()
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	text strings.Builder
	room int
}

func (b *bounded) Write(p []byte) (int, error) {
	kept := p[:min(len(p), b.room)]
	b.room -= len(kept)
	_, _ = b.text.Write(kept) // cannot fail
	return len(p), nil
}

var _ io.Writer = (*bounded)(nil)

// plainReason is the line of a complaint that says most.
func plainReason(complaint, base string) string {
	if strings.Contains(complaint, "GOPROXY=off") || strings.Contains(complaint, "inconsistent vendoring") {
		return "its modules are not on this machine; run `go mod download` before the gate, or set GOPROXY"
	}
	for line := range strings.Lines(complaint) {
		line = strings.TrimSpace(line)
		for _, prefix := range []string{"govulncheck:", "loading packages:", "err:", "exit status 1:", "stderr:"} {
			line = strings.TrimSpace(strings.TrimPrefix(line, prefix))
		}
		if line == "" || strings.HasPrefix(line, "There are errors with the provided package patterns") {
			continue
		}
		line = strings.ReplaceAll(line, base+"/", "")
		line, _, _ = strings.Cut(line, ", found ") // a link may lead to what is no source and nobody's business
		return shortened(line)
	}
	return "the analysis broke off"
}

// shortened bounds a quoted line.
func shortened(line string) string {
	const most = 300
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return line
}
