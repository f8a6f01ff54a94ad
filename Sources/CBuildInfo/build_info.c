#include "build_info.h"
#include <curses.h>
#include <lzma.h>
#include <sqlite3.h>
#include <zlib.h>
#include <zstd.h>

// Written by Scripts/note-commit, and no part of the repository.
#if __has_include("commit.h")
#include "commit.h"
#endif
#ifndef SAVESCOPE_COMMIT
#define SAVESCOPE_COMMIT ""
#endif

const char *cb_commit(void) { return SAVESCOPE_COMMIT; }
const char *cb_zlib_version(void) { return zlibVersion(); }
const char *cb_zstd_version(void) { return ZSTD_versionString(); }
const char *cb_lzma_version(void) { return lzma_version_string(); }
const char *cb_sqlite_version(void) { return sqlite3_libversion(); }
const char *cb_ncurses_version(void) { return curses_version(); }
