package receipt_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sallyport-gate/sallyport/core/receipt"
)

// bare is an empty repository that can be pushed to, also over HTTP.
func bare(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.git")
	run(t, "init", "--quiet", "--bare", path)
	run(t, "-C", path, "config", "http.receivepack", "true")
	return path
}

func run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// serve answers for the repositories of a folder with git's own http-backend.
// wants is the Authorization header that requests need; "" for none.
func serve(t *testing.T, folder, wants string) *httptest.Server {
	t.Helper()
	backend := &cgi.Handler{Path: filepath.Join(run(t, "--exec-path"), "git-http-backend"),
		Env: []string{"GIT_PROJECT_ROOT=" + folder, "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER=gate"}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Authorization"); got != wants {
			http.Error(w, fmt.Sprintf("got the authorization %q", got), http.StatusForbidden)
			return
		}
		backend.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}

// transports are the ways to one repository.
func transports(t *testing.T) map[string]string {
	path := bare(t)
	return map[string]string{
		"a path":      path,
		"a file URL":  "file://" + filepath.ToSlash(path),
		"http":        serve(t, filepath.Dir(path), "").URL + "/shop.git",
		"named trunk": path,
	}
}

func gitConfig(address string) receipt.Config {
	return receipt.Config{Location: "git:" + address + ":refs/sallyport/receipts", Environment: os.Environ()}
}

func TestGitLedger(t *testing.T) {
	for name, address := range transports(t) {
		t.Run(name, func(t *testing.T) {
			at := facts().Time
			c := gitConfig(address)
			c.Location = strings.Replace(c.Location, "receipts", strings.ReplaceAll(name, " ", "-"), 1)
			if strings.HasPrefix(name, "named ") {
				c.Location = "git:trunk:refs/sallyport/named"
				c.Remote = func(_ context.Context, remote string) (string, error) {
					if remote != "trunk" {
						return "", errors.New("asked for another remote")
					}
					return address, nil
				}
			}
			ledger := open(t, c)
			if entries, err := ledger.List(context.Background()); err != nil || len(entries) != 0 {
				t.Fatalf("a ref that is not there: %v, %v", entries, err)
			}
			for i := range 3 {
				if _, err := ledger.Append(context.Background(), record(at.Add(time.Duration(i)*time.Hour))); err != nil {
					t.Fatal(err)
				}
			}
			again := open(t, c)
			entries, err := again.List(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"00000001.json", "00000002.json", "00000003.json"}, names(entries)); diff != "" {
				t.Error(diff)
			}
			if content, err := entries[2].SBOM(context.Background()); err != nil || string(content) != string(sbom) {
				t.Errorf("got the SBOM %q, %v", content, err)
			}
		})
	}
}

func TestTwoWritersOfAGitLedgerLoseNothing(t *testing.T) {
	const writers, each = 3, 3
	for name, address := range transports(t) {
		t.Run(name, func(t *testing.T) {
			c := gitConfig(address)
			c.Location = "git:" + address + ":refs/sallyport/" + strings.ReplaceAll(name, " ", "-")
			var wait sync.WaitGroup
			errs := make([]error, writers)
			for w := range writers {
				ledger := open(t, c)
				wait.Go(func() {
					for i := range each {
						_, err := ledger.Append(context.Background(), record(facts().Time, func(f *receipt.Facts) { f.Run = fmt.Sprintf("%d/%d", w, i) }))
						errs[w] = errors.Join(errs[w], err)
					}
				})
			}
			wait.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			entries, err := open(t, c).List(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			runs := map[string]bool{}
			for _, e := range entries {
				runs[e.Statement.Predicate.Extension.Run] = true
			}
			if len(entries) != writers*each || len(runs) != writers*each {
				t.Errorf("%d entries of %d runs, want %d", len(entries), len(runs), writers*each)
			}
		})
	}
}

func TestGitLedgerThatCannotBeReachedIsNotEmpty(t *testing.T) {
	folder := filepath.Dir(bare(t))
	closed := serve(t, folder, "")
	closed.Close()
	tests := map[string]string{
		"no such folder":       filepath.Join(t.TempDir(), "nowhere.git"),
		"nobody listens":       closed.URL + "/shop.git",
		"a server that denies": serve(t, folder, "something").URL + "/shop.git",
		"no such repository":   serve(t, folder, "").URL + "/other.git",
	}
	for name, address := range tests {
		t.Run(name, func(t *testing.T) {
			ledger := open(t, gitConfig(address))
			if entries, err := ledger.List(context.Background()); err == nil || len(entries) != 0 {
				t.Errorf("got %v, %v; want an error", entries, err)
			}
			if _, err := ledger.Append(context.Background(), record(facts().Time)); err == nil {
				t.Error("something was stored")
			}
		})
	}
}

// TestGitLedgerWhoseAnswerGetsLost drops the answer to a push that the server
// carried out: the entry is there once.
func TestGitLedgerWhoseAnswerGetsLost(t *testing.T) {
	path := bare(t)
	inner := serve(t, filepath.Dir(path), "")
	lose := true
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		response := httptest.NewRecorder()
		inner.Config.Handler.ServeHTTP(response, r)
		if lose && r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "git-receive-pack") {
			lose = false
			panic(http.ErrAbortHandler)
		}
		for key, values := range response.Header() {
			w.Header()[key] = values
		}
		w.WriteHeader(response.Code)
		_, _ = w.Write(response.Body.Bytes())
	}))
	t.Cleanup(proxy.Close)
	ledger := open(t, gitConfig(proxy.URL+"/shop.git"))
	if _, err := ledger.Append(context.Background(), record(facts().Time)); err != nil {
		t.Fatal(err)
	}
	if lose {
		t.Fatal("no answer was dropped")
	}
	if entries, err := ledger.List(context.Background()); err != nil || len(entries) != 1 {
		t.Errorf("got %d entries, %v", len(entries), err)
	}
}

func TestTokenGoesWhereItMay(t *testing.T) {
	folder := filepath.Dir(bare(t))
	const token, basic = "a-token", "Basic eC1hY2Nlc3MtdG9rZW46YS10b2tlbg=="
	tests := map[string]struct {
		named, known bool
		token, wants string
	}{
		"to an address that the user wrote":                     {token: token, wants: basic},
		"a JWT as a bearer":                                     {token: "a.b.c", wants: "Bearer a.b.c"},
		"to a named remote at the pipeline's host":              {named: true, known: true, token: token, wants: basic},
		"not to a named remote, which could be at any host":     {named: true, token: token, wants: ""},
		"nothing is sent when there is no token in the options": {wants: ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			server := serve(t, folder, test.wants)
			c := gitConfig(server.URL + "/shop.git")
			c.Token = test.token
			if test.named {
				c.Location = "git:origin"
				c.Remote = func(context.Context, string) (string, error) { return server.URL + "/shop.git", nil }
			}
			if test.known {
				c.TokenHost = strings.TrimPrefix(server.URL, "http://")
			}
			if _, err := open(t, c).List(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestGitLedgerRefusesAddressesThatDoMore(t *testing.T) {
	password := "hunter" + "2"
	for name, address := range map[string]string{
		"a helper of git": "ext::sh -c touch% /tmp/x", "an option": "--upload-pack=x", "a password": "https://gate:" + password + "@host.invalid/shop.git",
	} {
		t.Run(name, func(t *testing.T) {
			c := receipt.Config{Location: "git:origin", Environment: os.Environ(),
				Remote: func(context.Context, string) (string, error) { return address, nil }}
			_, err := open(t, c).List(context.Background())
			if err == nil || strings.Contains(err.Error(), password) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestGitLedgerWhoseRemoteHangs never keeps a run waiting for longer than its context.
func TestGitLedgerWhoseRemoteHangs(t *testing.T) {
	hang := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(hang) })
	ctx, cancel := context.WithTimeoutCause(context.Background(), 300*time.Millisecond, errors.New("no time left"))
	defer cancel()
	entries, err := open(t, gitConfig(server.URL+"/shop.git")).List(ctx)
	if err == nil || len(entries) != 0 || !strings.Contains(err.Error(), "no time left") {
		t.Errorf("got %v, %v", entries, err)
	}
}
