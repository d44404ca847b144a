package main

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/sallyport-gate/sallyport/bench/record"
)

// readRecords reads all records of the dumps, by id.
func readRecords(pattern string) (map[string]record.Record, error) {
	dumps, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	records := map[string]record.Record{}
	for _, dump := range dumps {
		if err := readDump(dump, records); err != nil {
			return nil, fmt.Errorf("read %q: %w", dump, err)
		}
	}
	return records, nil
}

func readDump(dump string, records map[string]record.Record) error {
	archive, err := zip.OpenReader(dump)
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, entry := range archive.File {
		content, err := entry.Open()
		if err != nil {
			return err
		}
		var r struct { // what the reasons look at; the rest is as each database likes
			ID       string            `json:"id"`
			Affected []record.Affected `json:"affected"`
		}
		err = json.NewDecoder(content).Decode(&r)
		content.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", entry.Name, err)
		}
		records[r.ID] = record.Record{ID: r.ID, Affected: r.Affected}
	}
	return nil
}
