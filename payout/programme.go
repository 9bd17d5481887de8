package payout

// Programme is the code of a policy that pays, such as BTXH.
type Programme string

// BTXH is monthly social assistance (trợ cấp xã hội hằng tháng, NĐ 20/2021).
const BTXH Programme = "BTXH"
