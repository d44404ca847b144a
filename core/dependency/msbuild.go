package dependency

import (
	"context"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/inventory"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// isProject knows the MSBuild projects that can reference NuGet packages.
func isProject(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".csproj", ".fsproj", ".vbproj", ".sqlproj", ".wixproj", ".vcxproj":
		return true
	}
	return false
}

// evaluation is what a project comes to with the files that MSBuild reads along
// with it: Directory.Build.props, Directory.Packages.props, the project,
// Directory.Build.targets, and what these import by a path inside the tree.
type evaluation struct {
	scan       *scan
	project    repo.File
	properties map[string][]string // by lower-case name; several values when conditions choose
	references []*reference
	central    map[string][]placed // PackageVersion by lower-case package name
	read       map[string]bool
	gaps       []finding.Gap
	lost       bool // an import could not be followed; the first is told
	limited    bool // there are too many files; told once
}

// reference is one PackageReference, or its like.
type reference struct {
	name     string
	at       repo.File
	line     int
	version  []placed // its own; central versions count when it has none
	override []placed
	unlocked bool // no lockfile holds it: a download, or a tool
}

// placed is a version as written, and where.
type placed struct {
	text string
	path string
	line int
}

// parseProject reads a project. A lockfile beside it settles the packages that
// it holds; what the project asks for besides is taken from the project, and a gap.
func parseProject(ctx context.Context, s *scan, file repo.File, _ []byte) (found, error) {
	e := &evaluation{
		scan: s, project: file, properties: map[string][]string{}, central: map[string][]placed{}, read: map[string]bool{},
	}
	err := e.evaluate(ctx, file)
	lockfile, locked := s.nugetLocked(file)
	if locked {
		e.settle(file, lockfile)
	}
	out := found{packages: e.packages(), gaps: e.gaps}
	out.direct = !locked && len(out.packages) > 0
	return out, err
}

func (s *scan) nugetLocked(file repo.File) (lockfile string, ok bool) {
	project := strings.TrimSuffix(path.Base(file.Path), path.Ext(file.Path))
	for _, name := range []string{"packages." + project + ".lock.json", "packages.lock.json"} {
		if _, ok := s.locks[sibling(file.Path, name)]; ok {
			return sibling(file.Path, name), true
		}
	}
	return "", false
}

// settle leaves out the references that the lockfile holds. Downloads and tools
// never stand in one; any other that is not held makes the lockfile out of date.
func (e *evaluation) settle(file repo.File, lockfile string) {
	names := e.scan.locks[lockfile].names
	e.references = slices.DeleteFunc(e.references, func(r *reference) bool {
		_, held := slices.BinarySearch(names, strings.ToLower(r.name))
		return held
	})
	missing := 0
	first := ""
	for _, r := range e.references {
		if r.unlocked {
			continue
		}
		if missing++; missing == 1 {
			first = r.name
		}
	}
	if missing > 0 {
		e.gaps = append(e.gaps, open(file, "%s asks for %d packages that %s does not hold, the first: %.80q; restore again and commit the lockfile", file.Path, missing, lockfile, first))
	}
}

func (e *evaluation) evaluate(ctx context.Context, file repo.File) error {
	above := ancestors(file.Path)
	for _, dir := range slices.Backward(above) {
		e.include(ctx, path.Join(dir, "Directory.Build.props"), 0)
	}
	for _, dir := range above { // only the nearest is read, unless it imports the next
		if e.include(ctx, path.Join(dir, "Directory.Packages.props"), 0) {
			break
		}
	}
	root, err := e.scan.document(ctx, file)
	if err != nil {
		return err
	}
	e.walk(ctx, file, root, false, 0)
	for _, dir := range slices.Backward(above) {
		e.include(ctx, path.Join(dir, "Directory.Build.targets"), 0)
	}
	return nil
}

// include reads a file of the tree into the evaluation and says whether there
// is one. A file that cannot be read is a gap: it may hold versions.
func (e *evaluation) include(ctx context.Context, name string, depth int) bool {
	file, ok := e.scan.find(name)
	if !ok {
		return false
	}
	name = file.Path
	if e.read[name] {
		return true
	}
	if depth > 16 || len(e.read) > 256 {
		if e.limited {
			return true
		}
		e.limited = true
		e.gaps = append(e.gaps, open(e.project, "%s imports more than 256 files, or deeper than 16 levels; %q and what follows was not read", e.project.Path, name))
		return true
	}
	e.read[name] = true
	root, err := e.scan.document(ctx, file)
	if err != nil {
		e.gaps = append(e.gaps, finding.Gap{Check: Name, Kind: finding.Unparsed, Path: name, Message: "read \"" + name + "\" as an MSBuild file: " + err.Error()})
		return true
	}
	e.walk(ctx, file, root, false, depth)
	return true
}

func (e *evaluation) walk(ctx context.Context, file repo.File, parent *element, conditional bool, depth int) {
	for _, c := range parent.children {
		chosen := conditional || c.attribute("Condition") != ""
		switch strings.ToLower(c.name) {
		case "propertygroup":
			for _, p := range c.children {
				e.property(p, e.placed(file, p.text), chosen)
			}
		case "itemgroup":
			for _, item := range c.children {
				e.item(file, item, chosen || item.attribute("Condition") != "")
			}
		case "choose", "importgroup":
			e.walk(ctx, file, c, conditional, depth)
		case "when", "otherwise":
			e.walk(ctx, file, c, true, depth)
		case "import":
			e.load(ctx, file, c, depth)
		}
	}
}

var (
	whenUnset  = regexp.MustCompile(`(?i)^\s*'\$\(([A-Za-z0-9_.-]+)\)'\s*==\s*''\s*$`)
	fileAbove  = regexp.MustCompile(`(?i)GetPathOfFileAbove\(\s*'?([A-Za-z0-9_.-]+)'?`)
	thisFolder = regexp.MustCompile(`(?i)\$\(MSBuildThisFileDirectory\)`)
	thisFile   = regexp.MustCompile(`(?i)\$\(MSBuildThisFile\)`)
	ownFolder  = regexp.MustCompile(`(?i)\$\(MSBuildProjectDirectory\)`)
	fromTools  = regexp.MustCompile(`(?i)\$\((NuGetPackageRoot|VSToolsPath|MSBuild(User|Project)?Extensions|MSBuildTools|MSBuildBin|MSBuildSDKs|MSBuildFrameworkTools)`)
)

// property sets a property. A condition that we do not judge adds a value
// beside the earlier ones; a default, "set if empty", is judged.
func (e *evaluation) property(p *element, text string, chosen bool) {
	name, condition := strings.ToLower(p.name), p.attribute("Condition")
	if m := whenUnset.FindStringSubmatch(condition); m != nil && strings.EqualFold(m[1], p.name) {
		if len(e.properties[name]) == 0 {
			e.properties[name] = []string{text}
		}
		return
	}
	if !chosen && condition == "" {
		e.properties[name] = []string{text}
		return
	}
	if !slices.Contains(e.properties[name], text) && len(e.properties[name]) < maxChoices {
		e.properties[name] = append(e.properties[name], text)
	}
}

// load follows an import to a file in the tree. Imports of SDKs and of files
// outside of the tree bring no versions that a repository owns.
func (e *evaluation) load(ctx context.Context, file repo.File, c *element, depth int) {
	target := strings.ReplaceAll(c.attribute("Project"), `\`, "/")
	target = thisFile.ReplaceAllLiteralString(target, path.Base(file.Path))
	if m := fileAbove.FindStringSubmatch(target); m != nil {
		for _, dir := range ancestors(file.Path) {
			name := path.Join(dir, m[1])
			if above, ok := e.scan.find(name); ok && above.Path != file.Path {
				e.include(ctx, name, depth+1)
				return
			}
		}
		return
	}
	if c.attribute("Sdk") != "" || fromTools.MatchString(target) {
		return
	}
	followed := false
	names := e.expand(e.placed(file, target))
	for _, name := range names {
		name = strings.ReplaceAll(name, `\`, "/")
		if _, inside, rooted := strings.Cut(name, treeBase); rooted {
			name = path.Join(inside)
		} else {
			name = path.Join(path.Dir(file.Path), name)
		}
		restored := slices.Contains(strings.Split(name, "/"), "packages")
		followed = e.include(ctx, name, depth+1) || restored || followed
	}
	if !followed && !(len(names) > 0 && ifExists(c.attribute("Condition"), target)) && !e.lost {
		e.lost = true
		e.gaps = append(e.gaps, open(e.project, "line %d of %q imports %.80q, which could not be followed; name a file of the repository", c.line, file.Path, c.attribute("Project")))
	}
}

// treeBase stands for the folder of the repository in an expanded path.
const treeBase = "//tree/"

// placed writes the folders of the file and of the project into a text.
func (e *evaluation) placed(file repo.File, text string) string {
	if !strings.Contains(text, "$(") {
		return text
	}
	text = thisFolder.ReplaceAllLiteralString(text, treeBase+path.Dir(file.Path)+"/")
	return ownFolder.ReplaceAllLiteralString(text, treeBase+path.Dir(e.project.Path))
}

// ifExists says that an import is made only if its own target is there, and
// that the target is a plain path, so that it was looked for.
func ifExists(condition, target string) bool {
	return strings.Contains(strings.ToLower(condition), "exists(") && !strings.ContainsAny(target, "*?")
}

// item takes the item types that name NuGet packages.
func (e *evaluation) item(file repo.File, item *element, chosen bool) {
	kind := strings.ToLower(item.name)
	switch kind {
	case "packagereference", "packageversion", "globalpackagereference", "packagedownload", "dotnetclitoolreference":
	default:
		return
	}
	version := e.written(file, item, "Version")
	override := e.written(file, item, "VersionOverride")
	for _, op := range []string{"Remove", "Include", "Update"} {
		for list := range strings.SplitSeq(item.attribute(op), ";") {
			for _, name := range e.names(list) {
				if kind == "packageversion" {
					e.setCentral(op, name, version, chosen)
				} else {
					e.setReference(op, &reference{name: name, at: file, line: item.line, version: version, override: override, unlocked: kind == "packagedownload" || kind == "dotnetclitoolreference"}, chosen)
				}
			}
		}
	}
}

// names expands a package name; one that cannot be expanded stays as written,
// so that it shows up as unresolved.
func (e *evaluation) names(text string) []string {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	if names := e.expand(text); len(names) > 0 {
		return names
	}
	return []string{text}
}

// written is an attribute or a child element of the name.
func (e *evaluation) written(file repo.File, item *element, name string) []placed {
	if text := item.attribute(name); text != "" {
		return []placed{{text, file.Path, item.line}}
	}
	var all []placed
	for _, c := range item.children {
		if strings.EqualFold(c.name, name) && c.text != "" {
			all = append(all, placed{c.text, file.Path, c.line})
		}
	}
	return all
}

func (e *evaluation) setCentral(op, name string, version []placed, chosen bool) {
	k := strings.ToLower(name)
	switch {
	case op == "Remove" && !chosen:
		delete(e.central, k)
	case op == "Remove":
	case chosen:
		e.central[k] = append(e.central[k], version...)
	default:
		e.central[k] = version
	}
}

func (e *evaluation) setReference(op string, r *reference, chosen bool) {
	same := func(o *reference) bool { return strings.EqualFold(o.name, r.name) }
	switch op {
	case "Remove":
		if !chosen {
			e.references = slices.DeleteFunc(e.references, same)
		}
	case "Update":
		for _, o := range e.references {
			if same(o) {
				o.version, o.override = changed(o.version, r.version, chosen), changed(o.override, r.override, chosen)
			}
		}
	default:
		e.references = append(e.references, r)
	}
}

func changed(old, new []placed, chosen bool) []placed {
	switch {
	case len(new) == 0:
		return old
	case chosen:
		return append(slices.Clone(old), new...)
	default:
		return new
	}
}

func (e *evaluation) packages() []inventory.Package {
	var out []inventory.Package
	for _, r := range e.references {
		for _, v := range e.versions(r) {
			texts := e.expand(v.text)
			if len(texts) == 0 {
				texts = []string{v.text}
			}
			for _, text := range texts {
				out = append(out, nugetPackage(v.path, v.line, r.name, text, true))
			}
		}
	}
	return out
}

// versions are where a reference's version is written: an override wins over
// its own, that over the central one. Without any it stays open, where it stands.
func (e *evaluation) versions(r *reference) []placed {
	for _, written := range [][]placed{r.override, r.version, e.central[strings.ToLower(r.name)]} {
		if len(written) > 0 {
			return written
		}
	}
	return []placed{{"", r.at.Path, r.line}}
}
