/// Bytes of a structure in the making, its numbers in the byte order of the stream that it is for.
package struct OrderedBytes: Sendable {
  package let order: ByteOrder
  package private(set) var bytes: [UInt8] = []

  package init(_ order: ByteOrder = .little) { self.order = order }

  package mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    let width = Number.bitWidth / 8
    for position in 0..<width {
      let shift = 8 * (order == .little ? position : width - 1 - position)
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  package mutating func append(text: String) { bytes += text.utf8 }

  package mutating func append(bytes more: [UInt8]) { bytes += more }
}
