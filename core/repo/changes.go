package repo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
)

// commitsTogether is how many commits one git process is to tell the changes of.
const commitsTogether = 4000

// change is what a commit did to a path.
type change struct {
	commit, path string
	mode, object string // of what stands there since
}

// part is the changes of some commits, or why they are not known.
type part struct {
	changes []change
	err     error
}

// changes lists what commits changed, oldest first. They are given one on each
// line, and told in parts in their order, as many at a time as there are
// processors: the work is git's, and one process has it done on one of them.
func (g *git) changes(ctx context.Context, commits []byte, together int) iter.Seq[<-chan part] {
	return func(yield func(<-chan part) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		var running []<-chan part
		for len(commits) > 0 || len(running) > 0 {
			for len(running) < runtime.GOMAXPROCS(0) && len(commits) > 0 {
				var some []byte
				some, commits = lines(commits, together)
				running = append(running, g.changesOf(ctx, some))
			}
			if !yield(running[0]) {
				return
			}
			running = running[1:]
		}
	}
}

// lines cuts text after so many lines.
func lines(text []byte, n int) (some, rest []byte) {
	end := 0
	for range n {
		i := bytes.IndexByte(text[end:], '\n')
		if i < 0 {
			return text, nil
		}
		end += i + 1
	}
	return text[:end], text[end:]
}

func (g *git) changesOf(ctx context.Context, commits []byte) <-chan part {
	done := make(chan part, 1)
	go func() {
		var list changeList
		// Raw differences of trees: no content is read, no filter or external program runs.
		err := g.stream(ctx, commits, list.read, "diff-tree", "--stdin", "-z", "--raw", "-r", "-c", "--root", "--no-renames", "--no-abbrev")
		done <- part{list.changes, err}
	}()
	return done
}

type changeList struct {
	changes []change
	commit  string
}

// read takes diff-tree's output: a commit's name, then for each change its facts
// and its path, each ended by a zero byte.
func (l *changeList) read(output io.Reader) error {
	r := bufio.NewReaderSize(output, 1<<16)
	for {
		facts, err := r.ReadString(0)
		switch {
		case errors.Is(err, io.EOF) && facts == "":
			return nil
		case err != nil:
			return fmt.Errorf("its list ends too early: %w", err)
		case !strings.HasPrefix(facts, ":"):
			l.commit = strings.TrimRight(facts, "\x00")
			continue
		}
		path, err := r.ReadString(0)
		if err != nil {
			return fmt.Errorf("its list ends too early: %w", err)
		}
		if err := l.add(facts, strings.TrimSuffix(path, "\x00")); err != nil {
			return err
		}
	}
}

// add notes one change: as many colons as parents, a mode for each and for
// the result, an object for each and for the result, and a letter.
func (l *changeList) add(facts, path string) error {
	parents := len(facts) - len(strings.TrimLeft(facts, ":"))
	fields := strings.Fields(facts[parents:])
	if len(fields) < 2*parents+3 {
		return fmt.Errorf("it says %q of a change, and should name modes and objects", facts)
	}
	l.changes = append(l.changes, change{commit: l.commit, path: path, mode: fields[parents], object: strings.Clone(fields[2*parents+1])})
	return nil
}
