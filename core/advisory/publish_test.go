package advisory

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
)

// shelf is a Store in memory.
type shelf map[string][]byte

func (s shelf) Load(name string) ([]byte, bool)  { content, ok := s[name]; return content, ok }
func (s shelf) Keep(name string, content []byte) { s[name] = content }

// published is an export with one index, and what it says of it unsigned.
func published(t *testing.T) (e *exporter, m Mirror, name string) {
	t.Helper()
	content, err := BuildRecords([][]byte{[]byte(planted)}, Options{Complete: []string{"npm"}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	statement, err := Latest(content, x.Manifest())
	if err != nil {
		t.Fatal(err)
	}
	name = FileName(FileDigest(content))
	e, m = export(t, map[string]string{name: string(content), LatestName: string(statement)})
	return e, m, name
}

func trusting(envelope []byte) ([]byte, error) { return envelope, nil }

func TestTheNewestIndexIsFetchedOnceAndKeptByItsHash(t *testing.T) {
	e, m, name := published(t)
	kept := shelf{}
	for range 2 {
		x, err := m.FetchLatest(context.Background(), kept, trusting)
		if err != nil {
			t.Fatal(err)
		}
		if matches, status, err := x.Match("npm", "x", "1.0.0"); len(matches) != 1 || status != Matched || err != nil {
			t.Errorf("Match = %v, %s, %v", matches, status, err)
		}
	}
	if got := slices.Collect(maps.Keys(kept)); !slices.Equal(got, []string{name}) || e.asked[name] != 1 {
		t.Errorf("kept %v, asked %d times; want %s, once", got, e.asked[name], name)
	}
}

func TestAnIndexThatNobodyVouchesForIsNotUsed(t *testing.T) {
	refuse := func([]byte) ([]byte, error) { return nil, errors.New("signed by a stranger") }
	for name, c := range map[string]struct {
		change func(e *exporter, index string)
		verify func([]byte) ([]byte, error)
		want   string
	}{
		"its signer is a stranger":  {nil, refuse, "signed by a stranger"},
		"one byte of it is another": {func(e *exporter, i string) { e.files[i] = strings.Replace(e.files[i], "npm", "npn", 1) }, trusting, "damaged or forged"},
		"its name is not its hash": {func(e *exporter, i string) {
			e.files[LatestName] = strings.Replace(e.files[LatestName], i, "x.index", 1)
		}, trusting, "name and the hash"},
		"the statement is about nothing": {func(e *exporter, _ string) { e.files[LatestName] = `{}` }, trusting, "no statement"},
		"the statement is of another kind": {func(e *exporter, _ string) {
			e.files[LatestName] = strings.Replace(e.files[LatestName], "advisories/v1", "verdict/v1", 1)
		}, trusting, "no statement"},
	} {
		t.Run(name, func(t *testing.T) {
			e, m, index := published(t)
			if c.change != nil {
				c.change(e, index)
			}
			x, err := m.FetchLatest(context.Background(), shelf{}, c.verify)
			if x != nil || err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("index %v, error %v; want none and one with %q", x, err, c.want)
			}
		})
	}
}

func TestAKeptIndexThatWasChangedIsFetchedAgain(t *testing.T) {
	e, m, name := published(t)
	kept := shelf{name: bytes.ToUpper([]byte(e.files[name]))}
	if _, err := m.FetchLatest(context.Background(), kept, trusting); err != nil || e.asked[name] != 1 {
		t.Errorf("asked %d times, %v; want once", e.asked[name], err)
	}
}
