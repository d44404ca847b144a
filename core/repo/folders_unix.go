//go:build unix

package repo

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// descriptors are folders by their file descriptors: each thing is opened relative
// to the folder that it stands in, no link is followed at all, and a file is read
// without the registration for polling that a regular file does not support.
type descriptors struct {
	lock sync.Mutex // of what is below
	free []*row     // those that nobody uses
	rows *rows
}

// rows are all rows that were opened.
type rows struct {
	base int // the first one's, which is opened again for the others
	all  []*row
}

// row is the open folders that lead to the last one; the first is the base. It is
// for one goroutine at a time: a closed descriptor's number is given away again.
type row struct{ steps []step }

type step struct {
	path string // "a/b/", "" for the base
	fd   int
}

func newFolders(base string) (folders, error) {
	first, err := newRow(unix.AT_FDCWD, base)
	if err != nil {
		return nil, fmt.Errorf("open folder %q: %w", base, err)
	}
	d := &descriptors{free: []*row{first}, rows: &rows{first.steps[0].fd, []*row{first}}}
	runtime.AddCleanup(d, (*rows).close, d.rows)
	return d, nil
}

func newRow(at int, base string) (*row, error) {
	fd, err := openAt(at, base, unix.O_DIRECTORY)
	return &row{steps: []step{{"", fd}}}, err
}

func (r *rows) close() {
	for _, row := range r.all {
		row.back(0)
	}
}

// take gives a row to one goroutine, which has to put it back into free.
func (d *descriptors) take() (*row, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	if last := len(d.free) - 1; last >= 0 {
		r := d.free[last]
		d.free = d.free[:last]
		return r, nil
	}
	r, err := newRow(d.rows.base, ".")
	if err == nil {
		d.rows.all = append(d.rows.all, r)
	}
	return r, err
}

// at calls with the open folder, whose path ends with a slash or is empty.
func (d *descriptors) at(folder string, call func(fd int) error) error {
	r, err := d.take()
	if err != nil {
		return err
	}
	defer func() {
		d.lock.Lock()
		d.free = append(d.free, r)
		d.lock.Unlock()
	}()
	fd, err := r.reach(folder)
	if err != nil {
		return err
	}
	return call(fd)
}

func (d *descriptors) open(file string) (h handle, err error) {
	folder, name := path.Split(file)
	err = d.at(folder, func(at int) error {
		fd, err := openBelow(at, name, unix.O_NONBLOCK|unix.O_NOCTTY) // what became a pipe must not hold us up
		h = descriptor(fd)
		return err
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (d *descriptors) look(file string) (e entry, err error) {
	folder, name := path.Split(file)
	err = d.at(folder, func(at int) (err error) {
		if !isName(name) {
			return fs.ErrInvalid
		}
		e, err = lookAt(at, name)
		return err
	})
	return e, err
}

func (d *descriptors) entries(folder string) (entries []entry, err error) {
	if folder != "" {
		folder += "/"
	}
	err = d.at(folder, func(at int) error {
		names, err := namesIn(at)
		entries = make([]entry, 0, len(names))
		for _, name := range names {
			e, wrong := lookAt(at, name)
			switch {
			case wrong == nil:
				entries = append(entries, e)
			case !errors.Is(wrong, fs.ErrNotExist): // it may have gone since
				err = errors.Join(err, wrong)
			}
		}
		return err
	})
	sortEntries(entries)
	return entries, err
}

// reach goes back to where the way to a folder parts from the last one, and on
// from there.
func (r *row) reach(folder string) (int, error) {
	n := len(r.steps)
	for !strings.HasPrefix(folder, r.steps[n-1].path) {
		n--
	}
	r.back(n)
	last := r.steps[n-1]
	for len(last.path) < len(folder) {
		name, _, _ := strings.Cut(folder[len(last.path):], "/")
		fd, err := openBelow(last.fd, name, unix.O_DIRECTORY)
		if err != nil {
			return 0, err
		}
		last = step{last.path + name + "/", fd}
		r.steps = append(r.steps, last)
	}
	return last.fd, nil
}

// back closes all but the first n folders.
func (r *row) back(n int) {
	for _, s := range r.steps[n:] {
		_ = unix.Close(s.fd) // it was read from only
	}
	r.steps = r.steps[:n]
}

// openBelow opens what stands in a folder itself.
func openBelow(folder int, name string, flags int) (int, error) {
	if !isName(name) {
		return 0, fs.ErrInvalid
	}
	return openAt(folder, name, unix.O_NOFOLLOW|flags)
}

// isName says that a part of a path leads down.
func isName(part string) bool {
	return part != "" && part != "." && part != ".." && !strings.Contains(part, "/")
}

// openAt opens for reading.
func openAt(folder int, name string, flags int) (fd int, err error) {
	err = patiently(func() error {
		fd, err = unix.Openat(folder, name, unix.O_RDONLY|unix.O_CLOEXEC|flags, 0)
		return err
	})
	return fd, err
}

// patiently repeats a call that a signal interrupts.
func patiently(call func() error) error {
	for {
		if err := call(); err != unix.EINTR { //nolint:errorlint // as the system returns it
			return err
		}
	}
}

func lookAt(folder int, name string) (entry, error) {
	var facts unix.Stat_t
	if err := patiently(func() error { return unix.Fstatat(folder, name, &facts, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return entry{}, err
	}
	return entry{name: name, kind: kindOf(uint32(facts.Mode)), size: facts.Size}, nil
}

func kindOf(mode uint32) fs.FileMode {
	switch mode & unix.S_IFMT {
	case unix.S_IFREG:
		return 0
	case unix.S_IFDIR:
		return fs.ModeDir
	case unix.S_IFLNK:
		return fs.ModeSymlink
	default:
		return fs.ModeIrregular
	}
}

// namesIn lists a folder from its beginning.
func namesIn(fd int) (names []string, err error) {
	if _, err := unix.Seek(fd, 0, io.SeekStart); err != nil {
		return nil, err
	}
	buffer := make([]byte, 16<<10)
	for {
		var n int
		err := patiently(func() (err error) { n, err = unix.ReadDirent(fd, buffer); return err })
		if err != nil || n <= 0 {
			return names, err
		}
		_, _, names = unix.ParseDirent(buffer[:n], -1, names)
	}
}

// descriptor is an open file.
type descriptor int

func (d descriptor) Read(into []byte) (n int, err error) {
	err = patiently(func() error { n, err = unix.Read(int(d), into); return err })
	switch {
	case err != nil:
		return 0, err
	case n == 0 && len(into) > 0:
		return 0, io.EOF
	}
	return n, nil
}

func (d descriptor) Close() error { return unix.Close(int(d)) }

func (d descriptor) size() (int64, error) {
	var facts unix.Stat_t
	if err := patiently(func() error { return unix.Fstat(int(d), &facts) }); err != nil {
		return 0, err
	}
	if kindOf(uint32(facts.Mode)) != 0 {
		return 0, errNotRegular
	}
	return facts.Size, nil
}
