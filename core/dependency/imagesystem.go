package dependency

import (
	"context"
	"errors"
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/image"
	"github.com/sallyport-gate/sallyport/core/inventory"
)

// system reads the packages of the image's system. Whoever knows neither the
// system nor its packages does not call it clean.
func (s *imageScan) system(ctx context.Context) {
	var found []image.File
	for _, f := range s.contents.Files {
		if isDatabase(f.Path) {
			found = append(found, f)
		}
	}
	release, known := s.release()
	switch {
	case !known && len(found) == 0:
		return // nothing but programs
	case len(found) == 0:
		s.gap(finding.Unresolved, s.name, "the image's os-release names %.40q, and none of the package databases that are read (dpkg, apk, RPM) is there; its system packages are not known", release.id)
		return
	}
	ecosystem, err := release.ecosystem()
	if err != nil {
		s.gap(finding.Unresolved, s.name, "the image's system packages cannot be matched: %v", err)
		return
	}
	gaps := len(s.coverage.Gaps)
	for _, f := range found {
		s.database(ctx, ecosystem, f)
	}
	if len(s.packages) == 0 && len(s.coverage.Gaps) == gaps {
		s.gap(finding.Unresolved, s.name+"/"+found[0].Path, "the package database %q of the image holds no package, and a system is not made of none; its system packages are not known", found[0].Path)
	}
}

func (s *imageScan) release() (system, bool) {
	for _, name := range releases() {
		if f, ok := s.contents.Find(name); ok {
			if content, err := f.Read(1 << 20); err == nil {
				return parseOSRelease(content), true
			}
		}
	}
	return system{}, false
}

// database reads a package database, and gives each package the layer from which
// on the database has held it.
func (s *imageScan) database(ctx context.Context, ecosystem string, f image.File) {
	packages, err := s.installed(ctx, ecosystem, f)
	if err != nil {
		s.gap(finding.Unparsed, s.name+"/"+f.Path, "read the package database %q of the image: %v", f.Path, err)
	} else {
		s.coverage.Files++
	}
	layer := make([]int, len(packages))
	settled := make([]bool, len(packages)) // an older database did not hold it
	for i := range layer {
		layer[i] = f.Layer
	}
	for _, older := range f.Older {
		held, err := s.installed(ctx, ecosystem, older)
		if err != nil {
			break // the layer stays the one that is certain
		}
		names := map[[2]string]bool{}
		for _, p := range held {
			names[[2]string{p.Name, p.Version}] = true
		}
		for i, p := range packages {
			if settled[i] = settled[i] || !names[[2]string{p.Name, p.Version}]; !settled[i] {
				layer[i] = older.Layer
			}
		}
	}
	for i := range packages {
		s.packages = append(s.packages, s.place(packages[i:i+1], layer[i])...)
	}
}

func (s *imageScan) installed(ctx context.Context, ecosystem string, f image.File) ([]inventory.Package, error) {
	file := s.name + "/" + f.Path
	switch base := path.Base(f.Path); {
	case strings.HasPrefix(base, "Packages"), base == "rpmdb.sqlite":
		return readRPM(ctx, f.Open(), ecosystem, file)
	case base == "installed":
		content, err := f.Read(maxInstalled)
		if err != nil {
			return nil, err
		}
		return parseAPK(content, ecosystem, file)
	}
	content, err := f.Read(maxInstalled)
	if err != nil {
		return nil, err
	}
	packages, err := parseDPKG(content, ecosystem, file)
	if err == nil && len(packages) == 0 && strings.HasPrefix(f.Path, statusFolder) {
		err = errors.New("it holds no package")
	}
	return packages, err
}
