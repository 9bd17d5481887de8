package main

import (
	"io"
	"os"
	"sync"
	"time"

	bars "github.com/jedib0t/go-pretty/v6/progress"
	"golang.org/x/term"

	"chitra/internal/wording"
)

// logEvery is how often progress is told where there is no terminal.
const logEvery = 2 * time.Second

// progress shows how far bulk work is: a bar on a terminal, else a line now and
// then. It is told from wherever the work is done.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	words wording.Words
	bars  bars.Writer // nil where w is no terminal
	steps map[string]*bars.Tracker
	said  time.Time
	start time.Time
	lap   string // the step whose parts are timed
	begun []time.Time
}

func newProgress(w io.Writer, words wording.Words) *progress {
	p := &progress{w: w, words: words, steps: map[string]*bars.Tracker{}, start: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bars = bars.NewWriter()
		p.bars.SetOutputWriter(w)
		p.bars.SetAutoStop(false)
		p.bars.SetUpdateFrequency(100 * time.Millisecond)
	}
	return p
}

// tell is app.Progress: done of total, a total of 0 is not known.
func (p *progress) tell(step string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if step == p.lap {
		p.begun = append(p.begun, time.Now())
	}
	if p.bars != nil {
		p.draw(step, done, total)
		return
	}
	if time.Since(p.start) < logEvery || time.Since(p.said) < logEvery {
		return
	}
	p.said = time.Now()
	if total > 0 {
		say(p.w, "%s %d/%d\n", p.words.Name(wording.Progress, step), done, total)
	} else {
		say(p.w, "%s %d\n", p.words.Name(wording.Progress, step), done)
	}
}

// laps times the parts of a step that is told one after the other: how long the
// i-th took, from 0.
func (p *progress) laps(step string) func(i int) time.Duration {
	p.lap, p.begun = step, nil
	return func(i int) time.Duration {
		p.mu.Lock()
		defer p.mu.Unlock()
		switch {
		case i >= len(p.begun):
			return 0
		case i+1 < len(p.begun):
			return p.begun[i+1].Sub(p.begun[i])
		}
		return time.Since(p.begun[i])
	}
}

func (p *progress) draw(step string, done, total int) {
	t := p.steps[step]
	if t == nil {
		t = &bars.Tracker{Message: p.words.Name(wording.Progress, step), Total: int64(total), RemoveOnCompletion: true}
		p.steps[step] = t
		p.bars.AppendTracker(t)
		if len(p.steps) == 1 {
			go p.bars.Render()
		}
	}
	t.UpdateTotal(int64(total))
	t.SetValue(int64(done))
}

// stop takes the bars off the terminal.
func (p *progress) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bars == nil || len(p.steps) == 0 {
		return
	}
	for _, t := range p.steps {
		t.MarkAsDone()
	}
	p.bars.Stop()
	for p.bars.IsRenderInProgress() {
		time.Sleep(10 * time.Millisecond)
	}
	p.steps = map[string]*bars.Tracker{}
}
