package armtest

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// APIVersion is the only one that is served, the one of armappservice v5.1.0.
const APIVersion = "2025-03-01"

// Names of the one app that there is.
const (
	Subscription = "01234567-89ab-cdef-0123-456789abcdef"
	Group        = "shop"
	Name         = "storefront"
	SiteID       = "/subscriptions/" + Subscription + "/resourceGroups/" + Group + "/providers/Microsoft.Web/sites/" + Name
	SlotName     = "staging"
)

// Moment is when a hook is called: before a request has its effect, or after,
// when only the answer is missing.
type Moment bool

// The two moments.
const (
	Before Moment = false
	After  Moment = true
)

// Azure is the running stand-in.
type Azure struct {
	*App
	ARM, Production, Staging *httptest.Server
	CA                       string // PEM file with the certificate of all listeners
	Token                    string // what a caller has to bear

	hookMu sync.Mutex
	hook   func(r *http.Request, m Moment)
}

// Serve starts the listeners; they end with the test.
func Serve(t testing.TB, app *App) *Azure {
	t.Helper()
	a := &Azure{App: app, Token: "armtest-" + "bearer"}
	a.ARM = a.listen(t, a.arm)
	a.Production = a.listen(t, a.probe(func() *Slot { return &app.production }))
	a.Staging = a.listen(t, a.probe(func() *Slot { return &app.staging }))
	a.CA = filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.ARM.Certificate().Raw})
	if err := os.WriteFile(a.CA, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *Azure) listen(t testing.TB, handle http.HandlerFunc) *httptest.Server {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.call(r, Before)
		record := httptest.NewRecorder()
		done := false
		defer func() {
			if !done {
				a.call(r, After) // a cut connection, too, has had its effect
			}
		}()
		handle(record, r)
		done = true
		a.call(r, After)
		for name, values := range record.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(record.Code)
		_, _ = w.Write(record.Body.Bytes())
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // killed callers are part of the play
	server.StartTLS()
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	return server
}

// Hook is called for every request at both moments; nil ends it.
func (a *Azure) Hook(hook func(r *http.Request, m Moment)) {
	a.hookMu.Lock()
	defer a.hookMu.Unlock()
	a.hook = hook
}

func (a *Azure) call(r *http.Request, m Moment) {
	a.hookMu.Lock()
	hook := a.hook
	a.hookMu.Unlock()
	if hook != nil {
		hook(r, m)
	}
}

// Environment is what a process needs to talk to this Azure and no other.
func (a *Azure) Environment(t testing.TB) []string {
	t.Helper()
	assertion := filepath.Join(t.TempDir(), "federated")
	if err := os.WriteFile(assertion, []byte("assertion"), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{
		"SALLYPORT_ARM_ENDPOINT=" + a.ARM.URL, "AZURE_AUTHORITY_HOST=" + a.ARM.URL, "SSL_CERT_FILE=" + a.CA,
		"AZURE_TENANT_ID=" + Tenant, "AZURE_CLIENT_ID=" + Client, "AZURE_FEDERATED_TOKEN_FILE=" + assertion,
		"AZURE_TOKEN_CREDENTIALS=WorkloadIdentityCredential",
	}
}

func (a *Azure) arm(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/oidc/"):
		a.oidc(w, r)
	case strings.Contains(r.URL.Path, "/oauth2/") || strings.Contains(r.URL.Path, "/.well-known/"):
		a.entra(w, r)
	case r.Header.Get("Authorization") != "Bearer "+a.Token:
		answer(w, 401, armError("AuthenticationFailed", "Authentication failed."))
	case r.URL.Query().Get("api-version") != APIVersion:
		answer(w, 400, armError("InvalidApiVersionParameter", "The api-version is not supported."))
	default:
		a.route(w, r)
	}
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

const swapAction = "Microsoft.Web/sites/slots/slotsswap/action"

// route serves the paths of one app. Resource ids are compared without case, as ARM does.
func (a *Azure) route(w http.ResponseWriter, r *http.Request) {
	path := strings.ToLower(r.URL.Path)
	site, slot := strings.ToLower(SiteID), strings.ToLower(SiteID+"/slots/"+SlotName)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.look()
	if r.Method == http.MethodGet && a.throttled > 0 {
		a.throttled--
		w.Header().Set("Retry-After", "0")
		answer(w, 429, armError("TooManyRequests", "The request was throttled."))
		return
	}
	switch key := r.Method + " " + path; key {
	case "GET " + site:
		a.read(w, "Microsoft.Web/sites/read", func() string { return a.site(Name, &a.production, a.host(a.Production)) })
	case "GET " + slot:
		a.read(w, "Microsoft.Web/sites/slots/read", func() string { return a.site(Name+"/"+SlotName, &a.staging, a.host(a.Staging)) })
	case "GET " + site + "/config/web":
		a.read(w, "Microsoft.Web/sites/config/read", func() string { return config(&a.production) })
	case "GET " + slot + "/config/web":
		a.read(w, "Microsoft.Web/sites/slots/config/read", func() string { return config(&a.staging) })
	case "POST " + slot + "/start":
		a.read(w, "Microsoft.Web/sites/slots/start/action", func() string { a.starts++; a.staging.State = "Running"; return "" })
	case "POST " + slot + "/slotsdiffs":
		a.read(w, "Microsoft.Web/sites/slots/slotsdiffs/action", a.differences)
	case "POST " + slot + "/slotsswap":
		a.swap(w, r)
	default:
		if id, found := strings.CutPrefix(path, site+"/operationresults/"); found {
			a.result(w, id)
			return
		}
		if id, found := strings.CutPrefix(path, site+"/operations/"); found {
			a.status(w, id)
			return
		}
		answer(w, 404, armError("ResourceNotFound", "The resource was not found."))
	}
}

func (a *Azure) host(s *httptest.Server) string { return strings.TrimPrefix(s.URL, "https://") }

func (a *Azure) read(w http.ResponseWriter, action string, body func() string) {
	if a.denied[action] {
		a.forbid(w, action)
		return
	}
	answer(w, 200, body())
}

func (a *Azure) forbid(w http.ResponseWriter, action string) {
	answer(w, 403, armError("AuthorizationFailed", "The client has no authorization to perform action '"+action+"' over scope '"+SiteID+"'."))
}

func (a *Azure) site(name string, s *Slot, host string) string {
	properties := map[string]any{"state": s.State, "defaultHostName": host, "enabledHostNames": []string{host}}
	if a.operation != nil {
		properties["inProgressOperationId"] = a.operation.id
	}
	if a.preview != "" {
		properties["targetSwapSlot"] = a.preview
	}
	if a.lastSwap != nil {
		properties["slotSwapStatus"] = map[string]any{"sourceSlotName": a.lastSwap.source, "destinationSlotName": a.lastSwap.destination,
			"timestampUtc": a.lastSwap.at.Format("2006-01-02T15:04:05.0000000Z")}
	}
	return object(map[string]any{"id": SiteID, "name": name, "type": "Microsoft.Web/sites", "properties": properties})
}

func config(s *Slot) string {
	return object(map[string]any{"properties": map[string]any{"autoSwapSlotName": s.AutoSwap, "linuxFxVersion": s.Image}})
}

// differences names what differs and, as the real one, its values.
func (a *Azure) differences() string {
	list := []any{}
	for name, value := range a.production.Content.Settings {
		if other := a.staging.Content.Settings[name]; other != value {
			list = append(list, map[string]any{"properties": map[string]any{"settingName": name, "settingType": "AppSetting",
				"level": "Warning", "diffRule": "SettingsWithDifferentValues", "valueInCurrentSlot": other, "valueInTargetSlot": value}})
		}
	}
	return object(map[string]any{"value": list})
}

func object(value any) string {
	content, err := json.Marshal(value)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return string(content)
}

// swap plays one POST. It holds the lock but for a hang.
func (a *Azure) swap(w http.ResponseWriter, r *http.Request) {
	var entity struct {
		TargetSlot   *string `json:"targetSlot"`
		PreserveVnet *bool   `json:"preserveVnet"`
	}
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
	a.posts++
	f := Fault{Status: 202, Ends: 200}
	switch {
	case json.Unmarshal(body, &entity) != nil || entity.TargetSlot == nil || *entity.TargetSlot != "production" || entity.PreserveVnet == nil:
		answer(w, 400, appError("BadRequest", "targetSlot and preserveVnet are required."))
		return
	case a.denied[swapAction]:
		a.forbid(w, swapAction)
		return
	case a.operation != nil || a.preview != "":
		answer(w, 409, Busy().Body)
		return
	case len(a.faults) > 0:
		f, a.faults = a.faults[0], a.faults[1:]
	}
	a.play(w, r, f)
}

func (a *Azure) play(w http.ResponseWriter, r *http.Request, f Fault) {
	if f.Happens {
		a.toggle()
	}
	if f.Late > 0 {
		a.begin(Fault{Ends: 200, Looks: f.Late}, "late")
	}
	switch {
	case f.Hangs:
		a.mu.Unlock()
		select {
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
		a.mu.Lock()
		panic(http.ErrAbortHandler)
	case f.Status == 0:
		panic(http.ErrAbortHandler)
	case f.Status != 202:
		answer(w, f.Status, f.Body)
	default:
		op := a.begin(f, fmt.Sprintf("swap-%d", a.posts))
		w.Header().Set("Location", a.ARM.URL+SiteID+"/operationresults/"+op.id+"?api-version="+APIVersion)
		if !f.LocationOnly {
			w.Header().Set("Azure-AsyncOperation", a.ARM.URL+SiteID+"/operations/"+op.id+"?api-version="+APIVersion)
		}
		answer(w, 202, "")
	}
}

func (a *Azure) begin(f Fault, id string) *operation {
	op := &operation{id: id, looks: f.Looks, lies: f.Lies, status: f.Ends}
	if op.looks == 0 {
		op.looks = 2
	}
	a.operation, a.operations[id] = op, op
	return op
}

// result is what Location leads to: 202 while it runs, then the end.
func (a *Azure) result(w http.ResponseWriter, id string) {
	op := a.operations[id]
	switch {
	case op == nil:
		answer(w, 404, armError("NotFound", "There is no such operation."))
	case !op.done:
		w.Header().Set("Location", a.ARM.URL+SiteID+"/operationresults/"+id+"?api-version="+APIVersion)
		answer(w, 202, "")
	case op.status != 200:
		answer(w, op.status, appError("ExpectationFailed", "The slot did not answer the http ping."))
	default:
		answer(w, 200, "{}")
	}
}

// status is what Azure-AsyncOperation leads to.
func (a *Azure) status(w http.ResponseWriter, id string) {
	op := a.operations[id]
	switch {
	case op == nil:
		answer(w, 404, armError("NotFound", "There is no such operation."))
	case !op.done:
		answer(w, 200, `{"id":"`+id+`","status":"InProgress"}`)
	case op.status != 200:
		answer(w, 200, `{"id":"`+id+`","status":"Failed","error":{"code":"ExpectationFailed","message":"The slot did not answer the http ping."}}`)
	default:
		answer(w, 200, `{"id":"`+id+`","status":"Succeeded"}`)
	}
}

// probe answers as the app in a slot would: its health as the status, its
// version in the body. A stopped slot answers 403, as App Service's front end does.
func (a *Azure) probe(of func() *Slot) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		slot := of()
		status := 200
		switch c := &slot.Content; {
		case slot.State != "Running":
			answer(w, 403, "the web app is stopped")
			return
		case c.Sick != 0:
			if c.Sick > 0 {
				c.Sick--
			}
			status = 503
		}
		if slot.Content.Mute {
			answer(w, status, "{}")
			return
		}
		answer(w, status, object(map[string]string{"commit": slot.Content.Version}))
	}
}
