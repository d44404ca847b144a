package dependency

import (
	"context"
	"strings"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// pnpmBonds reads what needs what out of a pnpm-lock.yaml, of which pnpm writes
// every mapping on lines of their own, two spaces a level. Versions up to 8 keep
// it in packages, version 9 in snapshots; what the workspace asks for stands in
// importers, or at the top when there is no workspace.
func pnpmBonds(_ context.Context, _ *scan, _ repo.File, content []byte) bonds {
	b := bonds{key: byVersion, needs: map[string][]string{}}
	var at [5]string // the keys that lead to a line, by level
	for _, line := range splitLines(string(content)) {
		text := strings.TrimLeft(line, " ")
		level := (len(line) - len(text)) / 2
		key, value, ok := yamlMember(text)
		if !ok || level >= len(at) {
			continue
		}
		at[level] = key
		switch {
		case (at[0] == "packages" || at[0] == "snapshots") && level == 3 && isPNPMNeed(at[2]):
			b.needs[pnpmKey(at[1])] = append(b.needs[pnpmKey(at[1])], pnpmNeed(key, value))
		case at[0] == "importers" && level == 3 && value != "":
			b.ask(at[2], pnpmNeed(key, value))
		case at[0] == "importers" && level == 4 && key == "version":
			b.ask(at[2], pnpmNeed(at[3], value))
		case level == 1 && value != "":
			b.ask(at[0], pnpmNeed(key, value))
		case level == 2 && key == "version":
			b.ask(at[0], pnpmNeed(at[1], value))
		}
	}
	return b
}

// ask adds what a manifest's list of this name holds.
func (b *bonds) ask(list, key string) {
	switch list {
	case "dependencies", "optionalDependencies":
		b.production = append(b.production, key)
	case "devDependencies":
		b.development = append(b.development, key)
	}
}

func isPNPMNeed(list string) bool { return list == "dependencies" || list == "optionalDependencies" }

// yamlMember divides "key: value"; quotes are taken off both.
func yamlMember(text string) (key, value string, ok bool) {
	if strings.HasPrefix(text, "'") {
		end := strings.Index(text[1:], "':")
		if end < 0 {
			return "", "", false
		}
		return text[1 : end+1], strings.Trim(text[end+3:], " '\""), true
	}
	if strings.HasSuffix(text, ":") {
		return strings.TrimSuffix(text, ":"), "", true
	}
	key, value, ok = strings.Cut(text, ": ")
	return key, strings.Trim(value, " '\""), ok
}

// pnpmNeed is the key of what is needed: a version, or in place of it another
// package's key for an alias.
func pnpmNeed(name, version string) string {
	plain, _, _ := strings.Cut(version, "(")
	if strings.HasPrefix(plain, "/") || strings.LastIndexByte(plain, '@') > 0 && !strings.Contains(plain, ":") {
		if strings.HasPrefix(plain, "/") || !strings.Contains(plain[:strings.LastIndexByte(plain, '@')], "_") {
			return pnpmKey(version)
		}
	}
	plain, _, _ = strings.Cut(plain, "_")
	return name + "@" + plain
}

// pnpmKey is "name@version" of /name/1.0.0_peer@1, /name@1.0.0(peer@1) and name@1.0.0(peer@1).
func pnpmKey(text string) string {
	text, _, _ = strings.Cut(text, "(")
	text, rooted := strings.CutPrefix(text, "/")
	if slash := strings.LastIndexByte(before(text, "_"), '/'); rooted && slash > 0 && !strings.Contains(text[1:slash], "@") {
		if version := text[slash+1:]; version != "" && version[0] >= '0' && version[0] <= '9' {
			return text[:slash] + "@" + before(version, "_")
		}
	}
	return text
}

func before(text, mark string) string {
	text, _, _ = strings.Cut(text, mark)
	return text
}
