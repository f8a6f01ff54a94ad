// The yardsticks for the delta scanner: the same work as C loops.
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

#endif
