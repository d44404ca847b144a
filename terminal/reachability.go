package terminal

import (
	"context"
	"errors"
	"fmt"

	"github.com/sallyport-gate/sallyport/core"
	"github.com/sallyport-gate/sallyport/core/reach"
)

// serveReach is the process in which the gate has Go modules analysed. Its
// complaints are for the gate to read.
func serveReach(ctx context.Context, env Environment, args []string, outside core.Outside) error {
	err := reach.Serve(ctx, args, outside.Stdin, env.Out, env.Err, outside.Environment)
	if err == nil {
		return nil
	}
	fmt.Fprintln(env.Err, err)
	return undecided(errors.New("the analysis broke off"))
}
