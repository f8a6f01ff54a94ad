// The arguments of the program, as the system hands them to what runs before main. Swift reads /proc for them, which a
// bare chroot does not have.
#include "cterminal.h"

static int count;
static char **arguments;

__attribute__((constructor)) static void keep_arguments(int argc, char **argv) {
  count = argc;
  arguments = argv;
}

const char *ct_argument(int place) { return place >= 0 && place < count ? arguments[place] : NULL; }
