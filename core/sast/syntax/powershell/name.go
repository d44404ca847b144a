package powershell

import (
	"strings"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
)

// alias resolves the aliases that the shell defines itself. Those that are a
// program's name on other systems, such as curl and sort, stay.
func alias(name string) string {
	switch name {
	case "iex":
		return "invoke-expression"
	case "iwr":
		return "invoke-webrequest"
	case "irm":
		return "invoke-restmethod"
	case "icm":
		return "invoke-command"
	case "saps":
		return "start-process"
	case "sajb":
		return "start-job"
	case "gci", "dir":
		return "get-childitem"
	case "gc", "type":
		return "get-content"
	case "ac":
		return "add-content"
	case "gi":
		return "get-item"
	case "gp":
		return "get-itemproperty"
	case "sp":
		return "set-itemproperty"
	case "ni":
		return "new-item"
	case "ri", "del", "erase", "rd":
		return "remove-item"
	case "ci", "cpi", "copy":
		return "copy-item"
	case "mi", "move":
		return "move-item"
	case "ipmo":
		return "import-module"
	case "ipcsv":
		return "import-csv"
	case "gv":
		return "get-variable"
	case "sv":
		return "set-variable"
	case "nal":
		return "new-alias"
	case "sal":
		return "set-alias"
	case "gwmi":
		return "get-wmiobject"
	case "iwmi":
		return "invoke-wmimethod"
	case "%", "foreach":
		return "foreach-object"
	case "?", "where":
		return "where-object"
	case "select":
		return "select-object"
	case "sls":
		return "select-string"
	case "echo", "write":
		return "write-output"
	case "etsn":
		return "enter-pssession"
	case "nsn":
		return "new-pssession"
	}
	return name
}

// isSwitch knows the most used parameters that take no value.
func isSwitch(name string) bool {
	switch name {
	case "force", "recurse", "usebasicparsing", "asplaintext", "passthru", "wait", "nonewline", "whatif", "noprofile",
		"noninteractive", "nologo", "skipcertificatecheck", "allowunencryptedauthentication", "verbose", "debug", "asjob",
		"usessl", "raw", "append", "noclobber", "notypeinformation", "skippublishercheck", "allowclobber", "mandatory":
		return true
	}
	return false
}

// firstParameter is the name that a command's first argument may be given with.
func firstParameter(command string) string {
	switch command {
	case "invoke-expression":
		return "command"
	case "new-object":
		return "typename"
	case "start-process":
		return "filepath"
	case "add-type":
		return "typedefinition"
	}
	return ""
}

// typeName writes a type in lower case, without white space and "System.".
func typeName(name string) string {
	if syntax.IsMetavariable(name) {
		return name
	}
	name = strings.ToLower(strings.Join(strings.Fields(name), ""))
	return strings.TrimPrefix(name, "system.")
}
