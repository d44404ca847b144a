package dependency

import (
	"context"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/google/osv-scalibr/extractor/filesystem"
	"github.com/google/osv-scalibr/extractor/filesystem/language/java/archive"

	cpb "github.com/google/osv-scalibr/binary/proto/config_go_proto"

	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// maxUnzipped bounds what is unpacked in memory of the archives in an archive.
const maxUnzipped = 256 << 20

func isJar(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".jar", ".war", ".ear", ".par", ".sar", ".jpi", ".hpi":
		return true
	}
	return false
}

// readJar reads a Java archive and those in it with osv-scanner's engine. known
// is false when an archive does not say what it is.
func readJar(ctx context.Context, content *io.SectionReader, file string) (packages []inventory.Package, known bool, err error) {
	silence()
	no := false
	e, err := archive.New(&cpb.PluginConfig{PluginSpecific: []*cpb.PluginSpecificConfig{{Config: &cpb.PluginSpecificConfig_JavaArchive{
		JavaArchive: &cpb.JavaArchiveConfig{MaxZipDepth: 4, MaxOpenedBytes: max(maxUnzipped, content.Size()+maxUnzipped), HashJars: &no},
	}}}})
	if err != nil {
		return nil, false, err
	}
	extracted, err := e.Extract(ctx, &filesystem.ScanInput{Path: file, Info: info{repo.File{Path: file}, content.Size()}, Reader: content})
	for _, p := range extracted.Packages {
		packages = append(packages, inventory.Package{Ecosystem: "Maven", Name: p.Name, Version: p.Version, Path: file, Line: 1})
	}
	packages = slices.DeleteFunc(packages, func(p inventory.Package) bool { return strings.HasPrefix(p.Name, "unknown") && p.Version == "unknown" })
	return packages, len(packages) > 0, err
}
