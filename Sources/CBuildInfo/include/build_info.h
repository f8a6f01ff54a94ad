#ifndef BUILD_INFO_H
#define BUILD_INFO_H

/// What the program was made from, and the libraries that it runs with.

#pragma clang assume_nonnull begin

/// The commit that was built, as git shortens it; "" where that is not known, as in a build that `make` did not start.
const char *cb_commit(void);

/// The versions of the libraries that are loaded, which may be newer than those that were there at the build.
const char *cb_zlib_version(void);
const char *cb_zstd_version(void);
const char *cb_lzma_version(void);
const char *cb_sqlite_version(void);
const char *cb_ncurses_version(void);

#pragma clang assume_nonnull end
#endif
