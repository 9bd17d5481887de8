package settle

import (
	"slices"
	"strings"
)

// phrase is what portals write for a class, folded: whole words anywhere in the
// text.
type phrase struct {
	words string
	class Class
}

func phrases() []phrase {
	return []phrase{
		{"GIAO DICH TRUNG", ClassDuplicate},
		{"TRUNG GIAO DICH", ClassDuplicate},
		{"TRUNG LENH", ClassDuplicate},
		{"DUPLICATE", ClassDuplicate},

		{"LOI HE THONG", ClassUnknown},
		{"QUA THOI GIAN", ClassUnknown},
		{"HET THOI GIAN", ClassUnknown},
		{"TIMEOUT", ClassUnknown},
		{"TIME OUT", ClassUnknown},
		{"DANG XU LY", ClassUnknown},

		{"DA CHET", ClassDeceased},
		{"TU VONG", ClassDeceased},
		{"QUA DOI", ClassDeceased},
		{"MAT NGAY", ClassDeceased},
		{"DECEASED", ClassDeceased},

		{"KHONG DEN NHAN", ClassNotCollected},
		{"CHUA DEN NHAN", ClassNotCollected},
		{"NOT COLLECTED", ClassNotCollected},

		{"PHONG TOA", ClassBlocked},
		{"TAM KHOA", ClassBlocked},
		{"BI KHOA", ClassBlocked},
		{"BLOCKED", ClassBlocked},

		{"KHONG DU SO DU", ClassOurFunds},
		{"SO DU KHONG DU", ClassOurFunds},
		{"INSUFFICIENT", ClassOurFunds},

		{"SAI MA NGAN HANG", ClassBankCode},
		{"NGAN HANG KHONG TON TAI", ClassBankCode},
		{"NGAN HANG THU HUONG KHONG", ClassBankCode},
		{"KHONG TIM THAY NGAN HANG", ClassBankCode},

		{"SAI TEN", ClassName},
		{"TEN KHONG KHOP", ClassName},
		{"KHONG KHOP TEN", ClassName},
		{"TEN NGUOI THU HUONG KHONG", ClassName},
		{"TEN THU HUONG KHONG", ClassName},
		{"TEN CHU TAI KHOAN KHONG", ClassName},
		{"NAME MISMATCH", ClassName},

		{"TAI KHOAN KHONG TON TAI", ClassAccountData},
		{"TAI KHOAN KHONG HOP LE", ClassAccountData},
		{"TAI KHOAN KHONG DUNG", ClassAccountData},
		{"TAI KHOAN DA DONG", ClassAccountData},
		{"TAI KHOAN BI DONG", ClassAccountData},
		{"TAI KHOAN DONG", ClassAccountData},
		{"SAI TAI KHOAN", ClassAccountData},
		{"SAI SO TAI KHOAN", ClassAccountData},
		{"KHONG TIM THAY TAI KHOAN", ClassAccountData},
		{"KHONG PHAI TAI KHOAN THANH TOAN", ClassAccountData},
		{"INVALID ACCOUNT", ClassAccountData},
		{"ACCOUNT NOT FOUND", ClassAccountData},
		{"ACCOUNT CLOSED", ClassAccountData},
	}
}

// classesOfWords returns the classes that a folded text speaks of.
func classesOfWords(folded string) []Class {
	padded := " " + folded + " "
	var out []Class
	for _, p := range phrases() {
		if strings.Contains(padded, " "+p.words+" ") && !slices.Contains(out, p.class) {
			out = append(out, p.class)
		}
	}
	return out
}
