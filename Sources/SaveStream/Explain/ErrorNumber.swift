/// Linux's error numbers, as far as receivers log them.
enum ErrorNumber {
  static let words: [UInt64: String] = [
    0: "no error: the end of the file", 1: "EPERM, not permitted", 2: "ENOENT, no such file",
    3: "ESRCH, no such domain",
    4: "EINTR, interrupted", 5: "EIO, the medium failed", 7: "E2BIG, too many entries",
    11: "EAGAIN, nothing came in time", 12: "ENOMEM, too little memory", 13: "EACCES, not allowed",
    14: "EFAULT, a bad address", 16: "EBUSY, in use", 17: "EEXIST, is there already", 19: "ENODEV, no such device",
    22: "EINVAL, the hypervisor refuses the value", 28: "ENOSPC, no room", 32: "EPIPE, the other side went away",
    34: "ERANGE, out of range", 38: "ENOSYS, the hypervisor does not know the call",
    61: "ENODATA, the data ends too soon",
    75: "EOVERFLOW, too large", 95: "EOPNOTSUPP, this host cannot", 104: "ECONNRESET, the connection broke off",
    105: "ENOBUFS, the buffer is too small", 110: "ETIMEDOUT, nothing came in time",
  ]
}
