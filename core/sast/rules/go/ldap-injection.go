//go:build ignore

package fixture

import (
	"fmt"
	"net/http"

	"github.com/go-ldap/ldap/v3"
)

func hits(r *http.Request) {
	filter := fmt.Sprintf("(uid=%s)", r.FormValue("user"))
	// ruleid: go-ldap-injection
	request := ldap.NewSearchRequest("dc=example", 2, 0, 0, 0, false, filter, nil, nil)
	_ = request
}

func misses(r *http.Request) {
	filter := fmt.Sprintf("(uid=%s)", ldap.EscapeFilter(r.FormValue("user")))
	// ok: go-ldap-injection
	request := ldap.NewSearchRequest("dc=example", 2, 0, 0, 0, false, filter, nil, nil)
	_ = request
}
