import Glibc

/// A copy of bytes from one place in memory to another, the yardstick for everything that reads them.
struct CopyYardstick {
  private var target: [UInt8]

  /// - Parameter largest: the most bytes that one copy takes.
  init(largest: Int) { target = [UInt8](repeating: 1, count: largest) }

  /// Copies each of `parts`, all to the same place.
  mutating func copy(_ parts: some Sequence<[UInt8]>) {
    for part in parts {
      target.withUnsafeMutableBytes { to in
        part.withUnsafeBytes { from in
          guard let target = to.baseAddress, let source = from.baseAddress else { return }
          _ = memcpy(target, source, min(to.count, from.count))
        }
      }
      Computed.keep(target[part.count / 2])
    }
  }
}
