extension GuestStudy {
  /// How much is to be known.
  enum Depth: Sendable {
    /// Whether there is a kernel, and which.
    case kernel
    /// Its symbols, too.
    case symbols
    /// Its page tables, where the stream does not tell of them.
    case tables
    /// All that is told of a page frame: the kernel's symbols, and the page tables.
    case frame
    /// What the guest uses its frames for.
    case uses
    /// And whose they are.
    case owners
    /// All that the Guest view shows.
    case everything
  }
}
