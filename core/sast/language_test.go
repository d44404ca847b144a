package sast

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEveryLanguageOfDataMatchesPatterns has for each front end of a small
// language a rule with hits and near misses.
func TestEveryLanguageOfDataMatchesPatterns(t *testing.T) {
	tests := []struct {
		name, language, file, code, rule string
		want                             []int
	}{
		{"a lone JSON member", "json", "a.json", "{\n\"public\": true,\n\"x\": {\"public\": false}, \"y\": [\n{\"public\": true}]}", `pattern: '"public": true'`, []int{2, 4}},
		{"a JSON object by subset", "json", "a.json", "[\n{\"type\": \"t\", \"a\": 1, \"open\": \"yes\"},\n{\"type\": \"u\", \"open\": \"yes\"},\n{\"type\": \"t\"}]",
			`pattern: '{"type": "t", "open": $X}'`, []int{2}},
		{"a JSON text by a regular expression", "json", "a.json", "{\"a\": \"TLS1_0\",\n\"b\": \"TLS1_2\"}", `pattern: '"$K": "=~/^TLS1_[01]$/"'`, []int{1}},
		{"a YAML pair inside another", "yaml", "a.yml", "privileged: true\nspec:\n  x:\n    - privileged: true\n    - privileged: false\n",
			"patterns:\n- pattern: 'privileged: true'\n- pattern-inside: |\n    spec:\n      ...", []int{4}},
		{"YAML keys in any order, among others", "yaml", "a.yaml", "- b: 2\n  c: 3\n  a: 1\n- a: 1\n  b: 3\n", "pattern: |\n  a: 1\n  ...\n  b: 2", []int{1}},
		{"a YAML value by metavariable", "yaml", "a.yaml", "a:\n  image: x:latest\nb:\n  image: x:1\n",
			"patterns:\n- pattern: 'image: $X'\n- metavariable-regex: {metavariable: $X, regex: '.*:latest$'}", []int{2}},
		{"a Bicep resource of a type in any version", "bicep", "a.bicep", "resource a 'A/b@1' = {\n  p: {\n    x: 1\n    open: true\n  }\n}\nresource b 'A/b@2' = if (c) {\n  p: { open: true }\n}\nresource c 'A/c@1' = {\n  p: { open: true }\n}\nresource d 'A/b@1' existing = {\n  p: { open: true }\n}\n",
			"pattern: |\n  resource $R '=~/^A\\/b@/' = {\n    ...\n    p: {\n      ...\n      open: true\n    }\n  }", []int{1, 7}},
		{"a Bicep parameter that is not secure", "bicep", "a.bicep", "@secure()\nparam password string\nparam adminPassword string\n",
			"patterns:\n- pattern: param $P string\n- pattern-not: |\n    @secure()\n    param $P string\n- metavariable-regex: {metavariable: $P, regex: '(?i).*password'}", []int{3}},
		{"a PowerShell command in any case, by alias, and in a pipeline", "powershell", "a.ps1", "Invoke-Expression $x\nIEX \"a $y\"\nGet-It | iex\nInvoke-Command $x\n# iex $x\n", "pattern-either:\n- pattern: iex $X\n- pattern: $A | iex", []int{1, 2, 3}},
		{"a PowerShell pipeline of any length", "powershell", "a.ps1", "Get-It | iex\nGet-It | a | b | iex\na | Get-It\n", "pattern: Get-It | ... | iex", []int{1, 2}},
		{"a PowerShell parameter in any place", "powershell", "a.psm1", "ConvertTo-SecureString -AsPlainText -Force 'p'\nConvertTo-SecureString $p -AsPlainText -Force\nConvertTo-SecureString $p\n", "pattern: ConvertTo-SecureString ... -AsPlainText", []int{1, 2}},
		{"a PowerShell property of a type, with and without System", "powershell", "a.ps1", "[System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }\n[net.servicepointmanager]::ServerCertificateValidationCallback = { return $ok }\n$a.b = { $true }\n", "pattern: '[Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }'", []int{1}},
		{"a PowerShell object of a type", "powershell", "a.ps1", "$c = New-Object System.Net.WebClient\n$c.DownloadString('u')\n[Other]$d = f\n$d.DownloadString('u')\n", "pattern: ([Net.WebClient]$C).DownloadString(...)", []int{2}},
		{"taint through a PowerShell pipeline and a text", "powershell", "a.ps1", "param($Name)\n$n = Read-Host\niex \"run $n\"\n\"run $n\" | iex\n$n = 'safe'\niex \"run $n\"\n", "mode: taint\npattern-sources: [{pattern: Read-Host ...}]\npattern-sinks:\n- patterns: [{pattern-either: [{pattern: iex $X}, {pattern: $X | iex}]}, {focus-metavariable: $X}]", []int{3, 4}},
		{"a Terraform block by subset", "terraform", "a.tf", "resource \"aws_s3_bucket\" \"a\" {\n  x   = 1\n  acl = \"public-read\"\n}\nresource \"aws_s3_bucket\" \"b\" {\n  acl = \"private\"\n}\nresource \"other\" \"c\" {\n  acl = \"public-read\"\n}\n",
			"pattern: |\n  resource \"aws_s3_bucket\" $N {\n    ...\n    acl = \"public-read\"\n    ...\n  }", []int{1}},
		{"a Terraform attribute inside a block", "hcl", "a.tf", "resource \"aws_db_instance\" \"a\" {\n  publicly_accessible = true\n}\nresource \"x\" \"b\" {\n  publicly_accessible = true\n}\n",
			"patterns:\n- pattern: publicly_accessible = true\n- pattern-inside: |\n    resource \"aws_db_instance\" \"...\" {...}", []int{2}},
		{"a Terraform block without an attribute", "terraform", "a.tf", "resource \"a\" \"b\" {\n  encrypted = true\n}\nresource \"a\" \"c\" {\n}\n",
			"patterns:\n- pattern: resource \"a\" $N {...}\n- pattern-not: |\n    resource \"a\" $N {\n      ...\n      encrypted = true\n    }", []int{4}},
		{"a shell pipeline", "bash", "a.sh", "curl -s $u | sh\nbash | curl x\nx=$(curl y | sudo bash)\ncurl z > f\n", "pattern-either: [{pattern: curl ... | sh}, {pattern: curl ... | sudo bash}]", []int{1, 3}},
		{"eval of what is no constant", "bash", "a.bash", "eval \"run $1\"\neval 'run'\neval $x\n", "patterns: [{pattern: eval $X}, {pattern-not: eval \"...\"}]", []int{1, 3}},
		{"a Dockerfile's image without a version", "dockerfile", "Dockerfile", "FROM a\nFROM b:1\nfrom c AS d\nFROM e@sha256:f\nFROM --platform=x g\n",
			"patterns:\n- pattern: FROM $I\n- pattern-not: FROM $I:$T\n- pattern-not: FROM $I@$D", []int{1, 3, 5}},
		{"a command inside what a Dockerfile runs", "dockerfile", "b.dockerfile", "RUN a && \\\n  sudo b\nCMD sudo c\nRUN --mount=type=cache sudo d\n", "patterns: [{pattern: sudo ...}, {pattern-inside: RUN ...}]", []int{2, 4}},
		{"a Dockerfile's last user", "dockerfile", "Dockerfile.prod", "FROM a\nUSER root\nUSER app\n", "pattern: USER root", []int{2}},
		{"a secret in a Dockerfile's environment", "docker", "Containerfile", "ENV A=1 PASSWORD=x\nENV PASSWORD=$P\n", "patterns: [{pattern: 'ENV ... $K=\"...\" ...'}, {metavariable-regex: {metavariable: $K, regex: PASSWORD}}]", []int{1}},
		{"a PHP call by its imported name", "php", "a.php", "<?php\nuse A\\B\\C as D;\nnew D($x);\nnew C($x);\nnew \\A\\B\\C($x);\n", "pattern: new A\\B\\C(...)", []int{3, 5}},
		{"PHP's superglobals are no metavariables", "php", "a.php", "<?php\necho $_GET['a'];\necho $row['a'];\necho 'a';\n", "pattern: echo $_GET[$K];", []int{2}},
		{"taint through PHP's texts", "php", "a.php", "<?php\nfunction f($db) {\n$id = $_GET['id'];\n$db->query(\"SELECT $id\");\n$id = 1;\n$db->query(\"SELECT $id\");\n}\n", "mode: taint\npattern-sources: [{pattern: '$_GET[...]'}]\npattern-sinks: [{patterns: [{pattern: $D->query($Q)}, {focus-metavariable: $Q}]}]", []int{4}},
		{"a Ruby call with and without parentheses", "ruby", "a.rb", "render inline: x, layout: false\nrender(inline: x)\nrender json: x\n", "pattern: 'render(..., inline: $X, ...)'", []int{1, 2}},
		{"Ruby's texts with something filled in", "ruby", "a.rb", "User.where(\"name = '#{n}'\")\nUser.where('name = ?', n)\nUser.where \"x #{n}\"\n", "pattern: '$M.where(\"...#{$X}...\")'", []int{1, 3}},
		{"taint through Ruby's variables", "ruby", "a.rb", "def show\n  q = params[:q]\n  system(\"ls #{q}\")\n  q = 'x'\n  system(\"ls #{q}\")\nend\n", "mode: taint\npattern-sources: [{pattern: 'params[...]'}]\npattern-sinks: [{pattern: system(...)}]", []int{3}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := runRule(t, test.language, test.file, test.code, test.rule)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("lines (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAFileThatNoRuleAsksAboutIsNotRead(t *testing.T) {
	result := resultOf(t, "go", "a.json", "{ what", "pattern: foo()")
	if len(result.gaps) > 0 {
		t.Errorf("got gaps %v, want none: no rule reads JSON", result.gaps)
	}
}
