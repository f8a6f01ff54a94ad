#include "delta_loop.h"

#include <string.h>

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

// Adds up one marker: where it stands, the first word that it stands for, and how many words follow it.
static inline void add_marker(struct delta_loop_breakdown *totals, uint64_t place, uint32_t word,
                              uint32_t literal_words) {
  totals->markers++;
  totals->places += place;
  totals->first_words += word;
  totals->changed_words += literal_words;
}

// Adds up one page delta from its first marker, the lengths of its runs included. Returns one past its last byte, or 0
// when it is not whole or not sound.
typedef size_t break_down_page(const uint8_t *data, size_t length, size_t position, uint64_t offset,
                               struct delta_loop_breakdown *totals);

static inline size_t break_down_plain(const uint8_t *data, size_t length, size_t position, uint64_t offset,
                                      struct delta_loop_breakdown *totals) {
  uint32_t words = 0;
  while (words < page_words) {
    if (position >= length)
      return 0;
    uint8_t marker = data[position];
    uint32_t count = marker & 0x7f;
    if (count == 0 || words + count > page_words)
      return 0;
    if (marker < 0x80) {
      add_marker(totals, offset + position, words, count);
      totals->runs_of_length[count]++;
      position += 1 + 4 * (size_t)count;
    } else {
      add_marker(totals, offset + position, words, 0);
      position++;
    }
    words += count;
  }
  return position <= length ? position : 0;
}

static inline size_t break_down_branch_free(const uint8_t *data, size_t length, size_t position, uint64_t offset,
                                            struct delta_loop_breakdown *totals) {
  uint32_t words = 0;
  while (words < page_words) {
    if (position >= length)
      return 0;
    uint8_t marker = data[position];
    uint32_t count = marker & 0x7f;
    if (count == 0 || words + count > page_words)
      return 0;
    uint32_t literal_words = marker & ((marker >> 7) - 1);
    add_marker(totals, offset + position, words, literal_words);
    totals->runs_of_length[literal_words]++;
    words += count;
    position += 1 + 4 * (size_t)literal_words;
  }
  return position <= length ? position : 0;
}

__attribute__((always_inline)) static inline size_t break_down(break_down_page *page, const uint8_t *data,
                                                               size_t length, uint64_t offset,
                                                               struct delta_loop_breakdown *totals) {
  // A copy that no byte read can be part of, so that the sums stay in registers.
  struct delta_loop_breakdown sums = *totals;
  size_t position = 0;
  while (position < length) {
    size_t end;
    if (data[position] == 0x00) {
      end = position + 1;
      add_marker(&sums, offset + position, 0, 0);
    } else if (data[position] == 0x80) {
      end = position + 1 + page_bytes;
      add_marker(&sums, offset + position, 0, page_words);
    } else {
      end = page(data, length, position, offset, &sums);
    }
    if (end == 0 || end > length)
      break;
    sums.pages++;
    position = end;
  }
  sums.runs_of_length[0] = 0;
  *totals = sums;
  return position;
}

size_t delta_loop_break_down(const uint8_t *data, size_t length, uint64_t offset,
                             struct delta_loop_breakdown *totals) {
  return break_down(break_down_plain, data, length, offset, totals);
}

size_t delta_loop_break_down_branch_free(const uint8_t *data, size_t length, uint64_t offset,
                                         struct delta_loop_breakdown *totals) {
  return break_down(break_down_branch_free, data, length, offset, totals);
}

size_t delta_loop_apply(const uint8_t *data, size_t length, uint8_t *page) {
  if (length == 0)
    return 0;
  if (data[0] == 0x00)
    return 1;
  if (data[0] == 0x80) {
    if (length < 1 + page_bytes)
      return 0;
    memcpy(page, data + 1, page_bytes);
    return 1 + page_bytes;
  }
  size_t position = 0;
  size_t words = 0;
  while (words < page_words) {
    if (position >= length)
      return 0;
    uint8_t marker = data[position++];
    size_t count = marker & 0x7f;
    if (count == 0 || words + count > page_words)
      return 0;
    if (marker < 0x80) {
      if (4 * count > length - position)
        return 0;
      memcpy(page + 4 * words, data + position, 4 * count);
      position += 4 * count;
    }
    words += count;
  }
  return position;
}

static inline uint32_t word_at(const uint8_t *page, size_t word) {
  uint32_t value;
  memcpy(&value, page + 4 * word, 4);
  return value;
}

size_t delta_loop_encode(const uint8_t *page, const uint8_t *base, uint8_t *output) {
  size_t position = 0;
  size_t word = 0;
  while (word < page_words) {
    size_t first = word;
    int is_run = word_at(page, word) != word_at(base, word);
    while (word < page_words && word - first < 127 && (word_at(page, word) != word_at(base, word)) == is_run)
      word++;
    size_t count = word - first;
    output[position++] = (uint8_t)(is_run ? count : 0x80 | count);
    if (is_run) {
      memcpy(output + position, page + 4 * first, 4 * count);
      position += 4 * count;
    }
  }
  // A page of nothing but skips: eight of 127 words and one of 8.
  if (position == 9) {
    output[0] = 0x00;
    return 1;
  }
  return position;
}
