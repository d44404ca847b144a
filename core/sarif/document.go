package sarif

// The parts of SARIF 2.1.0 that are written, in the order of the specification
// (OASIS, sarif-v2.1.0-errata01-os). Empty optional parts are left out.

const (
	schemaURI   = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	version     = "2.1.0"
	sourceRoot  = "%SRCROOT%"
	information = "https://github.com/sallyport-gate/sallyport"
)

type document struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool               tool                        `json:"tool"`
	Invocations        []invocation                `json:"invocations"`
	AutomationDetails  *automation                 `json:"automationDetails,omitempty"`
	VersionControl     []versionControl            `json:"versionControlProvenance,omitempty"`
	OriginalURIBaseIDs map[string]artifactLocation `json:"originalUriBaseIds"`
	Results            []result                    `json:"results"` // [] when clean: GitHub closes old alerts by it
	ColumnKind         string                      `json:"columnKind"`
	Properties         *runProperties              `json:"properties,omitempty"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name            string       `json:"name"`
	FullName        string       `json:"fullName"`
	Organization    string       `json:"organization"`
	Version         string       `json:"version"`
	SemanticVersion string       `json:"semanticVersion,omitempty"`
	InformationURI  string       `json:"informationUri"`
	Rules           []descriptor `json:"rules"`
	Notifications   []descriptor `json:"notifications,omitempty"`
}

// descriptor is a rule, or a kind of notification.
type descriptor struct {
	ID               string          `json:"id"`
	Name             string          `json:"name,omitempty"`
	ShortDescription *text           `json:"shortDescription,omitempty"`
	FullDescription  *text           `json:"fullDescription,omitempty"`
	Help             *text           `json:"help,omitempty"`
	HelpURI          string          `json:"helpUri,omitempty"`
	Default          *configuration  `json:"defaultConfiguration,omitempty"`
	Properties       *ruleProperties `json:"properties,omitempty"`
}

type configuration struct {
	Level string `json:"level"`
}

type ruleProperties struct {
	Tags             []string `json:"tags"`
	Precision        string   `json:"precision"`
	SecuritySeverity string   `json:"security-severity"` // GitHub wants a string that holds a number
}

type text struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type invocation struct {
	ExecutionSuccessful bool           `json:"executionSuccessful"`
	ExitCode            int            `json:"exitCode"`
	ExitDescription     string         `json:"exitCodeDescription,omitempty"`
	Start               string         `json:"startTimeUtc,omitempty"`
	End                 string         `json:"endTimeUtc,omitempty"`
	Notifications       []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Descriptor reference  `json:"descriptor"`
	Level      string     `json:"level"`
	Message    text       `json:"message"`
	Locations  []location `json:"locations,omitempty"`
}

type reference struct {
	ID    string `json:"id"`
	Index int    `json:"index"`
}

type automation struct {
	ID         string            `json:"id"`
	Properties map[string]string `json:"properties,omitempty"`
}

type versionControl struct {
	RepositoryURI string            `json:"repositoryUri"`
	RevisionID    string            `json:"revisionId,omitempty"`
	Branch        string            `json:"branch,omitempty"`
	MappedTo      *artifactLocation `json:"mappedTo,omitempty"`
}

type artifactLocation struct {
	URI         string `json:"uri,omitempty"`
	URIBaseID   string `json:"uriBaseId,omitempty"`
	Description *text  `json:"description,omitempty"`
}

type result struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      text              `json:"message"`
	Locations    []location        `json:"locations"`
	Partial      map[string]string `json:"partialFingerprints,omitempty"`
	CodeFlows    []codeFlow        `json:"codeFlows,omitempty"`
	Fixes        []fix             `json:"fixes,omitempty"`
	Suppressions *[]suppression    `json:"suppressions,omitempty"` // on all results or on none
	Properties   resultProperties  `json:"properties"`
}

type location struct {
	Physical physicalLocation `json:"physicalLocation"`
	Message  *text            `json:"message,omitempty"`
}

type physicalLocation struct {
	Artifact artifactLocation `json:"artifactLocation"`
	Region   *region          `json:"region,omitempty"`
}

type region struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type codeFlow struct {
	ThreadFlows []threadFlow `json:"threadFlows"`
}

type threadFlow struct {
	Locations []threadFlowLocation `json:"locations"`
}

type threadFlowLocation struct {
	Location location `json:"location"`
}

type suppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification,omitempty"`
}

type resultProperties struct {
	Status           string       `json:"status"`
	Severity         string       `json:"severity"`
	Confidence       string       `json:"confidence"`
	SecuritySeverity string       `json:"security-severity"`
	Score            float64      `json:"score,omitempty"`
	Advice           string       `json:"advice,omitempty"`
	Package          *packageData `json:"package,omitempty"`
	Commit           string       `json:"commit,omitempty"` // whose file the location speaks of
	Inside           string       `json:"inside,omitempty"` // the file inside the archive at the location
}

type packageData struct {
	Ecosystem      string   `json:"ecosystem"`
	Name           string   `json:"name"`
	Version        string   `json:"version"`
	Advisory       string   `json:"advisory,omitempty"`
	Aliases        []string `json:"aliases,omitempty"`
	Upstream       []string `json:"upstream,omitempty"`
	FixedIn        string   `json:"fixedIn,omitempty"`
	KnownExploited bool     `json:"knownExploited"`
	Malicious      bool     `json:"malicious"`
	Direct         bool     `json:"direct"`
	Development    bool     `json:"development"`
	Reachability   string   `json:"reachability,omitempty"`
}

// runProperties is what the run says beyond results. It holds no time, so that
// it is the same for the same input.
type runProperties struct {
	Verdict     string          `json:"verdict"`
	Mode        string          `json:"mode,omitempty"`
	Scope       string          `json:"scope,omitempty"`
	Environment string          `json:"environment,omitempty"`
	PlanOnly    bool            `json:"planOnly,omitempty"`
	Reasons     []string        `json:"reasons,omitempty"`
	Warnings    []string        `json:"warnings,omitempty"`
	Checks      []checkData     `json:"checks,omitempty"`
	Skips       map[string]int  `json:"skips,omitempty"` // left out by the walk: reason → files
	Advisories  *advisoriesData `json:"advisories,omitempty"`
}

type checkData struct {
	Name    string         `json:"name"`
	State   string         `json:"state"`
	Message string         `json:"message,omitempty"`
	Files   int            `json:"files"`
	Bytes   int64          `json:"bytes"`
	Skips   map[string]int `json:"skips,omitempty"`
	Notes   []string       `json:"notes,omitempty"`
}

type advisoriesData struct {
	Time   string `json:"time"`
	Digest string `json:"digest"`
	Source string `json:"source"`
}
