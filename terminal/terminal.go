// Package terminal is the host for people: flags in, coloured text out, and the
// commands beside the gate. It reads the environment and decides nothing.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/option"
	"github.com/sallyport-gate/sallyport/core/report"
)

// Environment is what the terminal needs of the outside.
type Environment struct {
	Out, Err io.Writer
	Colour   bool // Out shows colours
	Live     bool // Err is a terminal that can redraw a line
	Width    int  // columns of Out; 0 when it is no terminal
	ReadFile func(string) ([]byte, error)
	// Platform is the pipeline's record of deployments, for commands; nil outside of pipelines.
	Platform func(option.Config) (core.Platform, error)
}

// System is the process's own environment. NO_COLOR (no-color.org) and
// TERM=dumb switch colours off.
func System() Environment {
	width := 0
	tty := term.IsTerminal(int(os.Stdout.Fd()))
	if tty {
		width, _, _ = term.GetSize(int(os.Stdout.Fd()))
	}
	plain := os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb"
	return Environment{
		Out: os.Stdout, Err: os.Stderr, Width: width, ReadFile: os.ReadFile,
		Colour: tty && !plain,
		Live:   term.IsTerminal(int(os.Stderr.Fd())) && !plain,
	}
}

// Terminal implements core.Host.
type Terminal struct {
	env    Environment
	format string
	live   bool // a progress line stands on the screen
}

// New makes the host; format is what Publish prints.
func New(env Environment, format string) *Terminal { return &Terminal{env: env, format: format} }

// Options is empty: a terminal has flags only.
func (t *Terminal) Options() map[string]string { return nil }

// Change is empty: a terminal knows nothing of pull requests.
func (t *Terminal) Change() report.Change { return report.Change{} }

// Platform is none: a terminal belongs to no platform.
func (t *Terminal) Platform(option.Config) (core.Platform, error) { return nil, nil }

// Progress shows the stage: redrawn in place on a terminal, else a line each.
func (t *Terminal) Progress(stage string) {
	if t.env.Live {
		t.live = true
		fmt.Fprintf(t.env.Err, "\r\x1b[K%s …", report.Plain(stage))
		return
	}
	fmt.Fprintf(t.env.Err, "%s\n", report.Plain(stage))
}

func (t *Terminal) clear() {
	if t.live {
		fmt.Fprint(t.env.Err, "\r\x1b[K")
		t.live = false
	}
}

// Publish prints the report in the chosen format.
func (t *Terminal) Publish(_ context.Context, r *report.Report, files map[string]string) error {
	t.clear()
	name := map[string]string{option.FormatJSON: "verdict.json", option.FormatSARIF: "sallyport.sarif"}[t.format]
	if path := files[name]; path != "" { // a plan writes no files
		content, err := t.env.ReadFile(path)
		if err != nil {
			return fmt.Errorf("print %s: %w", name, err)
		}
		_, err = t.env.Out.Write(content)
		return err
	}
	_, err := io.WriteString(t.env.Out, report.Text(r, report.Style{Color: t.env.Colour, Width: t.env.Width}))
	return err
}

// Reject tells what is wrong with the input, one mistake a line.
func (t *Terminal) Reject(err error) {
	t.clear()
	fmt.Fprintf(t.env.Err, "sallyport: nothing was judged, because the input is wrong:\n")
	for _, line := range report.Lines(err) {
		fmt.Fprintf(t.env.Err, "  %s\n", line)
	}
	fmt.Fprintf(t.env.Err, "`sallyport help` lists the options.\n")
}

// tell gives a command's answer.
func (t *Terminal) tell(v verdict) {
	t.clear()
	for _, line := range v.lines {
		for _, one := range report.Lines(errors.New(line)) {
			fmt.Fprintf(t.env.Out, "%s\n", one)
		}
	}
}

// Fail tells that the run broke off.
func (t *Terminal) Fail(err error) {
	t.clear()
	fmt.Fprintf(t.env.Err, "sallyport: the run broke off, so the gate stays shut:\n")
	for _, line := range report.Lines(err) {
		fmt.Fprintf(t.env.Err, "  %s\n", line)
	}
}

// Exit is the contract's code itself.
func (t *Terminal) Exit(code int) int { return code }
