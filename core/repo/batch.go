package repo

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
)

// objects makes a tree of blobs, read through git.
func (r *Repository) objects(ctx context.Context, blobs map[string]blob) (*Tree, func()) {
	tree := &Tree{skips: map[string]int{}}
	for path, b := range blobs {
		tree.files = append(tree.files, File{Path: path, Size: b.size, Object: b.object})
	}
	sortFiles(tree.files)
	var closeTree func()
	tree.source, closeTree = r.git.objects(ctx)
	return tree, closeTree
}

// objects reads blobs through as many git processes as there are processors.
// Each is started when it is first needed.
func (g *git) objects(ctx context.Context) (source, func()) {
	p := &pool{free: make(chan *batch, runtime.GOMAXPROCS(0))}
	for range cap(p.free) {
		b := g.batch(ctx)
		p.all = append(p.all, b)
		p.free <- b
	}
	return p, p.close
}

func (g *git) batch(ctx context.Context) *batch {
	return &batch{make: func() *exec.Cmd { return g.command(ctx, "cat-file", "--batch") }}
}

// pool shares batches among the goroutines that read.
type pool struct {
	free chan *batch
	all  []*batch
}

func (p *pool) close() {
	for _, b := range p.all {
		b.close()
	}
}

func (p *pool) head(_ context.Context, file *File, n int64) ([]byte, error) {
	b := <-p.free
	defer func() { p.free <- b }()
	return b.head(file, n)
}

func (p *pool) read(_ context.Context, file *File, into []byte) ([]byte, error) {
	b := <-p.free
	defer func() { p.free <- b }()
	return b.read(file, into)
}

// batch reads blobs through git cat-file --batch, for one goroutine at a time. An answer is
// always taken to its end, so that the next one begins where it should.
type batch struct {
	make func() *exec.Cmd // the process, not yet started
	in   io.WriteCloser
	out  *bufio.Reader
	dead error // git is gone, or its output is out of step

	lock   sync.Mutex // of what is below: closing does not wait for an answer
	cmd    *exec.Cmd
	closed bool
}

func (b *batch) start() error {
	b.lock.Lock()
	defer b.lock.Unlock()
	switch {
	case b.closed:
		return errors.New("the tree is closed")
	case b.cmd != nil:
		return nil
	}
	cmd := b.make()
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	b.cmd, b.in, b.out = cmd, in, bufio.NewReaderSize(out, 1<<16)
	return nil
}

// close ends git. Its answers were checked one by one, so how it ends says nothing.
func (b *batch) close() {
	b.lock.Lock()
	defer b.lock.Unlock()
	b.closed = true
	if b.cmd == nil {
		return
	}
	_ = b.in.Close()
	_ = b.cmd.Process.Kill()
	_ = b.cmd.Wait()
}

func (b *batch) head(file *File, n int64) ([]byte, error) {
	return b.answer(file, nil, func(size int64) (int64, error) { return min(n, size), nil })
}

func (b *batch) read(file *File, into []byte) ([]byte, error) { return b.answer(file, into, whole) }

// whole wants all of a content that is not too large.
func whole(size int64) (int64, error) {
	if size > MaxFileSize {
		return 0, fmt.Errorf("%w: %d bytes", ErrTooLarge, size)
	}
	return size, nil
}

// answer asks for a blob, keeps as much of its beginning as wanted says, and
// discards the rest.
func (b *batch) answer(file *File, into []byte, wanted func(size int64) (int64, error)) ([]byte, error) {
	if b.dead != nil {
		return nil, b.dead
	}
	if err := b.start(); err != nil {
		return nil, b.die(err)
	}
	if err := b.ask(file.Object); err != nil {
		return nil, b.die(err)
	}
	return b.answered(file, into, wanted)
}

func (b *batch) die(err error) error {
	b.dead = fmt.Errorf("git cat-file: %w", err)
	return b.dead
}

// ask requests a blob.
func (b *batch) ask(object string) error {
	_, err := io.WriteString(b.in, object+"\n")
	return err
}

// answered reads the answer to a question that was asked before.
func (b *batch) answered(file *File, into []byte, wanted func(size int64) (int64, error)) ([]byte, error) {
	if b.dead != nil {
		return nil, b.dead
	}
	header, err := b.out.ReadString('\n')
	if err != nil {
		return nil, b.die(err)
	}
	size, found, err := sizeOf(header)
	if err != nil {
		return nil, b.die(err)
	}
	if !found {
		return nil, missingObject(file.Object, file.Path)
	}
	keep, refused := wanted(size)
	content, err := readAll(io.LimitReader(b.out, keep), keep, into)
	if err != nil {
		return nil, b.die(err)
	}
	if _, err := io.CopyN(io.Discard, b.out, size-keep+1); err != nil { // a line feed ends it
		return nil, b.die(err)
	}
	return content, refused
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
