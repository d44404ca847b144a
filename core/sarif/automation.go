package sarif

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/report"
)

// Keys of report.Change.Build that the Azure dialect reads, with the predefined
// variable that holds each. The branch is report.Change.Ref (Build.SourceBranch).
const (
	BuildOrganization   = "organization"   // last part of System.CollectionUri
	BuildProject        = "project"        // System.TeamProjectId, or the project's name
	BuildDefinition     = "definition"     // System.DefinitionId, a number
	BuildDefinitionName = "definitionName" // Build.DefinitionName
	BuildPhase          = "phase"          // System.PhaseId, a GUID
	BuildPhaseName      = "phaseName"      // System.PhaseName
	BuildID             = "build"          // Build.BuildId, a number
)

const azurePrefix = "azuredevops/pipeline/build/"

// MissingBuild names what Advanced Security would miss in the change: the keys
// whose value is empty or malformed, and "ref". It is empty when the Azure
// dialect can be uploaded.
func MissingBuild(c report.Change) []string {
	var missing []string
	for _, key := range []struct {
		name string
		ok   func(string) bool
	}{
		{BuildOrganization, named}, {BuildProject, named}, {BuildDefinition, positive}, {BuildDefinitionName, named},
		{BuildPhase, guid}, {BuildPhaseName, named}, {BuildID, positive},
	} {
		if !key.ok(c.Build[key.name]) {
			missing = append(missing, key.name)
		}
	}
	if !named(c.Ref) {
		missing = append(missing, "ref")
	}
	return missing
}

func named(s string) bool { return strings.TrimSpace(s) != "" }

func positive(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n > 0
}

func guid(s string) bool {
	return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`).MatchString(s) && strings.Trim(s, "0-") != ""
}

// automation names the run so that a host tells its analyses apart: the same
// mode and scope replace each other, and no other.
func (w *writer) automation() *automation {
	c := w.report.Change
	if w.dialect != Azure {
		// GitHub's category is everything before the last slash.
		return &automation{ID: "sallyport/" + w.scope() + "/"}
	}
	if len(MissingBuild(c)) > 0 {
		return nil // a half-named pipeline is refused, none is not
	}
	part := func(key string) string {
		return strings.ReplaceAll(report.Plain(c.Build[key]), "/", "_")
	}
	return &automation{
		ID: azurePrefix + strings.Join([]string{part(BuildOrganization), part(BuildProject), part(BuildDefinition),
			part(BuildPhase), report.Plain(c.Ref), part(BuildID)}, "/"),
		Properties: map[string]string{
			azurePrefix + "buildDefinitionId":   c.Build[BuildDefinition], // a number, in a string: the validator reads no other
			azurePrefix + "buildDefinitionName": report.Plain(c.Build[BuildDefinitionName]),
			azurePrefix + "phaseId":             c.Build[BuildPhase],
			azurePrefix + "phaseName":           report.Plain(c.Build[BuildPhaseName]),
		},
	}
}

func (w *writer) scope() string {
	for _, s := range []string{w.report.Scope, w.report.Mode} {
		if s = strings.ReplaceAll(report.Plain(s), "/", "_"); s != "" {
			return s
		}
	}
	return "tree"
}
