package dependency

import "strings"

// ways tells of each folder how it came there: the shortest chain of packages
// from one that the project itself asks for, without the folder's own. It finds
// what a package needs as Node does: in its own node_modules, then in each above
// (https://nodejs.org/api/modules.html#loading-from-node_modules-folders).
func (l *npmLock) ways() map[string]string {
	at := make(map[string]*npmEntry, len(l.folders))
	for i := range l.folders {
		at[l.folders[i].folder] = &l.folders[i]
	}
	ways := make(map[string]string, len(l.folders))
	var queue []string
	reach := func(from, name, way string) {
		folder, ok := resolveNPM(at, from, name)
		if !ok {
			return
		}
		if _, known := ways[folder]; !known {
			ways[folder] = way
			queue = append(queue, folder)
		}
	}
	for root, asks := range l.roots {
		for name := range asks {
			reach(root, name, "")
		}
	}
	for len(queue) > 0 {
		level := queue // all of one length; the smallest chain wins, whatever order maps have
		queue = nil
		next := map[string]string{}
		for _, folder := range level {
			own := folder[strings.LastIndex("/"+folder, "/node_modules/")+len("node_modules/"):]
			way := own
			if before := ways[folder]; before != "" {
				way = before + " > " + own
			}
			if len(way) > maxWay {
				continue
			}
			for _, name := range at[folder].needs {
				needed, ok := resolveNPM(at, folder, name)
				if _, known := ways[needed]; !ok || known {
					continue
				}
				if shortest, other := next[needed]; !other || way < shortest {
					next[needed] = way
				}
			}
		}
		for folder, way := range next {
			ways[folder] = way
			queue = append(queue, folder)
		}
	}
	return ways
}

// maxWay bounds the text of a chain, in bytes.
const maxWay = 500

func resolveNPM(at map[string]*npmEntry, from, name string) (string, bool) {
	for {
		folder := "node_modules/" + name
		if from != "" {
			folder = from + "/" + folder
		}
		if _, ok := at[folder]; ok {
			return folder, true
		}
		if from == "" {
			return "", false
		}
		if i := strings.LastIndex(from, "/node_modules/"); i >= 0 {
			from = from[:i]
		} else {
			from = ""
		}
	}
}
