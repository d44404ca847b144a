package dependency

import (
	"context"
	"errors"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// parsePackageResolved reads Swift's Package.resolved, versions 1 to 3. Advisories
// name a package by its address; a pin to a branch or a commit has no version
// (https://github.com/swiftlang/swift-package-manager/blob/main/Documentation/PackageDescription.md).
func parsePackageResolved(_ context.Context, _ *scan, file repo.File, content []byte) (found, error) {
	out := found{lock: &lock{}}
	r := newJSON(content)
	pinned := false
	pins := func() error {
		pinned = true
		return r.array(func() error {
			p, err := readSwiftPin(r)
			if p.Path = file.Path; p.Version == "" {
				out.foreign++
			} else {
				out.packages = append(out.packages, p)
			}
			return err
		})
	}
	err := r.object(func(key string, _ int) error {
		switch {
		case key == "pins" && r.peek() == '[':
			return pins()
		case key == "object" && r.peek() == '{': // version 1
			return r.object(func(key string, _ int) error {
				if key == "pins" && r.peek() == '[' {
					return pins()
				}
				return r.skip()
			})
		}
		return r.skip()
	})
	if err == nil && !pinned {
		err = errors.New("it has no pins; a file that swift package resolve wrote would be right")
	}
	return out, err
}

func readSwiftPin(r *jsonReader) (p inventory.Package, err error) {
	p.Ecosystem = "SwiftURL"
	err = r.object(func(key string, line int) (err error) {
		switch {
		case key == "location" || key == "repositoryURL":
			p.Line = line
			p.Name, err = r.textOr()
		case key == "state" && r.peek() == '{':
			err = r.object(func(key string, _ int) (err error) {
				if key != "version" {
					return r.skip()
				}
				p.Version, err = r.textOr()
				return err
			})
		default:
			err = r.skip()
		}
		return err
	})
	return p, err
}
