package dependency

import (
	"context"
	"strings"

	"github.com/tidwall/jsonc"

	"github.com/sallyport-gate/sallyport/core/repo"
)

// bunBonds reads a bun.lock: workspaces say what is asked for, and packages lie
// as below node_modules, so that "a/b" is the b that only a sees
// (https://bun.com/docs/pm/lockfile).
func bunBonds(_ context.Context, _ *scan, _ repo.File, content []byte) bonds {
	b := bonds{key: byVersion, needs: map[string][]string{}}
	keys, needs := map[string]string{}, map[string][]string{} // by place
	var places []string
	asked := map[string][]string{}
	r := newJSON(jsonc.ToJSON(content))
	_ = r.object(func(key string, _ int) error { // the lockfile's own gap tells
		switch key {
		case "workspaces":
			return r.members(func(string) error {
				return r.members(func(list string) error {
					names, err := r.keys()
					asked[list] = append(asked[list], names...)
					return err
				})
			})
		case "packages":
			return r.members(func(place string) error {
				places = append(places, place)
				return readBunPackage(r, place, keys, needs)
			})
		}
		return r.skip()
	})
	for _, place := range places {
		for _, name := range needs[place] {
			if needed, ok := bunPlace(keys, place, name); ok {
				b.needs[keys[place]] = append(b.needs[keys[place]], keys[needed])
			}
		}
	}
	for _, list := range []string{"dependencies", "optionalDependencies", "devDependencies"} {
		for _, name := range asked[list] {
			b.ask(list, keys[name])
		}
	}
	return b
}

// readBunPackage takes ["name@version", registry, {dependencies…}, hash].
func readBunPackage(r *jsonReader, place string, keys map[string]string, needs map[string][]string) error {
	if r.peek() != '[' {
		return r.skip()
	}
	return r.array(func() error {
		if _, known := keys[place]; !known && r.peek() == '"' {
			text, err := r.text()
			keys[place] = text
			return err
		}
		return r.members(func(list string) error {
			if list != "dependencies" && list != "optionalDependencies" {
				return r.skip()
			}
			names, err := r.keys()
			needs[place] = append(needs[place], names...)
			return err
		})
	})
}

// bunPlace finds what a package sees under a name: its own, else that of what
// stands above it.
func bunPlace(keys map[string]string, place, name string) (string, bool) {
	for {
		if _, ok := keys[place+"/"+name]; ok {
			return place + "/" + name, true
		}
		slash := strings.LastIndexByte(place, '/')
		if slash > 0 && strings.HasPrefix(place[strings.LastIndexByte(place[:slash], '/')+1:], "@") {
			slash = strings.LastIndexByte(place[:slash], '/') // a scope is a part of the name
		}
		if slash <= 0 {
			_, ok := keys[name]
			return name, ok
		}
		place = place[:slash]
	}
}
