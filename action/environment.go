package action

import (
	"crypto/rand"
	"io"
	"os"
)

// Environment is what the action needs of the outside.
type Environment struct {
	Out      io.Writer                    // the step's log
	Getenv   func(string) string          // inputs and GITHUB_… variables
	ReadFile func(string) ([]byte, error) // the summary
	Append   func(path string, content []byte) error
	Random   io.Reader // of cryptographic quality, for delimiters
}

// System is the process's own environment.
func System() Environment {
	return Environment{Out: os.Stdout, Getenv: os.Getenv, ReadFile: os.ReadFile, Append: appendFile, Random: rand.Reader}
}

func appendFile(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// steady keeps the first error of a writer and then swallows everything, because
// go-githubactions panics when a write does not succeed.
type steady struct {
	to  io.Writer
	err error
}

func (s *steady) Write(p []byte) (int, error) {
	if s.err == nil {
		_, s.err = s.to.Write(p)
	}
	return len(p), nil
}
