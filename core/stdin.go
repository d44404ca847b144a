package core

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// inputName is what standard input is called in findings.
const inputName = "stdin"

// input makes a tree of standard input, as one file.
func (p *prepared) input(ctx context.Context) (*repo.Tree, error) {
	if p.Outside.Stdin == nil {
		return nil, errors.New("there is no standard input here")
	}
	type read struct {
		content []byte
		err     error
	}
	done := make(chan read, 1)
	go func() { // a pipe that nobody writes to must not keep the end of the run back
		content, err := io.ReadAll(io.LimitReader(p.Outside.Stdin, repo.MaxFileSize+1))
		done <- read{content, err}
	}()
	select {
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case r := <-done:
		switch {
		case r.err != nil:
			return nil, fmt.Errorf("read standard input: %w", r.err)
		case len(r.content) > repo.MaxFileSize:
			return nil, fmt.Errorf("read standard input: %w: at most %d bytes are read", repo.ErrTooLarge, int64(repo.MaxFileSize))
		case len(r.content) == 0:
			return repo.Memory(nil), nil
		}
		return repo.Memory(map[string]string{inputName: string(r.content)}), nil
	}
}
