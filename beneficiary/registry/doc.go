// Package registry compares the people on a list with the population registry.
// It owns the registry's record, the keys candidates are fetched by, and the one
// decision: who a line means, how sure that is, and why.
//
// It refuses to pay on an identity number alone or on a name alone. Whoever it
// accepts by itself agrees in number, name and birth date up to what the policy
// names, and nobody else in sight could have been meant. Everything else goes to
// a person with the evidence beside it. Storage only fetches candidates; no rule
// of the policy is anywhere but here, and their order changes nothing.
package registry
