package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// errOver ends a walk whose limits are used up.
var errOver = errors.New("over a limit")

// headSize is how much of a file tells what it is, in bytes.
const headSize = 8000

// count takes note of one more file, and fails when there are too many.
func (w *walk) count() error {
	if w.files++; w.files > w.limits.Files {
		w.over = fmt.Sprintf("it holds over %d files; the rest was not examined", w.limits.Files)
		return errOver
	}
	return w.ctx.Err()
}

// entry reads a file from a metered reader and visits it, and what is in it when
// it is an archive.
// How reading fails is the file's problem; errOver is everyone's.
func (w *walk) entry(l level, name string, r io.Reader) error {
	head, err := io.ReadAll(io.LimitReader(r, headSize))
	if err != nil {
		return w.unread(l, name, err)
	}
	if len(head) < headSize {
		return w.look(l, name, head)
	}
	content, err := io.ReadAll(io.LimitReader(io.MultiReader(bytes.NewReader(head), r), w.limits.Entry+1))
	switch {
	case err != nil:
		return w.unread(l, name, err)
	case int64(len(content)) <= w.limits.Entry:
		return w.look(l, name, content)
	case Is(name, head) || !w.dull(head):
		w.problem("%q is over %d bytes unpacked and was not examined", l.inside(name), w.limits.Entry)
	}
	return nil
}

func (w *walk) look(l level, name string, content []byte) error {
	if Is(name, content) {
		return w.nested(l, name, content)
	}
	return w.visit(Entry{Inside: l.inside(name), Content: content})
}

// unread tells of a file that cannot be read to its end.
func (w *walk) unread(l level, name string, err error) error {
	if errors.Is(err, errOver) || w.ctx.Err() != nil {
		return err
	}
	w.problem("%q cannot be read: %v", l.inside(name), err)
	return nil
}

// metered counts what is unpacked, and stops at the limit.
type metered struct {
	walk   *walk
	from   io.Reader
	paused bool // what is read now is counted elsewhere
}

func (m *metered) Read(to []byte) (int, error) {
	if err := m.walk.ctx.Err(); err != nil {
		return 0, err
	}
	if m.walk.left <= 0 {
		m.walk.over = "it unpacks to more than the limit, in all or for its size; the rest was not examined"
		return 0, errOver
	}
	n, err := m.from.Read(to[:min(int64(len(to)), m.walk.left)])
	if !m.paused {
		m.walk.left -= int64(n)
	}
	return n, err
}
