@_spi(Measuring) import SaveStream

/// Two memories compared by the plain way: all pages of both are held, and compared word by word.
struct NaiveComparison: Equatable {
  var rows: [PageDifferenceFacts] = []
  var same: UInt64 = 0

  init(
    _ from: GuestMemory, _ fromCheckpoint: Int, _ to: GuestMemory, _ toCheckpoint: Int
  ) throws {
    let (first, second) = (try Self.pages(from, fromCheckpoint), try Self.pages(to, toCheckpoint))
    for pfn in Set(first.keys).union(second.keys).sorted() {
      let (old, new) = (first[pfn], second[pfn])
      if let old, let new, old.bytes == new.bytes, old.type == new.type {
        same += 1
      } else {
        rows.append(PageDifferenceFacts(pfn, old, new))
      }
    }
  }

  private static func pages(_ memory: GuestMemory, _ checkpoint: Int) throws -> [UInt64: GuestPage] {
    var pages: [UInt64: GuestPage] = [:]
    try memory.sweep(at: checkpoint) { pages[$0.pfn] = $0 }
    return pages
  }
}

/// All that a comparison says of one page, to be compared and printed.
struct PageDifferenceFacts: Equatable {
  let pfn: UInt64
  let from: PageType?
  let to: PageType?
  let words: Int?
  let doubt: PageDoubt?

  init(_ row: PageDifference) {
    (pfn, from, to, words, doubt) = (row.pfn, row.fromType, row.toType, row.words, row.doubt)
  }

  init(_ pfn: UInt64, _ old: GuestPage?, _ new: GuestPage?) {
    self.pfn = pfn
    (from, to) = (old?.type, new?.type)
    doubt = new?.doubt ?? old?.doubt
    guard let old, let new else {
      words = nil
      return
    }
    words = stride(from: 0, to: pageSize, by: wordSize).count {
      old.bytes[$0..<$0 + wordSize] != new.bytes[$0..<$0 + wordSize]
    }
  }
}
