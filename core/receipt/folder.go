package receipt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Folder is a ledger: one file for each receipt, whose name sorts by time and
// holds the digest of its content, and beside it the SBOMs by digest. It only grows.
type Folder struct{ path string }

// Entry is a receipt as it lies in a ledger.
type Entry struct {
	Name      string // file name
	Digest    string // "sha256:…" of the receipt's bytes
	Statement Statement
	folder    string
}

const (
	nameLayout = "20060102T150405.000Z"
	temporary  = ".sallyport-"
)

var (
	receiptName = regexp.MustCompile(`^\d{8}T\d{6}\.\d{3}Z-([0-9a-f]{64})\.json$`)
	sbomName    = regexp.MustCompile(`^[0-9a-f]{64}\.cdx\.json$`)
)

// OpenFolder names a ledger. The folder need not exist: it is made by the first Append.
func OpenFolder(path string) (Folder, error) {
	if path == "" {
		return Folder{}, errors.New("the receipts folder has no name; name one, for example receipts")
	}
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return Folder{}, fmt.Errorf("open receipts folder %q: %w", path, err)
	case !info.IsDir():
		return Folder{}, fmt.Errorf("open receipts folder %q: it is a file; name a folder", path)
	}
	return Folder{path: path}, nil
}

// Append stores a receipt and its SBOM, which has to be the one that the receipt
// names. Nothing that is there is ever overwritten; storing the same receipt
// again changes nothing. After an error the receipt may count as not stored.
func (f Folder) Append(s Statement, sbom []byte) (Entry, error) {
	content, err := Encode(s)
	if err != nil {
		return Entry{}, err
	}
	if s, err = Decode(content); err != nil {
		return Entry{}, err
	}
	if err := pairs(s, sbom); err != nil {
		return Entry{}, err
	}
	entry := f.entry(s, Digest(content))
	if err := os.MkdirAll(f.path, 0o755); err != nil {
		return Entry{}, fmt.Errorf("make receipts folder %q: %w", f.path, err)
	}
	if s.SBOM() != "" { // first: a receipt never waits for its SBOM
		if err := f.store(sbomFile(s.SBOM()), sbom); err != nil {
			return Entry{}, err
		}
	}
	return entry, f.store(entry.Name, content)
}

func pairs(s Statement, sbom []byte) error {
	switch named := s.SBOM(); {
	case named == "" && sbom == nil:
		return nil
	case named == "":
		return errors.New("store receipt: an SBOM came along that the receipt does not name")
	case sbom == nil || Digest(sbom) != named:
		return fmt.Errorf("store receipt: the SBOM is missing or is not the one with digest %s", named)
	default:
		return nil
	}
}

func (f Folder) entry(s Statement, digest string) Entry {
	at, _ := time.Parse(timeLayout, s.Predicate.TimeVerified) // validated by Encode or Decode
	name := at.Format(nameLayout) + "-" + strings.TrimPrefix(digest, "sha256:") + ".json"
	return Entry{Name: name, Digest: digest, Statement: s, folder: f.path}
}

func sbomFile(digest string) string { return strings.TrimPrefix(digest, "sha256:") + ".cdx.json" }

// store writes a file that is named after its content: whole or not at all.
func (f Folder) store(name string, content []byte) error {
	path := filepath.Join(f.path, name)
	switch present, err := readRegular(path); {
	case err == nil && bytes.Equal(present, content):
		return nil
	case err == nil:
		return fmt.Errorf("store %q: a file of this name holds something else; the ledger was altered", path)
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("store %q: %w", path, err)
	}
	if err := f.write(path, content); err != nil {
		return fmt.Errorf("store %q: %w", path, err)
	}
	return nil
}

func (f Folder) write(path string, content []byte) (err error) {
	file, err := os.CreateTemp(f.path, temporary)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(content)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err = os.Chmod(file.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// List reads the whole ledger, oldest first. A folder that is not there is an
// empty ledger. A file that cannot be read, was altered or does not belong here
// is an error that names it; the entries beside the error are sound, but they
// are not all of them, so that nothing may be decided on them alone.
func (f Folder) List() ([]Entry, error) {
	files, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list receipts folder %q: %w", f.path, err)
	}
	var entries []Entry
	var errs []error
	for _, file := range files {
		switch name := file.Name(); {
		case !strings.HasSuffix(name, ".json"), strings.HasPrefix(name, "."), sbomName.MatchString(name):
		default:
			entry, err := f.read(name)
			if err != nil {
				errs = append(errs, fmt.Errorf("receipt %q: %w", filepath.Join(f.path, name), err))
				continue
			}
			entries = append(entries, entry)
		}
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	return entries, errors.Join(errs...)
}

// Files lists the receipts and SBOMs that lie in the folder, as absolute paths
// with links resolved. What has another name is not the ledger's.
func (f Folder) Files() []string {
	folder, err := filepath.Abs(f.path)
	if err != nil {
		return nil
	}
	if resolved, err := filepath.EvalSymlinks(folder); err == nil {
		folder = resolved
	}
	files, _ := os.ReadDir(folder) // List tells what is wrong with it
	var paths []string
	for _, file := range files {
		if receiptName.MatchString(file.Name()) || sbomName.MatchString(file.Name()) {
			paths = append(paths, filepath.Join(folder, file.Name()))
		}
	}
	return paths
}

func (f Folder) read(name string) (Entry, error) {
	parts := receiptName.FindStringSubmatch(name)
	if parts == nil {
		return Entry{}, errors.New("its name is not TIME-DIGEST.json; move files that are no receipts out of the folder")
	}
	content, err := readRegular(filepath.Join(f.path, name))
	if err != nil {
		return Entry{}, err
	}
	if Digest(content) != "sha256:"+parts[1] {
		return Entry{}, errors.New("its content does not have the digest in its name; it was altered or cut off, so restore it from a copy")
	}
	s, err := Decode(content)
	if err != nil {
		return Entry{}, err
	}
	entry := f.entry(s, Digest(content))
	if entry.Name != name {
		return Entry{}, errors.New("the time in its name is not the one that it was verified at; it was renamed")
	}
	return entry, nil
}

// SBOM reads the inventory that the receipt names. A receipt without one, and an
// SBOM that is missing or altered, are errors.
func (e Entry) SBOM() ([]byte, error) {
	digest := e.Statement.SBOM()
	if digest == "" {
		return nil, fmt.Errorf("receipt %q names no SBOM", e.Name)
	}
	path := filepath.Join(e.folder, sbomFile(digest))
	content, err := readRegular(path)
	if err != nil {
		return nil, fmt.Errorf("read SBOM of receipt %q: %w", e.Name, err)
	}
	if Digest(content) != digest {
		return nil, fmt.Errorf("SBOM %q does not have the digest in its name; it was altered or cut off, so restore it from a copy", path)
	}
	return content, nil
}

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
