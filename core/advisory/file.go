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
// little-endian. A block is zstd over entries sorted by key; an entry is its key
// and its rows, each behind its length as a varint. The table has, for each
// block, its first key, its place and its sizes.
const (
	magic       = "SALLYADV"
	blockTarget = 64 << 10 // bytes before compression; a block ends behind the entry that passes it
	maxBlock    = 64 << 20 // no honest block comes near it
)

// writeFile lays out rows, which are sorted by key and id and free of repetitions.
func writeFile(manifest Manifest, rows []row) ([]byte, error) {
	head, err := json.Marshal(manifest)
	if err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	encoder, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("write the index: %w", err)
	}
	var blocks, table, raw, entry []byte
	count, first := 0, ""
	flush := func() {
		if len(raw) == 0 {
			return
		}
		packed := encoder.EncodeAll(raw, nil)
		table = appendText(table, first)
		for _, n := range []int{len(blocks), len(packed), len(raw)} {
			table = binary.AppendUvarint(table, uint64(n))
		}
		blocks = append(blocks, packed...)
		raw = raw[:0]
		count++
	}
	for i := 0; i < len(rows); {
		k := rows[i].key
		if len(raw) == 0 {
			first = k
		}
		entry = entry[:0]
		for ; i < len(rows) && rows[i].key == k; i++ {
			entry = rows[i].append(entry)
		}
		raw = appendText(appendText(raw, k), string(entry))
		if len(raw) >= blockTarget {
			flush()
		}
	}
	flush()
	table = append(binary.AppendUvarint(nil, uint64(count)), table...)

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

func digestText(sum []byte) string { return "sha256:" + hex.EncodeToString(sum) }
