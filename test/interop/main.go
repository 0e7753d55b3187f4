// Reads a Daftar record with Go's own transparency-log packages (golang.org/x/mod/sumdb), which share no line with
// Daftar, and says whether they agree: the checkpoint's signature, every tile and entry up to its root, every receipt.
//
//	go run . RECORD        prints one line of JSON; exit 1 and a sentence where they disagree
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	if len(os.Args) != 2 {
		fail("usage: go run . RECORD")
	}
	record := os.Args[1]
	verifier := logKey(record)
	checkpoint := read(record, "log/checkpoint")
	tree := openCheckpoint(checkpoint, verifier)

	hashes := tlog.TileHashReader(tree, tiles{record})
	checkEntries(record, tree, hashes)
	receipts := checkReceipts(record, tree, hashes, verifier)

	out, _ := json.Marshal(map[string]any{"origin": verifier.Name(), "size": tree.N, "root": tree.Hash.String(), "receipts": receipts})
	fmt.Println(string(out))
}

// logKey finds the one log line of the record's policy: log <vkey> [url].
func logKey(record string) note.Verifier {
	for _, line := range strings.Split(string(read(record, "policy")), "\n") {
		if words := strings.Fields(line); len(words) >= 2 && words[0] == "log" {
			verifier, err := note.NewVerifier(words[1])
			check(err, "the policy's log key")
			return verifier
		}
	}
	fail("the policy names no log")
	return nil
}

func openCheckpoint(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err, "the checkpoint's signature")
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 3 || lines[0] != verifier.Name() {
		fail("the checkpoint is not of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "the checkpoint's size")
	root, err := tlog.ParseHash(lines[2])
	check(err, "the checkpoint's root")
	return tlog.Tree{N: size, Hash: root}
}

// tiles reads C2SP tlog-tiles; TileHashReader checks each against the tree before it gives out a hash of it.
type tiles struct{ record string }

func (t tiles) Height() int                        { return tileHeight }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		found = append(found, read(t.record, "log/"+tilePath(strconv.Itoa(tile.L), tile.N, tile.W)))
	}
	return found, nil
}

// tilePath is C2SP's: golang.org/x/mod writes the height too.
func tilePath(level string, n int64, width int) string {
	number := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		number = fmt.Sprintf("x%03d/%s", n%1000, number)
	}
	path := "tile/" + level + "/" + number
	if width < 1<<tileHeight {
		path += ".p/" + strconv.Itoa(width)
	}
	return path
}

// checkEntries reads every entry of every bundle and finds its hash at its place in the tree.
func checkEntries(record string, tree tlog.Tree, hashes tlog.HashReader) {
	for first := int64(0); first < tree.N; first += 1 << tileHeight {
		width := min(tree.N-first, 1<<tileHeight)
		bundle := read(record, "log/"+tilePath("entries", first>>tileHeight, int(width)))
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				fail(fmt.Sprintf("entry %d is cut short", first+i))
			}
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			entry := bundle[2:length]
			bundle = bundle[length:]
			known, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, first+i)})
			check(err, fmt.Sprintf("the hash of entry %d", first+i))
			if known[0] != tlog.RecordHash(entry) {
				fail(fmt.Sprintf("entry %d does not fit the tree", first+i))
			}
		}
		if len(bundle) > 0 {
			fail(fmt.Sprintf("there is more than the entries from %d in their bundle", first))
		}
	}
}

// checkReceipts takes each receipt by itself, offline, and then its checkpoint's tree as a part of this one.
func checkReceipts(record string, tree tlog.Tree, hashes tlog.HashReader, verifier note.Verifier) int {
	files, _ := filepath.Glob(filepath.Join(record, "receipts/*/*.tlog-proof"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err, file)
		head, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
		lines := strings.Split(string(head), "\n")
		if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
			fail(file + " is not a receipt")
		}
		entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
		check(err, file)
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
		check(err, file)
		var proof tlog.RecordProof
		for _, line := range lines[3:] {
			hash, err := tlog.ParseHash(line)
			check(err, file)
			proof = append(proof, hash)
		}
		then := openCheckpoint(checkpoint, verifier)
		check(tlog.CheckRecord(proof, then.N, then.Hash, index, tlog.RecordHash(entry)), file)
		root, err := tlog.TreeHash(then.N, hashes)
		check(err, file)
		if root != then.Hash {
			fail(file + " is of another history")
		}
	}
	return len(files)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func read(record, path string) []byte {
	content, err := os.ReadFile(filepath.Join(record, path))
	check(err, path)
	return content
}

func check(err error, what string) {
	if err != nil {
		fail(what + ": " + err.Error())
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
