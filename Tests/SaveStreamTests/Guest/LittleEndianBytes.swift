extension [UInt8] {
  /// The little-endian bytes of a number.
  static func number(_ value: UInt64, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  /// The little-endian number of up to eight bytes at a position.
  func number(at position: Int, bytes: Int) -> UInt64 {
    self[position..<position + bytes].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
