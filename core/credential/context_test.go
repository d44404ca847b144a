package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"net/url"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
	"github.com/sallyport-gate/sallyport/core/finding"
	"github.com/sallyport-gate/sallyport/core/repo"
)

func TestContextOfCodeAndCommands(t *testing.T) {
	word := "Tr0ub" + "4dor&3x"
	letters := "kxq" + "vzptwj"
	drawn := planted.NewSource("drawn").Text(planted.Base62, 24)
	command := []string{"command-line-password likely"}
	key := base64.StdEncoding.EncodeToString(planted.NewSource("hub").Bytes(32))
	likely, secret := []string{"generic-password likely"}, []string{"generic-secret likely"}
	tests := []struct {
		name, path, content string
		want                []string
	}{
		{"letters without sense are a password in code too", "src/a.go", "password := \"" + letters + "\"\n", likely},
		{"a word is none in code", "src/a.go", "password := \"sunflower\"\n", nil},
		{"a word is one in a configuration", "prod.ini", "password = sunflower\n", likely},
		{"a password that everyone knows is information", "prod.ini", "password = " + "letmein" + "\n", []string{"generic-password info"}},
		{"but not where tools read it from", "home/.netrc", "machine a.b.c login shop password " + "letmein" + "\n", likely},
		{"the literal behind a logical or", "src/a.js", "const pw = process.env.DB_PASSWORD || '" + word + "';\n", likely},
		{"the literal behind a null check", "a.gradle", "password (env(\"NEXUS_PSW\") != null ? env(\"NEXUS_PSW\") : \"" + word + "\")\n", likely},
		{"the default of a call", "src/a.py", "token = os.environ.get('API_TOKEN', '" + drawn + "')\n", secret},
		{"a shell's default", "a.sh", "psql \"${DB_PASSWORD:-" + word + "}\"\n", likely},
		{"a query's parameter in a literal", "src/a.js", "get('https://a.shop.com/x?apiKey=" + drawn + "&y=1')\n", secret},
		{"a variable beside others of a command", "a.yml", "- run: PGPASSWORD=" + letters + " psql -h db\n", likely},
		{"a sentence about a password", "a.yml", "note: password is needed here\n", nil},
		{"a login with a literal", "src/a.js", "client.login('shop@contoso.com', '" + word + "')\n", likely},
		{"a login of variables", "src/a.js", "client.login('shop@contoso.com', password)\n", nil},
		{"a user of a database", "a.sql", "CREATE USER shop IDENTIFIED BY '" + word + "';\n", likely},
		{"an object that is written in a string", "a.json", "{\"Apitoken\": \"{\\\"user\\\":\\\"shop\\\",\\\"sig\\\":\\\"" + drawn + "\\\"}\"}\n", secret},
		{"a secret in a manifest, whatever its name", "k.yaml", "kind: Secret\nstringData:\n  camo: " + drawn + "\n  user: shop\n", secret},
		{"the same before the kind, in a block, in base64", "k.yaml", "data:\n  camo: |\n    " + base64.StdEncoding.EncodeToString([]byte(drawn)) + "\nkind: Secret\n", secret},
		{"a file that holds one value", "config/master.key", planted.NewSource("master").Text(planted.Hex, 32) + "\n", secret},
		{"a Terraform variable's default", "a.tf", "variable \"db_password\" {\n  type    = string\n  default = \"" + word + "\"\n}\n", []string{"generic-password strong"}},
		{"a Terraform variable without one", "a.tf", "variable \"db_password\" {\n  type = string\n}\nx = { default = \"" + word + "\" }\n", nil},
		{"an ARM template's default", "a.json", "{\"adminPassword\": {\"type\": \"securestring\", \"defaultValue\": \"" + word + "\"}}\n", []string{"generic-password strong"}},
		{"a parameters file", "a.parameters.json", "{\"adminPassword\": {\n  \"value\": \"" + word + "\"}}\n", []string{"generic-password strong"}},
		{"a Bicep parameter's default", "a.bicep", "@secure()\nparam adminPassword string = '" + word + "'\n", []string{"generic-password strong"}},
		{"PostgreSQL's file of passwords", "home/.pgpass", "# host:port:database:user:password\ndb:5432:shop:shop:sun\\:flower\n*:*:*:shop:*\n", likely},
		{"sshpass", "a.sh", "sshpass -p '" + word + "' ssh a@b\n", command},
		{"mysql with the password at the switch", "a.sh", "mysql -u root -p" + word + " shop\n", command},
		{"mysql that will ask", "a.sh", "mysql -u root -p shop < a.sql\n", nil},
		{"curl with user and password", "a.sh", "curl -s -u shop:" + word + " https://a.b\n", command},
		{"curl with a variable", "a.sh", "curl -s -u shop:$PW https://a.b\n", nil},
		{"az login over two lines", "a.sh", "az login --service-principal -u shop \\\n  -p '" + word + "' --tenant t\n", command},
		{"net use", "a.cmd", "net use X: \\\\srv\\share " + word + " /user:shop\r\n", command},
		{"an escaped line in a literal", "src/a.py", "x = 'USER=shop\\nPASS=" + letters + "'\n", likely},
		{"a SignalR connection string", "a.json", "{\"S\": \"Endpoint=https://shop.service.signalr.net;AccessKey=" + key + ";Version=1.0;\"}", []string{"azure-signalr-connection-string strong"}},
		{"a Web PubSub connection string", "a.json", "{\"S\": \"Endpoint=https://shop.webpubsub.azure.com;AccessKey=" + key + ";Version=1.0;\"}", []string{"azure-web-pubsub-connection-string strong"}},
		{"a Communication Services connection string", "a.json", "{\"S\": \"endpoint=https://shop.communication.azure.com/;accesskey=" + key + "\"}", []string{"azure-communication-connection-string strong"}},
		{"an App Configuration connection string", "a.json", "{\"S\": \"Endpoint=https://shop.azconfig.io;Id=a-l0-s0:b;Secret=" + key + "\"}", []string{"azure-app-configuration-connection-string strong"}},
		{"a UUID of zeros", "a.env", "CLIENT_SECRET=00000000-0000-0000-0000-000000000000\n", nil},
		{"a UUID as a secret", "a.env", "CLIENT_SECRET=" + "6a174c20-f6de-" + "a53c-74d2-6018fcceff64\n", secret},
		{"an element of a list", "a.yml", "token: match[0], match[1]\n", nil},
		{"a host that is filled in, and a password that is not", "src/a.go", "u := \"nats://shop:" + letters + "@%s:%d\"\n", []string{"url-password likely"}},
		{"a key in a file that says dummy", "dummy.ini", "password = " + word + "\n", []string{"generic-password info"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, told(scan(t, tt.path, tt.content))); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEncodedTextIsReadInPlace(t *testing.T) {
	token := planted.GitHubToken("inside")
	once := base64.StdEncoding.EncodeToString([]byte("user: shop\ntoken: " + token + "\n"))
	twice := base64.StdEncoding.EncodeToString([]byte("first: 1\ndata: " + once + "\n"))
	thrice := base64.StdEncoding.EncodeToString([]byte("first: 1\ndata: " + twice + "\n"))
	percent := url.QueryEscape("a=1&redirect=https://x/?t=" + planted.NPMToken("inside"))
	for _, tt := range []struct {
		name, content string
		want          []string
	}{
		{"base64", "x\n" + once + "\n", []string{"github-personal-token proven"}},
		{"base64 twice", "x\n" + twice + "\n", []string{"github-personal-token proven"}},
		{"base64 three times is too deep", "x\n" + thrice + "\n", nil},
		{"base64 over lines", "x\n" + wrap(once, 64) + "\n", []string{"github-personal-token proven"}},
		{"percent signs", "x\n" + percent + "\n", []string{"npm-token proven"}},
	} {
		got := scan(t, "a.cfg", tt.content)
		if diff := cmp.Diff(tt.want, told(got)); diff != "" {
			t.Errorf("%s: findings (-want +got):\n%s", tt.name, diff)
		}
		if len(got) == 1 && (got[0].Location.StartLine != 2 || got[0].Location.StartColumn != 1) {
			t.Errorf("%s: the place is %+v, want the begin of line 2", tt.name, got[0].Location)
		}
	}
}

func wrap(text string, width int) string {
	var b strings.Builder
	for len(text) > width {
		b.WriteString(text[:width] + "\n")
		text = text[width:]
	}
	return b.String() + text
}

func TestTextInUTF16NeedsNoMark(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		var wide []byte
		for _, u := range utf16.Encode([]rune("first\r\nx=" + planted.GitHubToken("wide") + "\r\n")) {
			wide = order.AppendUint16(wide, u)
		}
		if got := scan(t, "a.ps1", string(wide)); len(got) != 1 || got[0].Location.StartLine != 2 {
			t.Errorf("%v: found %v", order, told(got))
		}
	}
}

func TestDecodingStaysInItsRoom(t *testing.T) {
	run := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("plain text without anything. "), 2000))
	result, err := New(Config{}).Run(t.Context(), repo.Memory(map[string]string{"a.txt": strings.Repeat(run+"\n", 400)}))
	if err != nil || len(result.Findings) > 0 {
		t.Errorf("Run: %v, findings %v", err, told(result.Findings))
	}
	if gaps := result.Coverage.Gaps; len(gaps) != 1 || gaps[0].Kind != finding.Cut || gaps[0].Path != "a.txt" {
		t.Errorf("gaps %v, want one that the rest was not decoded", gaps)
	}
	s := &scanner{check: New(Config{}), text: []byte(strings.Repeat(run+"\n", 400)), room: newRoom(), names: names{}}
	s.scan()
	if used := decodeRoom - s.room.left; used > decodeRoom+maxRun {
		t.Errorf("%d bytes were decoded, want at most %d", used, decodeRoom)
	}
}

func TestWhatFitsIntoTheRoomIsNoGap(t *testing.T) {
	run := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("plain text without anything. "), 2000))
	result, err := New(Config{}).Run(t.Context(), repo.Memory(map[string]string{"a.txt": strings.Repeat(run+"\n", 200)}))
	if err != nil || len(result.Coverage.Gaps) > 0 {
		t.Errorf("Run: %v, gaps %v", err, result.Coverage.Gaps)
	}
}

func TestPercentSignsOverTheRoomAreAGap(t *testing.T) {
	s := &scanner{check: New(Config{}), text: []byte("a=%41%42%43%44"), room: &room{}, names: names{}}
	s.scan()
	if gaps := s.gaps("a.txt"); len(gaps) != 1 || gaps[0].Kind != finding.Cut {
		t.Errorf("gaps %v, want one that the rest was not decoded", gaps)
	}
}

func TestNaturalness(t *testing.T) {
	for _, word := range []string{"sunflower", "password", "connection", "Storefront", "graphql", "qwerty", "release-notes"} {
		if isGibberish(word) {
			t.Errorf("%q was taken for random letters", word)
		}
	}
	missed := 0
	for n := range 200 {
		if s := planted.NewSource(string(rune('a' + n))); !isGibberish(s.Text("abcdefghijklmnopqrstuvwxyz", 12)) {
			missed++
		}
	}
	if missed > 10 {
		t.Errorf("%d of 200 random words of twelve letters were taken for words, want 10 at most", missed)
	}
}
