package dependency

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/image"
)

// databases are where the package managers of systems keep what is installed.
func databases() []string {
	return []string{
		"var/lib/dpkg/status",
		"lib/apk/db/installed", "usr/lib/apk/db/installed", "var/lib/apk/db/installed",
		"var/lib/rpm/Packages", "var/lib/rpm/Packages.db", "var/lib/rpm/rpmdb.sqlite",
		"usr/lib/sysimage/rpm/Packages", "usr/lib/sysimage/rpm/Packages.db", "usr/lib/sysimage/rpm/rpmdb.sqlite",
		"usr/share/rpm/Packages", "usr/share/rpm/Packages.db", "usr/share/rpm/rpmdb.sqlite",
	}
}

// statusFolder is where distroless images keep a file for each package.
const statusFolder = "var/lib/dpkg/status.d/"

func releases() []string { return []string{"etc/os-release", "usr/lib/os-release"} }

func isDatabase(name string) bool {
	for _, d := range databases() {
		if name == d {
			return true
		}
	}
	return strings.HasPrefix(name, statusFolder) && !strings.HasSuffix(name, ".md5sums") && name != statusFolder
}

func isRelease(name string) bool { return name == releases()[0] || name == releases()[1] }

// chooser keeps what tells of packages. excluded counts what the policy leaves out.
func chooser(named string, excluded func(string) bool, skipped *int) image.Chooser {
	formats := installedFormats()
	return func(e image.Entry) image.Interest {
		interest := interestIn(formats, e.Path, e.Head, e.Link)
		if interest.Keep && excluded != nil && excluded(named+"/"+e.Path) {
			*skipped++
			return image.Interest{}
		}
		return interest
	}
}

func interestIn(formats []installedFormat, name string, head []byte, link bool) image.Interest {
	if link {
		return interestInLink(name)
	}
	switch {
	case isDatabase(name):
		return image.Interest{Keep: true, History: true}
	case isRelease(name), isJar(name):
		return image.Interest{Keep: true}
	case isProgram(head):
		return image.Interest{Keep: true, Sift: siftProgram}
	}
	for _, f := range formats {
		if f.wants(name) {
			return image.Interest{Keep: true}
		}
	}
	return image.Interest{}
}

// interestInLink asks for links that lead to a package database, or stand in
// for a folder above one. They matter unless they lead to another of its names.
func interestInLink(name string) image.Interest {
	var below []string // what follows the link's name in each file that is looked for
	for _, wanted := range append(databases(), releases()...) {
		if rest, ok := strings.CutPrefix(wanted, name); ok && (rest == "" || rest[0] == '/') {
			below = append(below, rest)
		}
	}
	if len(below) == 0 {
		return image.Interest{}
	}
	return image.Interest{Keep: true, Follow: func(target string) bool {
		for _, rest := range below {
			if !isDatabase(target+rest) && !isRelease(target+rest) {
				return false
			}
		}
		return true
	}}
}
