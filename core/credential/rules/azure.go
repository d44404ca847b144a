package rules

import (
	"encoding/base64"
	"encoding/binary"
	"math/bits"
	"strings"

	"github.com/sallyport-gate/sallyport/core/credential/checksum"
	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
)

// shape is how an Azure identifiable key is built: decoded length, signature,
// and the seeds its checksum may have. Source: microsoft/security-utilities,
// IdentifiableSecrets and IdentifiableMetadata.
type shape struct {
	bytes     int
	signature string
	seeds     []string
	urlSafe   bool
	plain     bool // letters and digits only, but for the signature
	variant   bool // after encoding, + may have become P, and / F
	soft      bool // a checksum that does not fit proves nothing
}

// azureKeys are the keys whose checksum is in the key itself.
func azureKeys() []Kind {
	type service struct {
		id, name, opens, revoke, page string
		severity                      finding.Severity
		shape                         shape
	}
	const keys = "Regenerate both keys of the "
	services := []service{
		{"azure-storage-account-key", "Azure Storage account key", "Reads, writes and deletes all data of the storage account, and signs SAS tokens for others.",
			"Rotate the key of the storage account (az storage account keys renew), then disallow shared key access.", "https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage", finding.Critical,
			shape{bytes: 64, signature: "+ASt", seeds: []string{"Default0"}}},
		{"azure-cosmos-db-key", "Azure Cosmos DB key", "Reads, and with a primary key changes, every database of the account.",
			"Regenerate the key of the Cosmos DB account, then disable local authentication.", "https://learn.microsoft.com/azure/cosmos-db/how-to-rotate-keys", finding.Critical,
			shape{bytes: 64, signature: "ACDb", seeds: []string{"MastRW00", "MastRO00", "SystRW00", "SystRO00", "SysAll00", "Resour00", "Encryp00"}}},
		{"azure-batch-key", "Azure Batch account key", "Runs any program in the Batch account's pools.",
			keys + "Batch account.", "https://learn.microsoft.com/azure/batch/security-best-practices", finding.Critical,
			shape{bytes: 64, signature: "+ABa", seeds: []string{"AbAcct00"}}},
		{"azure-ml-classic-key", "Azure Machine Learning (classic) web service key", "Calls the published model and sees what it answers.",
			"Regenerate the web service's key in Machine Learning Studio.", "https://learn.microsoft.com/previous-versions/azure/machine-learning/classic/overview-what-is-machine-learning-studio", finding.High,
			shape{bytes: 64, signature: "+AMC", seeds: []string{"Classic0"}}},
		{"azure-api-management-key", "Azure API Management key", "Calls the APIs behind the gateway, or manages the gateway itself.",
			keys + "subscription, gateway or tenant access in API Management.", "https://learn.microsoft.com/azure/api-management/api-management-subscriptions", finding.High,
			shape{bytes: 64, signature: "APIM", seeds: []string{"Tenant00", "IoTHub00", "Gatewy00", "GitKey00"}}},
		{"azure-service-bus-key", "Azure Service Bus key", "Sends, receives or manages messages, as far as its policy reaches.",
			keys + "shared access policy (az servicebus namespace authorization-rule keys renew).", "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas", finding.High,
			shape{bytes: 32, signature: "+ASb", seeds: []string{"Send0000", "Manage00", "Listen00"}}},
		{"azure-event-hubs-key", "Azure Event Hubs key", "Sends or reads events, or manages the namespace, as far as its policy reaches.",
			keys + "shared access policy (az eventhubs namespace authorization-rule keys renew).", "https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature", finding.High,
			shape{bytes: 32, signature: "+AEh", seeds: []string{"Send0000", "Manage00", "Listen00"}}},
		{"azure-relay-key", "Azure Relay key", "Listens on or sends through the relay, into the network behind it.",
			keys + "shared access policy of the Relay namespace.", "https://learn.microsoft.com/azure/azure-relay/relay-authentication-and-authorization", finding.High,
			shape{bytes: 32, signature: "+ARm", seeds: []string{"Send0000", "Manage00", "Listen00"}}},
		{"azure-iot-key", "Azure IoT key", "Speaks for a device, or manages the hub or its provisioning service.",
			"Regenerate the shared access policy's keys of the IoT hub or provisioning service, or the device's keys.", "https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-sas", finding.High,
			shape{bytes: 32, signature: "AIoT", seeds: []string{"IoTHub00", "DpsKey00", "Device00"}}},
		{"azure-redis-key", "Azure Cache for Redis key", "Reads and changes everything in the cache.",
			"Regenerate the cache's access keys (az redis regenerate-keys), then use Entra authentication.", "https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure", finding.High,
			shape{bytes: 32, signature: "AzCa", seeds: []string{"Access00"}, variant: true}},
		{"azure-event-grid-key", "Azure Event Grid key", "Publishes events to the topic or domain.",
			keys + "topic (az eventgrid topic key regenerate).", "https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures", finding.High,
			shape{bytes: 32, signature: "AZEG", seeds: []string{"SendRecv"}}},
		{"azure-search-key", "Azure AI Search key", "Queries, and with an admin key changes, every index of the service.",
			"Regenerate the search service's key (az search admin-key renew), then use role-based access.", "https://learn.microsoft.com/azure/search/search-security-api-keys", finding.High,
			shape{bytes: 39, signature: "AzSe", seeds: []string{"Query000", "PAdmin00"}, plain: true}},
		{"azure-container-registry-key", "Azure Container Registry password", "Pulls and pushes images, so it can replace what is deployed.",
			"Regenerate the password (az acr credential renew), and disable the admin user.", "https://learn.microsoft.com/azure/container-registry/container-registry-authentication", finding.Critical,
			shape{bytes: 39, signature: "+ACR", seeds: []string{"ACRDflt0"}, plain: true, soft: true}},
		{"azure-functions-key", "Azure Functions key", "Calls the function app's endpoints; a master key also manages it.",
			"Renew the key of the function app (az functionapp keys set).", "https://learn.microsoft.com/azure/azure-functions/function-keys-how-to", finding.High,
			shape{bytes: 40, signature: "AzFu", seeds: []string{"Functi00", "Master00", "System00"}, urlSafe: true}},
		{"azure-sql-password", "Azure SQL generated password", "Signs in to the database.",
			"Reset the login's password, then use Entra authentication only.", "https://learn.microsoft.com/azure/azure-sql/database/single-database-manage", finding.Critical,
			shape{bytes: 32, signature: "+SQL", seeds: []string{"UsrPwd00"}}},
	}
	kinds := make([]Kind, 0, len(services))
	for _, s := range services {
		kinds = append(kinds, Kind{ID: s.id, Title: s.name, Opens: s.opens, Revoke: s.revoke, Page: s.page, Instead: UseIdentity,
			Severity: s.severity, Confidence: finding.Proven, Rank: Gated,
			Anchors: escapedSignatures(s.shape.signature), Find: s.shape.findEscaped, Hit: s.shape.hit, Miss: s.shape.miss})
	}
	return kinds
}

// length is the number of characters without padding, padding the number of "=".
func (s shape) length() int  { return (s.bytes*8 + 5) / 6 }
func (s shape) padding() int { return (3 - s.bytes%3) % 3 }

// find verifies the one window that a signature fixes: it stands ten
// characters before the unpadded end.
func (s shape) find(text []byte, at int) (Match, bool) {
	start := at + 10 - s.length()
	end := start + s.length()
	alphabet, encoding := isBase64, base64.RawStdEncoding.Strict() // strict: a changed last letter must not decode to the same
	if s.urlSafe {
		alphabet, encoding = isURL64, base64.RawURLEncoding.Strict()
	}
	if start < 0 || end > len(text) || !alphabet.all(text[start:end]) {
		return Match{}, false
	}
	padded, signs := end, 0
	for ; signs < s.padding(); signs++ {
		n := paddingAt(text[padded:])
		if n == 0 {
			break
		}
		padded += n
	}
	m := Match{Start: start, End: padded, Normal: string(text[start:end])}
	var raw [64]byte
	n, err := encoding.Decode(raw[:], text[start:end])
	if err == nil && n == s.bytes && s.sealed(raw[:n], text[start:end]) {
		m.Confidence, m.Note = finding.Proven, "its checksum is right"
		return m, true
	}
	// Without a right checksum only a value of exactly this shape is worth a word.
	whole := signs == s.padding() && alphabet.clear(text, start, padded) &&
		(!s.plain || isAlnum.all(text[start:at]) && isAlnum.all(text[at+4:end]))
	if s.soft {
		m.Confidence, m.Note = finding.Strong, "it has the signature, and a checksum that does not fit"
		return m, whole
	}
	m.Confidence, m.Note = finding.Info, "its checksum does not fit, so it is no working key"
	return m, whole
}

func (s shape) sealed(raw, text []byte) bool {
	if s.checks(raw) {
		return true
	}
	return s.variant && s.sealedVariant(text)
}

func (s shape) checks(raw []byte) bool {
	covered, stored := raw[:len(raw)-4], binary.LittleEndian.Uint32(raw[len(raw)-4:])
	for _, seed := range s.seeds {
		if checksum.Marvin(covered, seed) == stored {
			return true
		}
	}
	return false
}

// sealedVariant undoes the replacement of + by P and / by F: which of the P and
// F are genuine is not written down, so every choice is tried, for at most
// twelve of them (a key has three on average).
func (s shape) sealedVariant(text []byte) bool {
	var places []int
	for i, b := range text {
		if (b == 'P' || b == 'F') && (i < len(text)-10 || i >= len(text)-6) {
			places = append(places, i)
		}
	}
	if len(places) > 12 {
		return false
	}
	trial := append([]byte(nil), text...)
	var raw [64]byte
	for choice := uint(1); choice < 1<<len(places); choice++ {
		// Gray code: each step changes one place.
		i := places[bits.TrailingZeros(choice)]
		trial[i] = original[trial[i]]
		if n, err := base64.RawStdEncoding.Strict().Decode(raw[:], trial); err == nil && n == s.bytes && s.checks(raw[:n]) {
			return true
		}
	}
	return false
}

var original = [256]byte{'P': '+', '+': 'P', 'F': '/', '/': 'F'}

func (s shape) hit(source *planted.Source) string {
	return planted.Identifiable(source.Text(planted.Hex, 16), planted.Shape{Bytes: s.bytes, Signature: s.signature,
		Seed: s.seeds[source.Number(len(s.seeds))], URLSafe: s.urlSafe, Plain: s.plain})
}

// miss changes one random character in front of the signature.
func (s shape) miss(source *planted.Source) string {
	if s.soft {
		return planted.NewSource(s.hit(source)).Text(planted.Base64, s.length())
	}
	return broken(source, s.hit(source), 0, s.length()-10)
}

// unambiguous leaves out P and F, which Redis keys may have instead of + and /.
const unambiguous = "ACDEGHIJKLMNOQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// broken replaces one letter or digit of value in [from, to) by another.
func broken(source *planted.Source, value string, from, to int) string {
	b := []byte(value)
	at := from + source.Number(to-from)
	for old := b[at]; b[at] == old; {
		b[at] = unambiguous[source.Number(len(unambiguous))]
	}
	return string(b)
}

// NearIdentifiable says that a key carries all but one letter of a signature at
// its place: an identifiable key that was altered there, not one from before
// keys had signatures.
func NearIdentifiable(key string) bool {
	for _, signature := range []string{"+ASt", "ACDb", "+ABa", "+AMC", "APIM", "+ASb", "+AEh", "+ARm", "AIoT", "AzCa", "AZEG"} {
		unpadded := len(strings.TrimRight(key, "="))
		if unpadded < 20 {
			return false
		}
		same := 0
		for i := range 4 {
			if key[unpadded-10+i] == signature[i] {
				same++
			}
		}
		if same >= 3 {
			return true
		}
	}
	return false
}
