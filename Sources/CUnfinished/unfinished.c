// Removing files that are not whole when the process is about to end. All that runs in a signal handler uses calls that
// POSIX allows there: unlink, poll, sigaction, raise.
#define _GNU_SOURCE 1
#include "unfinished.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum state { FREE, TAKEN, BEING_MADE, UNFINISHED };

// A place for a path: part of the list for good, so that a handler can go through the list at any moment.
struct cu_file {
  struct cu_file *next;
  atomic_int state;
  char path[PATH_MAX];
};

static _Atomic(struct cu_file *) files = NULL;
static atomic_bool is_ending = false;

// What asks a process to end. SIGKILL cannot be taken.
static const int requests[] = {
  SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSYS,
};
static const int faults[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
static struct sigaction former_actions[_NSIG];

// Async-signal-safe.
static void remove_files(void) {
  is_ending = true;
  for (struct cu_file *file = files; file != NULL; file = file->next) {
    // By another thread: one that makes a file takes no signals.
    while (file->state == BEING_MADE) poll(NULL, 0, 1);
    if (file->state == UNFINISHED) unlink(file->path);
  }
}

// Sent once more, the signal waits until its handler returns, and then ends the process.
static void end_by_request(int number) {
  remove_files();
  sigaction(number, &former_actions[number], NULL);
  raise(number);
}

static void end_by_fault(int number, siginfo_t *information, void *context) {
  (void)context;
  remove_files();
  sigaction(number, &former_actions[number], NULL);
  // A fault happens again on return, unless someone sent it.
  if (information->si_code <= 0) raise(number);
}

static void take(int number, const struct sigaction *action) {
  struct sigaction *former = &former_actions[number];
  if (sigaction(number, NULL, former) != 0) return;
  if ((former->sa_flags & SA_SIGINFO) == 0 && former->sa_handler == SIG_IGN) return;
  sigaction(number, action, NULL);
}

// Swift's runtime handles faults by starting a program that prints pages and waits for a key, on a terminal that has just
// been given back. It does so only for whoever asked for it: otherwise the process ends by the signal, at once.
static void drop_backtracer(void) {
  const char *wish = getenv("SWIFT_BACKTRACE");
  if (wish != NULL && *wish != 0) return;
  static const int traced[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGQUIT};
  for (size_t i = 0; i < COUNT(traced); i++) {
    struct sigaction action;
    // The runtime's handler takes a context; a signal that whoever started us ignores has none.
    if (sigaction(traced[i], NULL, &action) == 0 && (action.sa_flags & SA_SIGINFO) != 0) signal(traced[i], SIG_DFL);
  }
}

void cu_take_signals(void) {
  struct sigaction action;
  drop_backtracer();
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = end_by_request;
  action.sa_flags = SA_ONSTACK;
  for (size_t i = 0; i < COUNT(requests); i++) take(requests[i], &action);
  action.sa_sigaction = end_by_fault;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  for (size_t i = 0; i < COUNT(faults); i++) take(faults[i], &action);
  signal(SIGXFSZ, SIG_IGN);
  // A thread that writes may still be at it.
  atexit(remove_files);
}

static struct cu_file *take_place(void) {
  for (struct cu_file *file = files; file != NULL; file = file->next) {
    int expected = FREE;
    if (atomic_compare_exchange_strong(&file->state, &expected, TAKEN)) return file;
  }
  struct cu_file *file = calloc(1, sizeof *file);
  if (file == NULL) return NULL;
  file->state = TAKEN;
  file->next = files;
  while (!atomic_compare_exchange_weak(&files, &file->next, file)) {}
  return file;
}

// Makes a file and locks it for as long as it is open. Between the two it may be taken for one that was left behind:
// whoever looks for such then holds the lock, or has removed the file.
static int make_locked(const char *path, mode_t mode) {
  struct stat status;
  int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return -1;
  // Where a file system knows no locks, nobody takes the file for left behind either.
  bool is_ours = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
  if (is_ours && fstat(descriptor, &status) == 0 && status.st_nlink > 0) return descriptor;
  unlink(path);
  close(descriptor);
  errno = EAGAIN;
  return -1;
}

// Makes the file, unless others are being removed already: then this thread has nothing left to do.
static int make(struct cu_file *file, mode_t mode) {
  file->state = BEING_MADE;
  if (is_ending) {
    file->state = FREE;
    for (;;) pause();
  }
  int descriptor = make_locked(file->path, mode);
  file->state = descriptor < 0 ? FREE : UNFINISHED;
  return descriptor;
}

int cu_create(const char *path, mode_t mode, struct cu_file **file) {
  size_t length = strlen(path);
  if (length >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  *file = take_place();
  if (*file == NULL) return -1;
  memcpy((*file)->path, path, length + 1);

  sigset_t all, former;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  int descriptor = make(*file, mode);
  int failure = errno;
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  errno = failure;
  return descriptor;
}

void cu_remove(struct cu_file *file) {
  unlink(file->path);
  cu_forget(file);
}

void cu_forget(struct cu_file *file) { file->state = FREE; }
