package receipt

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/sallyport-gate/sallyport/internal/plumbing"
)

// gitStore is a ledger on a ref of a git remote: each entry is a commit on the
// one before, whose tree holds the same files as a folder would. The ref is
// pushed with the hash that it is expected to have, so that the server itself
// compares and swaps. An own, empty repository in a temporary folder stands
// between: nothing of the examined repository's configuration counts.
type gitStore struct {
	config Config
	place  place
	git    *plumbing.Git // nil before the first use
	commit string        // of the last load; "" for a ref that does not exist
	blobs  map[string]blob
}

// blob is a file of the ledger's tree.
type blob struct {
	hash string
	size int64
}

const (
	remote  = "ledger" // in our own repository
	fetched = "refs/ledger/head"
	// maxTotal bounds the entries of one ledger, in bytes.
	maxTotal = 1 << 30
)

func openGit(c Config) (*gitStore, error) {
	p, err := parsePlace(c.Location)
	if err != nil {
		return nil, err
	}
	return &gitStore{config: c, place: p}, nil
}

// start makes the repository in between.
func (g *gitStore) start(ctx context.Context) error {
	if g.git != nil {
		return nil
	}
	address, header, err := g.place.resolve(ctx, g.config)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "sallyport-receipts-")
	if err != nil {
		return fmt.Errorf("read receipts of %s: %w", g.place.remote, err)
	}
	settings := []plumbing.Setting{
		{Key: "protocol.allow", Value: "never"}, {Key: "protocol.file.allow", Value: "always"},
		{Key: "protocol.https.allow", Value: "always"}, {Key: "protocol.http.allow", Value: "always"}, {Key: "protocol.ssh.allow", Value: "always"},
		{Key: "http.followRedirects", Value: "false"}, {Key: "gc.auto", Value: "0"}, {Key: "maintenance.auto", Value: "false"},
		{Key: "transfer.fsckObjects", Value: "true"}, {Key: "core.logAllRefUpdates", Value: "false"},
		{Key: "user.name", Value: "Sallyport"}, {Key: "user.email", Value: "sallyport@localhost"},
		{Key: "remote." + remote + ".url", Value: address},
	}
	if header != "" {
		settings = append(settings, plumbing.Setting{Key: "http.extraHeader", Value: header})
	}
	keep := []string{"HOME", "USERPROFILE", "SSH_AUTH_SOCK", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"}
	git := plumbing.New(folder, g.config.Environment, keep, settings...)
	if _, err := git.Run(ctx, nil, "init", "--quiet", "--bare", "."); err != nil {
		return errors.Join(fmt.Errorf("read receipts of %s: %w", g.place.remote, err), os.RemoveAll(folder))
	}
	g.git = &git
	return nil
}

// answerTime bounds one conversation with the remote.
const answerTime = 3 * time.Minute

var errNoAnswer = fmt.Errorf("the remote of the receipts did not answer within %s", answerTime)

func (g *gitStore) load(ctx context.Context) ([]file, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, answerTime, errNoAnswer)
	defer cancel()
	files, err := g.fetch(ctx)
	if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("read receipts of %s at %s: %w", g.place.remote, g.place.ref, err)
	}
	return files, err
}

// fetch takes over what the remote has now. A remote that cannot be asked is an
// error; only a remote that answers without the ref is an empty ledger.
func (g *gitStore) fetch(ctx context.Context) ([]file, error) {
	if err := g.start(ctx); err != nil {
		return nil, err
	}
	tip, err := g.tip(ctx)
	if err != nil {
		return nil, err
	}
	g.commit, g.blobs = tip, map[string]blob{}
	if tip == "" {
		return nil, nil
	}
	if _, err := g.git.Run(ctx, nil, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", remote, "+"+g.place.ref+":"+fetched); err != nil {
		return nil, err
	}
	// The ref may have moved since it was asked for; what came is what counts.
	out, err := g.git.Run(ctx, nil, "rev-parse", "--verify", fetched+"^{commit}")
	if err != nil {
		return nil, err
	}
	g.commit = strings.TrimSpace(string(out))
	names, err := g.list(ctx)
	if err != nil {
		return nil, err
	}
	entries, err := contiguous(names)
	files, broken := g.read(ctx, entries)
	return files, errors.Join(err, broken)
}

// tip asks the remote for the ref's hash; "" when it has none.
func (g *gitStore) tip(ctx context.Context) (string, error) {
	out, err := g.git.Run(ctx, nil, "ls-remote", "--quiet", remote, g.place.ref)
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(string(out)) {
		if hash, ref, _ := strings.Cut(strings.TrimSpace(line), "\t"); ref == g.place.ref {
			return hash, nil
		}
	}
	return "", nil
}

// list notes the blobs of the tree and returns their names, sorted.
func (g *gitStore) list(ctx context.Context) ([]string, error) {
	out, err := g.git.Run(ctx, nil, "ls-tree", "-z", "-l", "--full-tree", g.commit)
	if err != nil {
		return nil, err
	}
	var names []string
	var total int64
	for _, line := range strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		meta, name, _ := strings.Cut(line, "\t")
		fields := strings.Fields(meta) // mode, type, hash, size
		if len(fields) != 4 || fields[0] != "100644" {
			return nil, fmt.Errorf("%.80q is not a plain file; take it out of the ledger", name)
		}
		size, err := strconv.ParseInt(fields[3], 10, 64)
		if err != nil || size > MaxSize {
			return nil, fmt.Errorf("%.80q has %s bytes; at most %d are read", name, fields[3], MaxSize)
		}
		if entryName.MatchString(name) {
			total += size
		}
		g.blobs[name] = blob{fields[2], size}
		names = append(names, name)
	}
	if total > maxTotal {
		return nil, fmt.Errorf("the receipts have %d bytes together; at most %d are read, so begin a new ledger", total, maxTotal)
	}
	return names, nil
}

// read fetches the entries' contents through one git process.
func (g *gitStore) read(ctx context.Context, names []string) ([]file, error) {
	var wanted strings.Builder
	for _, name := range names {
		fmt.Fprintln(&wanted, g.blobs[name].hash)
	}
	out, err := g.git.Run(ctx, []byte(wanted.String()), "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	var files []file
	reader := bufio.NewReader(bytes.NewReader(out))
	for _, name := range names {
		if _, err := reader.ReadString('\n'); err != nil {
			return files, fmt.Errorf("receipt %q: git cat-file ended early: %w", name, err)
		}
		content := make([]byte, g.blobs[name].size+1) // and a line's end
		if _, err := io.ReadFull(reader, content); err != nil {
			return files, fmt.Errorf("receipt %q: git cat-file ended early: %w", name, err)
		}
		files = append(files, file{name, content[:len(content)-1]})
	}
	return files, nil
}

func (g *gitStore) attachment(ctx context.Context, name string) ([]byte, error) {
	b, found := g.blobs[name]
	if !found {
		return nil, fmt.Errorf("%s holds no file %q", g.place.ref, name)
	}
	return g.git.Run(ctx, nil, "cat-file", "blob", b.hash)
}

func (g *gitStore) add(ctx context.Context, entry file, attachments []file) error {
	ctx, cancel := context.WithTimeoutCause(ctx, answerTime, errNoAnswer)
	defer cancel()
	if _, taken := g.blobs[entry.name]; taken || g.git == nil {
		return ErrMoved
	}
	commit, err := g.make(ctx, entry, attachments)
	if err != nil {
		return fmt.Errorf("store %q: %w", entry.name, err)
	}
	if err := g.push(ctx, commit); err != nil {
		if errors.Is(err, ErrMoved) || ctx.Err() != nil {
			return err
		}
		return fmt.Errorf("store %q at %s of %s: %w", entry.name, g.place.ref, g.place.remote, err)
	}
	g.commit = commit
	return nil
}

// make writes the commit that has one entry more.
func (g *gitStore) make(ctx context.Context, entry file, attachments []file) (string, error) {
	for _, f := range append(attachments, entry) {
		out, err := g.git.Run(ctx, f.content, "hash-object", "-w", "--stdin")
		if err != nil {
			return "", err
		}
		g.blobs[f.name] = blob{strings.TrimSpace(string(out)), int64(len(f.content))}
	}
	var tree strings.Builder
	for name, b := range g.blobs {
		fmt.Fprintf(&tree, "100644 blob %s\t%s\x00", b.hash, name)
	}
	out, err := g.git.Run(ctx, []byte(tree.String()), "mktree", "-z")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "-m", "Add " + filepath.Base(entry.name), strings.TrimSpace(string(out))}
	if g.commit != "" {
		args = append(args, "-p", g.commit)
	}
	out, err = g.git.Run(ctx, nil, args...)
	return strings.TrimSpace(string(out)), err
}

// push moves the ref from the commit that was loaded to the new one. When git
// says that it did not, the remote is asked what it has: an answer that got lost
// is no reason to write twice.
func (g *gitStore) push(ctx context.Context, commit string) error {
	_, refused := g.git.Run(ctx, nil, "push", "--quiet", "--no-verify", "--force-with-lease="+g.place.ref+":"+g.commit, remote, commit+":"+g.place.ref)
	if refused == nil {
		return nil
	}
	tip, err := g.tip(ctx)
	switch {
	case err != nil:
		return errors.Join(refused, err)
	case tip == commit:
		return nil
	case tip != g.commit:
		return ErrMoved
	default:
		return refused
	}
}

func (g *gitStore) own() []string { return nil }

func (g *gitStore) close() error {
	if g.git == nil {
		return nil
	}
	folder := g.git.Folder
	g.git = nil
	return os.RemoveAll(folder)
}
