package rules

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

func sas() []Kind {
	const page = "https://learn.microsoft.com/azure/storage/common/storage-sas-overview"
	return []Kind{
		{ID: "azure-storage-sas", Title: "Azure Storage shared access signature",
			Opens:  "Does what its permissions (sp) say to the blobs, files, queues or tables it names, until it expires.",
			Revoke: "Rotate the account key it was signed with, or delete its stored access policy.", Page: page,
			Instead: UseIdentity, Severity: finding.High, Confidence: finding.Strong, Rank: Format,
			Anchors: []string{"sig="}, Find: func(text []byte, at int) (Match, bool) { return signature(text, at, storageSAS) },
			Hit: func(s *planted.Source) string {
				return "sv=2022-11-02&ss=b&srt=sco&sp=rwdl&se=2031-01-01T00:00:00Z&spr=https&sig=" + url.QueryEscape(base64.StdEncoding.EncodeToString(s.Bytes(32)))
			},
			Miss: func(s *planted.Source) string { return "sv=2022-11-02&sp=r&sr=b&sig=" + s.Text(planted.Base62, 12) }},
		{ID: "azure-messaging-sas", Title: "Azure shared access signature (Service Bus, Event Hubs, IoT Hub)",
			Opens:  "Sends to or reads from the resource that it names, until it expires.",
			Revoke: "Regenerate the key of the shared access policy (skn) it was signed with.", Page: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas",
			Instead: UseIdentity, Severity: finding.High, Confidence: finding.Strong, Rank: Format,
			Anchors: []string{"sig="}, Find: func(text []byte, at int) (Match, bool) { return signature(text, at, messagingSAS) },
			Hit: func(s *planted.Source) string {
				return "SharedAccessSignature sr=shop.servicebus.windows.net%2Forders&sig=" + url.QueryEscape(base64.StdEncoding.EncodeToString(s.Bytes(32))) + "&se=1924992000&skn=send"
			},
			Miss: func(s *planted.Source) string { return "SharedAccessSignature sr={uri}&sig={signature}&se=1924992000" }},
		{ID: "azure-logic-apps-url", Title: "Azure Logic Apps trigger URL",
			Opens:  "Starts the workflow, with any input.",
			Revoke: "Regenerate the access key of the workflow, which ends every callback URL signed with it.", Page: "https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app",
			Instead: UseVault, Severity: finding.High, Confidence: finding.Strong, Rank: Format,
			Anchors: []string{"sig="}, Find: func(text []byte, at int) (Match, bool) { return signature(text, at, logicApps) },
			Hit: func(s *planted.Source) string {
				return "https://prod-01.westeurope.logic.azure.com/workflows/x/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=" + base64.RawURLEncoding.EncodeToString(s.Bytes(32))
			},
			Miss: func(s *planted.Source) string { return "?sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=your-signature" }},
	}
}

// isQuery are the bytes of a URL's query, as documents write it.
var isQuery = newClass(alphanum + "%&=_.:;+~-/")

// isSigned are the bytes of a signature, escaped or not, without padding.
var isSigned = newClass(alphanum + "%+/-_")

// signature reads the query round "sig=" and judges the 32 bytes behind it. The
// finding covers the signature; what it allows is told in words.
func signature(text []byte, at int, known func(query) (string, bool)) (Match, bool) {
	const window = 1024
	if isSigned.run(text, at+len("sig="), 40) < 40 {
		return Match{}, false
	}
	from := at - isQuery.back(text, at, window)
	to := at + isQuery.run(text, at, window)
	q := parseQuery(string(text[from:to]))
	note, ok := known(q)
	if !ok {
		return Match{}, false
	}
	start := at + len("sig=")
	end := start + newlineFree(text[start:to])
	decoded, ok := signatureBytes(string(text[start:end]))
	if !ok || repetitive(decoded) {
		return Match{}, false
	}
	return Match{Start: start, End: end, Confidence: finding.Strong, Note: note, Soft: true,
		Normal: base64.RawURLEncoding.EncodeToString(decoded)}, true
}

// newlineFree is the length of the value in front of the next parameter.
func newlineFree(b []byte) int {
	for i, c := range b {
		if c == '&' || c == ';' {
			return i
		}
	}
	return len(b)
}

// signatureBytes decodes an HMAC-SHA256 in any of the ways it is written.
func signatureBytes(value string) ([]byte, bool) {
	if unescaped, err := url.PathUnescape(value); err == nil {
		value = unescaped
	}
	value = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(value), "=")
	decoded, err := base64.RawStdEncoding.DecodeString(value)
	return decoded, err == nil && len(decoded) == 32
}

// query are the parameters of a signed URL; the first of a name counts.
type query map[string]string

func parseQuery(text string) query {
	q := query{}
	for part := range strings.SplitSeq(text, "&") {
		name, value, _ := strings.Cut(innermost(strings.TrimPrefix(part, "amp;")), "=")
		if _, known := q[name]; !known && len(q) < 32 {
			q[name] = value
		}
	}
	return q
}

// innermost drops what stands before a first parameter: "TOKEN=sv=2022" is an
// assignment of "sv=2022". Signs of equality at the end are padding.
func innermost(part string) string {
	body := strings.TrimRight(part, "=")
	last := strings.LastIndexByte(body, '=')
	if last < 0 {
		return part
	}
	return part[strings.LastIndexByte(part[:last], '=')+1:]
}

func storageSAS(q query) (string, bool) {
	if len(q["sv"]) != len("2022-11-02") || q["sp"] == "" && q["si"] == "" || q["sr"] == "" && q["ss"] == "" && q["si"] == "" {
		return "", false
	}
	return until(q["se"], "it is a whole signed query"), true
}

func messagingSAS(q query) (string, bool) {
	if q["sr"] == "" || q["se"] == "" || !isDigit.all([]byte(q["se"])) || q["sv"] != "" {
		return "", false
	}
	return "it is a whole signed query", true
}

func logicApps(q query) (string, bool) {
	return "it is a whole signed query", strings.Contains(strings.ToLower(q["sp"]), "triggers") && q["sv"] != ""
}

// until adds the day of expiry when it is written as a date. No clock is asked,
// so the same tree gives the same finding on every day.
func until(expiry, note string) string {
	if len(expiry) >= 10 && isDigit.all([]byte(expiry[:4]+expiry[5:7]+expiry[8:10])) && expiry[4] == '-' && expiry[7] == '-' {
		return note + " that expires on " + expiry[:10]
	}
	return note
}
