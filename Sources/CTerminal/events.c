// Waiting for what happens: keys, the mouse, signals and wake-ups.
#define _GNU_SOURCE 1
#define NCURSES_WIDECHAR 1
#include "internal.h"
#include "screen.h"
#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

// The longest pause within a control string, in milliseconds.
enum { STRING_PAUSE = 50 };

static enum ct_key key_of(wint_t code) {
  switch (code) {
    case KEY_UP: return CT_KEY_UP;
    case KEY_DOWN: return CT_KEY_DOWN;
    case KEY_LEFT: return CT_KEY_LEFT;
    case KEY_RIGHT: return CT_KEY_RIGHT;
    case KEY_PPAGE: return CT_KEY_PAGE_UP;
    case KEY_NPAGE: return CT_KEY_PAGE_DOWN;
    case KEY_HOME: case KEY_A1: case KEY_FIND: return CT_KEY_HOME;
    case KEY_END: case KEY_C1: case KEY_SELECT: return CT_KEY_END;
    case KEY_ENTER: return CT_KEY_ENTER;
    case KEY_BACKSPACE: return CT_KEY_BACKSPACE;
    case KEY_DC: return CT_KEY_DELETE;
    case KEY_IC: return CT_KEY_INSERT;
    case KEY_BTAB: return CT_KEY_BACK_TAB;
    case KEY_F(1): return CT_KEY_F1;
    case KEY_F(2): return CT_KEY_F2;
    case KEY_F(3): return CT_KEY_F3;
    case KEY_F(4): return CT_KEY_F4;
    case KEY_F(5): return CT_KEY_F5;
    case KEY_F(6): return CT_KEY_F6;
    case KEY_F(7): return CT_KEY_F7;
    case KEY_F(8): return CT_KEY_F8;
    case KEY_F(9): return CT_KEY_F9;
    case KEY_F(10): return CT_KEY_F10;
    case KEY_F(11): return CT_KEY_F11;
    case KEY_F(12): return CT_KEY_F12;
    default: return CT_KEY_OTHER;
  }
}

static bool read_mouse(struct ct_event *event) {
  MEVENT mouse;
  if (getmouse(&mouse) != OK) return false;
  if ((mouse.bstate & BUTTON1_PRESSED) != 0) {
    event->button = CT_BUTTON_PRESS;
  } else if ((mouse.bstate & BUTTON4_PRESSED) != 0) {
    event->button = CT_BUTTON_WHEEL_UP;
  } else if ((mouse.bstate & BUTTON5_PRESSED) != 0) {
    event->button = CT_BUTTON_WHEEL_DOWN;
  } else {
    return false;
  }
  event->kind = CT_EVENT_MOUSE;
  event->row = mouse.y;
  event->column = mouse.x;
  return true;
}

// Takes a control string, up to its end or to the last character that is there, and the event that it makes.
static void read_string(struct ct_event *event) {
  char text[64];
  size_t count = 0;
  wint_t code = 0;
  // It may arrive in pieces, and what is left of it would be taken for keys.
  wtimeout(stdscr, STRING_PAUSE);
  while (wget_wch(stdscr, &code) == OK && code != 0x07 && code != 0x1b) {
    if (count + 1 < sizeof text) text[count++] = code < 0x80 ? (char)code : '?';
  }
  // The other way to end one is ESC and a backslash.
  if (code == 0x1b && wget_wch(stdscr, &code) == OK && code != '\\') unget_wch((wchar_t)code);
  wtimeout(stdscr, 0);
  text[count] = 0;
  if (ct_parse_background(text, &event->rune)) event->kind = CT_EVENT_BACKGROUND;
}

// Takes away the rest of a control sequence that ncurses does not know, such as an answer of the terminal or a key
// that its description leaves out: its letters and digits are no keys. Returns whether there was one.
static bool skip_sequence(struct ct_event *event) {
  wint_t code = 0;
  int result = wget_wch(stdscr, &code);
  if (result == OK && code == ']') {
    read_string(event);
    return true;
  }
  if (result == OK && (code == '[' || code == 'O')) {
    while (wget_wch(stdscr, &code) == OK && (code < 0x40 || code > 0x7e)) {}
    return true;
  }
  if (result == OK) unget_wch((wchar_t)code);
  if (result == KEY_CODE_YES) ungetch((int)code);
  return false;
}

// Takes one key or mouse report that has arrived; false when there is none.
static bool read_input(struct ct_event *event) {
  wint_t code = 0;
  for (;;) {
    switch (wget_wch(stdscr, &code)) {
      case OK:
        if (code == 0x1b && skip_sequence(event)) {
          if (event->kind != CT_EVENT_NONE) return true;
          continue;
        }
        event->kind = CT_EVENT_RUNE;
        event->rune = (uint32_t)code;
        return true;
      case KEY_CODE_YES:
        if (code == KEY_RESIZE) continue;
        if (code == KEY_MOUSE) {
          if (read_mouse(event)) return true;
          continue;
        }
        event->kind = CT_EVENT_KEY;
        event->key = key_of(code);
        return true;
      default: return false;
    }
  }
}

void ct_define_keys(void) {
  // What nearly every emulator sends, where the description of an older terminal does not say.
  static const struct {
    const char *bytes;
    int code;
  } keys[] = {
    {"\033[A", KEY_UP}, {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
    {"\033OA", KEY_UP}, {"\033OB", KEY_DOWN}, {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
    {"\033[H", KEY_HOME}, {"\033[F", KEY_END}, {"\033OH", KEY_HOME}, {"\033OF", KEY_END},
    {"\033[1~", KEY_HOME}, {"\033[4~", KEY_END}, {"\033[7~", KEY_HOME}, {"\033[8~", KEY_END},
    {"\033[2~", KEY_IC}, {"\033[3~", KEY_DC}, {"\033[5~", KEY_PPAGE}, {"\033[6~", KEY_NPAGE},
    {"\033[Z", KEY_BTAB}, {"\033OP", KEY_F(1)}, {"\033[11~", KEY_F(1)}, {"\033OM", KEY_ENTER},
  };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (key_defined(keys[i].bytes) == 0) define_key(keys[i].bytes, keys[i].code);
  }
}

static bool read_signal(struct ct_event *event) {
  int number = 0;
  for (;;) {
    enum ct_event_kind kind = ct_next_signal(&number);
    if (kind == CT_EVENT_NONE) return false;
    if (kind == CT_EVENT_RESIZE && !ct_adopt_size()) continue;
    if (kind == CT_EVENT_REPAINT) {
      // Whoever stopped the process may have left the terminal in other modes, and of another size.
      reset_prog_mode();
      ct_adopt_size();
      clearok(curscr, TRUE);
    }
    event->kind = kind;
    event->signal = number;
    ct_size(&event->row, &event->column);
    return true;
  }
}

void ct_wait(struct ct_event *event, int32_t milliseconds) {
  memset(event, 0, sizeof *event);
  // Keys that ncurses has read already come before any waiting.
  if (!ct_is_open() || read_signal(event) || read_input(event)) return;
  struct pollfd sources[] = {{ct_input(), POLLIN, 0}, {ct_wake_descriptor(), POLLIN, 0}};
  int ready = poll(sources, 2, milliseconds);
  if (ready > 0 && sources[1].revents != 0) ct_drain_wake();
  if (read_signal(event) || ready <= 0 || sources[0].revents == 0) return;
  // A terminal that is gone stays readable and gives nothing.
  if (!read_input(event) && (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0) {
    event->kind = CT_EVENT_QUIT;
    event->signal = SIGHUP;
  }
}
