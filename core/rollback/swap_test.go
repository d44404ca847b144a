package rollback_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/rollback"
)

const site = "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/shop(eu)_1/providers/Microsoft.Web/sites/storefront"

func TestSwapPlanIsASwapThatCannotGoWrongTwice(t *testing.T) {
	const app = "--subscription '01234567-89ab-cdef-0123-456789abcdef' --resource-group 'shop(eu)_1' --name 'storefront'"
	const look = "     az webapp show " + app
	const state = " --query '{state: state, lastSwap: slotSwapStatus, previewOf: targetSwapSlot, operation: inProgressOperationId}'"
	want := []string{
		"1. Look at both slots. Go on only when both are Running, no preview and no operation is under way, and the staging slot answers with the older version:",
		look + state,
		look + " --slot 'staging'" + state,
		"2. Write down which version each slot holds, and how healthy production is now.",
		"3. Swap once, with production as the target:",
		"     az webapp deployment slot swap " + app + " --slot 'staging' --target-slot production --action swap",
		"     It is meant to send one request: POST " + site + "/slots/staging/slotsswap?api-version=2025-03-01",
		"     Never send it again, also not after an error, a timeout or a lost connection: a second swap undoes the first.",
		"4. Look at both slots again with the commands of step 1, until no operation is under way:",
		"     production answers with the older version: go on with step 5.",
		"     production answers with the same version as before and lastSwap has not changed: nothing was swapped; begin again with step 1.",
		"     anything else: stop, leave both slots running, and ask for help.",
		"5. Watch production's health.",
		"     Swap back, with the command of step 3 and the same care, only when it is less healthy than in step 2.",
		"     At most once: there is no third swap.",
	}
	got, err := rollback.SwapPlan(site, "staging")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSwapPlanAcceptsAzuresSpellings(t *testing.T) {
	for _, id := range []string{
		strings.Replace(site, "resourceGroups", "resourcegroups", 1),
		strings.Replace(site, "Microsoft.Web", "microsoft.web", 1),
		strings.Replace(site, "89ab-cdef", "89AB-CDEF", 1),
	} {
		if _, err := rollback.SwapPlan(id, "blue-2"); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestSwapPlanRefusesWhatIsNoSiteOrSlot(t *testing.T) {
	tests := map[string]struct{ site, slot, want string }{
		"no site":                     {"", "staging", "not the resource id of a web app"},
		"a name only":                 {"storefront", "staging", "not the resource id of a web app"},
		"a slot's id":                 {site + "/slots/staging", "staging", "not the resource id of a web app"},
		"another kind of resource":    {strings.Replace(site, "Microsoft.Web/sites", "Microsoft.Storage/storageAccounts", 1), "staging", "not the resource id of a web app"},
		"a subscription by name":      {strings.Replace(site, "01234567-89ab-cdef-0123-456789abcdef", "prod", 1), "staging", "not the resource id of a web app"},
		"a command in the site":       {site + "'; rm -rf ~; '", "staging", "not the resource id of a web app"},
		"a command in the group":      {strings.Replace(site, "shop(eu)_1", "$(id)", 1), "staging", "not the resource id of a web app"},
		"a second line":               {site + "\nrm", "staging", "not the resource id of a web app"},
		"a letter that folds to an s": {strings.Replace(site, "storefront", "\u017ftorefront", 1), "staging", "not the resource id of a web app"},
		"no slot":                     {site, "", "not the name of a slot"},
		"a command in the slot":       {site, "staging;id", "not the name of a slot"},
		"an option as slot":           {site, "--help", "not the name of a slot"},
		"production as the source":    {site, "Production", "always the target"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			lines, err := rollback.SwapPlan(test.site, test.slot)
			if err == nil || !strings.Contains(err.Error(), test.want) || lines != nil {
				t.Errorf("got %v, want %q in the error and no plan", err, test.want)
			}
		})
	}
	if _, err := rollback.SwapPlan("x", "production"); err == nil || !strings.Contains(err.Error(), "site") || !strings.Contains(err.Error(), "slot") {
		t.Errorf("got %v, want both mistakes", err)
	}
}
