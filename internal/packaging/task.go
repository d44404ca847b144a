package packaging

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/sallyport-gate/sallyport/core/option"
)

// The form of task.json is tasks.schema.json of azure-pipelines-task-lib.
type task struct {
	Schema              string             `json:"$schema"`
	ID                  string             `json:"id"`
	Name                string             `json:"name"`
	FriendlyName        string             `json:"friendlyName"`
	Description         string             `json:"description"`
	HelpMarkDown        string             `json:"helpMarkDown"`
	Category            string             `json:"category"`
	Visibility          []string           `json:"visibility"`
	Author              string             `json:"author"`
	Version             map[string]int     `json:"version"`
	MinimumAgentVersion string             `json:"minimumAgentVersion"`
	InstanceNameFormat  string             `json:"instanceNameFormat"`
	Inputs              []taskInput        `json:"inputs"`
	OutputVariables     []taskOutput       `json:"outputVariables"`
	Execution           map[string]handler `json:"execution"`
	Restrictions        restrictions       `json:"restrictions"`
}

type taskInput struct {
	Name         string            `json:"name"`
	Type         string            `json:"type"`
	Label        string            `json:"label"`
	DefaultValue string            `json:"defaultValue"`
	Required     bool              `json:"required"`
	HelpMarkDown string            `json:"helpMarkDown"`
	Options      map[string]string `json:"options,omitempty"`
	Properties   map[string]string `json:"properties,omitempty"`
}

type taskOutput struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type handler struct {
	Target string `json:"target"`
}

// restrictions of commands stay off ("any"): restricted mode would drop the
// summary and the artifact. Which variables may be set is restricted.
type restrictions struct {
	Commands          map[string]string   `json:"commands"`
	SettableVariables map[string][]string `json:"settableVariables"`
}

func taskJSON() ([]byte, error) {
	version, err := versionParts()
	if err != nil {
		return nil, err
	}
	t := task{
		Schema: "https://raw.githubusercontent.com/microsoft/azure-pipelines-task-lib/master/tasks.schema.json",
		ID:     TaskID, Name: "Sallyport", FriendlyName: "Sallyport security gate", Description: summary,
		HelpMarkDown: "The exit is the verdict: the task fails unless the gate is open.",
		Category:     "Utility", Visibility: []string{"Build", "Release"}, Author: "sallyport",
		Version:             version,
		MinimumAgentVersion: "4.248.0", // the first agent that has Node 20
		InstanceNameFormat:  "Sallyport security gate",
		Execution:           map[string]handler{"Node20_1": {"launch.js"}, "Node24": {"launch.js"}},
		Restrictions:        restrictions{map[string]string{"mode": "any"}, map[string][]string{"allowed": {}}},
	}
	for _, o := range option.Table() {
		t.Inputs = append(t.Inputs, inputOf(o))
	}
	for _, r := range results() {
		t.OutputVariables = append(t.OutputVariables, taskOutput{r.name, r.meaning})
		t.Restrictions.SettableVariables["allowed"] = append(t.Restrictions.SettableVariables["allowed"], r.name)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(t)
	return b.Bytes(), err
}

// inputOf never uses the type filePath: an agent turns an empty value of that
// type into the folder of the sources, so that an unset path would be set.
func inputOf(o option.Option) taskInput {
	input := taskInput{Name: o.Name, Type: "string", Label: strings.ToUpper(o.Name[:1]) + o.Name[1:], HelpMarkDown: describe(o)}
	switch o.Kind {
	case option.Choice:
		input.Type = "pickList"
		input.Options = map[string]string{}
		for _, v := range o.Values {
			input.Options[v] = v
		}
		input.Properties = map[string]string{"EditableOptions": "True"} // a variable may be given, and nothing
	case option.Paths:
		input.Type = "multiLine"
	case option.Boolean:
		input.Type = "boolean"
	case option.Connection:
		input.Type = "connectedService:AzureRM"
	}
	return input
}

func versionParts() (map[string]int, error) {
	parts := map[string]int{}
	numbers := strings.Split(Version, ".")
	for i, name := range []string{"Major", "Minor", "Patch"} {
		if len(numbers) != 3 {
			return nil, fmt.Errorf("version %q has not three parts", Version)
		}
		n, err := strconv.Atoi(numbers[i])
		if err != nil {
			return nil, fmt.Errorf("version %q: %w", Version, err)
		}
		parts[name] = n
	}
	return parts, nil
}
