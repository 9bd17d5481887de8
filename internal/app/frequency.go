package app

import (
	"context"
	"fmt"
	"sync"

	"chitra/beneficiary/registry"
)

// RegistryFrequency is one part of what registry.Frequencies counted of a
// snapshot.
type RegistryFrequency struct {
	SnapshotNo int64  `db:"snapshot_no"`
	Part       string `db:"part"`
	Data       string `db:"data"`
}

func (RegistryFrequency) Table() string { return "registry_frequency" }

// writeFrequencies keeps what a load counted. It belongs to the transaction that
// makes the snapshot ready.
func writeFrequencies(ctx context.Context, tx Tx, d *act, f *registry.Frequencies) error {
	var facts []RegistryFrequency
	for _, p := range f.Encode() {
		facts = append(facts, RegistryFrequency{SnapshotNo: d.no, Part: p.Part, Data: p.Data})
	}
	_, err := d.writeAll(ctx, tx, factsOf(facts), "registry_frequency")
	return err
}

// census keeps the frequencies of one snapshot between uses: they never change.
type census struct {
	mu          sync.Mutex
	snapshot    int64
	frequencies *registry.Frequencies
}

// frequencies are those of a snapshot. One loaded before they were counted has
// none, which weighs as usually published.
func (a *App) frequencies(ctx context.Context, tx Tx, snapshot int64) (*registry.Frequencies, error) {
	a.census.mu.Lock()
	defer a.census.mu.Unlock()
	if a.census.snapshot == snapshot {
		return a.census.frequencies, nil
	}
	f, err := readFrequencies(ctx, tx, snapshot)
	if err != nil {
		return nil, err
	}
	a.census.snapshot, a.census.frequencies = snapshot, f
	return f, nil
}

func readFrequencies(ctx context.Context, tx Tx, snapshot int64) (*registry.Frequencies, error) {
	kept, err := tx.Frequencies(ctx, snapshot)
	if err != nil {
		return nil, fmt.Errorf("read frequencies: %w", err)
	}
	parts := make([]registry.FrequencyPart, 0, len(kept))
	for _, k := range kept {
		parts = append(parts, registry.FrequencyPart{Part: k.Part, Data: k.Data})
	}
	f, err := registry.DecodeFrequencies(parts)
	if err != nil {
		return nil, fmt.Errorf("snapshot %d: %w", snapshot, err)
	}
	return f, nil
}
