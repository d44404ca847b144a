package receipt

// Block is why a commit may not go live again as it is.
type Block struct {
	Name string // of the receipt of the rollback that left it
	Time string // of that receipt
}

// Blocked are the commits of an environment that a rollback left and that nobody
// went back to since. Going back to one of them goes against advice, so that
// somebody answered for it: that lifts the block. entries are those that count,
// oldest first.
func Blocked(entries []Entry, environment string) map[string]Block {
	blocked := map[string]Block{}
	for _, e := range entries {
		x := e.Statement.ext().Execution
		if x == nil || e.Statement.Environment() != environment {
			continue
		}
		for _, commit := range x.Blocked {
			blocked[commit] = Block{e.Name, e.Time()}
		}
		if e.Statement.Mode() == modeRollback && e.Statement.Passed() {
			delete(blocked, x.To)
		}
	}
	return blocked
}

const modeRollback = "rollback"
