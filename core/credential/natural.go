package credential

import "strings"

// natural holds what each letter says for being followed by each other, in half
// bits from 'a' for -12 to 'z' for +13: above zero the pair is more frequent in
// the words of source code and documents than in random letters, below it is
// rarer. Row and column 0 are the edge of a word, then a to z. The numbers were
// counted over the identifiers and comments of the Go standard library and of
// documents of several open projects, a word once for each file.
var natural = [27]string{
	"aomonnmlknihmnllognpnllkkfg",
	"jinonhjldldipmpdmepoqkkghje",
	"molmkokheojdqihoifnnjogfdle",
	"lphljpihomaonjhqhfmkplhedha",
	"pnjjmrjgfpfdkhhmhflmhlihgib",
	"nminpkkkehbdmlogkhqpmfjhlgd",
	"mojllophcqadokiokenmkmdeejb",
	"pmgkhqhklnadkimojdomjmgfdfd",
	"nqggjrefgpbfkjiphemkmlegbie",
	"hlknmmlmadefnmsokdlnoclbial",
	"mqkklpjijmfkjkkplfipipijddf",
	"onhijrikhpegkjkkjgiokkgidia",
	"mohilrhggqagpfhphchlllifdne",
	"lqliirefcpahjlhppdgmimgdeia",
	"mngnoolqfndjjhjnhdgoqjkfagd",
	"jkknmhkkejdinnrlnaqmnnmlgfd",
	"lpfljqhikmaioifomdqmnlegdia",
	"ojijmkgfihahnhigjkmjhteigjh",
	"mpgkkrijdpbijlkoiblnmkigcka",
	"plglhpgfmoaikhhlmginqmdidkc",
	"nofkhqhfmqackhgnjbonlkdgflf",
	"imomkmkkbnaeonqinbpopdechcf",
	"lqikjskhhpaejkhlnihmjijjfff",
	"nqhhkphhmpcgjgnoiconiiaiibf",
	"nomonpnginbaijgkpfjjphhglib",
	"qjhjikegelbbjmmjpchomgehagi",
	"npijithchocehhimgdhieiiiijm",
}

// naturalness adds up how much a text reads like words, in half bits. Random
// letters come out below zero, words above; letters of one row of the same case
// (or with a capital in front) are a word, and what stands between counts
// against it the more often it does.
func naturalness(text string) int {
	sum, breaks := 0, 0
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && isLetter(text[j]) && (j == i || isLower(text[j]) == isLower(text[j-1]) || j == i+1 && isLower(text[j])) {
			j++
		}
		switch {
		case j-i >= 3:
			sum += wordScore(text[i:j])
		case j > i:
			sum -= 4 // one or two letters: no word
		case isDigit(text[i]) && (i == 0 || !isDigit(text[i-1])):
			if breaks++; breaks > 1 {
				sum -= 6 // a second number: words have one, at their end
			}
		}
		i = max(j, i+1)
	}
	return sum
}

// familiar words are no random letters, though they look like it: names of
// software and protocols, and walks over the keyboard.
var familiar = wordSet("html xhtml yaml json xml xmlns ascii http https httpd tcp udp ssh sshd ssl tls smtp imap ldap ldaps grpc amqp mqtt xmpp jdbc odbc sql mysql mssql psql pgsql sqlite graphql mongodb couchdb dynamodb " +
	"rabbitmq kafka nginx zookeeper etcd kube kubectl npm yarn zlib gzip csrf xsrf cors jwt jwks oauth openid saml uuid guid wifi emoji keyboard keyword youtube github gitlab bitbucket jenkins vscode xcode jquery nodejs vuejs " +
	"webpack phpmyadmin symfony laravel typescript javascript docker qwerty qwertz azerty qwer asdf asdfgh asdfghjkl asdfasdf zxcv zxcvbn zxcvbnm xyz john dev mkdir pwd ctx cfg str msg usr tmp")

// wordScore judges letters in one piece.
func wordScore(letters string) int {
	if familiar[strings.ToLower(letters)] {
		return 12
	}
	sum, last := 0, byte(0)
	for i := range len(letters) {
		next := lower(letters[i]) - 'a' + 1
		sum += int(natural[last][next]) - 'm'
		last = next
	}
	return sum + int(natural[last][0]) - 'm'
}

// isGibberish says that a text has letters, and that they were not put together
// by someone who writes words: of random rows it finds nineteen in twenty from eight
// letters on, of words in source code it takes one in ten for random.
func isGibberish(text string) bool {
	letters := 0
	for i := range len(text) {
		if isLetter(text[i]) {
			letters++
		}
	}
	return letters >= 3 && naturalness(text) < min(letters, 12)-5
}
