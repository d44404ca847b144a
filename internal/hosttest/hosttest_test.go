package hosttest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadGitHub(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []Command
	}{
		{"a command at the start of a line", "  ::error file=a%2Cb.go,line=3::100%25 sure%0A::x", []Command{
			{Name: "error", Properties: map[string]string{"file": "a,b.go", "line": "3"}, Data: "100% sure\n::x"}}},
		{"a command in the middle of a line is text", "see ::error::x", nil},
		{"an unknown command is text", "::verdict::open", nil},
		{"the old form counts anywhere", "name ##[Set-Output name=verdict]open", []Command{
			{Name: "set-output", Properties: map[string]string{"name": "verdict"}, Data: "open"}}},
		{"a carriage return ends a line", "x\r::debug::y", []Command{{Name: "debug", Properties: map[string]string{}, Data: "y"}}},
		{"a zero-width character hides nothing", "\u200b::debug::y", []Command{{Name: "debug", Properties: map[string]string{}, Data: "y"}}},
		{"stopped commands are text until the token", "::stop-commands::tok\n##[error]x\n::tok::\n::debug::y", []Command{
			{Name: "stop-commands", Properties: map[string]string{}, Data: "tok"},
			{Name: "debug", Properties: map[string]string{}, Data: "y"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ReadGitHub(tt.in).Commands); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadGitHubFile(t *testing.T) {
	got, err := ReadGitHubFile("a=1=2\nb<<E\nx\n\ny=3\nE\n\na=4\n")
	if diff := cmp.Diff(map[string]string{"a": "4", "b": "x\n\ny=3"}, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	for _, broken := range []string{"x", "a<<E\nnever ends\n", "<<E\nE\n", "a<<\n"} {
		if _, err := ReadGitHubFile(broken); err == nil {
			t.Errorf("%q was read", broken)
		}
	}
}

func TestReadAzure(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []Command
	}{
		{"a command anywhere in a line", "x ##vso[task.complete result=Failed;done=%AZP25true]a%3Bb%AZP250A", []Command{
			{Name: "task.complete", Properties: map[string]string{"result": "Failed", "done": "%true"}, Data: "a;b%0A"}}},
		{"colours are reported too", "x ##[error]y", []Command{{Name: "#error", Data: "y"}}},
		{"a name of one part is none", "##vso[complete]x", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ReadAzure(tt.in).Commands); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := ReadAzure("##vso[complete]x").Warnings; len(got) != 1 {
		t.Errorf("a broken command gave warnings %q", got)
	}
}
