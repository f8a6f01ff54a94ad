#include "delta_loop.h"

enum { page_bytes = 4096, page_words = 1024, pages_per_restart = 64 };

// What one page delta consists of.
struct page {
  uint32_t words;
  uint32_t runs;
  uint32_t skips;
  uint32_t literal_words;
};

// Walks one page delta from its first marker. Returns one past its last byte, or 0 when it is not whole or not sound.
typedef size_t walk_page(const uint8_t *data, size_t length, size_t position, struct page *page);

static inline size_t walk_plain(const uint8_t *data, size_t length, size_t position, struct page *page) {
  while (page->words < page_words) {
    if (position >= length)
      return 0;
    uint8_t marker = data[position];
    uint32_t count = marker & 0x7f;
    if (count == 0 || page->words + count > page_words)
      return 0;
    page->words += count;
    if (marker & 0x80) {
      page->skips++;
      position++;
    } else {
      page->runs++;
      page->literal_words += count;
      position += 1 + 4 * (size_t)count;
    }
  }
  return position <= length ? position : 0;
}

static inline size_t walk_branch_free(const uint8_t *data, size_t length, size_t position, struct page *page) {
  while (page->words < page_words) {
    if (position >= length)
      return 0;
    uint8_t marker = data[position];
    uint32_t count = marker & 0x7f;
    if (count == 0 || page->words + count > page_words)
      return 0;
    uint32_t is_run = (marker >> 7) ^ 1;
    uint32_t literal_words = count * is_run;
    page->words += count;
    page->runs += is_run;
    page->skips += is_run ^ 1;
    page->literal_words += literal_words;
    position += 1 + 4 * (size_t)literal_words;
  }
  return position <= length ? position : 0;
}

__attribute__((always_inline)) static inline size_t scan(walk_page *walk, const uint8_t *data, size_t length,
                                                         struct delta_loop_totals *totals, uint32_t *restarts,
                                                         size_t capacity) {
  size_t position = 0;
  uint64_t pages = 0;

  while (position < length) {
    if (pages % pages_per_restart == 0 && pages / pages_per_restart < capacity)
      restarts[pages / pages_per_restart] = (uint32_t)position;
    pages++;

    if (data[position] == 0x00) {
      totals->empty++;
      totals->marker_bytes++;
      position++;
    } else if (data[position] == 0x80) {
      if (length - position < 1 + page_bytes)
        return position;
      totals->full++;
      totals->marker_bytes++;
      totals->literal_bytes += page_bytes;
      position += 1 + page_bytes;
    } else {
      struct page page = {0, 0, 0, 0};
      size_t end = walk(data, length, position, &page);
      if (end == 0)
        return position;
      totals->delta++;
      totals->runs += page.runs;
      totals->skips += page.skips;
      totals->marker_bytes += page.runs + page.skips;
      totals->literal_bytes += 4 * (uint64_t)page.literal_words;
      position = end;
    }
  }
  return position;
}

size_t delta_loop_plain(const uint8_t *data, size_t length, struct delta_loop_totals *totals, uint32_t *restarts,
                        size_t capacity) {
  return scan(walk_plain, data, length, totals, restarts, capacity);
}

size_t delta_loop_branch_free(const uint8_t *data, size_t length, struct delta_loop_totals *totals,
                              uint32_t *restarts, size_t capacity) {
  return scan(walk_branch_free, data, length, totals, restarts, capacity);
}
