//go:build ignore

package fixture

import (
	"go.mongodb.org/mongo-driver/bson"
	"net/http"
)

func hits(r *http.Request) bson.M {
	// ruleid: go-nosql-injection
	return bson.M{"$where": "this.name == '" + r.FormValue("name") + "'"}
}

func misses(r *http.Request) bson.M {
	// ok: go-nosql-injection
	return bson.M{"name": r.FormValue("name")}
}
