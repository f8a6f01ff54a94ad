#ifndef PREFETCH_H
#define PREFETCH_H

#pragma clang assume_nonnull begin

/// Asks the processor for the bytes 4096 behind an address, which need not be there: nothing is read that the program sees, and
/// nothing can fail. Swift has no word for it.
static inline void cp_prefetch_page_after(const void *address) { __builtin_prefetch((const char *)address + 4096, 0, 2); }

#pragma clang assume_nonnull end

#endif
