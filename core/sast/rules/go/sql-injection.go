//go:build ignore

package fixture

import (
	"cmp"
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
)

func hits(db *sql.DB, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: go-sql-injection
	db.Query("SELECT id FROM users WHERE name = '" + name + "'")
	statement := fmt.Sprintf("DELETE FROM users WHERE name = '%s'", r.FormValue("name"))
	// ruleid: go-sql-injection
	if _, err := db.ExecContext(r.Context(), statement); err != nil {
		return
	}
}

func misses(db *sql.DB, r *http.Request) {
	// ok: go-sql-injection
	db.Query("SELECT id FROM users WHERE name = $1", r.FormValue("name"))
	id, _ := strconv.Atoi(r.FormValue("id"))
	// ok: go-sql-injection
	db.Query(fmt.Sprintf("SELECT id FROM users WHERE id = %d", id))
	order := "name"
	if r.FormValue("order") == "age" {
		order = "age"
	}
	// ok: go-sql-injection
	db.Query("SELECT id FROM users ORDER BY " + order)
}

func login(c *gin.Context, db *sql.DB) {
	// ok: go-sql-injection
	method := c.Query("method")
	// ruleid: go-sql-injection
	db.Query("SELECT * FROM users WHERE method = '" + method + "'")
}

func first(r *http.Request) string {
	// ok: go-sql-injection
	return cmp.Or(r.FormValue("next"), r.FormValue("to"))
}
