package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"chitra/internal/wording"
	"chitra/reports"
)

func asksHelp(args []string) bool {
	return slices.ContainsFunc(args, func(a string) bool { return a == "--help" || a == "-h" })
}

// showHelp prints what the verb named so far takes.
func showHelp(k *kong.Kong, args []string, words wording.Words) int {
	kctx, err := kong.Trace(k, args)
	if err != nil {
		return exitUsage
	}
	out := k.Stdout
	var text bytes.Buffer
	k.Stdout = &text
	err = kctx.PrintUsage(false)
	k.Stdout = out
	if err != nil {
		return exitFailed
	}
	if _, err := io.WriteString(out, translateHelp(text.String(), words)); err != nil {
		return exitFailed
	}
	return exitDone
}

// translateHelp puts kong's own headings into the language of the rest.
func translateHelp(text string, words wording.Words) string {
	if words.Lang() == reports.English {
		return text
	}
	return strings.NewReplacer("Usage: ", "Cách dùng: ", "\nArguments:\n", "\nĐối số:\n", "\nFlags:\n", "\nTuỳ chọn:\n",
		"\nCommands:\n", "\nLệnh:\n", "Show context-sensitive help.", "Xem hướng dẫn.",
		" for more information on a command.", " để xem hướng dẫn của từng lệnh.", "\nRun \"", "\nGõ \"").Replace(text)
}

// helps are the descriptions of verbs and flags in one language, by the name
// their tags use.
type helps map[string]string

func helpText(l reports.Lang) helps {
	texts := helps{}
	fill := strings.NewReplacer("${profiles}", profileNames(), "${fields}", fieldNames())
	for name, both := range helpTexts() {
		text := both[0]
		if l == reports.English {
			text = both[1]
		}
		texts[name] = fill.Replace(text)
	}
	return texts
}

// fill puts the descriptions where tags name them. Given to kong as variables
// they would be looked through again for each of the flags, which takes longer
// than most verbs do.
func (h helps) fill(k *kong.Kong) error {
	return kong.Visit(k.Model, func(at kong.Visitable, next kong.Next) (err error) {
		switch at := at.(type) {
		case *kong.Application:
		case *kong.Node:
			at.Help, err = h.named(at.Help)
		case *kong.Value:
			at.Help, err = h.named(at.Help)
		}
		return next(err)
	})
}

func (h helps) named(tag string) (string, error) {
	name, isName := strings.CutPrefix(tag, "${")
	if !isName {
		return tag, nil
	}
	text, known := h[strings.TrimSuffix(name, "}")]
	if !known {
		return "", fmt.Errorf("no help text %s", tag)
	}
	return text, nil
}

func helpTexts() map[string][2]string {
	all := globalHelp()
	for _, more := range []map[string][2]string{verbHelp(), listHelp(), readingHelp(), moneyHelp(), deliveryHelp(), profileHelp(), reportHelp(), synthHelp(), policyHelp(), failedHelp(), exceptionHelp()} {
		for name, both := range more {
			if _, twice := all[name]; twice {
				panic(fmt.Sprintf("help text %s stands twice", name))
			}
			all[name] = both
		}
	}
	return all
}
