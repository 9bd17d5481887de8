package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLotsKeepTheOrderAndTheirSize(t *testing.T) {
	broken := errors.New("broken")
	cases := []struct {
		name string
		in   []int // sizes; -1 is an error
		want []string
	}{
		{"nothing", nil, nil},
		{"one", []int{1}, []string{"[1]"}},
		{"as many as a lot takes", []int{1, 1, 1, 1, 1, 1, 1, 1, 1}, []string{"[1 1 1 1 1 1 1 1]", "[1]"}},
		{"as much as a lot takes", []int{lotBytes - 1, 1, 1}, []string{fmt.Sprintf("[%d 1]", lotBytes-1), "[1]"}},
		{"a large one by itself", []int{1, lotBytes, 1, 2 * lotBytes}, []string{"[1]", fmt.Sprintf("[%d]", lotBytes), "[1]", fmt.Sprintf("[%d]", 2*lotBytes)}},
		{"an error after what came before it", []int{1, 2, -1, 3}, []string{"[1 2]", "broken"}},
		{"an error first", []int{-1, 3}, []string{"broken"}},
	}
	for _, c := range cases {
		var got []string
		in := func(yield func(int, error) bool) {
			for _, n := range c.in {
				var err error
				if n < 0 {
					err = broken
				}
				if !yield(n, err) {
					return
				}
			}
		}
		for lot, err := range lotsOf(in, func(n int) int { return n }) {
			if err != nil {
				got = append(got, err.Error())
				continue
			}
			got = append(got, fmt.Sprint(lot))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

var errFull = errors.New("the disk is full")

// bookedStore keeps what acts wrote, and loses it where a transaction fails.
type bookedStore struct {
	kept    []string
	pending []string
	commits int
	refuse  int // commits to refuse
}

func (b *bookedStore) Update(_ context.Context, fn func(Tx) error) error {
	b.pending = nil
	if err := fn(nil); err != nil {
		return err
	}
	b.commits++
	if b.refuse > 0 {
		b.refuse--
		return errFull
	}
	b.kept = append(b.kept, b.pending...)
	return nil
}

func (b *bookedStore) View(_ context.Context, fn func(Tx) error) error { return fn(nil) }

func TestActsTogetherStandAsIfEachWereAlone(t *testing.T) {
	odd, undone := errors.New("odd"), errors.New("undone")
	cases := []struct {
		name    string
		acts    []string // "x" writes; "?" would be undone and is no error; "!" breaks
		refuse  int
		kept    []string
		commits int
		done    int
		err     error
	}{
		{"all", []string{"a", "b", "c"}, 0, []string{"a", "b", "c"}, 1, 3, nil},
		{"one alone", []string{"a"}, 0, []string{"a"}, 1, 1, nil},
		{"one finds nothing to do", []string{"a", "?", "c"}, 0, []string{"a", "c"}, 2, 3, nil},
		{"one breaks", []string{"a", "b", "!", "d"}, 0, []string{"a", "b"}, 2, 2, odd},
		{"the first breaks", []string{"!", "b"}, 0, nil, 0, 0, odd},
		{"the last moment fails", []string{"a", "b"}, 1, nil, 1, 0, errFull},
	}
	for _, c := range cases {
		b := &bookedStore{refuse: c.refuse}
		a := &App{store: b}
		n, err := a.together(t.Context(), len(c.acts), func(one *App, i int) error {
			err := one.store.Update(t.Context(), func(Tx) error {
				b.pending = append(b.pending, c.acts[i])
				switch c.acts[i] {
				case "?":
					return undone
				case "!":
					return odd
				}
				return nil
			})
			if errors.Is(err, undone) {
				return nil
			}
			return err
		})
		if !slices.Equal(b.kept, c.kept) || b.commits != c.commits || n != c.done || !errors.Is(err, c.err) {
			t.Errorf("%s: kept %v in %d commits, %d done, %v", c.name, b.kept, b.commits, n, err)
		}
	}
}

type aFile struct {
	name string
	lone bool
}

func (f aFile) fileName() string { return f.name }
func (f aFile) apart() bool      { return f.lone }

// What stands is told, also where telling of one fails; the error names the file
// that broke; a file that stands apart shares nothing.
func TestWhatStandsIsTold(t *testing.T) {
	mute, broken := errors.New("mute"), errors.New("broken")
	cases := []struct {
		name    string
		files   []aFile
		told    []string
		commits int
		want    string
	}{
		{"together", []aFile{{"a", false}, {"b", false}}, []string{"a", "b"}, 1, ""},
		{"one apart", []aFile{{"a", false}, {"b", false}, {"c", true}, {"d", false}, {"e", false}}, []string{"a", "b", "c", "d", "e"}, 3, ""},
		{"two apart", []aFile{{"a", true}, {"b", true}, {"c", false}}, []string{"a", "b", "c"}, 3, ""},
		{"one cannot be told", []aFile{{"a", false}, {"mute", false}, {"c", false}}, []string{"a", "mute", "c"}, 1, "mute"},
		{"one breaks", []aFile{{"a", false}, {"broken", false}, {"c", false}}, []string{"a"}, 1, "broken: broken"},
	}
	for _, c := range cases {
		b := &bookedStore{}
		a := &App{store: b}
		var told []string
		in := func(yield func(aFile, error) bool) {
			for _, f := range c.files {
				if !yield(f, nil) {
					return
				}
			}
		}
		err := inLots(t.Context(), a, in, func(aFile) int { return 1 }, func(_ context.Context, f aFile) aFile { return f },
			func(one *App, ctx context.Context, f aFile) (string, error) {
				return f.name, one.store.Update(ctx, func(Tx) error {
					if f.name == "broken" {
						return broken
					}
					return nil
				})
			}, func(name string) error {
				told = append(told, name)
				if name == "mute" {
					return mute
				}
				return nil
			})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if diff := cmp.Diff(c.told, told); diff != "" || got != c.want || b.commits != c.commits {
			t.Errorf("%s: %q in %d commits (-want +told):\n%s", c.name, got, b.commits, diff)
		}
	}
}
