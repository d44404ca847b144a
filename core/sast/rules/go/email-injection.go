//go:build ignore

package fixture

import (
	"mime"
	"net/http"
	"net/smtp"
)

func hits(r *http.Request, auth smtp.Auth) {
	message := []byte("Subject: " + r.FormValue("subject") + "\r\n\r\nHello")
	// ruleid: go-email-injection
	smtp.SendMail("mail:25", auth, "a@example.com", []string{"b@example.com"}, message)
}

func misses(r *http.Request, auth smtp.Auth) {
	subject := mime.QEncoding.Encode("utf-8", r.FormValue("subject"))
	// ok: go-email-injection
	smtp.SendMail("mail:25", auth, "a@example.com", []string{"b@example.com"}, []byte("Subject: "+subject+"\r\n\r\nHello"))
}
