package dockerfile

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/sast/syntax"
	"github.com/sallyport-gate/sallyport/internal/syntaxtest"
)

// moved says that a shell's redirection may stand before the words that follow it.
func moved(parent, child *syntax.Node) bool {
	return parent.Kind == syntax.Other || parent.Kind == syntax.Block && child.Kind == syntax.Variable
}

func TestCode(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Code, []syntaxtest.TreeTest{
		{Name: "images", Source: "FROM --platform=linux/amd64 reg:5000/a/b:1.2@sha256:ab AS build\nfrom $BASE\nFROM a:${V:-1}",
			Want: `(Call (Name "FROM") (Argument "platform" (String "linux/amd64")) (Other "image" (String "reg:5000/a/b") (Other "tag" (String "1.2")) (Other "digest" (String "sha256:ab"))) (Argument "as" (String "build"))) (Call (Name "FROM") (Other "image" (Name "$BASE"))) (Call (Name "FROM") (Other "image" (String "a") (Other "tag" (Name "$V"))))`},
		{Name: "what a shell runs", Source: "# c\nRUN --mount=type=secret,id=a apt-get update \\\n  # why\n\n  && apt-get install -y \"$P\"\nCMD [\"a\", \"b \\\"c\"]\nENTRYPOINT exec d",
			Want: `(Call (Name "RUN") (Argument "mount" (String "type=secret,id=a")) (Binary "&&" (Call (Name "apt-get") (String "update")) (Call (Name "apt-get") (String "install") (String "-y") (Template (Name "$P"))))) (Call (Name "CMD") (List "[" (String "a") (String "b \"c"))) (Call (Name "ENTRYPOINT") (Call (Name "exec") (String "d")))`},
		{Name: "pairs", Source: "ENV a=b c=\"d $e\" f='g h'\nENV old form here\nARG X\nARG Y=1\nLABEL z=",
			Want: `(Call (Name "ENV") (Pair (String "a") (String "b")) (Pair (String "c") (Template (String "d ") (Name "$e"))) (Pair (String "f") (String "g h"))) (Call (Name "ENV") (Pair (String "old") (String "form here"))) (Call (Name "ARG") (String "X")) (Call (Name "ARG") (Pair (String "Y") (Number "1"))) (Call (Name "LABEL") (Pair (String "z") (String)))`},
		{Name: "the rest", Source: "USER root\nEXPOSE 80 443/tcp\nCOPY --chown=a:b . /app\nHEALTHCHECK --interval=5s CMD curl x\nHEALTHCHECK NONE\nONBUILD USER app\nWORKDIR /a b",
			Want: `(Call (Name "USER") (String "root")) (Call (Name "EXPOSE") (Number "80") (String "443/tcp")) (Call (Name "COPY") (Argument "chown" (String "a:b")) (String ".") (String "/app")) (Call (Name "HEALTHCHECK") (Argument "interval" (String "5s")) (Call (Name "CMD") (Call (Name "curl") (String "x")))) (Call (Name "HEALTHCHECK") (String "NONE")) (Call (Name "ONBUILD") (Call (Name "USER") (String "app"))) (Call (Name "WORKDIR") (String "/a b"))`},
		{Name: "here-documents", Source: "RUN <<EOF\na\nb\nEOF\nCOPY <<T /t\nx\nT\nRUN cat <<E | sh\ny\nE\nUSER u",
			Want: `(Call (Name "RUN") (Block (Call (Name "a")) (Call (Name "b")))) (Call (Name "COPY") (String "<<T") (String "/t") (String "x\n")) (Call (Name "RUN") (Binary "|>" (Other "redirect" (Call (Name "cat")) (String "E") (String "y\n")) (Call (Name "sh")))) (Call (Name "USER") (String "u"))`},
		{Name: "Windows", Source: "# escape=`\nFROM a\nRUN powershell -Command `\n  Remove-Item C:\\x\nCOPY a C:\\b\\",
			Want: `(Call (Name "FROM") (Other "image" (String "a"))) (Call (Name "RUN") (String "powershell") (String "-Command") (String "Remove-Item") (String "C:\\x")) (Call (Name "COPY") (String "a") (String "C:\\b\\"))`},
	})
}

func TestPatterns(t *testing.T) {
	syntaxtest.CheckTrees(t, Parse, moved, syntax.Pattern, []syntaxtest.TreeTest{
		{Name: "an image", Source: "FROM $I", Want: `(Call (Name "FROM") (Other "image" (Metavariable "$I") (Ellipsis)) (Ellipsis))`},
		{Name: "an image with its tag", Source: "FROM $I:latest", Want: `(Call (Name "FROM") (Other "image" (Metavariable "$I") (Other "tag" (String "latest")) (Ellipsis)) (Ellipsis))`},
		{Name: "what is run", Source: "RUN curl ... | sh", Want: `(Call (Name "RUN") (Binary "|>" (Call (Name "curl") (Ellipsis)) (Call (Name "sh"))) (Ellipsis))`},
		{Name: "anything run", Source: "RUN ...", Want: `(Call (Name "RUN") (Ellipsis) (Ellipsis))`},
		{Name: "a shell's line alone", Source: "sudo ...", Want: `(Call (Name "sudo") (Ellipsis))`},
		{Name: "a pair", Source: "ENV $K=$V", Want: `(Call (Name "ENV") (Pair (Metavariable "$K") (Metavariable "$V")))`},
		{Name: "several lines", Source: "FROM ...\n...\nUSER $U", Want: `(Block (Call (Name "FROM") (Ellipsis) (Ellipsis)) (Ellipsis) (Call (Name "USER") (Metavariable "$U")))`},
		{Name: "a list", Source: "CMD [..., \"$X\", ...]", Want: `(Call (Name "CMD") (List "[" (Ellipsis) (String "$X") (Ellipsis)))`},
		{Name: "any instruction", Source: "$I ...", Want: `(Call (Metavariable "$I") (Ellipsis))`},
	})
}

func TestAnUnknownInstructionIsAGapBesideWhatIsRead(t *testing.T) {
	source := "FROM a\nRUNN b\nRUN if c; then\nUSER d\n"
	tree := Parse([]byte(source), syntax.Code)
	if got, want := syntax.Print(tree.Root), `(File (Call (Name "FROM") (Other "image" (String "a"))) (Gap) (Call (Name "RUN") (Gap)) (Call (Name "USER") (String "d")))`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(tree.Gaps) != 2 {
		t.Errorf("got %d gaps, want 2", len(tree.Gaps))
	}
}

func TestHostileInputEndsShallow(t *testing.T) {
	syntaxtest.CheckHostile(t, Parse, moved, []string{"ONBUILD ", "HEALTHCHECK CMD ", "FROM ", "RUN ", "RUN (", "RUN <<A\n", "COPY <<A\n", "\\\n", "#\n", "\"", "'", "$", "${", "[\"", "[", "--a=", "ENV a=", "a:", "@", "\xff", "# escape=`\n", "$X ", "...", "SHELL [\"a]\n"})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"FROM --platform=a reg:5000/a/b:1@sha256:ab AS c\nRUN a \\\n # d\n && b \"$P\"\nCMD [\"a\"]\n", "ENV a=b c=\"d $e\"\nENV old form\nARG X=${Y:-1}\n", "RUN <<EOF\na\nEOF\nCOPY <<T /t\nx\nT\n",
		"# escape=`\nRUN powershell `\n x\n", "FROM $I:$T\n...\nRUN sudo ...", "HEALTHCHECK --interval=5s CMD curl x\nONBUILD ONBUILD USER a\nSHELL [\"pwsh\"]\nRUN x\n",
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
FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
WORKDIR /src
# Dependencies first, so that they are kept.
COPY --chown=app:app *.csproj ./
RUN dotnet restore \
    && apt-get update \
    && apt-get install -y --no-install-recommends curl="$VERSION"
ENV ASPNETCORE_URLS=http://+:8080 LANG=C.UTF-8
ENTRYPOINT ["dotnet", "Shop.dll"]
`, 1000)))
}
