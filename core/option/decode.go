package option

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Decode turns what the user set into a Config. The layers go from the strongest
// to the weakest (flags, then the host's inputs); the first that holds a value
// wins, and an empty value counts as absent, because that is how hosts hand over
// an input that nobody set. The error joins every mistake.
func Decode(layers ...map[string]string) (Config, error) {
	var mistakes []error
	values := map[string]string{}
	for _, layer := range layers {
		mistakes = append(mistakes, unknown(layer)...)
	}
	for _, o := range Table() {
		values[o.Name] = o.Default
		if v := first(o.Name, layers); v != "" {
			values[o.Name] = v
		}
		if err := o.check(values[o.Name]); err != nil {
			mistakes = append(mistakes, err)
		}
	}
	if len(mistakes) == 0 {
		mistakes = append(mistakes, combined(values, layers)...)
	}
	if len(mistakes) > 0 {
		return Config{}, errors.Join(mistakes...)
	}
	decoded := config(values)
	decoded.PolicyGiven, decoded.ReportGiven = first("policy", layers) != "", first("report", layers) != ""
	return decoded, nil
}

func first(name string, layers []map[string]string) string {
	for _, layer := range layers {
		if v := strings.TrimSpace(layer[name]); v != "" {
			return v
		}
	}
	return ""
}

func unknown(layer map[string]string) []error {
	var mistakes []error
	for name := range layer {
		if !slices.ContainsFunc(Table(), func(o Option) bool { return o.Name == name }) {
			mistakes = append(mistakes, fmt.Errorf("option %q is not known%s", name, suggestion(name, names())))
		}
	}
	slices.SortFunc(mistakes, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return mistakes
}

func names() []string {
	var all []string
	for _, o := range Table() {
		all = append(all, o.Name)
	}
	return all
}

// check says what is wrong with one value by itself.
func (o Option) check(value string) error {
	if i := strings.IndexFunc(value, unicode.IsControl); i >= 0 && o.Kind != Paths {
		return fmt.Errorf("option %s holds a control character at byte %d; remove it", o.Name, i)
	}
	if value == "" {
		return nil
	}
	switch o.Kind {
	case Choice:
		if !slices.Contains(o.Values, value) {
			return fmt.Errorf("option %s=%q is not one of %s%s", o.Name, value, strings.Join(o.Values, ", "), suggestion(value, o.Values))
		}
	case Words:
		return o.checkWords(value)
	case Boolean:
		if _, err := parseBoolean(value); err != nil {
			return fmt.Errorf("option %s=%q: %w", o.Name, value, err)
		}
	case Duration:
		if _, err := ParseDuration(value); err != nil {
			return fmt.Errorf("option %s=%q: %w", o.Name, value, err)
		}
	case Size:
		if _, err := parseSize(value); err != nil {
			return fmt.Errorf("option %s=%q: %w", o.Name, value, err)
		}
	}
	return nil
}

func (o Option) checkWords(value string) error {
	words := split(value, ",")
	if len(words) == 0 {
		return fmt.Errorf("option %s=%q names nothing; it takes some of %s", o.Name, value, strings.Join(o.Values, ", "))
	}
	var mistakes []error
	for _, word := range words {
		if !slices.Contains(o.Values, word) {
			mistakes = append(mistakes, fmt.Errorf("option %s: %q is not one of %s%s", o.Name, word, strings.Join(o.Values, ", "), suggestion(word, o.Values)))
		}
	}
	return errors.Join(mistakes...)
}

// combined says what is wrong with values that are right one by one. An option
// that its mode would not look at is a mistake, not a wish to be dropped silently.
func combined(values map[string]string, layers []map[string]string) []error {
	var mistakes []error
	mode := values["mode"]
	for _, only := range []struct {
		modes   []string
		options []string
	}{
		{[]string{Hotfix}, []string{"budget"}},
		{[]string{Rollback}, []string{"target"}},
		{[]string{Hotfix, Rollback}, []string{"reason", "incident", "approver", "approval", "site", "slot", "swap", "probe", "connection"}},
	} {
		for _, name := range only.options {
			if !slices.Contains(only.modes, mode) && first(name, layers) != "" {
				mistakes = append(mistakes, fmt.Errorf("option %s belongs to mode=%s, and the mode is %s", name, strings.Join(only.modes, " or mode="), mode))
			}
		}
	}
	if swap, _ := parseBoolean(values["swap"]); swap {
		for name, why := range map[string]string{"site": "the Azure resource id of the web app", "probe": "where the app tells its health and its version",
			"receipts": "where the swap's intent is written before it is carried out"} {
			if values[name] == "" {
				mistakes = append(mistakes, fmt.Errorf("option swap needs %s: %s", name, why))
			}
		}
	}
	if mode == Rollback && values["receipts"] == "" {
		mistakes = append(mistakes, errors.New("mode=rollback needs receipts: the folder that earlier releases wrote theirs to"))
	}
	if mode != Release && first("slot", layers) != "" && values["site"] == "" {
		mistakes = append(mistakes, errors.New("option slot needs site: the Azure resource id of the web app whose slot it is"))
	}
	if mode == Rollback && first("scope", layers) != "" {
		mistakes = append(mistakes, errors.New("option scope does not go with mode=rollback, which judges the recorded inventory and not the tree"))
	}
	if mode == Rollback && values["images"] != "" {
		mistakes = append(mistakes, errors.New("option images does not go with mode=rollback, which judges the recorded inventory"))
	}
	if values["scope"] == Staged && mode != Release {
		mistakes = append(mistakes, fmt.Errorf("scope=%s is for a commit hook and does not go with mode=%s", Staged, mode))
	}
	if values["path"] == Stdin && (mode != Release || values["scope"] != Auto) {
		mistakes = append(mistakes, errors.New("path=- is standard input, which has no scope and no history; leave mode and scope away, or write ./- for a file of that name"))
	}
	return mistakes
}

func config(values map[string]string) Config {
	budget, _ := ParseDuration(values["budget"])
	timeout, _ := ParseDuration(values["timeout"])
	memory, _ := parseSize(values["memory"])
	plan, _ := parseBoolean(values["plan"])
	swap, _ := parseBoolean(values["swap"])
	return Config{
		Mode: values["mode"], Path: values["path"], Checks: ordered("checks", values["checks"]),
		Policy: values["policy"],
		Scope:  values["scope"], Base: values["base"], Rules: split(values["rules"], ",\n"),
		Advisories: values["advisories"], Images: split(values["images"], ",\n"), Report: values["report"], Receipts: values["receipts"], Key: values["key"], Trust: values["trust"],
		Environment: values["environment"], Budget: budget,
		Reason: values["reason"], Incident: values["incident"], Approver: values["approver"], Approval: values["approval"], Artifact: values["artifact"],
		Target: values["target"], Site: values["site"], Slot: values["slot"],
		Swap: swap, Probe: values["probe"], Connection: values["connection"],
		Plan: plan, Timeout: timeout, Memory: memory, Token: values["token"], Format: values["format"],
	}
}

// ordered returns the words in the table's order, each once.
func ordered(name, value string) []string {
	chosen := split(value, ",")
	var words []string
	for _, o := range Table() {
		if o.Name != name {
			continue
		}
		for _, v := range o.Values {
			if slices.Contains(chosen, v) {
				words = append(words, v)
			}
		}
	}
	return words
}

func split(value, separators string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}
