package main

import (
	"context"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// programVersion says which program this is.
type programVersion struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Changed  bool   `json:"changed"` // built from a tree that differed from the revision
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func (c *versionCmd) do(context.Context, *shell) (outcome, error) {
	v := &programVersion{Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v, nil
	}
	v.Version = firstOf(info.Main.Version, v.Version)
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Changed = s.Value == "true"
		}
	}
	return v, nil
}

func (v *programVersion) needsPerson() bool { return false }

func (v *programVersion) show(p *page) {
	p.text("chitra " + v.Version + " " + v.Revision + " (" + v.Go + ", " + v.Platform + ")\n")
}
