package planted

import (
	"strings"
	"testing"
)

func TestValuesAreDeterministicAndHaveTheirShape(t *testing.T) {
	id, secret := AWSKeyPair("a")
	tests := []struct {
		name, one, again, other string
		length                  int
	}{
		{"storage key", StorageKey("a"), StorageKey("a"), StorageKey("b"), 88},
		{"service bus key", ServiceBusKey("a"), ServiceBusKey("a"), ServiceBusKey("b"), 44},
		{"older Azure DevOps token", AzureDevOpsPAT("a"), AzureDevOpsPAT("a"), AzureDevOpsPAT("b"), 52},
		{"newer Azure DevOps token", AzureDevOpsToken("a"), AzureDevOpsToken("a"), AzureDevOpsToken("b"), 84},
		{"GitHub token", GitHubToken("a"), GitHubToken("a"), GitHubToken("b"), 40},
		{"npm token", NPMToken("a"), NPMToken("a"), NPMToken("b"), 40},
		{"Entra secret", EntraSecret("a"), EntraSecret("a"), EntraSecret("b"), 40},
		{"AWS key id", id, id, "", 20},
		{"AWS secret", secret, secret, "", 40},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.one != tt.again || tt.one == tt.other || len(tt.one) != tt.length {
				t.Errorf("length %d, want %d; same again: %v; other seed differs: %v", len(tt.one), tt.length, tt.one == tt.again, tt.one != tt.other)
			}
		})
	}
}

func TestSignaturesStandSixBeforeTheEnd(t *testing.T) {
	key := strings.TrimRight(StorageKey("x"), "=")
	if got := key[len(key)-10 : len(key)-6]; got != "+ASt" {
		t.Errorf("signature %q, want +ASt", got)
	}
}
