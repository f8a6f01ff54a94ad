#include "delta_loop.h"

enum { page_bytes = 4096, page_words = 1024, pages_per_restart = 64 };

size_t delta_loop_scan(const uint8_t *data, size_t length, struct delta_loop_totals *totals, uint32_t *restarts,
                       size_t capacity) {
  size_t position = 0;
  uint64_t pages = 0;

  while (position < length) {
    size_t start = position;

    if (pages % pages_per_restart == 0 && pages / pages_per_restart < capacity)
      restarts[pages / pages_per_restart] = (uint32_t)start;
    pages++;

    if (data[position] == 0x00) {
      totals->empty++;
      totals->marker_bytes++;
      position++;
      continue;
    }
    if (data[position] == 0x80) {
      if (length - position < 1 + page_bytes)
        return start;
      totals->full++;
      totals->marker_bytes++;
      totals->literal_bytes += page_bytes;
      position += 1 + page_bytes;
      continue;
    }

    uint32_t words = 0, runs = 0, skips = 0, literal_words = 0;
    while (words < page_words) {
      if (position >= length)
        return start;
      uint8_t marker = data[position];
      uint32_t count = marker & 0x7f;
      if (count == 0 || words + count > page_words)
        return start;
      words += count;
      if (marker & 0x80) {
        skips++;
        position++;
      } else {
        if (length - position < 1 + 4 * (size_t)count)
          return start;
        runs++;
        literal_words += count;
        position += 1 + 4 * (size_t)count;
      }
    }
    totals->delta++;
    totals->runs += runs;
    totals->skips += skips;
    totals->marker_bytes += runs + skips;
    totals->literal_bytes += 4 * (uint64_t)literal_words;
  }
  return position;
}
