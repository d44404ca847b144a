package option

import "time"

// Config is the decoded table: valid by itself, not yet held against the tree.
type Config struct {
	Mode        string
	Path        string
	Checks      []string // sorted as in the table, without repetitions
	Policy      string
	PolicyGiven bool // the user named a policy file, so it has to exist
	Scope       string
	Base        string
	Rules       []string
	Advisories  string
	Images      []string
	Report      string
	ReportGiven bool   // the user named the folder
	Receipts    string // a folder, or git:REMOTE:REF
	Key         string // file, or env:NAME
	Trust       string // file
	Environment string
	Budget      time.Duration // 0: as the policy says
	Reason      string
	Incident    string
	Approver    string
	Approval    string // file
	Artifact    string // file
	Target      string
	Site, Slot  string
	Swap        bool
	Probe       string
	Connection  string
	Plan        bool
	Timeout     time.Duration
	Memory      int64 // bytes; 0: no limit of ours
	Token       string
	Format      string
}
