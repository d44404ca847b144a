package syntax

import "strings"

// Reader is what front ends share that read by bytes and not by tokens, because
// what a byte means depends on what stands before it.
type Reader struct {
	Builder
	Source string
	Mode   Mode
	At     int // offset of the next byte
	End    int // behind what was read last, white space not counted
}

// Pattern says whether a rule's pattern is read.
func (r *Reader) Pattern() bool { return r.Mode == Pattern }

// Peek is the byte n ahead, 0 outside of the source.
func (r *Reader) Peek(n int) byte {
	if i := r.At + n; i >= 0 && i < len(r.Source) {
		return r.Source[i]
	}
	return 0
}

// Has says whether a text stands here.
func (r *Reader) Has(prefix string) bool { return strings.HasPrefix(r.Source[r.At:], prefix) }

// Move reads n bytes.
func (r *Reader) Move(n int) {
	r.At = min(r.At+n, len(r.Source))
	r.End = r.At
}

// Accept moves behind a byte, and says whether it stood here.
func (r *Reader) Accept(c byte) bool {
	if r.Peek(0) != c {
		return false
	}
	r.Move(1)
	return true
}

// Word makes a childless node of the bytes from start on.
func (r *Reader) Word(kind Kind, text string, start int) *Node {
	return r.Leaf(kind, text, start, r.At)
}

// Finish takes the children above the mark and makes their parent, which ends
// where the last thing was read.
func (r *Reader) Finish(kind Kind, text string, start, mark int) *Node {
	return r.Close(kind, text, start, max(start, r.End), mark)
}

// Node makes a node of known children.
func (r *Reader) Node(kind Kind, text string, start int, children ...*Node) *Node {
	mark := r.Mark()
	r.Push(children...)
	return r.Finish(kind, text, start, mark)
}
