//go:build unix

package measure

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the largest resident size, in bytes: Linux counts in kilobytes,
// macOS in bytes.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
