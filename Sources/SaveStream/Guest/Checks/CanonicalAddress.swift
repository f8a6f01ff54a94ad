/// Addresses of 64-bit processors.
enum CanonicalAddress {
  /// Whether a number is an address: bits 63 to 47 are all the same.
  static func isOne(_ number: UInt64) -> Bool {
    let upper = number >> 47
    return upper == 0 || upper == 0x1_ffff
  }
}
