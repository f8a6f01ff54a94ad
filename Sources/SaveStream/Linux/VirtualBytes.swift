/// The bytes of a range of virtual addresses as of a checkpoint, a page at a time.
package struct VirtualBytes {
  /// What lies in one page of the range.
  package enum Part: Sendable {
    /// Its bytes.
    case bytes(ArraySlice<UInt8>)
    /// Nothing can be read from this address on, for so many bytes, and why.
    case hole(at: UInt64, byteCount: Int, Reason)

    /// Why there is nothing.
    package enum Reason: Sendable, Equatable {
      /// The tables lead nowhere.
      case tables(AddressSpace.Translation)
      /// They lead to this page, which is not in the stream.
      case absent(pfn: UInt64)
    }
  }

  private let space: AddressSpace
  private let reader: GuestReader
  private var next: UInt64
  private var left: UInt64
  /// The pages so far that may not be what a receiver had.
  package private(set) var doubtfulPages = 0

  /// - Parameter byteCount: as many bytes as there are addresses from the first on, at most.
  package init(_ space: AddressSpace, _ reader: GuestReader, from address: UInt64, byteCount: UInt64) {
    self.space = space
    self.reader = reader
    next = address
    left = byteCount == 0 ? 0 : min(byteCount - 1, .max - address) + 1
  }

  /// What comes next, up to the end of a page; nil behind the range.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) -> Part? {
    guard left > 0 else { return nil }
    let address = next
    let place = Int(address & UInt64(pageSize - 1))
    let count = Int(min(left, UInt64(pageSize - place)))
    left -= UInt64(count)
    next &+= UInt64(count)
    let translation = try space.translate(address, reader)
    guard case .physical(let physical) = translation else {
      return .hole(at: address, byteCount: count, .tables(translation))
    }
    guard let page = try reader.page(physical >> 12), page.count == pageSize else {
      return .hole(at: address, byteCount: count, .absent(pfn: physical >> 12))
    }
    if try reader.isDoubtful(physical >> 12) { doubtfulPages += 1 }
    return .bytes(page[place..<place + count])
  }
}
