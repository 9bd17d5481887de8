package delivery

import (
	"bytes"
	"errors"

	"filippo.io/age"
)

// Encrypt is content for nobody but the recipient, a public age key. Each call
// gives other bytes: whoever wants the same again keeps them.
func (Carrier) Encrypt(recipient string, content []byte) ([]byte, error) {
	to, err := recipientOf(recipient)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(content)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
