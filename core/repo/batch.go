package repo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// objects makes a tree of blobs, read through one git process.
func (r *Repository) objects(ctx context.Context, blobs map[string]blob) (*Tree, func(), error) {
	tree := &Tree{skips: map[string]int{}}
	for path, b := range blobs {
		tree.files = append(tree.files, File{Path: path, Size: b.size})
	}
	sortFiles(tree.files)
	cmd := r.git.command(ctx, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("start git cat-file: %w", err)
	}
	batch := &batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<16), blobs: blobs}
	tree.source = batch
	return tree, batch.close, nil
}

// batch reads blobs through git cat-file --batch, one at a time. An answer is
// always taken to its end, so that the next one begins where it should.
type batch struct {
	lock  sync.Mutex
	cmd   *exec.Cmd
	in    io.WriteCloser
	out   *bufio.Reader
	blobs map[string]blob
	dead  error // git is gone, or its output is out of step
}

// close ends git. Its answers were checked one by one, so how it ends says nothing.
func (b *batch) close() {
	_ = b.in.Close()
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}

func (b *batch) head(_ context.Context, file File, n int64) ([]byte, error) {
	return b.answer(file.Path, func(size int64) (int64, error) { return min(n, size), nil })
}

func (b *batch) read(_ context.Context, file File) ([]byte, error) {
	return b.answer(file.Path, func(size int64) (int64, error) {
		if size > MaxFileSize {
			return 0, fmt.Errorf("%w: %d bytes", ErrTooLarge, size)
		}
		return size, nil
	})
}

// answer asks for a blob, keeps as much of its beginning as wanted says, and
// discards the rest.
func (b *batch) answer(path string, wanted func(size int64) (int64, error)) ([]byte, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.dead != nil {
		return nil, b.dead
	}
	object := b.blobs[path].object
	size, found, err := b.ask(object)
	if err != nil {
		return nil, b.die(err)
	}
	if !found {
		return nil, missingObject(object, path)
	}
	keep, refused := wanted(size)
	content, err := readAll(io.LimitReader(b.out, keep), keep)
	if err != nil {
		return nil, b.die(err)
	}
	if _, err := io.CopyN(io.Discard, b.out, size-keep+1); err != nil { // a line feed ends it
		return nil, b.die(err)
	}
	return content, refused
}

func (b *batch) die(err error) error {
	b.dead = fmt.Errorf("git cat-file: %w", err)
	return b.dead
}

// ask requests a blob and reads the line before its content.
func (b *batch) ask(object string) (size int64, found bool, err error) {
	if _, err := io.WriteString(b.in, object+"\n"); err != nil {
		return 0, false, err
	}
	header, err := b.out.ReadString('\n')
	if err != nil {
		return 0, false, err
	}
	return sizeOf(header)
}

// sizeOf reads a line of git cat-file's batch commands, "OBJECT blob SIZE" or
// "OBJECT missing".
func sizeOf(line string) (size int64, found bool, err error) {
	fields := strings.Fields(line)
	switch {
	case len(fields) == 2 && fields[1] == "missing":
		return 0, false, nil
	case len(fields) != 3 || fields[1] != "blob":
		return 0, false, errors.New("it answers with something else than a file")
	}
	size, err = strconv.ParseInt(fields[2], 10, 64)
	if err != nil || size < 0 {
		return 0, false, fmt.Errorf("the size of an object is %q, and should be a number", fields[2])
	}
	return size, true, nil
}
