package settle

import "slices"

// standing are the answers that count: all of them, or, once two people have
// corrected the result, that correction and what the bank said newly after it. An
// answer that was corrected and comes again is still wrong.
func standing(answers []Answer) []Answer {
	last := -1
	for i, a := range answers {
		if a.Correction {
			last = i
		}
	}
	if last < 0 {
		return answers
	}
	out := []Answer{answers[last]}
	for _, a := range answers[last+1:] {
		overruled := slices.ContainsFunc(answers[:last], func(b Answer) bool { return b.said() == a.said() })
		if !overruled {
			out = append(out, a)
		}
	}
	return out
}
