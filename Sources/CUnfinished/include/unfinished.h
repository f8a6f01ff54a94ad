#ifndef UNFINISHED_H
#define UNFINISHED_H

/// Files that are not whole yet: none of them stays behind when a signal ends the process.

#include <sys/types.h>

#pragma clang assume_nonnull begin

/// A file that is to go when the process ends.
struct cu_file;

/// Takes the signals that end a process, faults included. Each then removes the files and ends the process as if it had
/// never been taken; one that is ignored stays ignored. Files go at `exit` as well.
///
/// The signal of the file size limit is ignored from then on: the write that goes past the limit fails with EFBIG.
///
/// To be called once, before anything else takes a signal. Whoever takes one later has to put back the action that was
/// there before, and to send the signal once more.
void cu_take_signals(void);

/// Makes a file for writing, which must not be there yet, locks it (flock), and takes note of it. May be called from any
/// thread. Returns its descriptor; −1, with errno set, where it cannot be made. EAGAIN: another process took it for one that
/// was left behind, as nobody held its lock; another name may do.
int cu_create(const char *path, mode_t mode, struct cu_file *_Nullable *_Nonnull file);

/// Removes a file, or forgets it, as it has another name now. May be called from any thread.
void cu_remove(struct cu_file *file);
void cu_forget(struct cu_file *file);

#pragma clang assume_nonnull end
#endif
