package image

import "strings"

// trace tells each layer the step that made it, and which layers belong to the
// base image. A history that does not fit the layers says nothing.
func trace(layers []Layer, history []step) {
	var made []int // history entry of each layer
	for i, s := range history {
		if !s.EmptyLayer {
			made = append(made, i)
		}
	}
	if len(made) != len(layers) {
		return
	}
	base := boundary(history)
	for i, entry := range made {
		layers[i].Command = command(history[entry].CreatedBy)
		layers[i].Base = entry < base
	}
}

// boundary is the history entry behind the base image's last, or 0. No format
// writes it down; but an image ends with the command that it runs, so a command
// or entry point that is followed by more layers was the base image's end.
func boundary(history []step) int {
	last := len(history) - 1
	for last >= 0 && history[last].EmptyLayer {
		last--
	}
	for i := last; i >= 0; i-- {
		if history[i].EmptyLayer && runs(history[i].CreatedBy) {
			return i + 1
		}
	}
	return 0
}

func runs(createdBy string) bool {
	text := command(createdBy)
	return strings.HasPrefix(text, "CMD") || strings.HasPrefix(text, "ENTRYPOINT")
}

// command is the instruction of a build step, in at most 200 characters.
func command(createdBy string) string {
	text := strings.Join(strings.Fields(createdBy), " ")
	if _, after, marked := strings.Cut(text, "#(nop) "); marked {
		text = strings.TrimSpace(after)
	}
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:199]) + "…"
	}
	return text
}
