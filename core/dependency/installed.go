package dependency

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/inventory"
)

// installedFormat is a file that a package manager leaves where it installed
// something, as images have them.
type installedFormat struct {
	name  string
	wants func(path string) bool
	parse func(content []byte, file string) ([]inventory.Package, error)
}

func installedFormats() []installedFormat {
	return []installedFormat{
		{"an installed npm package", isInstalledNPM, parseInstalledNPM},
		{"an installed Python package", isInstalledPython, parseInstalledPython},
		{"an installed gem", isInstalledGem, parseInstalledGem},
		{"Composer's list of installed packages", isInstalledComposer, parseInstalledComposer},
		{"a .NET dependency file", isDepsJSON, parseDepsJSONFile},
	}
}

// isInstalledNPM knows node_modules/NAME/package.json and node_modules/@SCOPE/NAME/package.json.
func isInstalledNPM(file string) bool {
	if path.Base(file) != "package.json" {
		return false
	}
	folder := path.Dir(path.Dir(file))
	if strings.HasPrefix(path.Base(folder), "@") {
		folder = path.Dir(folder)
	}
	return path.Base(folder) == "node_modules"
}

func parseInstalledNPM(content []byte, file string) ([]inventory.Package, error) {
	p := inventory.Package{Ecosystem: "npm", Path: file, Line: 1}
	r := newJSON(content)
	err := r.object(func(key string, line int) (err error) {
		switch key {
		case "name":
			p.Name, err = r.textOr()
		case "version":
			p.Line = line
			p.Version, err = r.textOr()
		case "license":
			p.License, err = r.textOr()
		default:
			err = r.skip()
		}
		return err
	})
	if err != nil || p.Name == "" || p.Version == "" { // a folder inside a package may have one without a name
		return nil, err
	}
	if !advisory.IsVersion("npm", p.Version) {
		p.Version, p.Requirement = "", p.Version
	}
	return []inventory.Package{p}, nil
}

// isInstalledPython knows the metadata of wheels and eggs
// (https://packaging.python.org/en/latest/specifications/recording-installed-packages/).
func isInstalledPython(file string) bool {
	dir, base := path.Split(file)
	return base == "METADATA" && strings.HasSuffix(dir, ".dist-info/") ||
		base == "PKG-INFO" && (strings.HasSuffix(dir, ".egg-info/") || strings.HasSuffix(dir, "EGG-INFO/")) ||
		strings.HasSuffix(base, ".egg-info")
}

func parseInstalledPython(content []byte, file string) ([]inventory.Package, error) {
	head, _, _ := strings.Cut(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n\n")
	p := inventory.Package{Ecosystem: "PyPI", Path: file, Line: 1}
	for i, line := range strings.Split(head, "\n") {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "name":
			p.Name = value
		case "version":
			p.Version, p.Line = value, i+1
		case "license-expression":
			p.License = value
		}
	}
	if p.Name == "" || p.Version == "" {
		return nil, errors.New("it states no name or no version")
	}
	return []inventory.Package{p}, nil
}

func isInstalledGem(file string) bool {
	return strings.HasSuffix(file, ".gemspec") && strings.Contains(file, "/specifications/")
}

var gemFile = regexp.MustCompile(`^(.+)-([0-9][0-9A-Za-z.]*)(-[0-9A-Za-z_.-]+)?\.gemspec$`)

// parseInstalledGem goes by the name of the file, which RubyGems makes of
// name, version and platform.
func parseInstalledGem(_ []byte, file string) ([]inventory.Package, error) {
	m := gemFile.FindStringSubmatch(path.Base(file))
	if m == nil {
		return nil, errors.New("its name is not NAME-VERSION.gemspec")
	}
	return []inventory.Package{{Ecosystem: "RubyGems", Name: m[1], Version: m[2], Path: file, Line: 1}}, nil
}

func isInstalledComposer(file string) bool {
	return strings.HasSuffix(file, "/composer/installed.json")
}

// parseInstalledComposer reads the list of Composer 2, and the bare array of Composer 1.
func parseInstalledComposer(content []byte, file string) ([]inventory.Package, error) {
	var packages []inventory.Package
	r := newJSON(content)
	list := func() error {
		return r.array(func() error {
			p := inventory.Package{Ecosystem: "Packagist", Path: file}
			err := r.object(func(key string, line int) (err error) {
				switch key {
				case "name":
					p.Line = line
					p.Name, err = r.textOr()
				case "version":
					p.Version, err = r.textOr()
				default:
					err = r.skip()
				}
				return err
			})
			if p.Name != "" && p.Version != "" {
				packages = append(packages, p)
			}
			return err
		})
	}
	if r.peek() == '[' {
		return packages, list()
	}
	err := r.object(func(key string, _ int) error {
		if key == "packages" && r.peek() == '[' {
			return list()
		}
		return r.skip()
	})
	return packages, err
}

func isDepsJSON(file string) bool { return strings.HasSuffix(file, ".deps.json") }

func parseDepsJSONFile(content []byte, file string) ([]inventory.Package, error) {
	packages, _, err := readDepsJSON(content, file)
	return packages, err
}

// readDepsJSON reads what the .NET SDK writes beside a program
// (https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md).
// Projects of the build are no packages of the registry; they are counted.
func readDepsJSON(content []byte, file string) (packages []inventory.Package, projects int, err error) {
	r := newJSON(content)
	libraries := false
	err = r.object(func(key string, _ int) error {
		if key != "libraries" || r.peek() != '{' {
			return r.skip()
		}
		libraries = true
		return r.object(func(key string, line int) error {
			kind := ""
			if r.peek() != '{' {
				return r.fail("an object for each library")
			}
			err := r.object(func(field string, _ int) (err error) {
				if field != "type" {
					return r.skip()
				}
				kind, err = r.textOr()
				return err
			})
			name, version, ok := strings.Cut(key, "/")
			switch {
			case err != nil:
			case kind != "package" && kind != "runtimepack":
				projects++
			case !ok:
				err = r.fail("NAME/VERSION for each library")
			default:
				packages = append(packages, inventory.Package{Ecosystem: "NuGet", Name: strings.TrimPrefix(name, "runtimepack."), Version: version, Path: file, Line: line})
			}
			return err
		})
	})
	if err == nil && !libraries {
		err = errors.New("it has no libraries; a file that the .NET SDK wrote would be right")
	}
	return packages, projects, err
}
