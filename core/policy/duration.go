package policy

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

const (
	day        = 24 * time.Hour
	maxPeriod  = 3650 * day
	dateLayout = "2006-01-02"
)

// parseDuration reads 90s, 5m, 1h30m, 72h or 5d; above zero and below ten years.
func parseDuration(text string) (time.Duration, error) {
	d, err := parsePeriod(text)
	if err != nil || d <= 0 || d > maxPeriod {
		return 0, errors.New("is not a duration; write a number with a unit, for example 90s, 5m, 72h or 5d")
	}
	return d, nil
}

func parsePeriod(text string) (time.Duration, error) {
	days, isDays := strings.CutSuffix(text, "d")
	if !isDays {
		return time.ParseDuration(text)
	}
	n, err := strconv.ParseUint(days, 10, 12)
	return time.Duration(n) * day, err
}
