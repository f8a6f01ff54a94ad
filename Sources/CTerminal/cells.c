// What stands on the screen: styles and cells.
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "internal.h"
#include "screen.h"
#include <curses.h>
#include <string.h>
#include <wchar.h>

enum { STYLES = 256 };

static bool has_default_colors = false;
static attr_t style_attributes[STYLES];
static int style_pairs[STYLES];
// The colours of these pairs.
static int32_t style_colors[STYLES][2];

void ct_begin_styles(void) {
  memset(style_attributes, 0, sizeof style_attributes);
  memset(style_pairs, 0, sizeof style_pairs);
  has_default_colors = has_colors() && start_color() == OK && use_default_colors() == OK;
}

int32_t ct_colors(void) { return ct_is_open() && has_colors() ? COLORS : 0; }

// The pair of two colours: that of a style which has them already, or one that no style has; 0 where there are no more.
// Terminals of eight colours have 64 pairs, which are fewer than there are styles.
static int pair_of(int32_t foreground, int32_t background) {
  bool is_taken[STYLES + 1] = {false};
  for (int style = 0; style < STYLES; style++) {
    int pair = style_pairs[style];
    if (pair != 0 && style_colors[style][0] == foreground && style_colors[style][1] == background) return pair;
    is_taken[pair] = true;
  }
  // Pair 0 is the terminal's own colours.
  int pair = 1;
  while (pair < STYLES && is_taken[pair]) pair++;
  return pair < COLOR_PAIRS && init_extended_pair(pair, foreground, background) == OK ? pair : 0;
}

void ct_set_style(uint8_t style, int32_t foreground, int32_t background, uint32_t attributes) {
  if (!ct_is_open()) return;
  style_attributes[style] = ((attributes & CT_BOLD) != 0 ? A_BOLD : 0) | ((attributes & CT_REVERSE) != 0 ? A_REVERSE : 0)
    | ((attributes & CT_UNDERLINE) != 0 ? A_UNDERLINE : 0) | ((attributes & CT_DIM) != 0 ? A_DIM : 0);
  style_pairs[style] = 0;
  if (!has_colors() || (foreground < 0 && background < 0)) return;
  if (foreground < 0 && !has_default_colors) foreground = COLOR_WHITE;
  if (background < 0 && !has_default_colors) background = COLOR_BLACK;
  style_pairs[style] = pair_of(foreground, background);
  style_colors[style][0] = foreground;
  style_colors[style][1] = background;
}

// What can stand in a cell `width` cells wide without moving anything else.
static wchar_t showable(uint32_t rune, int width) {
  if (rune < 0x80) return rune < 0x20 || rune == 0x7f ? L'?' : (wchar_t)rune;
  if (!ct_shows_utf8() || rune > 0x10ffff) return L'?';
  int needed = wcwidth((wchar_t)rune);
  return needed < 1 || needed > width ? L'?' : (wchar_t)rune;
}

static void put_cell(int32_t row, int32_t column, wchar_t rune, uint8_t style) {
  wchar_t text[2] = {rune, 0};
  int pair = style_pairs[style];
  cchar_t cell;
  // Fails for the last cell of the screen, after having put it.
  if (setcchar(&cell, text, style_attributes[style], 0, &pair) == OK) mvwadd_wch(stdscr, row, column, &cell);
}

void ct_put(int32_t row, int32_t column, const struct ct_cell *cells, int32_t count) {
  if (!ct_is_open()) return;
  for (int32_t i = 0; i < count; i++) {
    if (cells[i].rune == 0) continue;
    bool is_wide = i + 1 < count && cells[i + 1].rune == 0;
    wchar_t rune = showable(cells[i].rune, is_wide ? 2 : 1);
    put_cell(row, column + i, rune, cells[i].style);
    if (is_wide && wcwidth(rune) < 2) put_cell(row, column + i + 1, L' ', cells[i].style);
  }
}

void ct_flush(void) {
  if (ct_is_open()) wrefresh(stdscr);
}

void ct_redraw(void) {
  if (ct_is_open()) clearok(curscr, TRUE);
}
