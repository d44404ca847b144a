package credential

import (
	"strings"
	"testing"

	"github.com/sallyport-gate/sallyport/core/credential/planted"
)

// ordinary is text like a program's: few anchors, ordinary words.
func ordinary() []byte {
	const page = "func (r *Reader) next() (Order, error) {\n\tfor r.index < len(r.orders) {\n\t\torder := r.orders[r.index]\n\t\tr.index++\n" +
		"\t\tif order.Customer == nil || order.Lines == 0 {\n\t\t\tcontinue // nothing was bought\n\t\t}\n\t\treturn order, nil\n\t}\n\treturn Order{}, io.EOF\n}\n\n" +
		"// Total adds up what the customer has to pay, in cents, and leaves out what was returned.\n"
	return []byte(strings.Repeat(page, 4<<20/len(page)))
}

// dense is text where nearly every line has an anchor in it.
func dense() []byte {
	var b strings.Builder
	for i := 0; b.Len() < 4<<20; i++ {
		b.WriteString("password_reset_token_key: required  # see https://docs.contoso.com/secrets?token=x\napiKey := config.Secrets.APIKey\n")
		if i%50 == 0 {
			b.WriteString("value = \"" + planted.GitHubToken("bench") + "\"\n")
		}
	}
	return []byte(b.String())
}

func BenchmarkOrdinaryText(b *testing.B) { bench(b, ordinary()) }
func BenchmarkDenseText(b *testing.B)    { bench(b, dense()) }
func BenchmarkOneLongLine(b *testing.B) {
	bench(b, []byte(strings.ReplaceAll(string(dense()), "\n", " ")))
}

func bench(b *testing.B, text []byte) {
	c := New(Config{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := c.examine("src/a.go", text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Config{})
	}
}
