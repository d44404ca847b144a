package packaging

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Platform is one that a release has a program for, in Go's words.
type Platform struct{ OS, Arch string }

// Platforms are all of them.
func Platforms() []Platform {
	return []Platform{{"darwin", "amd64"}, {"darwin", "arm64"}, {"linux", "amd64"}, {"linux", "arm64"}, {"windows", "amd64"}, {"windows", "arm64"}}
}

// node is the platform in the words of Node's process.platform and process.arch.
func (p Platform) node() string {
	name := p.OS
	if name == "windows" {
		name = "win32"
	}
	arch := p.Arch
	if arch == "amd64" {
		arch = "x64"
	}
	return name + "-" + arch
}

func (p Platform) program() string {
	if p.OS == "windows" {
		return "sallyport.exe"
	}
	return "sallyport"
}

// packed is the name of the program in bin/, as the launcher looks for it.
func (p Platform) packed() string {
	return "sallyport-" + p.node() + filepath.Ext(p.program()) + ".gz"
}

// Release lays out what is published: in Out, "action" is the content of a
// release commit for GitHub, "extension" the folder that tfx packs for Azure
// DevOps, and "image" what the Dockerfile's stage "packaged" copies.
type Release struct {
	Root      string // of the source
	Out       string // is created; the three folders in it are replaced
	CARoots   string // PEM file for the image; no image without it
	Platforms []Platform
}

// Write builds the programs and writes the folders.
func (r Release) Write(ctx context.Context) error {
	for _, folder := range []string{"action", "extension", "image"} {
		if err := os.RemoveAll(filepath.Join(r.Out, folder)); err != nil {
			return err
		}
	}
	hashes := map[string]string{}
	packed := map[string][]byte{}
	for _, p := range r.Platforms {
		program, err := r.build(ctx, p)
		if err != nil {
			return err
		}
		if packed[p.packed()], err = pack(program); err != nil {
			return err
		}
		hashes[p.node()] = digest(packed[p.packed()])
		if p.OS == "linux" && r.CARoots != "" {
			if err := write(filepath.Join(r.Out, "image", "linux-"+p.Arch, "sallyport"), program, 0o755); err != nil {
				return err
			}
		}
	}
	launcher, err := os.ReadFile(filepath.Join(r.Root, "launch.js"))
	if err != nil {
		return err
	}
	if launcher, err = FillHashes(launcher, hashes); err != nil {
		return err
	}
	for _, folder := range []string{"action", filepath.Join("extension", "sallyport")} {
		if err := write(filepath.Join(r.Out, folder, "launch.js"), launcher, 0o644); err != nil {
			return err
		}
		for name, content := range packed {
			if err := write(filepath.Join(r.Out, folder, "bin", name), content, 0o644); err != nil {
				return err
			}
		}
	}
	return r.copies()
}

// copies brings the files that are published as they are.
func (r Release) copies() error {
	files := map[string]string{
		"action/action.yml": "action.yml", "action/README.md": "README.md", "action/LICENSE": "LICENSE",
		"extension/vss-extension.json": "vss-extension.json", "extension/README.md": "README.md", "extension/LICENSE": "LICENSE",
		"extension/icon.png": "docs/icon.png", "extension/sallyport/icon.png": "docs/icon.png", "extension/sallyport/task.json": "task.json",
	}
	var errs []error
	copyFile := func(to, from string) {
		content, err := os.ReadFile(from)
		if err == nil {
			err = write(filepath.Join(r.Out, filepath.FromSlash(to)), content, 0o644)
		}
		errs = append(errs, err)
	}
	for to, from := range files {
		copyFile(to, filepath.Join(r.Root, filepath.FromSlash(from)))
	}
	if r.CARoots != "" {
		copyFile("image/ca-certificates.crt", r.CARoots)
	}
	return errors.Join(errs...)
}

// build makes a static program that is the same bytes wherever it is built.
func (r Release) build(ctx context.Context, p Platform) ([]byte, error) {
	folder, err := os.MkdirTemp("", "sallyport-release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, p.program())
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version="+Version, "-o", file, ".")
	cmd.Dir = r.Root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOWORK=off", "GOOS="+p.OS, "GOARCH="+p.Arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build for %s/%s: %w\n%s", p.OS, p.Arch, err, out)
	}
	return os.ReadFile(file)
}

func pack(program []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(program); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// FillHashes puts the table of hashes into the launcher: from "linux-x64" to the
// SHA-256 of the packed program. Only a launcher without a table is filled.
func FillHashes(launcher []byte, hashes map[string]string) ([]byte, error) {
	const empty = "// <hashes>\nconst hashes = null;\n// </hashes>\n"
	if bytes.Count(launcher, []byte(empty)) != 1 {
		return nil, errors.New("launch.js: the place for the hashes is not there or is already filled")
	}
	var b strings.Builder
	b.WriteString("// <hashes>\nconst hashes = {\n")
	platforms := make([]string, 0, len(hashes))
	for p := range hashes {
		platforms = append(platforms, p)
	}
	slices.Sort(platforms)
	for _, p := range platforms {
		fmt.Fprintf(&b, "  '%s': '%s',\n", p, hashes[p])
	}
	b.WriteString("};\n// </hashes>\n")
	return bytes.Replace(launcher, []byte(empty), []byte(b.String()), 1), nil
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func write(path string, content []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, mode)
}
