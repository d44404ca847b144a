package receipt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// folder is a ledger in a folder: one file for each entry, named by its number,
// and beside it the SBOMs by digest.
type folder struct{ path string }

const temporary = ".sallyport-"

// openFolder names a folder, which need not exist: the first entry makes it.
func openFolder(path string) (folder, error) {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return folder{}, fmt.Errorf("open receipts folder %q: %w", path, err)
	case !info.IsDir():
		return folder{}, fmt.Errorf("open receipts folder %q: it is a file; name a folder", path)
	}
	return folder{path: path}, nil
}

// load reads the entries. A folder that is not there is an empty ledger.
func (f folder) load(ctx context.Context) ([]file, error) {
	listed, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list receipts folder %q: %w", f.path, err)
	}
	var names []string
	for _, entry := range listed {
		names = append(names, entry.Name())
	}
	entries, err := contiguous(names)
	errs := []error{err}
	var files []file
	for _, name := range entries {
		if ctx.Err() != nil {
			return files, context.Cause(ctx)
		}
		content, err := readRegular(filepath.Join(f.path, name))
		if err != nil {
			errs = append(errs, fmt.Errorf("receipt %q: %w", name, err))
			break // what follows hangs on it
		}
		files = append(files, file{name, content})
	}
	return files, errors.Join(errs...)
}

func (f folder) attachment(_ context.Context, name string) ([]byte, error) {
	return readRegular(filepath.Join(f.path, name))
}

func (f folder) add(_ context.Context, entry file, attachments []file) error {
	if err := os.MkdirAll(f.path, 0o755); err != nil {
		return fmt.Errorf("make receipts folder %q: %w", f.path, err)
	}
	for _, a := range attachments { // first: a receipt never waits for its SBOM
		if err := f.store(a); err != nil && !f.holds(a) {
			return err
		}
	}
	if err := f.store(entry); errors.Is(err, fs.ErrExist) {
		return ErrMoved
	} else if err != nil {
		return err
	}
	return nil
}

// holds tells whether a file is there already, with this content.
func (f folder) holds(wanted file) bool {
	present, err := readRegular(filepath.Join(f.path, wanted.name))
	return err == nil && bytes.Equal(present, wanted.content)
}

// store writes a file whole or not at all, and never over another one: making a
// link is refused when the name is taken.
func (f folder) store(wanted file) (err error) {
	path := filepath.Join(f.path, wanted.name)
	written, err := f.write(wanted.content)
	if err != nil {
		return fmt.Errorf("store %q: %w", path, err)
	}
	defer func() { err = errors.Join(err, os.Remove(written)) }()
	if err := os.Link(written, path); err != nil {
		return fmt.Errorf("store %q: %w", path, err)
	}
	return nil
}

func (f folder) write(content []byte) (name string, err error) {
	temp, err := os.CreateTemp(f.path, temporary)
	if err != nil {
		return "", err
	}
	_, err = temp.Write(content)
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err == nil {
		err = os.Chmod(temp.Name(), 0o644)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(temp.Name()))
	}
	return temp.Name(), nil
}

// own lists the ledger's files with links resolved. What has another name is not
// the ledger's.
func (f folder) own() []string {
	path, err := filepath.Abs(f.path)
	if err != nil {
		return nil
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	listed, _ := os.ReadDir(path) // load tells what is wrong with it
	var paths []string
	for _, entry := range listed {
		if entryName.MatchString(entry.Name()) || sbomName.MatchString(entry.Name()) {
			paths = append(paths, filepath.Join(path, entry.Name()))
		}
	}
	return paths
}

func (f folder) close() error { return nil }

// readRegular reads a file of at most MaxSize, and nothing but a file: a link or
// a device in a ledger was put there by somebody else.
func readRegular(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("it is not a regular file; put the file itself there")
	case info.Size() > MaxSize:
		return nil, fmt.Errorf("its %d bytes are more than the limit of %d", info.Size(), MaxSize)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxSize+1))
}
