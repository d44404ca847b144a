package sast_test

import (
	"os"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast"
)

func TestEveryRuleOfThePackFindsItsHitsAndNothingElse(t *testing.T) {
	got, err := sast.TestRules(t.Context(), os.DirFS("rules"), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range got.Problems {
		t.Error(problem)
	}
	t.Logf("%d rules, %d hits, %d near misses", got.Rules, got.Hits, got.Misses)
}

func TestTheCanaryIsFoundInEveryLanguage(t *testing.T) {
	check, err := sast.New(sast.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := check.Canary(t.Context()); err != nil {
		t.Error(err)
	}
}
