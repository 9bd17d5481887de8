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

// helpText are the descriptions of verbs and flags in one language, by the name
// their tags use.
func helpText(l reports.Lang) kong.Vars {
	vars := kong.Vars{}
	for name, both := range helpTexts() {
		vars[name] = both[0]
		if l == reports.English {
			vars[name] = both[1]
		}
		vars[name] = strings.NewReplacer("${profiles}", profileNames(), "${fields}", fieldNames()).Replace(vars[name])
	}
	return vars
}

func helpTexts() map[string][2]string {
	all := globalHelp()
	for _, more := range []map[string][2]string{verbHelp(), listHelp(), readingHelp(), moneyHelp(), profileHelp(), reportHelp(), synthHelp(), policyHelp(), exceptionHelp()} {
		for name, both := range more {
			if _, twice := all[name]; twice {
				panic(fmt.Sprintf("help text %s stands twice", name))
			}
			all[name] = both
		}
	}
	return all
}
