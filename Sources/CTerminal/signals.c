// Signals as things that the loop hears of, and the descriptor that wakes it.
#define _GNU_SOURCE 1
#include "internal.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const int loop_signals[] = {SIGTERM, SIGINT, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
// All others end the process, real-time signals among them, but for these: they cannot be taken, or do nothing.
static const int harmless_signals[] = {SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGTTIN, SIGTTOU};
static struct sigaction former_actions[_NSIG];
static bool has_signals = false;
static bool has_kept_former_actions = false;

// Atomic, as a handler may run on any thread.
static atomic_int quit_signal = 0;
static atomic_int is_resized = 0;
static atomic_int is_continued = 0;
static atomic_int is_stop_wanted = 0;

// Stays open for good: another thread may be about to write to it when the terminal is closed.
static atomic_int wake_descriptor = -1;

// A fault by stack overflow leaves no room for its handler.
static char handler_stack[1 << 16];

// Async-signal-safe: leaves the terminal and dies of the signal, as if it had never been taken.
static void die_of(int number) {
  ct_rescue();
  ct_return_signals();
  raise(number);
}

static void note_signal(int number) {
  switch (number) {
    case SIGWINCH: is_resized = 1; break;
    case SIGCONT: is_continued = 1; break;
    case SIGTSTP: is_stop_wanted = 1; break;
    default:
      // Asked twice, the loop must be stuck in a read.
      if (quit_signal != 0) die_of(number);
      quit_signal = number;
      break;
  }
  ct_wake();
}

static bool is_among(int number, const int *numbers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (numbers[i] == number) return true;
  }
  return false;
}

static void note_death(int number, siginfo_t *information, void *context) {
  (void)context;
  static const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE};
  if (information->si_code > 0 && is_among(number, faults, COUNT(faults))) {
    // The fault happens again on return, now under the action that was there before.
    ct_rescue();
    ct_return_signals();
  } else {
    die_of(number);  // Someone sent it, or a timer, or a limit.
  }
}

static bool is_ignored(const struct sigaction *action) {
  return (action->sa_flags & SA_SIGINFO) == 0 && action->sa_handler == SIG_IGN;
}

static bool is_deadly(int number) {
  return !is_among(number, loop_signals, COUNT(loop_signals))
    && !is_among(number, harmless_signals, COUNT(harmless_signals));
}

static void take(int number, const struct sigaction *action) {
  struct sigaction *former = &former_actions[number];
  // Two real-time signals are the C library's own, and are refused.
  if (!has_kept_former_actions && sigaction(number, NULL, former) != 0) former->sa_handler = SIG_IGN;
  if (!is_ignored(former)) sigaction(number, action, NULL);
}

void ct_take_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = note_signal;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  for (size_t i = 0; i < COUNT(loop_signals); i++) take(loop_signals[i], &action);
  action.sa_sigaction = note_death;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int number = 1; number < _NSIG; number++) {
    if (is_deadly(number)) take(number, &action);
  }
  has_kept_former_actions = true;
  has_signals = true;

  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) {
    memset(&stack, 0, sizeof stack);
    stack.ss_sp = handler_stack;
    stack.ss_size = sizeof handler_stack;
    sigaltstack(&stack, NULL);
  }
}

void ct_return_signals(void) {
  if (!has_signals) return;
  has_signals = false;
  for (int number = 1; number < _NSIG; number++) {
    bool is_taken = is_among(number, loop_signals, COUNT(loop_signals)) || is_deadly(number);
    if (is_taken && !is_ignored(&former_actions[number])) sigaction(number, &former_actions[number], NULL);
  }
  has_kept_former_actions = false;
}

bool ct_allow_stop(bool is_allowed) {
  // A shell without job control ignores the signal for its children: nobody would wake them.
  if (is_ignored(&former_actions[SIGTSTP])) return false;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = is_allowed ? SIG_DFL : note_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGTSTP, &action, NULL);
  if (!is_allowed) is_stop_wanted = is_continued = 0;
  return true;
}

void ct_note_resize(void) { is_resized = 1; }

enum ct_event_kind ct_next_signal(int *number) {
  *number = quit_signal;
  if (*number != 0) return CT_EVENT_QUIT;
  if (atomic_exchange(&is_stop_wanted, 0)) return CT_EVENT_SUSPEND;
  if (atomic_exchange(&is_continued, 0)) return CT_EVENT_REPAINT;
  if (atomic_exchange(&is_resized, 0)) return CT_EVENT_RESIZE;
  return CT_EVENT_NONE;
}

bool ct_open_wake(void) {
  quit_signal = is_resized = is_continued = is_stop_wanted = 0;
  if (wake_descriptor < 0) wake_descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  return wake_descriptor >= 0;
}

int ct_wake_descriptor(void) { return wake_descriptor; }

void ct_drain_wake(void) {
  uint64_t count;
  (void)!read(wake_descriptor, &count, sizeof count);
}

void ct_wake(void) {
  int saved = errno;
  uint64_t one = 1;
  int descriptor = wake_descriptor;
  if (descriptor >= 0) (void)!write(descriptor, &one, sizeof one);
  errno = saved;
}
