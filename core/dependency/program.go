package dependency

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime/debug"
	"strings"

	"github.com/sallyport-gate/sallyport/core/inventory"
)

// A program that Go built carries the list of its modules behind this mark
// (debug/buildinfo in the standard library says how).
const (
	buildMark    = "\xff Go buildinf:"
	buildHeader  = 32      // bytes of the mark and what belongs to it
	maxBuildInfo = 4 << 20 // bytes of the list
	oldProgram   = "old"   // stands for a list that only pointers lead to
)

// isProgram knows the executables of Linux, Windows and macOS by their first bytes.
func isProgram(head []byte) bool {
	for _, magic := range []string{"\x7fELF", "MZ", "\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if strings.HasPrefix(string(head[:min(len(head), 4)]), magic) {
			return true
		}
	}
	return false
}

// siftProgram streams through a program and returns "VERSION\nMODULES" when Go
// built it, oldProgram when that was before Go 1.18, and nothing for another.
func siftProgram(r io.Reader) ([]byte, error) {
	window := make([]byte, 0, 1<<20)
	old := false
	for {
		n, err := io.ReadFull(r, window[len(window):cap(window)])
		window = window[:len(window)+n]
		for {
			at := bytes.Index(window, []byte(buildMark))
			if at < 0 || len(window)-at < buildHeader && err == nil {
				break
			}
			info, older, readErr := buildInfo(window[at:], r)
			if readErr != nil || info != nil {
				return info, readErr
			}
			old = old || older
			window = window[at+len(buildMark):]
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			if old {
				return []byte(oldProgram), nil
			}
			return nil, nil
		case err != nil:
			return nil, err
		}
		rest := window[max(len(window)-buildHeader, 0):]
		if at := bytes.Index(rest, []byte(buildMark)); at > 0 {
			rest = rest[at:]
		}
		window = append(make([]byte, 0, 1<<20), rest...)
	}
}

// buildInfo reads what stands behind a mark. The mark alone may also be a text
// in a program that knows of it.
func buildInfo(b []byte, more io.Reader) (info []byte, old bool, err error) {
	if len(b) < buildHeader {
		return nil, false, nil
	}
	if flags := b[15]; flags&2 == 0 {
		return nil, (b[14] == 4 || b[14] == 8) && flags <= 1, nil
	}
	rest := io.MultiReader(bytes.NewReader(b[buildHeader:]), more)
	version, ok := shortText(rest, 1<<10)
	if !ok || !strings.HasPrefix(version, "go") && !strings.HasPrefix(version, "devel") {
		return nil, false, nil
	}
	modules, ok := shortText(rest, maxBuildInfo)
	if !ok {
		return nil, false, errors.New("the list of its modules is cut short")
	}
	if len(modules) >= 33 && modules[len(modules)-17] == '\n' {
		modules = modules[16 : len(modules)-16]
	} else {
		modules = ""
	}
	return []byte(version + "\n" + modules), false, nil
}

func shortText(r io.Reader, limit uint64) (string, bool) {
	n, err := binary.ReadUvarint(oneByte{r})
	if err != nil || n > limit {
		return "", false
	}
	text := make([]byte, n)
	_, err = io.ReadFull(r, text)
	return string(text), err == nil
}

type oneByte struct{ io.Reader }

func (r oneByte) ReadByte() (byte, error) {
	var b [1]byte
	_, err := io.ReadFull(r.Reader, b[:])
	return b[0], err
}

// goModules are the modules that a program was built of, and Go's own library,
// whose version is certain here.
func goModules(sifted []byte, file string) ([]inventory.Package, error) {
	version, modules, _ := strings.Cut(string(sifted), "\n")
	if version == oldProgram {
		return nil, errors.New("it was built by a Go older than 1.18, which wrote no list of modules that can be read here; build it with a newer Go")
	}
	var packages []inventory.Package
	add := func(name, version string) {
		packages = append(packages, inventory.Package{Ecosystem: "Go", Name: name, Version: version, Path: file, Line: 1})
	}
	if release, ok := strings.CutPrefix(version, "go"); ok {
		release, _, _ = strings.Cut(release, " ")
		release, _, _ = strings.Cut(release, "-") // a vendor's patch level
		add("stdlib", strings.NewReplacer("rc", "-rc.", "beta", "-beta.").Replace(release))
	}
	info, err := debug.ParseBuildInfo(modules)
	if err != nil {
		return packages, errors.New("the list of its modules cannot be read")
	}
	for _, d := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if d.Replace != nil {
			d = d.Replace
		}
		if d.Version != "" && d.Version != "(devel)" { // a folder has no version, nor has a program that is built in its own
			add(d.Path, d.Version)
		}
	}
	return packages, nil
}
