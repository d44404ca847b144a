package policy

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// MaxValue is the highest worth that hotfix.value may declare for one check.
const MaxValue = 1000

func (r *reader) hotfix(node *yaml.Node, to *Hotfix) {
	r.fields(node, "hotfix",
		field{key: "budget", read: func(n *yaml.Node) { r.duration(n, "hotfix.budget", &to.Budget) }},
		field{key: "floor", read: func(n *yaml.Node) { to.Floor = r.checks(n, "hotfix.floor") }},
		field{key: "value", read: func(n *yaml.Node) { to.Value = r.values(n) }},
		field{key: "approver", read: func(n *yaml.Node) {
			if word, ok := r.word(n, "hotfix.approver", string(ApproverRequired), string(ApproverNamed), string(ApproverOptional)); ok {
				to.Approver = Approving(word)
			}
		}},
		field{key: "due", read: func(n *yaml.Node) { r.duration(n, "hotfix.due", &to.Due) }},
		field{key: "duration", read: func(n *yaml.Node) { to.Duration = r.durations(n) }},
		field{key: "jobs", read: func(n *yaml.Node) { to.Jobs = r.jobs(n) }},
		field{key: "ceiling", read: func(n *yaml.Node) { to.Ceiling = r.value(n, "hotfix.ceiling") }},
	)
}

// values reads hotfix.value. Imported evidence has no value before it is supported.
func (r *reader) values(node *yaml.Node) map[string]int {
	values := map[string]int{}
	var known []field
	for _, check := range CheckNames() {
		known = append(known, field{key: check, read: func(n *yaml.Node) {
			values[check] = r.value(n, "hotfix.value."+check)
		}})
	}
	for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
		if key := node.Content[i]; strings.HasPrefix(key.Value, "evidence.") {
			known = append(known, field{key: key.Value, hide: true, read: func(n *yaml.Node) {
				r.wrong(key.Line, "%s: evidence is not supported yet; take it out", quote(key.Value))
			}})
		}
	}
	r.fields(node, "hotfix.value", known...)
	return values
}

// durations reads hotfix.duration.
func (r *reader) durations(node *yaml.Node) map[string]time.Duration {
	durations := map[string]time.Duration{}
	var known []field
	for _, check := range CheckNames() {
		known = append(known, field{key: check, read: func(n *yaml.Node) {
			var d time.Duration
			r.duration(n, "hotfix.duration."+check, &d)
			durations[check] = d
		}})
	}
	r.fields(node, "hotfix.duration", known...)
	return durations
}

// jobName is the form of a job's name on both hosts.
var jobName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]{0,99}$`)

// maxJobs bounds the jobs of a policy.
const maxJobs = 60

// jobs reads hotfix.jobs, sorted by name.
func (r *reader) jobs(node *yaml.Node) []Job {
	if !r.is(node, yaml.MappingNode, "hotfix.jobs", "the names of jobs with value and duration") {
		return nil
	}
	var jobs []Job
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		job := Job{Name: key.Value, Value: DefaultValue}
		what := "hotfix.jobs." + quote(key.Value)
		switch {
		case !jobName.MatchString(key.Value) || slices.Contains(CheckNames(), key.Value):
			r.wrong(key.Line, "%s is not the name of a job; write the job's id in the pipeline, which is no check's name", quote(key.Value))
		case slices.ContainsFunc(jobs, func(j Job) bool { return j.Name == key.Value }):
			r.wrong(key.Line, "%s is there twice; keep one", quote(key.Value))
		case len(jobs) == maxJobs:
			r.wrong(key.Line, "there are more than %d jobs; gather some", maxJobs)
			return jobs
		}
		r.fields(value, what,
			field{key: "value", read: func(n *yaml.Node) { job.Value = r.value(n, what+".value") }},
			field{key: "duration", must: true, read: func(n *yaml.Node) { r.duration(n, what+".duration", &job.Duration) }},
		)
		jobs = append(jobs, job)
	}
	slices.SortFunc(jobs, func(a, b Job) int { return strings.Compare(a.Name, b.Name) })
	return jobs
}

func (r *reader) value(node *yaml.Node, what string) int {
	if !r.is(node, yaml.ScalarNode, what, "a whole number") {
		return 0
	}
	n, err := strconv.Atoi(node.Value)
	if err != nil || n < 0 || n > MaxValue {
		r.wrong(node.Line, "%s is %s; write a whole number from 0 to %d", what, quote(node.Value), MaxValue)
		return 0
	}
	return n
}

func (r *reader) duration(node *yaml.Node, what string, to *time.Duration) {
	if !r.is(node, yaml.ScalarNode, what, "a duration such as 5m, 72h or 5d") {
		return
	}
	d, err := parseDuration(node.Value)
	if err != nil {
		r.wrong(node.Line, "%s: %s %s", what, quote(node.Value), err)
		return
	}
	*to = d
}

// advisoryID is the form of OSV and CVE ids: letters, digits and single marks
// between them. Anything longer than 64 is none.
var advisoryID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*([-:._][A-Za-z0-9]+)+$`)

func (r *reader) rollback(node *yaml.Node, to *Rollback) {
	r.fields(node, "rollback",
		field{key: "block", read: func(n *yaml.Node) {
			if word, ok := r.word(n, "rollback.block", string(Worse), string(Any)); ok {
				to.Block = Comparison(word)
			}
		}},
		field{key: "never", read: func(n *yaml.Node) {
			r.items(n, "rollback.never", func(item *yaml.Node) { r.never(item, to) })
		}},
		field{key: "security", read: func(n *yaml.Node) { to.Security = r.value(n, "rollback.security") }},
		field{key: "floor", read: func(n *yaml.Node) { to.Floor = r.value(n, "rollback.floor") }},
		field{key: "irreversible", read: func(n *yaml.Node) { to.Irreversible = r.names(n, "rollback.irreversible") }},
		field{key: "revoked", read: func(n *yaml.Node) { to.Revoked = r.names(n, "rollback.revoked") }},
		field{key: "watch", read: func(n *yaml.Node) { r.watch(n, &to.Watch) }},
	)
	if to.Floor > to.Security {
		r.wrong(node.Line, "rollback.floor is %d and rollback.security is %d: a release cannot ask for more than it is itself", to.Floor, to.Security)
	}
	if to.Watch.Healthy > to.Watch.Samples {
		r.wrong(node.Line, "rollback.watch wants %d of %d probes healthy; healthy is at most samples", to.Watch.Healthy, to.Watch.Samples)
	}
}

// MaxNames and MaxNameLength bound the lists of names in the policy.
const (
	MaxNames      = 1000
	MaxNameLength = 200
)

// names reads a list of short texts without repetitions.
func (r *reader) names(node *yaml.Node, what string) []string {
	var names []string
	r.items(node, what, func(item *yaml.Node) {
		name, ok := r.text(item, "an entry of "+what)
		switch {
		case !ok:
		case len(name) > MaxNameLength || len(names) >= MaxNames:
			r.wrong(item.Line, "%s has an entry of more than %d bytes, or more than %d entries", what, MaxNameLength, MaxNames)
		case slices.Contains(names, name):
			r.wrong(item.Line, "%s names %s twice; keep one", what, quote(name))
		default:
			names = append(names, name)
		}
	})
	return names
}

func (r *reader) watch(node *yaml.Node, to *Watch) {
	number := func(n *yaml.Node, what string, to *int) {
		if *to = r.value(n, what); *to == 0 {
			r.wrong(n.Line, "%s is 0; write at least 1", what)
		}
	}
	r.fields(node, "rollback.watch",
		field{key: "samples", read: func(n *yaml.Node) { number(n, "rollback.watch.samples", &to.Samples) }},
		field{key: "healthy", read: func(n *yaml.Node) { number(n, "rollback.watch.healthy", &to.Healthy) }},
		field{key: "interval", read: func(n *yaml.Node) { r.duration(n, "rollback.watch.interval", &to.Interval) }},
		field{key: "bake", read: func(n *yaml.Node) { r.duration(n, "rollback.watch.bake", &to.Bake) }},
		field{key: "settle", read: func(n *yaml.Node) { r.duration(n, "rollback.watch.settle", &to.Settle) }},
		field{key: "patience", read: func(n *yaml.Node) { r.duration(n, "rollback.watch.patience", &to.Patience) }},
	)
}

func (r *reader) never(node *yaml.Node, to *Rollback) {
	id, ok := r.text(node, "an entry of rollback.never")
	switch {
	case !ok:
	case len(id) > 64 || !advisoryID.MatchString(id):
		r.wrong(node.Line, "%s is not an advisory's id; write it as CVE-2021-44228 or GHSA-jfh8-c2jp-5v3q", quote(id))
	case slices.Contains(to.Never, id):
		r.wrong(node.Line, "rollback.never names %s twice; keep one", id)
	default:
		to.Never = append(to.Never, id)
	}
}
