package azure

import (
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"github.com/sallyport-gate/sallyport/core/rollback/swap"
)

// explained makes a definite answer a swap.Refusal, and takes addresses out of
// the rest: an operation's may be signed. action is the permission that the
// request needs, in case the answer does not say.
func explained(err error, action string) error {
	if err == nil {
		return nil
	}
	var response *azcore.ResponseError
	if !errors.As(err, &response) {
		var address *url.Error
		if errors.As(err, &address) {
			return address.Err
		}
		return err
	}
	status := response.StatusCode
	if status < 400 || status >= 500 || status == 408 || status == 499 {
		return errors.New("HTTP " + strconv.Itoa(status) + ": " + message(response))
	}
	refusal := swap.Refusal{Status: status, Message: message(response)}
	switch {
	case status == 403:
		refusal.Action = action
		if named := actionIn.FindStringSubmatch(refusal.Message); named != nil {
			refusal.Action = named[1]
		}
	case status == 429 && response.RawResponse != nil:
		if seconds, err := strconv.Atoi(response.RawResponse.Header.Get("Retry-After")); err == nil && seconds > 0 {
			refusal.After = time.Duration(min(seconds, 3600)) * time.Second
		}
	}
	return refusal
}

// actionIn finds the action in Resource Manager's refusal.
var actionIn = regexp.MustCompile(`action '(Microsoft\.[A-Za-z]+(?:/[A-Za-z]+){1,8})'`)

// message reads either form of an error: Resource Manager's, and App Service's
// with capital letters. It is one short line.
func message(response *azcore.ResponseError) string {
	if response.RawResponse == nil || response.RawResponse.Body == nil {
		return line(response.ErrorCode)
	}
	body, _ := io.ReadAll(io.LimitReader(response.RawResponse.Body, 1<<16))
	var either struct {
		Message string `json:"message"` // also reads "Message"
		Error   struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	_ = json.Unmarshal(body, &either)
	for _, text := range []string{either.Error.Message, either.Message, response.ErrorCode} {
		if text != "" {
			return line(text)
		}
	}
	return "without a message"
}

// line bounds a foreign text to one line without controls.
func line(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > 300 {
		text = string(runes[:300]) + "…"
	}
	return text
}
