package viet

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// tcvn3Start is the first byte that TCVN3 gives another meaning than Latin-1.
const tcvn3Start = 0xa1

// tcvn3Letters is TCVN 5712-1 from 0xA1 to 0xFE, the set of the .Vn fonts. B0 to
// B4 are marks that combine with the letter before.
const tcvn3Letters = "ĂÂÊÔƠƯĐăâêôơưđẰ" +
	"\u0300\u0309\u0303\u0301\u0323" + "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽ" +
	"éẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợù" + "Ỗủũúụừửữứựỳỷỹýỵ"

// tcvn3Table is tcvn3Letters by byte, never written to again.
var tcvn3Table = []rune(tcvn3Letters)

// FromTCVN3 decodes text of a .Vn font that was pasted as Latin letters:
// "NguyÔn V¨n §øc" is Nguyễn Văn Đức. It must be given the text as found, before
// Compose. ok is false when a character is none of TCVN3. Fonts whose names end
// in H show small letters as capitals; the text is returned as encoded.
func FromTCVN3(s string) (decoded string, ok bool) {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80 || r == '\u00a0':
			out.WriteRune(r)
		case tcvn3Start <= r && int(r-tcvn3Start) < len(tcvn3Table):
			out.WriteRune(tcvn3Table[r-tcvn3Start])
		default:
			return "", false
		}
	}
	return norm.NFC.String(out.String()), true
}
