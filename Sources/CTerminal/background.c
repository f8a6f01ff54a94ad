// What colour the terminal has behind its characters.
#include "internal.h"
#include "screen.h"
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>

// In milliseconds: for how long after the question an answer may still come, and how long it is waited for when the
// terminal is given back.
enum { LONGEST_ANSWER = 1000, LONGEST_WAIT = 150 };

static bool is_asked = false;
static int64_t asked_at = 0;

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void ct_ask_background(void) {
  static const char question[] = "\033]11;?\007";
  is_asked = ct_send(question, sizeof question - 1);
  asked_at = milliseconds();
}

void ct_drop_background(void) {
  // An answer that comes after the end would be typed into the shell.
  int64_t age = milliseconds() - asked_at;
  if (!is_asked || age > LONGEST_ANSWER) return;
  is_asked = false;
  struct pollfd input = {ct_input(), POLLIN, 0};
  if (poll(&input, 1, age < LONGEST_WAIT ? (int)(LONGEST_WAIT - age) : 0) > 0) tcflush(ct_input(), TCIFLUSH);
}

// One part of a colour, of one to four hex digits, as eight bits. Returns where it ends; NULL when there is none.
static const char *parse_part(const char *text, uint32_t *part) {
  char *end = NULL;
  size_t digits = strspn(text, "0123456789abcdefABCDEF");
  if (digits < 1 || digits > 4) return NULL;
  *part = (uint32_t)strtoul(text, &end, 16) * 255 / ((1u << (4 * digits)) - 1);
  return end;
}

bool ct_parse_background(const char *text, uint32_t *rgb) {
  static const char *const forms[] = {"11;rgb:", "11;rgba:"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    uint32_t red, green, blue;
    if (strncmp(text, forms[i], strlen(forms[i])) != 0) continue;
    const char *rest = parse_part(text + strlen(forms[i]), &red);
    if (rest == NULL || *rest != '/' || (rest = parse_part(rest + 1, &green)) == NULL) return false;
    if (*rest != '/' || parse_part(rest + 1, &blue) == NULL) return false;
    *rgb = red << 16 | green << 8 | blue;
    is_asked = false;
    return true;
  }
  return false;
}
