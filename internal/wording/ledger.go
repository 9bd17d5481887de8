package wording

import "chitra/payout/ledger"

// ledgerNames are the accounts of the ledger.
func ledgerNames() map[string]name {
	return named(map[ledger.Account]name{
		ledger.Treasury: {"Kho bạc", "Treasury"},
		ledger.Transit:  {"Đang ở ngân hàng", "At the bank"},
		ledger.Paid:     {"Đã chi", "Paid"},
		ledger.Returned: {"Hoàn trả", "Came back"},
		ledger.GiveBack: {"Đã nộp trả, chờ Kho bạc nhận", "Given back, not yet received"},
	})
}
