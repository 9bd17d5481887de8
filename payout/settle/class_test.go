package settle_test

import (
	"strings"
	"testing"

	"chitra/payout/settle"
)

func TestClassifyFollowsTheTable(t *testing.T) {
	for codes, want := range map[string]settle.Class{
		"AC01 AC03 AC04 AC07 AC14 AG01 AG03": settle.ClassAccountData,
		"AC06":                               settle.ClassBlocked,
		"BE01 BE22":                          settle.ClassName,
		"MD07":                               settle.ClassDeceased,
		"RC01 RC04 RC08 AGNT CNOR":           settle.ClassBankCode,
		"AM04":                               settle.ClassOurFunds,
		"AM05 DUPL DU01 DU02 DU03 DU04 DU05": settle.ClassDuplicate,
		"AM09":                               settle.ClassAmount,
		"AM10 AM16 AM17 AM18 AM19 FF01 FF03 FF05": settle.ClassFile,
		"CUST FOCR DS02 DS04":                     settle.ClassCancelled,
		"NOAS AB05 AB06 AB09 ED05 ZZ99 AM77 XYZ1": settle.ClassUnknown,
		"MS02 MS03 NARR":                          settle.ClassUnstated,
		"RCVC RVMC RVNM RVNA RVNC":                settle.ClassNameCheck,
		"ABCD QQQQ":                               settle.ClassUnknown,
		"ac01 Ac04":                               settle.ClassAccountData,
		"AC01;NARR NARR,AC01 AC01/closed":         settle.ClassAccountData,
		"AC01,AM05 AM05,AC01":                     settle.ClassDuplicate,
		"AC01,ZZ99":                               settle.ClassUnknown,
		"AC01,MD07":                               settle.ClassDeceased,
		"tài_khoản_không_tồn_tại":                 settle.ClassAccountData,
		"TAI_KHOAN_DA_DONG":                       settle.ClassAccountData,
		"Lỗi:_sai_tên_người_thụ_hưởng":            settle.ClassName,
		"Tài_khoản_bị_phong_toả":                  settle.ClassBlocked,
		"Số_dư_không_đủ Không_đủ_số_dư":           settle.ClassOurFunds,
		"Giao_dịch_trùng":                         settle.ClassDuplicate,
		"Lỗi_hệ_thống":                            settle.ClassUnknown,
		"đã_qua_đời,_không_đến_nhận mất_ngày_02/07/2024 tử_vong": settle.ClassDeceased,
		"không_đến_nhận đi_vắng,_không_đến_nhận":                 settle.ClassNotCollected,
		"lý_do_khác không_rõ":             settle.ClassUnstated,
		"tài_khoản_đã_đóng,_lỗi_hệ_thống": settle.ClassUnknown,
		"account_not_found":               settle.ClassAccountData,
	} {
		for _, word := range strings.Fields(codes) {
			text := strings.ReplaceAll(word, "_", " ")
			if got := settle.Classify(text); got != want {
				t.Errorf("Classify(%q) = %s, want %s", text, got, want)
			}
		}
	}
	if settle.Classify("") != settle.ClassUnstated || settle.ClassifyAll(nil) != settle.ClassUnstated {
		t.Error("no reason is unstated")
	}
}

func TestOnlySomeFailuresAreReissued(t *testing.T) {
	reissuable := map[settle.Class]bool{
		settle.ClassAccountData: true, settle.ClassName: true, settle.ClassBankCode: true,
		settle.ClassOurFunds: true, settle.ClassFile: true, settle.ClassNotCollected: true,
	}
	sureOnly := map[settle.Class]bool{settle.ClassBlocked: true, settle.ClassDeceased: true, settle.ClassCancelled: true}
	next := map[settle.Next]bool{}
	for _, c := range settle.Classes() {
		if c.Reissuable() != reissuable[c] {
			t.Errorf("%s reissuable: %v", c, c.Reissuable())
		}
		if c.Sure() != (reissuable[c] || sureOnly[c]) {
			t.Errorf("%s sure: %v", c, c.Sure())
		}
		if spoils := c == settle.ClassAccountData || c == settle.ClassName; c.SpoilsAccount() != spoils {
			t.Errorf("%s spoils the account: %v", c, c.SpoilsAccount())
		}
		if next[c.Next()] || c.Next() == "" {
			t.Errorf("%s is followed by %q, as another class is", c, c.Next())
		}
		next[c.Next()] = true
	}
}
