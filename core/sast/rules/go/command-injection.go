//go:build ignore

package fixture

import (
	"net/http"
	"os/exec"
)

func hits(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	line := "ping -c1 " + host
	// ruleid: go-command-injection
	exec.Command("sh", "-c", line).Run()
	// ruleid: go-command-injection
	exec.Command(r.URL.Query().Get("tool")).Run()
}

func misses(w http.ResponseWriter, r *http.Request) {
	// ok: go-command-injection
	exec.Command("sh", "-c", "uptime").Run()
	// ok: go-command-injection
	exec.Command("ping", "-c1", "--", r.FormValue("host")).Run()
	tool := "uptime"
	if r.FormValue("long") != "" {
		tool = "uname"
	}
	// ok: go-command-injection
	exec.Command(tool).Run()
}
