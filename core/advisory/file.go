package advisory

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// The file: magic, manifest (JSON) and table, each behind its length as four
// bytes, then the blocks, then the SHA-256 of everything before it. Numbers are
// little-endian. The table has for each block its first key and its place, and
// the packed and unpacked size of each of its frames; see block.go.
const (
	magic       = "SALLYADV"
	blockTarget = 96 << 10 // bytes before compression; a block ends behind the entry that passes it
	maxBlock    = 64 << 20 // no honest block comes near it
	fewRows     = 1000
)

// rowSource gives the rows of the file in order of their keys; false at the end.
type rowSource func() (row, bool, error)

// writeFile lays out rows, which come sorted by key and id and free of repetitions.
// count is how many there are. It fills in what the manifest says of exploitation.
func writeFile(manifest *Manifest, count int, next rowSource) ([]byte, error) {
	level := zstd.SpeedBestCompression
	if count < fewRows {
		level = zstd.SpeedFastest // an index for one run, not worth the tables of the best
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(level), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(256<<10))
	if err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	defer encoder.Close()
	blocks, table, err := writeBlocks(encoder, manifest.counting(next))
	if err != nil {
		return nil, err
	}
	head, err := json.Marshal(manifest)
	if err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	var out bytes.Buffer
	out.WriteString(magic)
	for _, part := range [][]byte{head, table} {
		var size [4]byte
		binary.LittleEndian.PutUint32(size[:], uint32(len(part)))
		out.Write(size[:])
		out.Write(part)
	}
	out.Write(blocks)
	sum := sha256.Sum256(out.Bytes())
	out.Write(sum[:])
	return out.Bytes(), nil
}

func writeBlocks(encoder *zstd.Encoder, next rowSource) (blocks, table []byte, err error) {
	var draft draft
	count := 0
	flush := func() {
		if draft.empty() {
			return
		}
		table = appendText(table, draft.first)
		table = binary.AppendUvarint(table, uint64(len(blocks)))
		for _, frame := range draft.frames() {
			packed := encoder.EncodeAll(frame, nil)
			table = binary.AppendUvarint(binary.AppendUvarint(table, uint64(len(packed))), uint64(len(frame)))
			blocks = append(blocks, packed...)
		}
		draft.reset()
		count++
	}
	for {
		r, ok, err := next()
		if err != nil {
			return nil, nil, fmt.Errorf("write the index: %w", err)
		}
		if !ok {
			break
		}
		if draft.size() >= blockTarget && r.key != draft.last {
			flush()
		}
		draft.add(&r)
	}
	flush()
	return blocks, append(binary.AppendUvarint(nil, uint64(count)), table...), nil
}

func digestText(sum []byte) string { return "sha256:" + hex.EncodeToString(sum) }
