package advisory

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
)

// catalogue is CISA's list of vulnerabilities that are exploited in the wild
// (KEV), under the name that CISA gives the file. likelihoods begin the names
// of FIRST's daily list of EPSS scores, epss_scores-2026-11-24.csv.gz
// (https://www.first.org/epss/data_stats).
const (
	catalogue   = "known_exploited_vulnerabilities.json"
	likelihoods = "epss_scores-"
	maxList     = 256 << 20 // bytes of a list, unpacked
)

// marks are what lists beside the advisories say of a vulnerability.
type marks struct {
	exploited  map[string]bool
	likelihood map[string]float64
}

func newMarks(exploited []string, likelihood map[string]float64) marks {
	m := marks{exploited: make(map[string]bool, len(exploited)), likelihood: likelihood}
	for _, id := range exploited {
		m.exploited[id] = true
	}
	return m
}

// apply joins the lists by the advisory's own id, its aliases, and what it is
// about. A list that no longer names a vulnerability takes nothing back.
func (m marks) apply(r *row) {
	for i := range 1 + len(r.aliases) + len(r.upstream) {
		id := r.id
		switch {
		case i > len(r.aliases):
			id = r.upstream[i-1-len(r.aliases)]
		case i > 0:
			id = r.aliases[i-1]
		}
		r.exploited = r.exploited || m.exploited[id]
		if p, ok := m.likelihood[id]; ok {
			r.likelihood = max(r.likelihood, p)
		}
	}
}

// IsList says whether the file is one of the lists and no OSV record.
func IsList(path string) bool {
	name := filepath.Base(path)
	return name == catalogue || strings.HasPrefix(name, likelihoods) && (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".csv.gz"))
}

func (g *gathered) addList(path string, content []byte) error {
	if filepath.Base(path) == catalogue {
		return g.addCatalogue(content)
	}
	return g.addLikelihoods(path, content)
}

func (g *gathered) addCatalogue(content []byte) error {
	var list struct {
		Vulnerabilities []struct {
			ID string `json:"cveID"`
		} `json:"vulnerabilities"`
	}
	if err := json.Unmarshal(content, &list); err != nil {
		return fmt.Errorf("read %s: %w", catalogue, err)
	}
	if len(list.Vulnerabilities) == 0 {
		return fmt.Errorf("read %s: it names no vulnerability; fetch it again", catalogue)
	}
	for _, v := range list.Vulnerabilities {
		g.exploited = append(g.exploited, v.ID)
	}
	return nil
}

// addLikelihoods reads lines of CVE, probability, percentile below a header.
func (g *gathered) addLikelihoods(path string, content []byte) error {
	var text io.Reader = bytes.NewReader(content)
	if strings.HasSuffix(path, ".gz") {
		unpacked, err := gzip.NewReader(text)
		if err != nil {
			return fmt.Errorf("read %q: %w; fetch it again", path, err)
		}
		text = unpacked
	}
	if g.likelihood == nil {
		g.likelihood = map[string]float64{}
	}
	before := len(g.likelihood)
	lines := bufio.NewScanner(io.LimitReader(text, maxList))
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if !strings.HasPrefix(line, "CVE-") { // the comment with the model, and the header
			continue
		}
		id, rest, _ := strings.Cut(line, ",")
		probability, _, _ := strings.Cut(rest, ",")
		p, err := strconv.ParseFloat(probability, 64)
		if err != nil || !(p >= 0 && p <= 1) {
			return fmt.Errorf("read %q: line %d has no probability between 0 and 1 behind the CVE; fetch it again", path, number)
		}
		g.likelihood[id] = max(g.likelihood[id], p)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %q: %w; fetch it again", path, err)
	}
	if len(g.likelihood) == before {
		return fmt.Errorf("read %q: it names no CVE; fetch it again", path)
	}
	return nil
}
