package task

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// Environment is what the task needs of the outside.
type Environment struct {
	Out      io.Writer           // the step's log
	Getenv   func(string) string // inputs and BUILD_…, SYSTEM_… variables
	Client   *http.Client        // for Azure DevOps; only used with a token
	Launched bool                // the launcher started the program, as a task; else a script did
}

// launcher is the variable by which launch.js says that it started the program.
const launcher = "SALLYPORT_LAUNCHER"

// limit bounds one conversation with Azure DevOps, all of its requests together.
const limit = 15 * time.Second

// largestAnswer bounds one answer of Azure DevOps in bytes.
const largestAnswer = 4 << 20

// System is the process's own environment. Redirects are refused: Azure DevOps
// answers a bad token with one to a sign-in page, which would read as success.
func System() Environment {
	return Environment{Out: os.Stdout, Getenv: os.Getenv, Launched: os.Getenv(launcher) == "1", Client: &http.Client{
		Timeout: limit,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("the server asks to sign in elsewhere; the token was not accepted")
		},
	}}
}

// bounded cuts answers at largestAnswer, because the client library reads them whole.
type bounded struct{ to http.RoundTripper }

func (b bounded) RoundTrip(request *http.Request) (*http.Response, error) {
	to := b.to
	if to == nil {
		to = http.DefaultTransport
	}
	response, err := to.RoundTrip(request)
	if response != nil {
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(response.Body, largestAnswer), response.Body}
	}
	return response, err
}
