package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// shape is how an ecosystem names packages and versions.
type shape struct {
	kind   string // of ranges
	listed bool   // records list versions beside their ranges
	name   func(maker) string
	parts  int // numbers in a version
}

var (
	semver = shape{kind: "SEMVER", name: plainName, parts: 3}
	gomod  = shape{kind: "SEMVER", name: moduleName, parts: 3}
	pypi   = shape{kind: "ECOSYSTEM", listed: true, name: plainName, parts: 3}
	nuget  = shape{kind: "ECOSYSTEM", listed: true, name: dottedName, parts: 4}
	maven  = shape{kind: "ECOSYSTEM", listed: true, name: groupName, parts: 3}
)

func (s shape) version(r *rand.Rand) string {
	parts := make([]string, s.parts)
	for i := range parts {
		parts[i] = fmt.Sprint(r.IntN(30 >> i))
	}
	return strings.Join(parts, ".")
}

// plainName is what typosquatters and authors choose: words, sometimes a scope,
// often a random end.
func plainName(m maker) string {
	name := strings.ReplaceAll(m.words(1+m.random.IntN(3)), " ", "-")
	switch m.random.IntN(4) {
	case 0:
		name = "@" + m.words(1) + "/" + name
	case 1:
		name += "-" + m.letters(4+m.random.IntN(4))
	case 2:
		name += fmt.Sprint(m.random.IntN(10000))
	}
	return name
}

func moduleName(m maker) string {
	return "github.com/" + m.words(1) + "/" + strings.ReplaceAll(m.words(2), " ", "-")
}

func dottedName(m maker) string { return strings.ReplaceAll(m.words(3), " ", ".") }

func groupName(m maker) string {
	return "org." + strings.ReplaceAll(m.words(2), " ", ".") + ":" + strings.ReplaceAll(m.words(2), " ", "-")
}

func (m maker) pick(from ...string) string { return from[m.random.IntN(len(from))] }

func (m maker) letters(n int) string { return m.from("abcdefghijklmnopqrstuvwxyz0123456789", n) }

func (m maker) hex(n int) string { return m.from("0123456789abcdef", n) }

func (m maker) from(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[m.random.IntN(len(alphabet))]
	}
	return string(b)
}

// words are made of syllables, so that there are many and they compress as names do.
func (m maker) words(n int) string {
	list := make([]string, n)
	for i := range list {
		for range 2 + m.random.IntN(2) {
			list[i] += m.from("bcdfghklmnprstvw", 1) + m.from("aeiou", 1)
			if m.random.IntN(3) == 0 {
				list[i] += m.from("lnrst", 1)
			}
		}
	}
	return strings.Join(list, " ")
}

// prose repeats common words, as people do: word k of a small vocabulary comes
// about 1/k as often as the first.
func (m maker) prose(n int) string {
	often := rand.NewZipf(m.random, 1.1, 4, 3000)
	list := make([]string, n)
	for i := range list {
		word := maker{random: rand.New(rand.NewPCG(often.Uint64(), 1))}
		list[i] = word.words(1)
	}
	return "A flaw in " + strings.Join(list, " ") + "."
}

func (m maker) vector() string {
	return "CVSS:3.1/AV:" + m.pick("N", "L") + "/AC:" + m.pick("L", "H") + "/PR:" + m.pick("N", "L", "H") + "/UI:" + m.pick("N", "R") +
		"/S:" + m.pick("U", "C") + "/C:" + m.pick("N", "L", "H") + "/I:" + m.pick("N", "L", "H") + "/A:" + m.pick("N", "L", "H")
}

// ghsa is a part of one of GitHub's ids, which avoid letters that look alike.
func (m maker) ghsa() string { return m.from("23456789cfghjmpqrvwx", 4) }
