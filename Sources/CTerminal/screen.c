// The terminal as a whole: opening, closing, its size, stopping and going on.
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "screen.h"
#include "internal.h"
#include <curses.h>
#include <term.h>
// term.h defines these as macros, for terminfo variables that nothing here uses.
#undef buttons
#undef columns
#undef lines
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static SCREEN *screen = NULL;
static FILE *input_stream = NULL;
static FILE *output_stream = NULL;
static int input_descriptor = -1;
static int output_descriptor = -1;
static bool is_utf8 = false;
static bool shows_utf8 = false;

bool ct_is_open(void) { return screen != NULL; }
int ct_input(void) { return input_descriptor; }
bool ct_is_utf8(void) { return is_utf8; }
bool ct_shows_utf8(void) { return shows_utf8; }

static const char *capability(const char *name) {
  const char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

// ncurses takes some hundred bytes a cell, and cannot count past 32,767 rows or columns. Of a larger terminal the upper
// left part is used.
enum { MOST_ROWS = 4096, MOST_COLUMNS = 4096, MOST_CELLS = 1 << 20 };

static void clamp_size(int *rows, int *columns) {
  if (*columns > MOST_COLUMNS) *columns = MOST_COLUMNS;
  if (*rows > MOST_ROWS) *rows = MOST_ROWS;
  if (*rows > MOST_CELLS / *columns) *rows = MOST_CELLS / *columns;
}

// The terminal's size, by the kernel. Returns false where it does not know.
static bool get_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(output_descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

static bool is_large(const char *variable) {
  const char *text = getenv(variable);
  return text != NULL && strtol(text, NULL, 10) > 1000;
}

// Keeps ncurses from taking a size that it cannot bear. Returns true where it then begins with that of the terminal's
// description.
static bool avoid_large_size(void) {
  int rows = 1, columns = 1;
  bool is_known = get_size(&rows, &columns);
  int taken_rows = rows, taken_columns = columns;
  clamp_size(&taken_rows, &taken_columns);
  bool is_too_large = is_known && (rows != taken_rows || columns != taken_columns);
  bool is_avoided = is_too_large || is_large("LINES") || is_large("COLUMNS");
  use_env(!is_avoided);
  return is_avoided;
}

static bool has_alternate_screen(void) { return capability("smcup") != NULL && capability("rmcup") != NULL; }

// What a dying process writes: mouse off, plain characters, cursor shown, the other screen, or else the last row.
static void prepare_rescue(void) {
  ct_rescue_begin();
  if (capability("kmous") != NULL) ct_rescue_add("\033[?1000l\033[?1002l\033[?1006l");
  ct_rescue_add(capability("sgr0"));
  ct_rescue_add(capability("cnorm"));
  ct_rescue_add(capability("rmkx"));
  if (has_alternate_screen()) {
    ct_rescue_add(capability("rmcup"));
  } else {
    ct_rescue_add(tiparm(capability("cup"), LINES - 1, 0));
    ct_rescue_add(capability("el"));
  }
  ct_rescue_ready(output_descriptor);
}

static enum ct_opening check_terminal(int input, int output) {
  const char *term = getenv("TERM");
  int status = 0;
  if (!isatty(input) || !isatty(output)) return CT_NOT_A_TERMINAL;
  if (term == NULL || *term == 0) return CT_NO_TERM;
  if (setupterm(term, output, &status) != OK) return CT_UNKNOWN_TERM;
  enum ct_opening opening = capability("cup") == NULL ? CT_NO_CURSOR_MOTION : CT_OPENED;
  del_curterm(cur_term);
  return opening;
}

static FILE *stream_of(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  FILE *stream = copy < 0 ? NULL : fdopen(copy, mode);
  if (copy >= 0 && stream == NULL) close(copy);
  return stream;
}

static void close_streams(void) {
  if (input_stream != NULL) fclose(input_stream);
  if (output_stream != NULL) fclose(output_stream);
  input_stream = output_stream = NULL;
}

static void set_modes(void) {
  // Raw, so that ^C and ^Z come as keys; signals from outside still arrive.
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, TRUE);
  ct_define_keys();
  wtimeout(stdscr, 0);
  curs_set(0);
  mouseinterval(0);
}

enum ct_opening ct_open(int input, int output) {
  static bool closes_at_exit = false;
  if (screen != NULL) return CT_OPENED;
  setlocale(LC_CTYPE, "");
  is_utf8 = shows_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  // Where the locale says nothing of UTF-8, the user still may: the terminal takes it or not, whatever the locale.
  if (!is_utf8) shows_utf8 = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
  enum ct_opening opening = check_terminal(input, output);
  if (opening != CT_OPENED) return opening;

  input_stream = stream_of(input, "r");
  output_stream = stream_of(output, "w");
  if (input_stream == NULL || output_stream == NULL || !ct_open_wake()) {
    close_streams();
    return CT_NO_RESOURCES;
  }
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  input_descriptor = input;
  output_descriptor = output;
  ct_rescue_modes(input);
  // Before ncurses, which takes only signals that nobody has taken, and once more for those it takes anyway.
  ct_take_signals();
  bool is_size_avoided = avoid_large_size();
  screen = newterm(NULL, output_stream, input_stream);
  if (screen == NULL) {
    ct_return_signals();
    close_streams();
    return CT_NO_RESOURCES;
  }
  ct_take_signals();
  ct_begin_styles();
  prepare_rescue();
  set_modes();
  if (is_size_avoided) ct_adopt_size();
  ct_hold_errors();
  if (!closes_at_exit) closes_at_exit = atexit(ct_close) == 0;
  return CT_OPENED;
}

// The screen that was there before comes back with `rmcup`; a terminal without it is left on a clean last row.
static void leave_screen(void) {
  endwin();
  if (!has_alternate_screen()) ct_rescue_write();
}

void ct_close(void) {
  if (screen == NULL) return;
  ct_drop_background();
  leave_screen();
  ct_rescue_forget();
  delscreen(screen);
  screen = NULL;
  close_streams();
  ct_return_signals();
  ct_release_errors();
}

void ct_size(int32_t *rows, int32_t *columns) {
  *rows = *columns = 0;
  if (screen != NULL) getmaxyx(stdscr, *rows, *columns);
}

bool ct_adopt_size(void) {
  int rows, columns, former_rows, former_columns;
  if (!get_size(&rows, &columns)) return false;
  clamp_size(&rows, &columns);
  getmaxyx(stdscr, former_rows, former_columns);
  if (rows == former_rows && columns == former_columns) return false;
  resize_term(rows, columns);
  // A terminal may have moved or cut what it showed.
  clearok(curscr, TRUE);
  prepare_rescue();
  return true;
}

void ct_set_mouse(bool is_on) {
  if (screen == NULL) return;
  mousemask(is_on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

bool ct_send(const char *bytes, size_t count) {
  if (screen == NULL || !has_alternate_screen()) return false;
  while (count > 0) {
    ssize_t written = write(output_descriptor, bytes, count);
    if (written < 0 && errno == EAGAIN) {
      struct pollfd room = {output_descriptor, POLLOUT, 0};
      if (poll(&room, 1, 1000) <= 0) return false;
      continue;
    }
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

bool ct_suspend(void) {
  if (screen == NULL || !ct_allow_stop(true)) return false;
  leave_screen();
  ct_release_errors();
  // The others of the pipeline first. Then this process, by a signal to this thread: one to the process might stop it
  // a little later, when the screen has been taken again.
  signal(SIGTSTP, SIG_IGN);
  kill(0, SIGTSTP);
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  ct_hold_errors();
  ct_allow_stop(false);
  // The size may have changed meanwhile without a signal: only the foreground hears of that.
  ct_note_resize();
  clearok(curscr, TRUE);
  wrefresh(stdscr);
  return true;
}
