package main

import (
	"regexp"
	"strconv"
	"strings"
)

// pseudo is the time in a version that Go makes of a commit.
var pseudo = regexp.MustCompile(`^(.*[-.])([0-9]{14})(-[0-9a-f]{12})(.*)$`)

// release is the part of a version that numbers count, as far as they go.
var release = regexp.MustCompile(`^([vV]?(?:[0-9]+!)?)([0-9]+(?:\.[0-9]+)*)(.*)$`)

// raise makes a version that comes after v in every order.
func raise(v string) string {
	if m := pseudo.FindStringSubmatch(v); m != nil {
		return m[1] + "20991231235959" + m[3] + m[4]
	}
	m := release.FindStringSubmatch(v)
	if m == nil {
		return v + "9"
	}
	numbers := strings.Split(m[2], ".")
	numbers[len(numbers)-1] = more(numbers[len(numbers)-1])
	return m[1] + strings.Join(numbers, ".") + tail(m[3])
}

// lower makes a version that comes before v in every order.
func lower(v string) string {
	if m := pseudo.FindStringSubmatch(v); m != nil {
		return m[1] + "20010101000000" + m[3] + m[4]
	}
	m := release.FindStringSubmatch(v)
	if m == nil {
		return "0"
	}
	numbers := strings.Split(m[2], ".")
	for i := len(numbers) - 1; i >= 0; i-- {
		n, err := strconv.Atoi(numbers[i])
		if err == nil && n > 0 {
			numbers[i] = strconv.Itoa(n - 1)
			for j := i + 1; j < len(numbers); j++ {
				numbers[j] = "99"
			}
			return m[1] + strings.Join(numbers, ".") + tail(m[3])
		}
	}
	return "0"
}

func more(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil {
		return number + "0" // ten times as many
	}
	return strconv.Itoa(n + 1)
}

// tail keeps the words that belong to a release ("-jre", ".Final", "+incompatible")
// and drops what counts below it, such as "-beta.2".
func tail(text string) string {
	switch text {
	case "-jre", "-android", ".Final", ".RELEASE", "+incompatible":
		return text
	}
	return ""
}
