//go:build !unix

package repo

func newFolders(base string) (folders, error) { return newRooted(base) }
