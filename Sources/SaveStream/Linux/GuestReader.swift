import DequeModule

/// Reads guest memory as of a checkpoint by physical address, with the pages that were read last at hand.
///
/// A page that is not in the stream reads as nothing, not as zeros. Not for use from two threads at once.
package final class GuestReader {
  package let memory: GuestMemory
  package let checkpoint: Int
  /// A page, empty where it is not there, and whether it may not be what a receiver had.
  private typealias Known = (bytes: [UInt8], isDoubtful: Bool)
  /// Pages by PFN.
  private var pages: [UInt64: Known] = [:]
  private var order: Deque<UInt64> = []
  private var last: (pfn: UInt64, page: Known)?

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
    let bytes = try known(pfn).bytes
    return bytes.isEmpty ? nil : bytes
  }

  /// Whether a page is there and may not be what a receiver had.
  /// - Throws: when the capture cannot be read.
  package func isDoubtful(_ pfn: UInt64) throws(CaptureError) -> Bool { try known(pfn).isDoubtful }

  private func known(_ pfn: UInt64) throws(CaptureError) -> Known {
    if let last, last.pfn == pfn { return last.page }
    let page: Known
    if let known = pages[pfn] {
      page = known
    } else {
      let found = try memory.page(pfn: pfn, at: checkpoint)
      page = (found?.bytes ?? [], found?.doubt != nil)
      keep(page, of: pfn)
    }
    last = (pfn, page)
    return page
  }

  /// The number of eight bytes at a place of a page, which is a multiple of eight.
  /// - Throws: when the capture cannot be read.
  func word(_ place: Int, ofPage pfn: UInt64) throws(CaptureError) -> UInt64? {
    guard let page = try page(pfn), place >= 0, place <= page.count - 8 else { return nil }
    return page.span.littleWord(at: place)
  }

  private func keep(_ page: Known, of pfn: UInt64) {
    pages[pfn] = page
    order.append(pfn)
    if order.count > Self.capacity, let oldest = order.popFirst() { pages[oldest] = nil }
  }
}
