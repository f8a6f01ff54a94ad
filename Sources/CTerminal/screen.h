#ifndef CTERMINAL_SCREEN_H
#define CTERMINAL_SCREEN_H

#include <stdbool.h>

/// Whether a terminal is open, and where its keys come from (screen.c, for events.c).
bool ct_is_open(void);
int ct_input(void);
/// Whether characters past ASCII come out as UTF-8, whatever the environment's locale (screen.c).
bool ct_shows_utf8(void);
/// Forgets all styles and finds out which colours there are (cells.c).
void ct_begin_styles(void);
/// Adds the usual keys to those that the terminal's description names (events.c).
void ct_define_keys(void);
/// Takes on the terminal's size. Returns whether it differs from the one before.
bool ct_adopt_size(void);

#endif
