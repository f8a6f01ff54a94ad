@_spi(Measuring) import SaveStream

/// Guest memory by the plain way: every entry of every checkpoint in its order, applied to a dictionary of pages.
struct NaiveReplay {
  struct Page: Equatable {
    let type: PageType
    var bytes: [UInt8]
  }

  /// Pages by PFN.
  private(set) var pages: [UInt64: Page] = [:]

  private let bytes: [UInt8]
  private let index: IndexSnapshot

  init(_ capture: Capture, _ index: IndexSnapshot) throws {
    bytes = try capture.bytes(at: 0, count: Int(capture.size))
    self.index = index
  }

  /// The entries of a checkpoint.
  func entries(ofCheckpoint checkpoint: Int) -> [NaiveBody.Entry] {
    let row = index.checkpoints[checkpoint]
    let wordBytes = (index.stream?.toolstackBits ?? 64) / 8
    return NaiveBody(bytes, from: row.offset, wordBytes: wordBytes, isCompressed: row.isCompressed).entries
  }

  /// Applies the entries of a checkpoint. Where the stream says how many PFNs there are, a receiver drops those beyond.
  mutating func apply(checkpoint: Int) {
    let isCompressed = index.checkpoints[checkpoint].isCompressed
    for entry in entries(ofCheckpoint: checkpoint) where entry.pfn < index.stream?.p2mSize ?? .max {
      if entry.type == .broken { pages[entry.pfn] = nil }
      guard let content = entry.content, !entry.isVerified else { continue }
      guard isCompressed else {
        pages[entry.pfn] = Page(type: entry.type, bytes: content)
        continue
      }
      var page = pages[entry.pfn]?.bytes ?? [UInt8](repeating: 0, count: pageSize)
      overwrite(&page, with: content)
      pages[entry.pfn] = Page(type: entry.type, bytes: page)
    }
  }

  /// Markers by their definition, one after the other.
  private func overwrite(_ page: inout [UInt8], with delta: [UInt8]) {
    if delta == [0] { return }
    if delta.first == 0x80 {
      page = Array(delta[1...])
      return
    }
    var position = 0
    var target = 0
    while position < delta.count {
      let length = Int(delta[position] & 0x7f) * 4
      if delta[position] < 0x80 {
        page.replaceSubrange(target..<target + length, with: delta[position + 1..<position + 1 + length])
        position += length
      }
      position += 1
      target += length
    }
  }
}
