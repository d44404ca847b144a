package advisory

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"encoding/base64"
	"encoding/binary"
)

// exporter plays a server with OSV's export: files by path, and faults.
type exporter struct {
	*httptest.Server
	files map[string]string
	fault func(w http.ResponseWriter, r *http.Request, asked int) (done bool)
	mutex sync.Mutex // guards asked
	asked map[string]int
}

func export(t *testing.T, files map[string]string) (*exporter, Mirror) {
	t.Helper()
	e := &exporter{files: files, asked: map[string]int{}}
	e.Server = httptest.NewServer(e)
	t.Cleanup(e.Close)
	m, err := NewMirror(e.URL, e.Client())
	if err != nil {
		t.Fatal(err)
	}
	m.Sleep = func(context.Context, time.Duration) error { return nil }
	return e, m
}

func (e *exporter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/")
	e.mutex.Lock()
	e.asked[path]++
	asked := e.asked[path]
	e.mutex.Unlock()
	if e.fault != nil && e.fault(w, r, asked) {
		return
	}
	content, found := e.files[path]
	if !found {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	_, _ = w.Write([]byte(content))
}

// at is a record as of a day of November 2026.
func at(day int, record string) string {
	return strings.Replace(record, recorded, fmt.Sprintf("2026-11-%02dT00:00:00Z", day), 1)
}

func flaw(id, name, fixed string) string {
	return osv(id, "", "npm", name, events("SEMVER", `{"introduced":"0"},{"fixed":"`+fixed+`"}`))
}

// npmOf is an export of npm with these records, by id and day.
func npmOf(t *testing.T, records map[string]string, list string) map[string]string {
	t.Helper()
	zipped := map[string]string{}
	files := map[string]string{"npm/modified_id.csv": list}
	for id, record := range records {
		zipped[id+".json"] = record
		files["npm/"+id+".json"] = record
	}
	files["npm/all.zip"] = string(archive(t, zipped))
	return files
}

// start is an index of two packages as of 1 November, with its export.
func start(t *testing.T) (*exporter, Mirror, *Index) {
	t.Helper()
	e, m := export(t, npmOf(t, map[string]string{
		"A-1": at(1, flaw("A-1", "left", "2.0.0")), "A-2": at(1, flaw("A-2", "right", "2.0.0")),
	}, "2026-11-01T00:00:00Z,A-1\n2026-11-01T00:00:00Z,A-2\n"))
	content, _, err := Build(context.Background(), []Source{{Mirror: &m, Ecosystems: []string{"npm"}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	return e, m, x
}

func hits(t *testing.T, content []byte, name, version string) []string {
	t.Helper()
	x, err := OpenBytes(content)
	if err != nil {
		t.Fatal(err)
	}
	matches, status, err := x.Match("npm", name, version)
	if err != nil || status != Matched {
		t.Fatalf("Match %s %s: %s, %v", name, version, status, err)
	}
	var ids []string
	for _, m := range matches {
		ids = append(ids, m.ID)
	}
	return ids
}

func TestAnUpdateTakesInWhatChangedAndNothingElse(t *testing.T) {
	e, m, x := start(t)
	e.files["npm/A-1.json"] = at(3, flaw("A-1", "left", "3.0.0"))                                                                   // fixed later than thought
	e.files["npm/A-2.json"] = strings.Replace(at(4, flaw("A-2", "right", "2.0.0")), "{", `{"withdrawn":"2026-11-04T00:00:00Z",`, 1) // taken back
	e.files["npm/A-3.json"] = at(5, flaw("A-3", "new", "1.5.0"))
	e.files["npm/modified_id.csv"] = "2026-11-05T00:00:00Z,A-3\n2026-11-04T00:00:00Z,A-2\n2026-11-03T00:00:00Z,A-1\n2026-10-01T00:00:00Z,A-0\n"
	now := time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)
	content, manifest, err := Update(context.Background(), x, m, nil, Options{Time: now, AllowShrunk: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, version string
		want          []string
	}{{"left", "2.5.0", []string{"A-1"}}, {"right", "1.0.0", nil}, {"new", "1.0.0", []string{"A-3"}}, {"new", "1.5.0", nil}} {
		if got := hits(t, content, c.name, c.version); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.name, c.version, got, c.want)
		}
	}
	npm, _ := manifest.Ecosystem("npm")
	if !npm.Complete || npm.Records != 2 || !npm.Watermark.Equal(now.Add(-24*time.Hour)) || !manifest.Time.Equal(now) {
		t.Errorf("the manifest says %+v of npm, as of %s", npm, manifest.Time)
	}
	if e.asked["npm/all.zip"] != 1 {
		t.Errorf("the dump was fetched %d times, want once, for the first index", e.asked["npm/all.zip"])
	}
}

func TestAnUpdateWithoutNewsGivesTheSameRows(t *testing.T) {
	_, m, x := start(t)
	content, _, err := Update(context.Background(), x, m, nil, Options{Time: x.Manifest().Time})
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenBytes(content)
	if err != nil || again.Manifest().Digest != x.Manifest().Digest {
		t.Errorf("the digest is %s and was %s (%v)", again.Manifest().Digest, x.Manifest().Digest, err)
	}
}

// Every fault ends in an error: none may leave an index that is missing
// something and says that it is complete.
func TestAFaultOnTheWayIsAnErrorAndNeverASmallerIndex(t *testing.T) {
	status := func(code int) func(http.ResponseWriter, *http.Request, int) bool {
		return func(w http.ResponseWriter, _ *http.Request, _ int) bool { w.WriteHeader(code); return true }
	}
	for name, c := range map[string]struct {
		change func(e *exporter)
		want   string
	}{
		"the server is down with 503":  {func(e *exporter) { e.fault = status(503) }, "503"},
		"the server asks for patience": {func(e *exporter) { e.fault = status(429) }, "429"},
		"an ecosystem is missing":      {func(e *exporter) { delete(e.files, "npm/modified_id.csv") }, "404"},
		"a record is missing":          {func(e *exporter) { delete(e.files, "npm/A-1.json") }, "404"},
		"a record is cut short":        {func(e *exporter) { e.files["npm/A-1.json"] = `{"id":"A-1",` }, "not an OSV record"},
		"a record is another":          {func(e *exporter) { e.files["npm/A-1.json"] = at(9, flaw("A-7", "x", "1.0.0")) }, `it is the record "A-7"`},
		"a record is older than its list": {func(e *exporter) {
			e.files["npm/modified_id.csv"] = "2026-11-05T00:00:00Z,A-1\n2026-10-01T00:00:00Z,A-0\n"
		}, "not up to date with itself"},
		"the list ends too early":     {func(e *exporter) { e.files["npm/modified_id.csv"] = "2026-11-05T00:00:00Z,A-1\n" }, "does not reach back"},
		"the list is empty":           {func(e *exporter) { e.files["npm/modified_id.csv"] = "" }, "does not reach back"},
		"the list's last line is cut": {func(e *exporter) { e.files["npm/modified_id.csv"] = "2026-11-05T00:00:00Z,A-1\n2026-11-0" }, "cut short"},
		"the list is out of order": {func(e *exporter) {
			e.files["npm/modified_id.csv"] = "2026-11-01T00:00:00Z,A-1\n2026-11-05T00:00:00Z,A-2\n"
		}, "newest comes first"},
		"the list is a page of HTML":       {func(e *exporter) { e.files["npm/modified_id.csv"] = "<html>\n" }, "not TIME,ID"},
		"an id leads elsewhere":            {func(e *exporter) { e.files["npm/modified_id.csv"] = "2026-11-05T00:00:00Z,../../x\n" }, "not TIME,ID"},
		"the connection is cut every time": {func(e *exporter) { e.fault = cut }, "EOF"},
		"another checksum is stated":       {func(e *exporter) { e.fault = misstated }, "checksums differ"},
	} {
		t.Run(name, func(t *testing.T) {
			e, m, x := start(t)
			c.change(e)
			content, _, err := Update(context.Background(), x, m, nil, Options{Time: x.Manifest().Time, AllowShrunk: true})
			if err == nil || !strings.Contains(err.Error(), c.want) || content != nil {
				t.Errorf("%d bytes, error %v; want none and one with %q", len(content), err, c.want)
			}
		})
	}
}

// cut promises more than it sends.
func cut(w http.ResponseWriter, _ *http.Request, _ int) bool {
	w.Header().Set("Content-Length", "1000")
	_, _ = w.Write([]byte("2026-11-05T00:00:00Z,A-1\n"))
	return true
}

func misstated(w http.ResponseWriter, _ *http.Request, _ int) bool {
	w.Header().Set("X-Goog-Hash", "crc32c=AAAAAA==")
	_, _ = w.Write([]byte("2026-11-01T00:00:00Z,A-1\n"))
	return true
}

func TestAFaultThatPassesIsNoFault(t *testing.T) {
	e, m, x := start(t)
	e.fault = func(w http.ResponseWriter, r *http.Request, asked int) bool {
		switch {
		case asked == 1 && strings.HasSuffix(r.URL.Path, ".json"):
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		case asked == 2 && strings.HasSuffix(r.URL.Path, ".json"):
			return cut(w, r, asked)
		}
		return false
	}
	if _, _, err := Update(context.Background(), x, m, nil, Options{Time: x.Manifest().Time}); err != nil {
		t.Error(err)
	}
}

func TestAMirrorsChecksumIsHeldAgainstWhatCame(t *testing.T) {
	e, m, _ := start(t)
	dump := e.files["npm/all.zip"]
	sum := binary.BigEndian.AppendUint32(nil, crc32.Checksum([]byte(dump), crc32.MakeTable(crc32.Castagnoli)))
	e.fault = func(w http.ResponseWriter, r *http.Request, _ int) bool {
		w.Header().Set("X-Goog-Hash", "crc32c="+base64.StdEncoding.EncodeToString(sum)+",md5=AAAA")
		return false
	}
	sources := []Source{{Mirror: &m, Ecosystems: []string{"npm"}}}
	if _, _, err := Build(context.Background(), sources, Options{}); err != nil {
		t.Errorf("the right checksum: %v", err)
	}
}

func TestADumpFromAMirrorThatIsNoneIsAnError(t *testing.T) {
	for name, c := range map[string]struct {
		change func(e *exporter)
		want   string
	}{
		"cut short": {func(e *exporter) { e.files["npm/all.zip"] = e.files["npm/all.zip"][:200] }, "damaged or cut short"},
		"not there": {func(e *exporter) { delete(e.files, "npm/all.zip") }, "404"},
		"of another ecosystem": {func(e *exporter) {
			e.files["npm/all.zip"] = string(archive(t, map[string]string{"A.json": osv("A", "", "Go", "m", events("SEMVER", `{"introduced":"0"}`))}))
		}, "no usable record of npm"},
	} {
		t.Run(name, func(t *testing.T) {
			e, m, _ := start(t)
			c.change(e)
			_, _, err := Build(context.Background(), []Source{{Mirror: &m, Ecosystems: []string{"npm"}}}, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestAnIndexThatLosesMuchIsRefused(t *testing.T) {
	e, m, x := start(t)
	e.files["npm/A-1.json"] = strings.Replace(at(3, flaw("A-1", "left", "3.0.0")), "{", `{"withdrawn":"2026-11-03T00:00:00Z",`, 1)
	e.files["npm/modified_id.csv"] = "2026-11-03T00:00:00Z,A-1\n2026-10-01T00:00:00Z,A-0\n"
	_, _, err := Update(context.Background(), x, m, nil, Options{Time: x.Manifest().Time})
	if !errors.Is(err, ErrShrunk) || !strings.Contains(err.Error(), "npm falls from 2 to 1") {
		t.Errorf("error = %v, want ErrShrunk with the numbers", err)
	}
}

func TestAMirrorsAddressIsHTTPSOrOnThisMachine(t *testing.T) {
	for address, allowed := range map[string]bool{
		"https://mirror.example/osv": true, "http://127.0.0.1:8080": true, "http://localhost/osv": true,
		"http://mirror.example/osv": false, "ftp://mirror.example": false, "https://": false, "https://user:word@mirror.example": false,
	} {
		if _, err := NewMirror(address, http.DefaultClient); (err == nil) != allowed {
			t.Errorf("%s: %v, want allowed = %v", address, err, allowed)
		}
	}
}
