// Package rules owns what one person is due for one month in one category: the
// benchmarks with their dates, the rules of NĐ 20/2021 as data, the reading of
// a category from what a list says, and the check of a list's amount against
// both.
//
// Nothing in it is a constant of the program: rates, rules, ages, words and
// settings are tables with their legal basis, the day they count from and the
// day they were decided. It refuses tables that contradict themselves, a month
// without a rate, and a category it cannot tell apart from another; it never
// settles a doubt in favour of paying. Which of several categories of one
// person counts, care allowances and funerals are decided elsewhere: one claim
// is one line of one category.
package rules
