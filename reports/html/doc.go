// Package html draws a report as one file that needs nothing else: no script,
// no picture, font or style from elsewhere, and a content security policy that
// allows only its own style element. It prints on A4 and follows the reader's
// light or dark setting.
//
// It draws what package reports has counted and computes no figure of its own;
// it refuses figures that do not add up. The same report gives the same bytes.
package html
