#ifndef CTERMINAL_INTERNAL_H
#define CTERMINAL_INTERNAL_H

/// What the files of this target share.

#include "cterminal.h"
#include <stdbool.h>
#include <stddef.h>

/// Signals as flags for the loop (signals.c).

/// Takes the signals over. Nothing happens to those that were ignored when the process started.
void ct_take_signals(void);
/// Puts the actions back that were there before.
void ct_return_signals(void);
/// Puts back the terminal stop signal's default, and takes it again. Returns false where it was ignored.
bool ct_allow_stop(bool is_allowed);
/// Makes the next look at the signals find a resize.
void ct_note_resize(void);
/// The next thing that a signal asked for; `CT_EVENT_NONE` when there is none. A resize comes without the size.
enum ct_event_kind ct_next_signal(int *_Nonnull number);

/// The descriptor that a wake-up makes readable (signals.c).
bool ct_open_wake(void);
int ct_wake_descriptor(void);
void ct_drain_wake(void);

/// What must be undone when the process dies (rescue.c).

/// Remembers the modes that the terminal has now.
void ct_rescue_modes(int input);
/// Begins to remember the bytes that put this terminal back; `ct_rescue_add` adds a terminfo string, and
/// `ct_rescue_ready` makes the whole of them the ones that a dying process writes.
void ct_rescue_begin(void);
void ct_rescue_add(const char *_Nullable capability);
void ct_rescue_ready(int output);
/// There is nothing to put back any more.
void ct_rescue_forget(void);
/// Writes the bytes; `ct_rescue` puts the modes and standard error back as well, once. Async-signal-safe.
void ct_rescue_write(void);
void ct_rescue(void);

/// Reads what a terminal says of its background, as in "11;rgb:1e1e/1e1e/1e1e", as eight bits of each colour
/// (background.c). Returns false for anything else.
bool ct_parse_background(const char *_Nonnull text, uint32_t *_Nonnull rgb);
/// Waits for the answer where it was asked for just now, and throws it away.
void ct_drop_background(void);

/// Keeps what is written to standard error, and writes it out (rescue.c).
void ct_hold_errors(void);
void ct_release_errors(void);

#endif
