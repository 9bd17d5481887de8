package bankfile

// class says of each byte which sets of characters it is in.
type class uint8

const (
	digit class = 1 << iota
	upper
	lower
	hex   // of a UUID, in lower case
	sign  // of the SWIFT X set
	space // the one space
)

var classes = classTable()

func classTable() (table [256]class) {
	add := func(chars string, c class) {
		for i := range len(chars) {
			table[chars[i]] |= c
		}
	}
	add("0123456789", digit|hex)
	add("ABCDEFGHIJKLMNOPQRSTUVWXYZ", upper)
	add("abcdefghijklmnopqrstuvwxyz", lower)
	add("abcdef", hex)
	add("/-?:().,'+", sign)
	add(" ", space)
	return table
}

// all says whether every byte of s is in one of the classes.
func all(s string, c class) bool {
	for i := range len(s) {
		if classes[s[i]]&c == 0 {
			return false
		}
	}
	return true
}

// some says whether any byte of s is in one of the classes.
func some(s string, c class) bool {
	for i := range len(s) {
		if classes[s[i]]&c != 0 {
			return true
		}
	}
	return false
}
