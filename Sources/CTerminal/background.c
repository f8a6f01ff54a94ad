// What colour the terminal has behind its characters.
#include "internal.h"
#include <stdlib.h>
#include <string.h>

void ct_ask_background(void) {
  static const char question[] = "\033]11;?\007";
  ct_send(question, sizeof question - 1);
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
    return true;
  }
  return false;
}
