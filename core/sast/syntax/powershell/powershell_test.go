package powershell

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says where the tree's layout is not the source's.
func moved(parent, child *syntax.Node) bool {
	switch child.Kind {
	case syntax.Type, syntax.Annotation, syntax.Modifier:
		return true
	}
	return parent.Kind == syntax.Loop && parent.Text == "do" || parent.Kind == syntax.Cast
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "a command with parameters", Source: "Invoke-WebRequest -Uri $Url -UseBasicParsing -OutFile:'a' b",
			Want: `(Call (Name "invoke-webrequest") (Argument "uri" (Name "$url")) (Argument "usebasicparsing") (Argument "outfile" (String "a")) (String "b"))`},
		{Name: "aliases, modules and programs", Source: "iex $a; Microsoft.PowerShell.Utility\\Write-Host b; cmd.exe /c dir",
			Want: `(Call (Name "invoke-expression") (Name "$a")) (Call (Name "write-host") (String "b")) (Call (Name "cmd") (String "/c") (String "dir"))`},
		{Name: "a pipeline over lines", Source: "Get-Content a |\n  ? { $_.b -eq 1 }\n  | % { c }",
			Want: `(Binary "|>" (Binary "|>" (Call (Name "get-content") (String "a")) (Call (Name "where-object") (Lambda (Block (Binary "==" (Member "b" (Name "$_")) (Number "1")))))) (Call (Name "foreach-object") (Lambda (Block (Call (Name "c"))))))`},
		{Name: "texts", Source: "$a = \"x $b.c $($d.e) `$f `n\" + 'it''s' + \"a\"\"b\"",
			Want: "(Assign \"=\" (Name \"$a\") (Binary \"+\" (Binary \"+\" (Template (String \"x \") (Name \"$b\") (String \".c \") (Member \"e\" (Name \"$d\")) (String \" $f \\n\")) (String \"it's\")) (String \"a\\\"b\")))"},
		{Name: "texts over lines", Source: "$a = @\"\nx $b\n\"@\n$c = @'\n'x'\ny\n'@",
			Want: `(Assign "=" (Name "$a") (Template (String "x ") (Name "$b"))) (Assign "=" (Name "$c") (String "'x'\ny"))`},
		{Name: "a word with variables", Source: "copy $env:TEMP\\a-$b.txt C:\\d",
			Want: `(Call (Name "copy-item") (Template (Name "$env:temp") (String "\\a-") (Name "$b") (String ".txt")) (String "C:\\d"))`},
		{Name: "types and members", Source: "[string]$s = [System.IO.File]::ReadAllText($p).Trim()[0]; [int] 1; $x -is [Foo]",
			Want: `(Variable "$s" (Name "$s") (Type "string") (Index (Call (Member "trim" (Call (Member "readalltext" (Member "file" (Name "io"))) (Name "$p")))) (Number "0"))) (Cast (Type "int") (Number "1")) (Binary "-is" (Name "$x") (Type "foo"))`},
		{Name: "creation", Source: "$a = New-Object System.Net.WebClient; [Net.WebClient]::new(1); New-Object -TypeName X -ArgumentList 1,2",
			Want: `(Assign "=" (Name "$a") (New "net.webclient" (Type "net.webclient"))) (New "net.webclient" (Type "net.webclient") (Number "1")) (New "x" (Type "x") (Argument "argumentlist" (List "[" (Number "1") (Number "2"))))`},
		{Name: "a function", Source: "function Get-It {\n [CmdletBinding()]\n param([Parameter(Mandatory, Position=0)][string] $Name = 'a', $b)\n process { return $Name }\n}",
			Want: `(Function "get-it" (Annotation "cmdletbinding") (Parameter "$name" (Annotation "parameter" (Name "mandatory") (Argument "position" (Number "0"))) (Type "string") (Default (String "a"))) (Parameter "$b") (Block (Block (Return (Name "$name")))))`},
		{Name: "control flow", Source: "if ($a -and !$b) { c } elseif (d) { } else { e }\nforeach ($x in $y) { break }\nwhile ($true) { continue }\ndo { f } until ($z)\nfor ($i = 0; $i -lt 3; $i++) { }",
			Want: `(If (Binary "&&" (Name "$a") (Unary "!" (Name "$b"))) (Block (Call (Name "c"))) (If (Call (Name "d")) (Block) (Block (Call (Name "e"))))) (Loop "foreach" (Variable "$x" (Name "$x") (Name "$y")) (Block (Jump "break"))) (Loop "while" (Literal "true") (Block (Jump "continue"))) (Loop "do" (Name "$z") (Block (Call (Name "f")))) (Loop "for" (Assign "=" (Name "$i") (Number "0")) (Binary "<" (Name "$i") (Number "3")) (Unary "++" (Name "$i")) (Block))`},
		{Name: "switch and try", Source: "switch -Regex ($a) { 'b' { c } default { d } }\ntry { a } catch [IO.E], [F] { throw } finally { b }",
			Want: `(Switch (Name "$a") (Case (String "b") (Block (Call (Name "c")))) (Case (Block (Call (Name "d"))))) (Try (Block (Call (Name "a"))) (Catch (Parameter (Type "io.e") (Type "f")) (Block (Throw))) (Finally (Block (Call (Name "b")))))`},
		{Name: "tables and lists", Source: "$h = @{ a = 1; 'b' = @(2, 3)\n c = if ($d) { 4 } }\nf @h -x @(g)",
			Want: `(Assign "=" (Name "$h") (Object (Pair (String "a") (Number "1")) (Pair (String "b") (List "[" (Number "2") (Number "3"))) (Pair (String "c") (If (Name "$d") (Block (Number "4")))))) (Call (Name "f") (Spread "@" (Name "$h")) (Argument "x" (List "[" (Call (Name "g")))))`},
		{Name: "a class and an enum", Source: "class A : B {\n [int] $x = 1\n static [string] F([int] $y) { return $this.x }\n A() : base(1) { }\n}\nenum E { P; Q = 2 }",
			Want: `(Class "a" (Base (Type "b")) (Block (Variable "$x" (Name "$x") (Type "int") (Number "1")) (Function "f" (Modifier "static") (Type "string") (Parameter "$y" (Type "int")) (Block (Return (Member "x" (Name "this"))))) (Function "a" (Block)))) (Class "e" (Modifier "enum") (Block (Variable "p" (Name "p")) (Variable "q" (Name "q") (Number "2"))))`},
		{Name: "operators", Source: "$a = $b -match 'c' -or -not ($d -ceq 1) ? 'e' : $f ?? 2\n$g = '{0}' -f $h, 1..3\n$i += $j -join ','",
			Want: `(Assign "=" (Name "$a") (Conditional (Binary "||" (Binary "-match" (Name "$b") (String "c")) (Unary "!" (Binary "==" (Name "$d") (Number "1")))) (String "e") (Binary "??" (Name "$f") (Number "2")))) (Assign "=" (Name "$g") (Binary "-f" (String "{0}") (Binary ".." (List "[" (Name "$h") (Number "1")) (Number "3")))) (Assign "+=" (Name "$i") (Binary "-join" (Name "$j") (String ",")))`},
		{Name: "redirections and chains", Source: "a b > $null 2>&1; c && d || e; & $f g; . .\\h.ps1",
			Want: `(Other "redirect" (Call (Name "a") (String "b")) (Literal "null")) (Binary "||" (Binary "&&" (Call (Name "c")) (Call (Name "d"))) (Call (Name "e"))) (Call (Name "$f") (String "g")) (Call (String ".\\h.ps1"))`},
		{Name: "comments and continued lines", Source: "#requires -v 5\n<# a\nb #>\nf `\n  -x 1 # c\nusing namespace System.IO",
			Want: `(Call (Name "f") (Argument "x" (Number "1"))) (Import "io" (ImportName "*"))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "a command", Source: "Invoke-Expression ...", Want: `(Call (Name "invoke-expression") (Ellipsis))`},
		{Name: "a parameter with and without a value", Source: "Invoke-WebRequest ... -Uri $U -SkipCertificateCheck ...",
			Want: `(Call (Name "invoke-webrequest") (Ellipsis) (Argument "uri" (Metavariable "$U")) (Argument "skipcertificatecheck" (Ellipsis)) (Ellipsis))`},
		{Name: "a pipeline", Source: "$X | iex", Want: `(Binary "|>" (Metavariable "$X") (Call (Name "invoke-expression")))`},
		{Name: "a text with anything in it", Source: `$V = "...$X..."`, Want: `(Assign "=" (Metavariable "$V") (Template (String "...") (Metavariable "$X") (String "...")))`},
		{Name: "a whole text", Source: `f "$X" "..." '=~/^a$/'`, Want: `(Call (Name "f") (String "$X") (String "...") (String "=~/^a$/"))`},
		{Name: "a variable of the code", Source: "$password = $X", Want: `(Assign "=" (Name "$password") (Metavariable "$X"))`},
		{Name: "a static member", Source: "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::$P",
			Want: `(Assign "=" (Member "securityprotocol" (Member "servicepointmanager" (Name "net"))) (Member "$P" (Member "securityprotocoltype" (Name "net"))))`},
		{Name: "a typed metavariable", Source: "([Net.WebClient]$C).DownloadString(...)", Want: `(Call (Member "downloadstring" (TypedMetavariable "$C" (Type "net.webclient"))) (Ellipsis))`},
		{Name: "creation", Source: "New-Object $T ...", Want: `(New "$T" (Type "$T") (Ellipsis))`},
		{Name: "a function", Source: "function $F { param(..., $P, ...) ... }", Want: `(Function "$F" (Ellipsis) (Parameter "$P") (Ellipsis) (Block (Ellipsis)))`},
		{Name: "statements", Source: "$A = f\n...\ng $A $...REST", Want: `(Block (Assign "=" (Metavariable "$A") (Call (Name "f"))) (Ellipsis) (Call (Name "g") (Metavariable "$A") (MetaEllipsis "$...REST")))`},
		{Name: "a deep ellipsis", Source: "f <... $X ...>", Want: `(Call (Name "f") (DeepEllipsis (Metavariable "$X")))`},
		{Name: "a chain of methods", Source: "$X. ... .Run()", Want: `(Call (Member "run" (Ellipsis (Metavariable "$X"))))`},
		{Name: "a table", Source: "@{ ...; a = $X }", Want: `(Object (Ellipsis) (Pair (String "a") (Metavariable "$X")))`},
		{Name: "if", Source: "if ($C) { ... }", Want: `(If (Metavariable "$C") (Block (Ellipsis)))`},
	})
}

func TestPositionsAreExact(t *testing.T) {
	source := "f -a (b) \"c$d\" ; $x.y(1)[2]"
	want := map[syntax.Kind]string{syntax.Template: `"c$d"`, syntax.Index: "$x.y(1)[2]", syntax.Argument: "-a (b)", syntax.Member: "$x.y"}
	Parse([]byte(source), syntax.Code).Root.Walk(func(n *syntax.Node) bool {
		if text, known := want[n.Kind]; known && source[n.Start:n.End] != text {
			t.Errorf("%v: got %q, want %q", n.Kind, source[n.Start:n.End], text)
		}
		return true
	})
}

func TestABrokenStatementIsAGapBesideWhatIsRead(t *testing.T) {
	source := "f\nif ($a { g }\n$b = = 1\nh )\ni"
	tree := Parse([]byte(source), syntax.Code)
	got := syntax.Print(tree.Root)
	for _, want := range []string{`(Call (Name "f"))`, `(Call (Name "i"))`} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to have %s", got, want)
		}
	}
	if len(tree.Gaps) == 0 {
		t.Error("no gap is listed")
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"(", ")", "{", "}", "[", "]", "@(", "@{", "@{a=", "$(", "${", "\"$(", "\"", "'", "@\"\n", "@'\n", "`", "[a]", "[a(", "-not ", "!", "a|", "a&&", "$a.b(", "$a[", "$a?.b", ",", "1,", "if(", "if(1){}else", "if(1){}elseif", "function a{", "class a{", "switch(1){", "try{", "catch{", "param(", "<#", "#", "a -b ", "> a", "&", ". ", "$x=", "a;", "\xff", "$X", "...", "<...", "foreach($a in ", "$a ? ", "do{", "return ", ":a ", "1..", "--", "$a++"})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"function Get-It { [CmdletBinding()] param([Parameter(Mandatory)][string] $Name = 'a') process { return \"x $Name $($a.b)\" } }",
		"iex (New-Object Net.WebClient).DownloadString('a') | ? { $_ -match 'b' } > $null 2>&1", "$h = @{ a = 1; 'b' = @(2, 3) }\nf @h -x:y",
		"switch -Regex ($a) { 'b' { c } default { d } }\ntry { a } catch [E] { throw } finally { b }", "class A : B { [int] $x = 1; static [string] F([int] $y) { } }\nenum E { P }",
		"$a = @\"\nx $b\n\"@\n$c = @'\ny\n'@", "if ($C) { ... } elseif (<... $X ...>) { $...A }", "for ($i = 0; $i -lt 3; $i++) { do { } until ($z) }",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Code), moved)
		syntaxtest.CheckInvariants(t, Parse(source, syntax.Pattern), moved)
	})
}

func BenchmarkParse(b *testing.B) {
	syntaxtest.Bench(b, Parse, []byte(strings.Repeat(`
function Publish-Site {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name,
        [int] $Count = 3
    )
    # Publishes a site and waits for it.
    $context = Get-AzContext -ErrorAction Stop
    foreach ($slot in $context.Slots | Where-Object { $_.Name -ne 'production' }) {
        Write-Verbose "slot $($slot.Name) of $Name"
        if (-not $slot.Ready -and $Count -gt 0) {
            Invoke-RestMethod -Uri "https://$Name.example/api/slots/$($slot.Id)" -Method Post -Body (@{ count = $Count } | ConvertTo-Json)
        }
    }
}
`, 1000)))
}
