package rollback

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Azure's naming rules for resources (Microsoft Learn, "Naming rules and
// restrictions for Azure resources").
var (
	siteID   = regexp.MustCompile(`^(?i:/subscriptions/)([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?i:/resourceGroups/)([-\w.()]{0,89}[-\w()])(?i:/providers/Microsoft\.Web/sites/)([A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9])$`)
	slotName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,57}[A-Za-z0-9])?$`)
)

const apiVersion = "2025-03-01"

// Site is a web app's resource id in parts.
type Site struct{ Subscription, Group, Name string }

// ParseSite reads a resource id. The error says what one looks like.
func ParseSite(id string) (Site, error) {
	parts := siteID.FindStringSubmatch(id)
	if parts == nil {
		return Site{}, fmt.Errorf("site %.200q is not the resource id of a web app; write /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Web/sites/NAME", id)
	}
	return Site{parts[1], parts[2], parts[3]}, nil
}

// SwapPlan is the slot swap of an App Service as lines of text for a person. It
// carries nothing out. site is the resource id of the web app, slot the one that
// holds the older version. A swap is a toggle: sending it twice undoes it, so the
// plan sends it once and finds out what happened by looking.
func SwapPlan(site, slot string) ([]string, error) {
	parsed, err := ParseSite(site)
	errs := []error{err}
	switch {
	case strings.EqualFold(slot, "production"):
		errs = append(errs, errors.New("slot is production, which is always the target of the swap; name the slot that holds the older version, for example staging"))
	case !slotName.MatchString(slot):
		errs = append(errs, fmt.Errorf("slot %.80q is not the name of a slot; write letters, digits and dashes, for example staging", slot))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return swapLines(parsed.Subscription, parsed.Group, parsed.Name, slot), nil
}

func swapLines(subscription, group, site, slot string) []string {
	app := fmt.Sprintf("--subscription %s --resource-group %s --name %s", quote(subscription), quote(group), quote(site))
	look := "az webapp show " + app
	const state = ` --query '{state: state, lastSwap: slotSwapStatus, previewOf: targetSwapSlot, operation: inProgressOperationId}'`
	request := fmt.Sprintf("POST /subscriptions/%s/resourceGroups/%s/providers/Microsoft.Web/sites/%s/slots/%s/slotsswap?api-version=%s",
		subscription, group, site, slot, apiVersion)
	return []string{
		"1. Look at both slots. Go on only when both are Running, no preview and no operation is under way, and the " + slot + " slot answers with the older version:",
		"     " + look + state,
		"     " + look + " --slot " + quote(slot) + state,
		"2. Write down which version each slot holds, and how healthy production is now.",
		"3. Swap once, with production as the target:",
		"     az webapp deployment slot swap " + app + " --slot " + quote(slot) + " --target-slot production --action swap",
		"     It is meant to send one request: " + request,
		"     Never send it again, also not after an error, a timeout or a lost connection: a second swap undoes the first.",
		"4. Look at both slots again with the commands of step 1, until no operation is under way:",
		"     production answers with the older version: go on with step 5.",
		"     production answers with the same version as before and lastSwap has not changed: nothing was swapped; begin again with step 1.",
		"     anything else: stop, leave both slots running, and ask for help.",
		"5. Watch production's health.",
		"     Swap back, with the command of step 3 and the same care, only when it is less healthy than in step 2.",
		"     At most once: there is no third swap.",
	}
}

// DeployPlan is how a version's artifact gets into the slot, as lines of text for a
// person: the gate never deploys. site and slot are ones that SwapPlan accepted.
func DeployPlan(site, slot, commit string) []string {
	parsed, err := ParseSite(site)
	if err != nil {
		return nil
	}
	return []string{
		fmt.Sprintf("Deploy the artifact of commit %.12s to the slot, then run this again:", commit),
		fmt.Sprintf("     az webapp deploy --subscription %s --resource-group %s --name %s --slot %s --src-path ARTIFACT",
			quote(parsed.Subscription), quote(parsed.Group), quote(parsed.Name), quote(slot)),
		"     When that artifact is not kept any more, it is not possible to go back there: name another target, or " + rollForward,
	}
}

// quote makes one shell word of text, for POSIX shells. Everything that comes
// here was validated; quoting keeps it so when the rules above change.
func quote(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
