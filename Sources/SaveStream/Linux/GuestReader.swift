import DequeModule

/// Reads guest memory as of a checkpoint by physical address, with the pages that were read last at hand.
///
/// A page that is not in the stream reads as nothing, not as zeros. Not for use from two threads at once.
package final class GuestReader {
  package let memory: GuestMemory
  package let checkpoint: Int
  /// Pages by PFN; one that is not there is empty.
  private var pages: [UInt64: [UInt8]] = [:]
  private var order: Deque<UInt64> = []
  private var last: (pfn: UInt64, bytes: [UInt8])?

  /// Pages that are kept: 4 MiB of them.
  private static let capacity = 1024

  package init(_ memory: GuestMemory, at checkpoint: Int) {
    self.memory = memory
    self.checkpoint = checkpoint
  }

  /// Pages that the stream ever sent, and more: no structure of the guest has more parts than fit into them.
  package var mostPages: Int { max(memory.sends.count, 1) }

  /// The 4096 bytes of a page; nil when it is not there.
  /// - Throws: when the capture cannot be read.
  package func page(_ pfn: UInt64) throws(CaptureError) -> [UInt8]? {
    if let last, last.pfn == pfn { return last.bytes.isEmpty ? nil : last.bytes }
    let bytes: [UInt8]
    if let known = pages[pfn] {
      bytes = known
    } else {
      bytes = try memory.page(pfn: pfn, at: checkpoint)?.bytes ?? []
      keep(bytes, of: pfn)
    }
    last = (pfn, bytes)
    return bytes.isEmpty ? nil : bytes
  }

  /// The number of eight bytes at a place of a page, which is a multiple of eight.
  /// - Throws: when the capture cannot be read.
  func word(_ place: Int, ofPage pfn: UInt64) throws(CaptureError) -> UInt64? {
    guard let page = try page(pfn), place >= 0, place <= page.count - 8 else { return nil }
    return page.span.littleWord(at: place)
  }

  private func keep(_ bytes: [UInt8], of pfn: UInt64) {
    pages[pfn] = bytes
    order.append(pfn)
    if order.count > Self.capacity, let oldest = order.popFirst() { pages[oldest] = nil }
  }
}
