/// The order of the bytes of a number. Nothing but the head of a stream tells it, so it rides with whoever reads on.
package enum ByteOrder: Sendable, Equatable {
  case little
  case big
}

extension Collection<UInt8> {
  /// The number that these bytes hold, eight at most.
  package func number(_ order: ByteOrder = .little) -> UInt64 {
    var number: UInt64 = 0
    switch order {
    case .little: for (place, byte) in prefix(8).enumerated() { number |= UInt64(byte) << UInt64(place * 8) }
    case .big: for byte in prefix(8) { number = number << 8 | UInt64(byte) }
    }
    return number
  }
}

extension [UInt8] {
  /// The number of `count` bytes (1…8) at `start`; 0 where they are not all there.
  package func number(at start: Int, bytes count: Int, _ order: ByteOrder = .little) -> UInt64 {
    guard start >= 0, count >= 0, count <= 8, start <= self.count - count else { return 0 }
    return span.number(at: start, bytes: count, order)
  }

  /// The number that these bytes hold, eight at most: the same as of any collection, which takes long where the build is
  /// not optimised, as that of the tests.
  package func number(_ order: ByteOrder = .little) -> UInt64 { number(at: 0, bytes: Swift.min(count, 8), order) }
}

extension ArraySlice<UInt8> {
  /// The number that these bytes hold, eight at most; see `Array.number(_:)`.
  package func number(_ order: ByteOrder = .little) -> UInt64 {
    span.number(at: 0, bytes: Swift.min(count, 8), order)
  }
}

extension Span<UInt8> {
  /// The little-endian number of eight bytes at `start`, all of which must be there.
  @inline(__always)
  package func littleWord(at start: Int) -> UInt64 {
    precondition(start >= 0 && start <= count - 8, "no word at \(start)")
    // Checked right above.
    return unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self))
  }

  /// The number of up to eight bytes at `start`, all of which must be there.
  fileprivate func number(at start: Int, bytes count: Int, _ order: ByteOrder) -> UInt64 {
    if count == 4 || count == 8 { return word(at: start, bytes: count, order) }
    var number: UInt64 = 0
    for place in 0..<count { number = number << 8 | UInt64(self[start + (order == .big ? place : count - 1 - place)]) }
    return number
  }

  /// The number of four or eight bytes at `start`, all of which must be there.
  package func word(at start: Int, bytes count: Int, _ order: ByteOrder = .little) -> UInt64 {
    precondition(count == 4 || count == 8, "a word of \(count) bytes")
    precondition(start >= 0 && start <= self.count - count, "a word that is not all in the span")
    // The bytes were found to be in the span.
    if count == 4 {
      let number = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)
      return UInt64(order == .little ? UInt32(littleEndian: number) : UInt32(bigEndian: number))
    }
    let number = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt64.self)
    return order == .little ? UInt64(littleEndian: number) : UInt64(bigEndian: number)
  }
}
