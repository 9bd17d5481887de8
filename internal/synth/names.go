package synth

import (
	"math/rand/v2"
	"strings"
)

// surname is a family name and how many of ten thousand people carry it.
type surname struct {
	name  string
	share int
}

func surnames() []surname {
	return []surname{
		{"Nguyễn", 3140}, {"Trần", 1090}, {"Lê", 890}, {"Phạm", 590}, {"Phan", 450}, {"Hoàng", 380}, {"Bùi", 340},
		{"Đặng", 310}, {"Vũ", 300}, {"Đỗ", 290}, {"Ngô", 230}, {"Huỳnh", 200}, {"Hồ", 200}, {"Dương", 200}, {"Võ", 150},
		{"Đinh", 140}, {"Đào", 130}, {"Lý", 120}, {"Đoàn", 120}, {"Trịnh", 120}, {"Lương", 120}, {"Mai", 100}, {"Hà", 90},
		{"Cao", 80}, {"Lâm", 70}, {"Lưu", 60}, {"Chu", 60}, {"Tạ", 50}, {"Thái", 50}, {"Tống", 40}, {"Quách", 30},
		{"Kiều", 30}, {"Nông", 30}, {"Lò", 30}, {"Triệu", 30}, {"Vi", 20}, {"Mạc", 20}, {"Giàng", 20}, {"La", 20}, {"Thạch", 20},
	}
}

const (
	maleMiddles   = "Văn Văn Văn Văn Hữu Đức Công Đình Quang Minh Xuân Ngọc Bá Duy Trọng Quốc Thanh Tiến Viết Thế Hồng Mạnh"
	femaleMiddles = "Thị Thị Thị Thị Thị Thị Ngọc Thu Minh Thanh Kim Bích Hồng Xuân Mỹ Phương Diệu Thúy Hải Tuyết Lan Khánh"

	maleGivens = "An Ánh Bảo Bền Bình Cảnh Chiến Chính Chung Công Cường Danh Dũng Duy Đại Đạt Điền Định Đông Đồng Đức Giang Hà Hải " +
		"Hạnh Hậu Hiền Hiệp Hiếu Hòa Hoan Hoàn Hoạt Học Hợp Hùng Huy Hưng Hữu Khải Khang Khánh Khiêm Khoa Khôi Kiên Kỳ Lâm Lân " +
		"Liêm Linh Lộc Lợi Long Luân Lượng Lực Mạnh Minh Mười Nam Năm Nghĩa Nghị Nhân Nhật Phát Phong Phú Phúc Phương Quân Quang " +
		"Quý Quyền Quyết Sáng Sĩ Sinh Sơn Sự Sửu Tài Tâm Tân Thái Thắng Thanh Thành Thảo Thiện Thịnh Thọ Thông Thuận Thức Tiến " +
		"Tín Tính Tình Toàn Toản Trí Triều Trung Trường Tú Tuấn Tùng Tuyên Tường Văn Việt Vinh Vũ Vượng Xuân"
	femaleGivens = "An Anh Ánh Bé Bích Bình Cầm Chanh Châu Chi Chiên Cúc Dần Diễm Diệp Dinh Dung Duyên Đào Điệp Định Đông Gái Giang Hà " +
		"Hai Hải Hân Hằng Hạnh Hảo Hậu Hiền Hiếu Hoa Hòa Hoài Hoan Hoàn Hồng Hợi Huế Huệ Hương Hường Huyền Khanh Khánh Khuyên " +
		"Kim Lài Lan Lành Lệ Liên Liễu Linh Loan Lộc Lương Lụa Luyến Lý Mai Mận Mão Mến Miền Minh Mơ Mùi Mừng Mười Mỹ Na Nga Ngà " +
		"Ngân Ngoan Ngọc Nguyệt Nhài Nhàn Nhi Nhung Như Oanh Phúc Phương Phượng Quế Quyên Quỳnh Sen Sinh Soan Sửu Tâm Tân Thắm " +
		"Thanh Thành Thảo Thìn Thoa Thơm Thu Thư Thùy Thúy Thủy Thương Tiên Tình Trà Trang Trinh Tư Tuyến Tuyết Tý Út Uyên Vân " +
		"Vinh Vy Xuân Xuyến Yên Yến"
)

// namer draws names as they are spread in the country: a third are Nguyễn,
// most old women are Thị, a few have four syllables and a few only two.
type namer struct {
	rand     *rand.Rand
	surnames []surname
	total    int
	middles  [2][]string // male, female
	givens   [2][]string
}

func newNamer(r *rand.Rand) *namer {
	n := &namer{
		rand: r, surnames: surnames(),
		middles: [2][]string{strings.Fields(maleMiddles), strings.Fields(femaleMiddles)},
		givens:  [2][]string{strings.Fields(maleGivens), strings.Fields(femaleGivens)},
	}
	for _, s := range n.surnames {
		n.total += s.share
	}
	return n
}

func (n *namer) surname() string {
	at := n.rand.IntN(n.total)
	for _, s := range n.surnames {
		if at -= s.share; at < 0 {
			return s.name
		}
	}
	return n.surnames[0].name
}

// full draws the rest of a name.
func (n *namer) full(surname string, female bool) string {
	sex := 0
	if female {
		sex = 1
	}
	given := pick(n.rand, n.givens[sex])
	if n.rand.IntN(100) < 3 {
		return surname + " " + given
	}
	middle := pick(n.rand, n.middles[sex])
	if n.rand.IntN(100) < 12 {
		second := pick(n.rand, n.givens[sex])
		if second != given && second != middle {
			middle += " " + second
		}
	}
	return surname + " " + middle + " " + given
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func surnameOf(full string) string {
	first, _, _ := strings.Cut(full, " ")
	return first
}
