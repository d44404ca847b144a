package repo

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/bits"
	"sync"
)

// Bounds of reading ahead.
const (
	askAhead    = 64      // questions that git has before their answers are taken: their bytes fit into a pipe
	maxStash    = 16      // answers kept for readers that are overtaken
	maxCompared = 4 << 20 // bytes of a content that is held against the next one
	around      = 2 << 10 // bytes round a difference that belong to it
)

// ahead reads a history's contents in their order, which keeps git's own work
// small: versions of one file stand beside each other. It asks git for more
// while answers are examined, and tells what a content does not share with the
// one before it under the same path. What is asked for out of order is read
// through the pool.
type ahead struct {
	pool *pool
	lock sync.Mutex

	batch *batch
	files []File
	index []int // of the file of each age
	asked int   // files that git was asked for
	taken int   // answers that were read
	stash map[int]answer
	last  struct { // the content before, "" when it cannot be compared
		path    string
		content []byte
	}
}

// answer is what git said of a file.
type answer struct {
	content  []byte
	from, to int
	err      error
}

// contents reads a history's contents: out of the packs where that can be, else
// through git.
func (g *git) contents(ctx context.Context, files []File) (source, func()) {
	index := make([]int, len(files)+1)
	for i, f := range files {
		index[f.Age] = i
	}
	rest, closePool := g.objects(ctx)
	if v := g.versions(ctx, files, index); v != nil {
		v.git = rest
		return v, func() { closePool(); _ = v.store.Close() } // it was read from only
	}
	a := &ahead{pool: rest.(*pool), batch: g.batch(ctx), files: files, index: index, stash: map[int]answer{}}
	return a, func() { a.batch.close(); closePool() }
}

func (a *ahead) head(ctx context.Context, file *File, n int64) ([]byte, error) {
	return a.pool.head(ctx, file, n)
}

func (a *ahead) read(ctx context.Context, file *File, into []byte) ([]byte, error) {
	answer, ok := a.inOrder(a.index[file.Age], into)
	if !ok {
		return a.pool.read(ctx, file, into)
	}
	file.From, file.To = answer.from, answer.to
	return answer.content, answer.err
}

// inOrder takes answers up to that of file i; false when it was given away before.
func (a *ahead) inOrder(i int, into []byte) (answer, bool) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if i < a.taken {
		kept, ok := a.stash[i]
		delete(a.stash, i)
		return kept, ok
	}
	for a.taken < i {
		overtaken := a.taken
		if passed := a.take(nil); len(a.stash) < maxStash {
			a.stash[overtaken] = passed
		}
	}
	return a.take(into), true
}

// take reads the next answer.
func (a *ahead) take(into []byte) answer {
	file := a.files[a.taken]
	a.taken++
	if err := a.ask(); err != nil {
		return answer{err: err}
	}
	content, err := a.batch.answered(&file, into, whole)
	if err != nil {
		a.last.path = ""
		return answer{err: err}
	}
	from, to := 0, len(content)
	if a.last.path == file.Path {
		from, to = unshared(a.last.content, content)
	}
	a.remember(file.Path, content)
	return answer{content: content, from: from, to: to}
}

// ask keeps git busy with what comes next.
func (a *ahead) ask() error {
	if a.batch.dead != nil {
		return a.batch.dead
	}
	if err := a.batch.start(); err != nil {
		return a.batch.die(err)
	}
	if a.asked > a.taken+askAhead/2 {
		return nil
	}
	var questions bytes.Buffer
	for ; a.asked < len(a.files) && a.asked < a.taken+askAhead; a.asked++ {
		questions.WriteString(a.files[a.asked].Object + "\n")
	}
	if _, err := a.batch.in.Write(questions.Bytes()); err != nil {
		return a.batch.die(err)
	}
	return nil
}

// remember keeps a text for the next one; other contents are not compared.
func (a *ahead) remember(path string, content []byte) {
	if a.last.path = ""; !comparable(content) {
		return
	}
	a.last.path, a.last.content = path, append(a.last.content[:0], content...)
}

// unshared is the range of now that then does not have at its beginning or
// end, widened to whole lines with some more around.
func unshared(then, now []byte) (from, to int) {
	from = shared(then, now)
	tail := sharedEnd(then[from:], now[from:])
	from, to = max(from-around, 0), min(len(now)-tail+around, len(now))
	if i := bytes.LastIndexByte(now[:from], '\n'); i >= 0 {
		from = i + 1
	} else {
		from = 0
	}
	if i := bytes.IndexByte(now[to:], '\n'); i >= 0 {
		to += i + 1
	} else {
		to = len(now)
	}
	return from, to
}

// shared is the length of the beginning that two texts have in common.
func shared(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for ; i+8 <= n; i += 8 {
		if x := binary.LittleEndian.Uint64(a[i:]) ^ binary.LittleEndian.Uint64(b[i:]); x != 0 {
			return i + bits.TrailingZeros64(x)/8
		}
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// sharedEnd is the length of the end that two texts have in common.
func sharedEnd(a, b []byte) int {
	n := min(len(a), len(b))
	a, b = a[len(a)-n:], b[len(b)-n:]
	i := n
	for ; i >= 8; i -= 8 {
		if x := binary.LittleEndian.Uint64(a[i-8:]) ^ binary.LittleEndian.Uint64(b[i-8:]); x != 0 {
			return n - i + bits.LeadingZeros64(x)/8
		}
	}
	for i > 0 && a[i-1] == b[i-1] {
		i--
	}
	return n - i
}
