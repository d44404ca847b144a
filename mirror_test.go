package main

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/sallyport-gate/sallyport/core/advisory"
	"github.com/sallyport-gate/sallyport/core/receipt"
)

// serveFolder plays a mirror on loopback: the files of the folder, and for
// …/all.zip a zip of the records beside it. Below /down/ it answers 503, below
// /cut/ it breaks off in the middle. The script finds it as $MIRROR.
func serveFolder(env *testscript.Env) {
	files := http.FileServer(http.Dir(env.WorkDir))
	routes := http.NewServeMux()
	routes.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		folder, dump := strings.CutSuffix(r.URL.Path, "/all.zip")
		if !dump {
			files.ServeHTTP(w, r)
			return
		}
		if err := zipRecords(w, env.WorkDir, folder); err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
		}
	})
	routes.HandleFunc("/down/", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	routes.HandleFunc("/cut/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100000")
		fmt.Fprint(w, "half of it")
	})
	server := httptest.NewServer(routes)
	env.Defer(server.Close)
	env.Setenv("MIRROR", server.URL)
}

func zipRecords(w http.ResponseWriter, work, folder string) error {
	root, err := os.OpenRoot(work)
	if err != nil {
		return err
	}
	defer root.Close()
	records, err := fs.Glob(root.FS(), strings.Trim(folder, "/")+"/*.json")
	if err != nil || len(records) == 0 {
		return fmt.Errorf("no records in %q", folder)
	}
	archive := zip.NewWriter(w)
	for _, path := range records {
		content, err := fs.ReadFile(root.FS(), path)
		if err != nil {
			return err
		}
		entry, err := archive.Create(path[strings.LastIndexByte(path, '/')+1:])
		if err != nil {
			return err
		}
		if _, err := entry.Write(content); err != nil {
			return err
		}
	}
	return archive.Close()
}

// publisher makes a key and a trust file that lets it vouch for indexes:
// publisher KEY TRUST.
func publisher(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: publisher KEY TRUST")
	}
	private, key, err := receipt.GenerateKey()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), private, 0o600))
	trust := fmt.Sprintf("version: 1\ntrust:\n  - signer: the publisher\n    verifier: %s\n    key: |\n      %s\n",
		advisory.VerifierID, strings.ReplaceAll(strings.TrimSpace(key.PublicPEM()), "\n", "\n      "))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(trust), 0o644))
}
