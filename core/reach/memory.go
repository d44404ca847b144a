package reach

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// memory is the bound of an analysis, in bytes.
func (a Analysis) memory() int64 {
	if a.Memory > 0 {
		return a.Memory
	}
	bound := int64(DefaultMemory)
	for _, has := range []int64{machineMemory(), groupMemory()} {
		if has > 0 {
			bound = min(bound, has/4*3)
		}
	}
	return bound
}

// machineMemory is what the machine has, in bytes; 0 where Linux does not tell.
func machineMemory() (kilobytes int64) {
	content, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	if _, err := fmt.Sscanf(string(content), "MemTotal: %d kB", &kilobytes); err != nil {
		return 0
	}
	return kilobytes << 10
}

// groupMemory is the limit of the container, in bytes; 0 without one.
func groupMemory() int64 {
	content, err := os.ReadFile("/sys/fs/cgroup/memory.max")
	if err != nil {
		return 0
	}
	limit, err := strconv.ParseInt(string(bytes.TrimSpace(content)), 10, 64)
	if err != nil { // "max"
		return 0
	}
	return limit
}
