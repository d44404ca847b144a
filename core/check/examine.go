package check

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/sallyport-gate/sallyport/core/archive"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// Visit examines one file's content. It is called from several goroutines, and
// must not keep the content. An error becomes an "unparsed" gap of that file,
// unless it is Skipped or SkippedInside.
type Visit func(ctx context.Context, file repo.File, content []byte) ([]finding.Finding, []finding.Gap, error)

// Skipped is the error of a Visit that leaves a file out on purpose: the file is
// counted as skipped under this reason, in plain words, and is no gap.
type Skipped string

func (s Skipped) Error() string { return string(s) }

// SkippedInside is the error of a Visit that examined a file, and left out parts
// of it on purpose: how many, by reason in plain words.
type SkippedInside map[string]int

func (s SkippedInside) Error() string { return "parts of the file were left out" }

// Examine runs visit over the files that wants says yes to, a bounded number at
// a time, and gathers findings, counts and gaps in the tree's order. A file
// that cannot be read, is over the limit, or makes visit panic is a gap, and
// the others are still examined. Unless binary is true, a binary file is a gap
// too: wants chose it by a name that promises text. Of what a history holds many
// times over, the first is told. The error is the context's.
func Examine(ctx context.Context, tree *repo.Tree, name string, binary bool, wants func(repo.File) bool, visit Visit) (Result, error) {
	return (&pass{tree: tree, name: name, binary: binary, visit: visit}).run(ctx, wants)
}

// Scan is Examine over all files, binary ones too, for a visit that leaves
// nothing of a content behind: contents are read into few buffers.
func Scan(ctx context.Context, tree *repo.Tree, name string, visit Visit) (Result, error) {
	return (&pass{tree: tree, name: name, binary: true, visit: visit, reuse: true}).run(ctx, func(repo.File) bool { return true })
}

// pass is one way over a tree.
type pass struct {
	tree   *repo.Tree
	name   string
	binary bool
	visit  Visit
	reuse  bool
}

// maxTogether is how many files a worker takes at once: neighbours are in one folder,
// and in a history versions of one file.
const maxTogether = 64

// firstBuffer is what a worker begins with, in bytes.
const firstBuffer = 64 << 10

// maxBuffer is the largest buffer that a worker keeps, in bytes.
const maxBuffer = 4 << 20

// read reads a file, and keeps its room for the next one where contents do not
// outlive their visit.
func (p *pass) read(ctx context.Context, file *repo.File, buffer *[]byte) ([]byte, error) {
	if !p.reuse {
		return p.tree.ReadInto(ctx, file, nil)
	}
	content, err := p.tree.ReadInto(ctx, file, *buffer)
	if cap(content) > cap(*buffer) && cap(content) <= maxBuffer {
		*buffer = content[:0]
	}
	return content, err
}

func (p *pass) run(ctx context.Context, wants func(repo.File) bool) (Result, error) {
	tree := p.tree
	var files []repo.File
	for _, f := range tree.Files() {
		if wants(f) {
			files = append(files, f)
		}
	}
	outcomes := make([]outcome, len(files))
	sieve := newSieve()
	large := &sync.Mutex{}
	var next atomic.Int64 // a channel would wake a worker for each file
	together := max(1, min(maxTogether, len(files)/(8*runtime.GOMAXPROCS(0))))
	share := func() (from, to int) {
		end := int(next.Add(int64(together)))
		return min(end-together, len(files)), min(end, len(files))
	}
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			buffer := make([]byte, 0, firstBuffer)
			for from, to := share(); from < to; from, to = share() {
				for i := from; i < to && ctx.Err() == nil; i++ {
					outcomes[i] = alone(large, files[i], func() outcome { return p.examine(ctx, files[i], &buffer) })
					outcomes[i].findings = sieve.first(files[i], outcomes[i].findings)
				}
			}
		})
	}
	workers.Wait()
	for i := range outcomes { // once more, now that all are known
		outcomes[i].findings = sieve.first(files[i], outcomes[i].findings)
	}
	return gather(outcomes), context.Cause(ctx)
}

// largeSize is from how many bytes on a file is large.
const largeSize = 8 << 20

// alone runs the examination of a large file while no other large one is in
// memory, and gives the memory back: the peak is that of one such file.
func alone(large *sync.Mutex, file repo.File, examine func() outcome) outcome {
	if file.Size < largeSize {
		return examine()
	}
	large.Lock()
	defer large.Unlock()
	defer debug.FreeOSMemory()
	return examine()
}

type outcome struct {
	done     bool
	bytes    int64
	skip     string
	inside   SkippedInside
	findings []finding.Finding
	gaps     []finding.Gap
}

func (p *pass) examine(ctx context.Context, file repo.File, buffer *[]byte) (o outcome) {
	tree, name, binary := p.tree, p.name, p.binary
	gap := func(kind finding.GapKind, message string) outcome {
		return outcome{gaps: []finding.Gap{{Check: name, Kind: kind, Path: file.Path, Message: message}}}
	}
	defer func() {
		if r := recover(); r != nil {
			o = gap(finding.Crashed, fmt.Sprintf("the %s check crashed on this file: %v", name, PanicKind(r)))
		}
	}()
	content, err := p.read(ctx, &file, buffer)
	switch {
	case errors.Is(err, repo.ErrTooLarge) && binary && isArchive(ctx, tree, file):
		return gap(finding.Unopened, err.Error())
	case errors.Is(err, repo.ErrTooLarge) && binary && tree.LooksBinary(ctx, file):
		return outcome{skip: "binary and over the size limit"}
	case errors.Is(err, repo.ErrTooLarge):
		return gap(finding.TooLarge, err.Error())
	case err != nil:
		return gap(finding.Unreadable, err.Error())
	case !binary && repo.IsBinary(content):
		return gap(finding.Unparsed, "it is binary though its name says source; exclude it in the policy if that is right")
	}
	findings, gaps, err := p.visit(ctx, file, content)
	attribute(findings, file.Commit)
	var skipped Skipped
	if errors.As(err, &skipped) {
		return outcome{skip: string(skipped), findings: findings, gaps: gaps}
	}
	var inside SkippedInside
	if err != nil && !errors.As(err, &inside) {
		gaps = append(gaps, finding.Gap{Check: name, Kind: finding.Unparsed, Path: file.Path, Message: err.Error()})
	}
	return outcome{done: true, bytes: int64(len(content)), inside: inside, findings: findings, gaps: gaps}
}

func isArchive(ctx context.Context, tree *repo.Tree, file repo.File) bool {
	head, err := tree.Head(ctx, file, 512)
	return err != nil || archive.Is(file.Path, head)
}

// attribute says of findings in a history which commit brought them: what was
// deleted since can still be read there.
func attribute(findings []finding.Finding, commit string) {
	for i := range findings {
		if findings[i].Commit = commit; commit != "" {
			findings[i].Message = fmt.Sprintf("%s; in commit %.12s", findings[i].Message, commit)
		}
	}
}

// PanicKind describes a panic without its value when that may quote the file:
// a runtime error speaks of indexes, everything else might hold a credential.
func PanicKind(r any) string {
	if err, ok := r.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a %T", r)
}

func gather(outcomes []outcome) Result {
	result := Result{Coverage: finding.Coverage{Skips: map[string]int{}}}
	for _, o := range outcomes {
		if o.done {
			result.Coverage.Files++
			result.Coverage.Bytes += o.bytes
		}
		if o.skip != "" {
			result.Coverage.Skips[o.skip]++
		}
		for reason, n := range o.inside {
			result.Coverage.Skips[reason] += n
		}
		result.Findings = append(result.Findings, o.findings...)
		result.Coverage.Gaps = append(result.Coverage.Gaps, o.gaps...)
	}
	finding.Number(result.Findings)
	slices.SortFunc(result.Coverage.Gaps, finding.Gap.Compare)
	return result
}
