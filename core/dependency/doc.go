// Package dependency owns the dependency check: it reads lockfiles and project
// files into an inventory, and matches that against an advisory index.
//
// It runs no package manager and asks no network, so it knows only what files
// settle. What they leave open, a lockfile that it cannot read yet, and an
// ecosystem that the index does not hold are gaps, never silence.
//
// npm, NuGet, Go, Cargo, Python's, Maven's, Composer's, Swift's, Mix' and Conan's
// files, version catalogs, workflows and SBOMs are read by parsers of our own:
// osv-scalibr's extractors lose what the check needs there (directness, sources
// that are not a registry, open versions, central package versions) or take
// quadratic time. The other lockfiles are read by those extractors, called one by
// one; their bonds, what is direct and what leads to a package, are read beside.
//
// Of a container image it reads what package managers left: the databases of
// dpkg, apk and RPM (with that engine), what npm, pip, gem, Composer, .NET and
// Java archives have installed, and the module lists of Go programs. Lockfiles
// in an image are not read: what is installed counts. Programs of other
// languages, Rust's among them, do not tell what they are made of.
//
// Known limits: without a lockfile, .NET projects, requirements files and POMs
// name their direct dependencies only, which a note says. MSBuild conditions
// and Maven profiles are all taken to hold, so both sides of a choice are
// matched. Go's standard library (the go line of go.mod) is not matched.
package dependency
