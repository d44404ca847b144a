// Command dependency sets Sallyport's dependency check beside its peers on
// real lockfiles. osv-scanner v2.5.1 and trivy are looked up in the PATH; real
// lockfiles and advisories are the caller's, none are kept here.
//
//	go run ./bench/dependency records LOCKFILES DATABASE [ECOSYSTEM...]
//	go run ./bench/dependency differ LOCKFILES DATABASE
//	go run ./bench/dependency table SALLYPORT INDEX DATABASE FOLDER...
//
// records makes up OSV records, the same in every run, that hit or just miss
// the packages of the lockfiles. differ runs both programs over the lockfiles
// with the records of <DATABASE>/<Ecosystem>/all.zip, prints what they read and
// find differently with the reason of each difference (docs/dependencies.md
// explains them), and ends with 1 when one has no reason. table measures the
// whole programs on each folder, and prints Markdown.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
)

var errUsage = errors.New("wrong arguments")

const usage = `usage: go run ./bench/dependency records LOCKFILES DATABASE [ECOSYSTEM...]
       go run ./bench/dependency differ LOCKFILES DATABASE
       go run ./bench/dependency table SALLYPORT INDEX DATABASE FOLDER...`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) < 3 {
		return errUsage
	}
	switch command, rest := args[0], args[1:]; {
	case command == "records":
		return writeRecords(ctx, rest[0], rest[1], rest[2:])
	case command == "differ" && len(rest) == 2:
		return differ(ctx, rest[0], rest[1])
	case command == "table" && len(rest) >= 4:
		return table(rest[0], rest[1], rest[2], rest[3:])
	}
	return errUsage
}
