// The yardsticks for page deltas: the same work as C loops.
#ifndef DELTA_LOOP_H
#define DELTA_LOOP_H

#include <stddef.h>
#include <stdint.h>

struct delta_loop_totals {
  uint64_t empty;
  uint64_t full;
  uint64_t delta;
  uint64_t runs;
  uint64_t skips;
  uint64_t literal_bytes;
  uint64_t marker_bytes;
};

// Walks the page deltas in data[0, length) from marker to marker, adds them up in *totals, and stores the offset of
// every 64th one that begins in restarts[0, capacity). Returns the bytes that whole pages take: less than length
// when a marker is wrong or the last page is cut.
size_t delta_loop_plain(const uint8_t *data, size_t length, struct delta_loop_totals *totals, uint32_t *restarts,
                        size_t capacity);

// The same without a branch on whether a marker is a run or a skip, which come in no order that a processor guesses.
size_t delta_loop_branch_free(const uint8_t *data, size_t length, struct delta_loop_totals *totals,
                              uint32_t *restarts, size_t capacity);

struct delta_loop_breakdown {
  uint64_t pages;
  uint64_t markers;
  // The sum of the markers' file offsets.
  uint64_t places;
  // The sum of the words that they begin with, 0...1023 each.
  uint64_t first_words;
  // Words that are sent, those of whole pages included.
  uint64_t changed_words;
  // How many runs have each number of words, 1...127.
  uint64_t runs_of_length[128];
};

// Adds every marker of the page deltas in data[0, length), which stand at a file offset, to *totals. Returns the bytes
// that whole pages take.
size_t delta_loop_break_down(const uint8_t *data, size_t length, uint64_t offset, struct delta_loop_breakdown *totals);

// The same without a branch on whether a marker is a run or a skip.
size_t delta_loop_break_down_branch_free(const uint8_t *data, size_t length, uint64_t offset,
                                         struct delta_loop_breakdown *totals);

// Applies the page delta at data[0] to the 4096 bytes of page, a run at a time. Returns the bytes it takes, or 0 when it
// is wrong or cut; the runs before that are applied then.
size_t delta_loop_apply(const uint8_t *data, size_t length, uint8_t *page);

// Writes the delta that makes page of base, 4096 bytes each, word by word, into output, which has room for 4105 bytes.
// Returns its length.
size_t delta_loop_encode(const uint8_t *page, const uint8_t *base, uint8_t *output);

#endif
