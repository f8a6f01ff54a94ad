/// Bytes of a structure in the making: grown at the end, or filled field by field at byte offsets.
///
/// Numbers go in as x86 keeps them, lowest byte first.
package struct LittleEndianBytes: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A structure of `count` zero bytes whose fields are `put` into place.
  package init(zeros count: Int) { bytes = [UInt8](repeating: 0, count: count) }

  /// A structure that starts out as a copy of another.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  // MARK: At the end

  package mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for position in 0..<Number.bitWidth / 8 { bytes.append(Self.byte(position, of: number)) }
  }

  /// Appends a number as an `unsigned long` of the given size.
  package mutating func append(_ number: UInt64, as size: WordSize) {
    switch size {
    case .bits32: append(UInt32(truncatingIfNeeded: number))
    case .bits64: append(number)
    }
  }

  package mutating func append(text: String) { bytes += text.utf8 }

  package mutating func append(bytes more: [UInt8]) { bytes += more }

  // MARK: In place

  /// Overwrites the bytes at `offset`, which have to be there.
  package mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    for position in 0..<Number.bitWidth / 8 { bytes[offset + position] = Self.byte(position, of: number) }
  }

  /// Overwrites the bytes at `offset` with a number of the given size.
  package mutating func put(_ number: UInt64, as size: WordSize, at offset: Int) {
    switch size {
    case .bits32: put(UInt32(truncatingIfNeeded: number), at: offset)
    case .bits64: put(number, at: offset)
    }
  }

  package mutating func put(text: String, at offset: Int) { put(bytes: Array(text.utf8), at: offset) }

  package mutating func put(bytes more: [UInt8], at offset: Int) {
    bytes.replaceSubrange(offset..<offset + more.count, with: more)
  }

  private static func byte(_ position: Int, of number: some FixedWidthInteger) -> UInt8 {
    UInt8(truncatingIfNeeded: number >> (8 * position))
  }
}
