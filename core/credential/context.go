package credential

// contextFinder is one anchor of the contextual engine. Anchors match in any case.
type contextFinder struct {
	anchor string
	find   finder
}

// contextFinders lists the words and marks that the contextual engine stops at.
func contextFinders() []contextFinder {
	list := []contextFinder{
		{"://", (*scanner).urlPassword},
		{"converttosecurestring", (*scanner).secureString},
		{"convertto-securestring", (*scanner).secureString},
		{"basic ", (*scanner).basicHeader},
		{"bearer ", (*scanner).bearerHeader},
		{"validationkey=", (*scanner).machineKey},
		{"decryptionkey=", (*scanner).machineKey},
		{"userpwd=", (*scanner).publishProfile},
		{"identified by", (*scanner).sqlPassword},
		{"with password", (*scanner).sqlPassword},
		{"login(", (*scanner).loginCall},
	}
	for _, word := range []string{"pass", "pwd", "secret", "token", "key", "auth", "salt"} {
		list = append(list, contextFinder{word, func(s *scanner, at int) { s.nameAt(at, len(word)) }})
	}
	return append(list, commandFinders()...)
}

// nameAt judges the name that an anchor word stands in, once for each name.
func (s *scanner) nameAt(at, length int) {
	if at < s.named {
		return
	}
	start, end := s.name(at, length)
	s.named = end
	known := s.names.classOf(s.text[start:end])
	if known.class == nothing {
		return
	}
	a, ok := s.assignment(known.name, start, end)
	if !ok || !a.quoted && s.role.code {
		if fallback, found := s.fallback(a.name, start, end); found {
			a, ok = fallback, true
		}
	}
	if !ok || !a.quoted && a.end == a.start+1 {
		if parameter, found := s.defaultOf(known.name, start, end); found {
			a, ok = parameter, true
		}
	}
	if ok {
		s.judge(a, known.class)
	}
}
