package pack

import "io"

// window is the piece of a pack that was read last.
type window struct {
	file *file
	from int64
	room []byte
}

// windowLength is how much is read at least, in bytes: what is built upon one
// another mostly stands together.
const windowLength = 8 << 10

// at returns what a pack holds from a place on: so many bytes, or less where the
// pack ends. It is good until the next call.
func (w *window) at(p place, length int) ([]byte, error) {
	if p.file == w.file && p.at >= w.from && p.at+int64(length) <= w.from+int64(len(w.room)) {
		return w.room[p.at-w.from:], nil
	}
	w.file = nil
	length = max(length, windowLength)
	if cap(w.room) < length {
		w.room = make([]byte, length, 2*length)
	}
	n, err := p.file.pack.ReadAt(w.room[:length], p.at)
	if err != nil && err != io.EOF { //nolint:errorlint // as ReadAt returns it
		return nil, err
	}
	w.file, w.from, w.room = p.file, p.at, w.room[:n]
	return w.room, nil
}
