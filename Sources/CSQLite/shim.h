#include <sqlite3.h>

/// Binds text that SQLite copies at once: SQLITE_TRANSIENT is a macro that casts, and is not imported.
static inline int csqlite_bind_text_copy(sqlite3_stmt *statement, int place, const char *text, int count) {
  return sqlite3_bind_text(statement, place, text, count, SQLITE_TRANSIENT);
}
