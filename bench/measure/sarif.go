package measure

import (
	"encoding/json"
	"os"
)

// Results counts the results of a SARIF file, information left out.
func Results(file string) (int, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	var log struct {
		Runs []struct {
			Results []struct{ Level string }
		}
	}
	if err := json.Unmarshal(content, &log); err != nil {
		return 0, err
	}
	n := 0
	for _, run := range log.Runs {
		for _, r := range run.Results {
			if r.Level != "note" {
				n++
			}
		}
	}
	return n, nil
}
