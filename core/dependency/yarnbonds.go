package dependency

import (
	"context"
	"path"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// yarnLock is what a yarn.lock tells of its entries: Yarn 1 writes
// `name "range"`, Yarn berry `name: "npm:range"`, both two spaces a level.
type yarnLock struct {
	keys  map[string]string // "name@range" → "name@version"
	needs map[string][]npmDependency
	only  map[string]string // name → its key; empty when it has several
	order []string
}

// yarnBonds asks the manifests of the folder and its workspaces, since the
// lockfile does not say what is for development.
func yarnBonds(ctx context.Context, s *scan, file repo.File, content []byte) bonds {
	l := readYarnLock(content)
	b := bonds{key: byVersion, needs: map[string][]string{}}
	for _, key := range l.order {
		for _, d := range l.needs[key] {
			if needed, ok := l.resolve(d); ok {
				b.needs[key] = append(b.needs[key], needed)
			}
		}
	}
	for _, m := range s.manifestsBelow(ctx, path.Dir(file.Path)) {
		for _, d := range m.dependencies {
			key, ok := l.resolve(d)
			switch {
			case !ok:
			case d.development:
				b.development = append(b.development, key)
			default:
				b.production = append(b.production, key)
			}
		}
	}
	return b
}

func readYarnLock(content []byte) yarnLock {
	l := yarnLock{keys: map[string]string{}, only: map[string]string{}, needs: map[string][]npmDependency{}}
	var asked []string // the ranges of the entry at hand
	var name, key, list string
	for _, line := range splitLines(string(content)) {
		text := strings.TrimSpace(line)
		level := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		switch {
		case text == "" || text[0] == '#':
		case level == 0:
			asked, key, list = strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, ":"), `"`, ""), ", "), "", ""
			name = nameOf(asked[0])
		case level == 1:
			word, value := yarnMember(text)
			list = strings.TrimSuffix(word, ":")
			switch word {
			case "version":
				key = l.enter(asked, name, value)
			case "resolution": // "real@npm:1.0.0"
				if real := nameOf(value); real != "" && real != name && key != "" {
					_, version, _ := strings.Cut(key[1:], "@")
					key = l.enter(asked, real, version)
				}
			}
		case level == 2 && key != "" && (list == "dependencies" || list == "optionalDependencies"):
			needed, specifier := yarnMember(text)
			l.needs[key] = append(l.needs[key], npmDependency{name: needed, specifier: specifier})
		}
	}
	return l
}

func (l *yarnLock) enter(asked []string, name, version string) (key string) {
	key = name + "@" + version
	for _, a := range asked {
		if _, real, aliased := strings.Cut(a, "@npm:"); aliased && strings.LastIndexByte(real, '@') > 0 {
			key = nameOf(real) + "@" + version
		}
	}
	for _, a := range asked {
		l.keys[strings.Replace(a, "@npm:", "@", 1)] = key
	}
	if other, several := l.only[nameOf(key)]; several && other != key {
		l.only[nameOf(key)] = ""
	} else {
		l.only[nameOf(key)] = key
	}
	l.order = append(l.order, key)
	return key
}

// resolve finds the entry that a range became: under its own name, an alias
// also under the real one, and a range that resolutions overrule under the only
// version of its name.
func (l *yarnLock) resolve(d npmDependency) (key string, ok bool) {
	asked := strings.TrimPrefix(d.specifier, "npm:")
	if key, ok = l.keys[d.name+"@"+asked]; ok {
		return key, true
	}
	if key, ok = l.keys[asked]; ok {
		return key, true
	}
	key = l.only[d.name]
	return key, key != ""
}

// yarnMember divides `name "value"` and `name: value`.
func yarnMember(text string) (name, value string) {
	text = strings.ReplaceAll(text, `"`, "")
	name, value, _ = strings.Cut(text, " ")
	return strings.TrimSuffix(name, ":"), strings.TrimSpace(value)
}
