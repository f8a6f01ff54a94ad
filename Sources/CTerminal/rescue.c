// Putting the terminal back when the process is about to die. All that runs in a signal handler uses calls that POSIX
// allows there: write, read, lseek, dup2, close, tcsetattr.
#define _GNU_SOURCE 1
#include "internal.h"
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { RESCUE_CAPACITY = 512 };

struct rescue {
  char bytes[RESCUE_CAPACITY];
  size_t length;
};

// Two of them: one is written anew after a resize while a handler may need the other.
static struct rescue rescues[2];
static atomic_int current_rescue = -1;
static int being_written = 0;

static int rescue_input = -1;
static int rescue_output = -1;
static struct termios original_modes;
static bool has_original_modes = false;

static atomic_int held_errors = -1;
static atomic_int real_errors = -1;

void ct_rescue_begin(void) {
  being_written = current_rescue == 0 ? 1 : 0;
  rescues[being_written].length = 0;
}

void ct_rescue_add(const char *capability) {
  struct rescue *rescue = &rescues[being_written];
  if (capability == NULL || capability == (char *)-1) return;
  for (const char *from = capability; *from != 0;) {
    // Terminfo strings state delays in the midst of the bytes, as in "$<5>".
    const char *delay_end = from[0] == '$' && from[1] == '<' ? strchr(from, '>') : NULL;
    if (delay_end != NULL) {
      from = delay_end + 1;
    } else if (rescue->length < RESCUE_CAPACITY) {
      rescue->bytes[rescue->length++] = *from++;
    } else {
      return;
    }
  }
}

void ct_rescue_modes(int input) {
  rescue_input = input;
  has_original_modes = tcgetattr(input, &original_modes) == 0;
}

void ct_rescue_ready(int output) {
  rescue_output = output;
  current_rescue = being_written;
}

void ct_rescue_forget(void) { current_rescue = -1; }

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void write_rescue(int which) {
  if (which >= 0) write_all(rescue_output, rescues[which].bytes, rescues[which].length);
}

void ct_rescue_write(void) { write_rescue(current_rescue); }

void ct_rescue(void) {
  // Once, though two threads may be dying.
  int which = atomic_exchange(&current_rescue, -1);
  if (which >= 0) {
    write_rescue(which);
    if (has_original_modes) tcsetattr(rescue_input, TCSANOW, &original_modes);
  }
  ct_release_errors();
}

void ct_hold_errors(void) {
  int memory = memfd_create("stderr", MFD_CLOEXEC);
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (memory < 0 || copy < 0 || dup2(memory, STDERR_FILENO) < 0) {
    if (memory >= 0) close(memory);
    if (copy >= 0) close(copy);
    return;
  }
  real_errors = copy;
  held_errors = memory;
}

void ct_release_errors(void) {
  char buffer[512];
  ssize_t count;
  int memory = atomic_exchange(&held_errors, -1);
  if (memory < 0) return;
  dup2(real_errors, STDERR_FILENO);
  lseek(memory, 0, SEEK_SET);
  while ((count = read(memory, buffer, sizeof buffer)) > 0) write_all(STDERR_FILENO, buffer, (size_t)count);
  close(memory);
  close(real_errors);
}
