package action

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"

	"github.com/sallyport-gate/sallyport/core/report"
	"github.com/sallyport-gate/sallyport/internal/outcome"
)

// largestSummary is what the runner accepts for one step; of a larger one it
// shows nothing at all.
const largestSummary = 1024 * 1024

const summaryCut = "\n\n_The summary was longer than GitHub shows. The whole of it is summary.md in the report folder._\n"

type output struct{ name, value string }

// summarise appends the summary to the job's. Without GITHUB_STEP_SUMMARY (an
// old server, a run by hand) or without a summary there is nothing to do.
func (a *Action) summarise(path string) error {
	to := a.env.Getenv("GITHUB_STEP_SUMMARY")
	if to == "" || path == "" {
		return nil
	}
	summary, err := a.env.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read the summary: %w", err)
	}
	room := largestSummary
	if before, err := a.env.ReadFile(to); err == nil {
		room -= len(before)
	}
	if err := a.env.Append(to, fit(summary, room)); err != nil {
		return fmt.Errorf("append the job summary: %w", err)
	}
	return nil
}

// fit cuts a summary at the end of a line, so that it has at most room bytes.
func fit(summary []byte, room int) []byte {
	if len(summary) <= room {
		return summary
	}
	room -= len(summaryCut)
	if room <= 0 {
		return nil
	}
	end := bytes.LastIndexByte(summary[:room], '\n') + 1
	return append(bytes.Clone(summary[:end]), summaryCut...)
}

func (a *Action) publishOutputs(r *report.Report, files map[string]string) error {
	outputs := []output{
		{"verdict", string(r.Verdict())},
		{"findings", strconv.Itoa(outcome.Findings(r))},
		{"run", outcome.Names(r.Run)},
		{"owed", outcome.Names(r.Owed)},
	}
	for _, name := range []string{"github.sarif", "sallyport.sarif"} {
		if files[name] != "" {
			outputs = append(outputs, output{"sarif", files[name]})
			break
		}
	}
	if err := a.setOutputs(outputs); err != nil {
		return err
	}
	a.verdict = r.Verdict()
	return nil
}

// setOutputs appends to GITHUB_OUTPUT. Each value ends at a delimiter that was
// drawn for it, so no value can end itself and set another output.
func (a *Action) setOutputs(outputs []output) error {
	to := a.env.Getenv("GITHUB_OUTPUT")
	if to == "" {
		return nil
	}
	var content bytes.Buffer
	for _, o := range outputs {
		var token [16]byte
		if _, err := io.ReadFull(a.env.Random, token[:]); err != nil {
			return fmt.Errorf("draw a delimiter for the output %s: %w", o.name, err)
		}
		delimiter := "sallyport-" + hex.EncodeToString(token[:])
		fmt.Fprintf(&content, "%s<<%s\n%s\n%s\n", o.name, delimiter, o.value, delimiter)
	}
	if err := a.env.Append(to, content.Bytes()); err != nil {
		return fmt.Errorf("write the outputs: %w", err)
	}
	return nil
}
