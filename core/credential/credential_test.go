package credential

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/credential/rules"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

// scan examines one file in memory.
func scan(t testing.TB, path, content string) []finding.Finding {
	t.Helper()
	result, err := New(Config{}).Run(context.Background(), repo.Memory(map[string]string{path: content}))
	if err != nil || len(result.Coverage.Gaps) > 0 {
		t.Fatalf("Run: %v, gaps %v", err, result.Coverage.Gaps)
	}
	return result.Findings
}

// told lists findings as "rule confidence".
func told(findings []finding.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, strings.TrimPrefix(f.Rule, "credential/")+" "+f.Confidence.String())
	}
	return out
}

// surroundings are ways in which a value stands in a file; %s is the value.
var surroundings = []struct{ path, format string }{
	{"src/bare.txt", "%s\n"},
	{"config/app.json", `{"name": "shop", "value": "%s"}`},
	{"config/local.env", "MY_X_KEY=%s\n"},
	{"deploy/values.yaml", "shop:\n  value: '%s'\n  replicas: 2\n"},
	{"web.config", `<configuration><appSettings><add key="Shop" value="%s" /></appSettings></configuration>`},
	{"src/Program.cs", "var client = new Client(\"%s\");\r\n"},
	{"src/app.py", "x = connect(key='%s')  # shop\n"},
	{"src/connect.ini", "connection=Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=%s\n"},
	{"src/script.sh", "curl -H \"x-key: %s\" https://shop.contoso.com\n"},
}

func TestEveryAnchoredKindIsFoundInEverySurrounding(t *testing.T) {
	c := New(Config{})
	for _, k := range rules.All() {
		if k.Hit == nil {
			continue
		}
		for n, around := range surroundings {
			value := k.Hit(planted.NewSource(fmt.Sprint(k.ID, around.path, n)))
			if strings.ContainsAny(value, "\n\"") && n > 0 {
				continue // of several lines, or JSON itself
			}
			findings, _, err := c.examine(around.path, []byte(strings.ReplaceAll(around.format, "%s", value)))
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(findings, func(f finding.Finding) bool { return f.Rule == "credential/"+k.ID })
			if i < 0 {
				t.Errorf("%s in %s: not found, only %v", k.ID, around.path, told(findings))
			} else if k.Confidence == finding.Proven && findings[i].Confidence != finding.Proven {
				t.Errorf("%s in %s: confidence %v, want proven", k.ID, around.path, findings[i].Confidence)
			}
		}
	}
}

func TestABrokenTwinOfAGatedKindIsInfoAtMost(t *testing.T) {
	c := New(Config{})
	for _, k := range rules.All() {
		if k.Rank != rules.Gated || k.Miss == nil || k.ID == "private-key" || k.ID == "azure-container-registry-key" {
			continue
		}
		for n, around := range surroundings {
			value := k.Miss(planted.NewSource(fmt.Sprint("twin", k.ID, n)))
			findings, _, err := c.examine(around.path, []byte(strings.ReplaceAll(around.format, "%s", value)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				// A value without any mark of its kind may still be a likely secret by its name.
				if f.Confidence >= finding.Strong {
					t.Errorf("twin of %s in %s: %s with confidence %v, want less than strong", k.ID, around.path, f.Rule, f.Confidence)
				}
			}
		}
	}
}

func TestContext(t *testing.T) {
	machine := planted.NewSource("machine").Text(planted.Base62, 32)
	word := "Tr0ub" + "4dor&3x"
	storage := planted.StorageKey("context")
	tests := []struct {
		name, path, content string
		want                []string
	}{
		{"a password in an environment file is likely", "prod.env", "DB_PASSWORD=" + "hunter" + "22\n", []string{"generic-password likely"}},
		{"a password drawn by a machine is strong", "prod.env", "DB_PASSWORD=" + machine + "\n", []string{"generic-password strong"}},
		{"the same password in a test is likely", "test/prod.env", "DB_PASSWORD=" + machine + "\n", []string{"generic-password likely"}},
		{"a reference is no password", "prod.env", "A_PASSWORD=${DB_PASSWORD}\nB_PASSWORD=$(vault read x)\nC_PASSWORD=<password>\n", nil},
		{"a name in code is no value", "src/a.go", "password := config.Database.Password\ntoken = fetchToken1234567890()\n", nil},
		{"a literal in code is one", "src/a.go", "const password = \"" + word + "\"\n", []string{"generic-password strong"}},
		{"a length is no password", "src/a.cs", "int passwordLength = 12345678; string passwordHint = \"" + word + "\";\n", nil},
		{"an assembly's public key token is public", "a.config", `<assemblyIdentity name="X" publicKeyToken="b77a5c561934e089a1b2c3d4" />`, nil},
		{"a label is no password", "src/form.ts", "const x = { password: \"Password\", token: 'form.token.label' };\n", nil},
		{"a translation is no password", "src/i18n/de.json", `{"password": "Kennwort1", "login.password": "Ihr Kennwort"}`, nil},
		{"an XML attribute beside its name", "web.config", `<add key="SmtpPassword" value="` + word + `" />`, []string{"generic-password strong"}},
		{"an XML element", "a.xml", "<password>" + word + "</password>", []string{"generic-password strong"}},
		{"the next line of YAML", "k8s.yaml", "- name: DB_PASSWORD\n  value: \"" + word + "\"\n", []string{"generic-password strong"}},
		{"a database's connection string", "a.json", `{"Db": "Server=db.shop.contoso.com;Database=shop;User Id=sa;Password=` + word + `;"}`, []string{"sql-connection-string strong"}},
		{"a developer's own database", "a.json", `{"Db": "Server=localhost;Database=shop;User Id=sa;Password=` + word + `;"}`, []string{"sql-connection-string likely"}},
		{"a storage connection string is one finding", "a.json", `{"S": "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=` + storage + `;EndpointSuffix=core.windows.net"}`, []string{"azure-storage-account-key proven"}},
		{"a URL with a password", "a.yml", "url: postgres://shop:" + machine + "@db.shop.contoso.com:5432/shop\n", []string{"database-url-password strong"}},
		{"a URL with a placeholder", "a.yml", "url: postgres://user:password@host:5432/db\nb: https://$USER:$TOKEN@git.contoso.com\n", nil},
		{"a secure string", "a.ps1", "$p = ConvertTo-SecureString \"" + word + "\" -AsPlainText -Force\n", []string{"powershell-secure-string strong"}},
		{"a secure string of a variable", "a.ps1", "$p = ConvertTo-SecureString $env:PW -AsPlainText -Force\n", nil},
		{"a bearer token in a header", "a.sh", "curl -H 'Authorization: Bearer " + machine + "' https://x\n", []string{"bearer-authorization-header strong"}},
		{"a machine key", "web.config", `<machineKey validationKey="` + strings.ToUpper(planted.NewSource("mk").Text(planted.Hex, 64)) + `" decryptionKey="AutoGenerate" />`, []string{"aspnet-machine-key strong"}},
		{"a publish profile", "a.publishsettings", `<publishProfile userName="$shop" userPWD="` + planted.NewSource("pub").Text(planted.Base62, 60) + `" />`, []string{"azure-publish-profile-password strong"}},
		{"a public certificate is nothing", "a.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", nil},
		{"an AWS pair is an id and a secret", "a.env", awsPair(), []string{"aws-access-key-id likely", "aws-secret-access-key strong"}},
		{"a Kubernetes secret is decoded", "k8s.yaml", "kind: Secret\ndata:\n  shop: " + base64.StdEncoding.EncodeToString([]byte(planted.GitHubToken("k8s"))) + "\n", []string{"github-personal-token proven"}},
		{"a config map's data is too, when a key is in it", "k8s.yaml", "kind: ConfigMap\ndata:\n  shop: " + base64.StdEncoding.EncodeToString([]byte(planted.GitHubToken("k8s"))) + "\n", []string{"github-personal-token proven"}},
		{"a published example is information", "a.env", "AWS_ACCESS_KEY_ID=" + "AKIA" + "IOSFODNN7" + "EXAMPLE\n", []string{"aws-access-key-id info"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			findings := scan(t, tt.path, tt.content)
			if diff := cmp.Diff(tt.want, told(findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			for _, value := range []string{machine, word, storage} {
				if output := fmt.Sprintf("%+v", findings); strings.Contains(output, value[:8]) || strings.Contains(output, value[len(value)-8:]) {
					t.Error("a part of the value is in the output")
				}
			}
		})
	}
}

func awsPair() string {
	id, secret := planted.AWSKeyPair("test")
	return "AWS_ACCESS_KEY_ID=" + id + "\nAWS_SECRET_ACCESS_KEY=" + secret + "\n"
}

func TestNoOutputHoldsAPlantedValue(t *testing.T) {
	c := New(Config{Salt: []byte("test")})
	for _, k := range rules.All() {
		if k.Hit == nil {
			continue
		}
		value := k.Hit(planted.NewSource("leak" + k.ID))
		for _, around := range surroundings {
			findings, gaps, _ := c.examine(around.path, []byte(strings.ReplaceAll(around.format, "%s", value)))
			assertSilent(t, k, fmt.Sprintf("%+v %+v", findings, gaps), value)
		}
	}
}

// assertSilent wants no eight characters of the value in the output, but for
// those that every value of its kind has.
func assertSilent(t *testing.T, k rules.Kind, output, value string) {
	t.Helper()
	other := k.Hit(planted.NewSource("another"))
	for i := 0; i+8 <= len(value); i++ {
		part := value[i : i+8]
		if strings.Contains(output, part) && !strings.Contains(other, part) {
			t.Fatalf("%s: eight characters at %d of the value are in the output", k.ID, i)
		}
	}
}

func TestLocationCoversTheValueAlone(t *testing.T) {
	key := planted.StorageKey("place")
	got := scan(t, "a.txt", "one\r\ntwo 𝄞 \""+key+"\"\n")[0].Location
	want := finding.Location{Path: "a.txt", StartLine: 2, StartColumn: 9, EndLine: 2, EndColumn: 9 + len(key)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("location (-want +got):\n%s", diff)
	}
}

func TestTextInUTF16IsReadWithItsOwnLines(t *testing.T) {
	text := "a\r\nb\r\nx=" + planted.GitHubToken("wide") + "\r\n"
	for name, order := range map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian} {
		var b bytes.Buffer
		for _, unit := range append([]uint16{0xFEFF}, utf16.Encode([]rune(text))...) {
			if err := binary.Write(&b, order, unit); err != nil {
				t.Fatal(err)
			}
		}
		got := scan(t, "a.ps1", b.String())
		if len(got) != 1 || got[0].Rule != "credential/github-personal-token" || got[0].Location.StartLine != 3 {
			t.Errorf("%s endian: %v", name, told(got))
		}
	}
}

func TestFingerprintDependsOnValueAndSaltOnly(t *testing.T) {
	one := planted.NPMToken("one")
	print := func(salt, path, content string) string {
		findings, _, _ := New(Config{Salt: []byte(salt)}).examine(path, []byte(content))
		return findings[0].Fingerprint
	}
	base := print("a", "x.env", "T="+one)
	if moved := print("a", "deep/y.json", "\n\n  \""+one+"\""); moved != base {
		t.Error("the fingerprint changed when the value moved")
	}
	if salted := print("b", "x.env", "T="+one); salted == base {
		t.Error("the fingerprint is the same under another salt")
	}
	if other := print("a", "x.env", "T="+planted.NPMToken("two")); other == base {
		t.Error("two values have one fingerprint")
	}
}

func TestAnEncodedValueHasThePlainOnesFingerprint(t *testing.T) {
	token := planted.GitHubToken("same")
	plain := scan(t, "a.env", "T="+token+"\n")
	encoded := scan(t, "a.yaml", "kind: Secret\ndata:\n  t: \""+base64.StdEncoding.EncodeToString([]byte(token))+"\"\n")
	if len(plain) != 1 || len(encoded) != 1 || plain[0].Fingerprint != encoded[0].Fingerprint {
		t.Errorf("plain %v, encoded %v, want one finding each with the same fingerprint", told(plain), told(encoded))
	}
}

func TestBinaryFilesAreSkippedUnlessTheyAreKeyStores(t *testing.T) {
	tree := repo.Memory(map[string]string{
		"app.exe":      "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00\x00\x00" + planted.StorageKey("binary"),
		"keys.jks":     "\xFE\xED\xFE\xED\x00\x00\x00\x02\x00\x00\x00\x01",
		"readable.txt": "hello",
	})
	result, err := New(Config{}).Run(context.Background(), tree)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"java-key-store likely"}, told(result.Findings)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if got := result.Coverage; got.Files != 2 || got.Skips["binary"] != 1 || len(got.Gaps) != 0 {
		t.Errorf("coverage %+v, want two files examined and one skipped", got)
	}
}

func TestAFileWithTooManyPlacesIsAGap(t *testing.T) {
	line := "password = \"" + "Sw0rd" + "fish!\"\n"
	result, err := New(Config{}).Run(context.Background(), repo.Memory(map[string]string{"a.ini": strings.Repeat(line, maxCandidates+10)}))
	if err != nil || len(result.Coverage.Gaps) != 1 || result.Coverage.Gaps[0].Kind != finding.Cut {
		t.Fatalf("Run: %v, gaps %v, want one gap of kind cut", err, result.Coverage.Gaps)
	}
}

func TestCanary(t *testing.T) {
	c := New(Config{})
	if err := c.Canary(context.Background()); err != nil {
		t.Fatal(err)
	}
	c.gate = newGate([]anchor{{"nothing", false}})
	if err := c.Canary(context.Background()); err == nil {
		t.Error("the canary is content with a gate that sees nothing")
	}
}

func TestRulesAreCompleteAndSorted(t *testing.T) {
	list := New(Config{}).Rules()
	if len(list) < 100 {
		t.Errorf("%d rules, want at least 100", len(list))
	}
	for i, r := range list {
		if !strings.HasPrefix(r.ID, "credential/") || i > 0 && list[i-1].ID >= r.ID {
			t.Errorf("rule %d: id %q is out of order", i, r.ID)
		}
		if r.Title == "" || r.Summary == "" || r.Help == "" || r.HelpURI == "" || len(r.CWE) == 0 || r.Severity == finding.SeverityUnknown || len(r.Summary) > 1000 {
			t.Errorf("%s is incomplete", r.ID)
		}
	}
}

func TestATokenWithoutAnchorIsFoundAtEveryOffset(t *testing.T) {
	c := New(Config{})
	pat := planted.AzureDevOpsPAT("offset")
	for offset := range 2 * len(pat) {
		findings, _, _ := c.examine("a.txt", []byte(strings.Repeat("-", offset)+pat+"\n"))
		if got := told(findings); !slices.Equal(got, []string{"azure-devops-pat proven"}) {
			t.Fatalf("at offset %d: %v", offset, got)
		}
	}
}

func TestAConnectionStringWithAWrongLetterInItsKeyBlocksNothing(t *testing.T) {
	c := New(Config{})
	key := planted.StorageKey("letters")
	for i := range strings.TrimRight(key, "=") {
		b := []byte(key)
		if b[i] = 'x'; key[i] == 'x' {
			b[i] = 'y'
		}
		findings, _, _ := c.examine("a.json", []byte(`{"S": "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=`+string(b)+`;EndpointSuffix=core.windows.net"}`))
		for _, f := range findings {
			if f.Confidence >= finding.Strong {
				t.Errorf("with a wrong letter at %d: %s is %v", i, f.Rule, f.Confidence)
			}
		}
	}
}

func TestTheSameTreeGivesTheSameFindings(t *testing.T) {
	files := map[string]string{}
	for n, around := range surroundings {
		files[around.path] = strings.ReplaceAll(around.format, "%s", planted.ServiceBusKey(fmt.Sprint(n)))
	}
	var runs [2][]finding.Finding
	for i := range runs {
		result, err := New(Config{}).Run(context.Background(), repo.Memory(files))
		if err != nil {
			t.Fatal(err)
		}
		runs[i] = result.Findings
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
		t.Errorf("two runs differ:\n%s", diff)
	}
}

func TestOneValueOnOneLongLineIsFoundOnce(t *testing.T) {
	line := strings.Repeat("x = 'y'; ", 1<<17) + "\"" + planted.NPMToken("long") + "\"" + strings.Repeat("; x = 'y'", 1<<17)
	if got := told(scan(t, "bundle.js", line)); !slices.Equal(got, []string{"npm-token proven"}) {
		t.Errorf("findings %v", got)
	}
}
