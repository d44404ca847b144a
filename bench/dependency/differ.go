package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sallyport-gate/sallyport/bench/record"
)

// difference is what one program says and the other does not.
type difference struct {
	entry   entry
	ours    bool            // else osv-scanner's
	flaw    []string        // its ids; empty when the package itself was read by one only
	records []record.Record // those of the ids that the database holds
}

func (d difference) String() string {
	text := d.entry.String()
	if len(d.flaw) > 0 {
		text += ": " + strings.Join(d.flaw, ", ")
	}
	return text
}

// comparison is both answers, and what their differences are explained by.
type comparison struct {
	lockfiles    string
	ours, theirs answer
	records      map[string]record.Record
	named        map[[3]string][]string // project, ecosystem and name → versions that we read anywhere in it
	reads        map[string]bool        // files of which osv-scanner reads anything
}

func differ(ctx context.Context, lockfiles, database string) error {
	theirs, err := theirs(ctx, lockfiles, database)
	if err != nil {
		return err
	}
	ours, err := ours(ctx, lockfiles, database)
	if err != nil {
		return err
	}
	records, err := readRecords(filepath.Join(database, "*", "all.zip"))
	if err != nil {
		return err
	}
	return newComparison(lockfiles, ours, theirs, records).print()
}

func newComparison(lockfiles string, ours, theirs answer, records map[string]record.Record) *comparison {
	c := &comparison{lockfiles: lockfiles, ours: ours, theirs: theirs, records: records, named: map[[3]string][]string{}, reads: map[string]bool{}}
	for e := range ours.read {
		id := [3]string{project(e.path), e.ecosystem, e.name}
		c.named[id] = append(c.named[id], e.version)
	}
	for e := range theirs.read {
		c.reads[e.path] = true
	}
	return c
}

// project is the first folder: the lockfiles of one repository lie below one.
func project(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}

// differences are sorted. Flaws are compared where both read the package.
func (c *comparison) differences() (all []difference, common, agreed int) {
	for e := range c.ours.read {
		if _, both := c.theirs.read[e]; !both {
			all = append(all, difference{entry: e, ours: true})
			continue
		}
		common++
		missed := without(c.ours.found[e], c.theirs.found[e])
		agreed += len(c.ours.found[e]) - len(missed)
		for _, flaw := range missed {
			all = append(all, c.about(difference{entry: e, ours: true, flaw: flaw}))
		}
		for _, flaw := range without(c.theirs.found[e], c.ours.found[e]) {
			all = append(all, c.about(difference{entry: e, flaw: flaw}))
		}
	}
	for e := range c.theirs.read {
		if _, both := c.ours.read[e]; !both {
			all = append(all, difference{entry: e})
		}
	}
	slices.SortFunc(all, func(a, b difference) int { return cmp.Compare(a.String(), b.String()) })
	return all, common, agreed
}

// without are the flaws of a of which b has none of the ids.
func without(a, b flaws) flaws {
	known := map[string]bool{}
	for _, id := range slices.Concat(b...) {
		known[id] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(ids []string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return known[id] })
	})
}

func (c *comparison) about(d difference) difference {
	for _, id := range d.flaw {
		if r, ok := c.records[id]; ok {
			d.records = append(d.records, r)
		}
	}
	return d
}

// shown is how many examples of a class are printed.
const shown = 3

func (c *comparison) print() error {
	all, common, agreed := c.differences()
	fmt.Printf("Packages read: %d by Sallyport, %d by osv-scanner, %d by both; flaws of these found by both: %d.\n\n", len(c.ours.read), len(c.theirs.read), common, agreed)
	classes := map[string][]difference{}
	for _, d := range all {
		classes[c.class(d)] = append(classes[c.class(d)], d)
	}
	fmt.Println("| only | what | differences | files | why |")
	fmt.Println("|---|---|---|---|---|")
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		list := classes[name]
		fmt.Printf("| %s | %s | %d | %s | %s |\n", who(list[0]), what(list[0]), len(list), kinds(list), name)
	}
	unexplained := classes[""]
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		limit := shown
		if name == "" {
			limit = 100
		}
		fmt.Printf("\n%s\n", cmp.Or(name, "UNEXPLAINED"))
		for _, d := range classes[name][:min(limit, len(classes[name]))] {
			fmt.Printf("  %s: %s\n", who(d), d)
		}
	}
	if len(unexplained) > 0 {
		return fmt.Errorf("%d differences are not explained", len(unexplained))
	}
	return nil
}

func who(d difference) string {
	if d.ours {
		return "Sallyport"
	}
	return "osv-scanner"
}

func what(d difference) string {
	if len(d.flaw) > 0 {
		return "flaw"
	}
	return "package"
}

func kinds(list []difference) string {
	set := map[string]bool{}
	for _, d := range list {
		set[d.entry.kind()] = true
	}
	names := slices.Sorted(maps.Keys(set))
	if more := len(names) - 4; more > 0 {
		names = append(names[:4], fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}
