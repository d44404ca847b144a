package reach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"golang.org/x/vuln/scan"
)

// Serve is the process that Analysis starts: it analyses the module in a folder
// with a database and within so many bytes, and writes what it finds. It returns
// early when stdin ends or the bytes do not suffice; whoever calls it then has to
// end the process, for the analysis does not stop by itself.
func Serve(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, environment []string) error {
	if len(args) != 3 {
		return errors.New("this command is the gate's own; it is not for people")
	}
	database, folder := args[0], args[1]
	limit, err := strconv.ParseInt(args[2], 10, 64)
	if err != nil {
		return fmt.Errorf("read the bound of memory: %w", err)
	}
	debug.SetMemoryLimit(limit)
	cmd := scan.Command(ctx, "-format=json", "-db="+database, "-C="+folder, "./...")
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = eof{}, stdout, stderr, environment
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 2)
	go func() { done <- cmd.Wait() }()
	go func() {
		_, _ = io.Copy(io.Discard, stdin)
		done <- errors.New("the gate is gone")
	}()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err
		case <-tick.C:
			if used() > uint64(limit) {
				return fmt.Errorf("the analysis needs more than %d MB of memory; raise the option memory", limit>>20)
			}
		}
	}
}

// used is the memory that the runtime holds, in bytes.
func used() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }
