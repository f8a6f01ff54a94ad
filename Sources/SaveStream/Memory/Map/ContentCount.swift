/// What pages of the cells of an area of the map look like, in slices of a few milliseconds: some of each cell, which
/// lie evenly in it.
package struct ContentCount {
  private let area: MapArea
  private let memory: GuestMemory
  /// The numbers of the cells, one after the other.
  private let cells: [UInt64]
  private var next = 0
  /// Which cell a page that is not zero belongs to, and its bytes as a number, for pages that are alike.
  private var seen: [(cell: Int, digest: UInt64)] = []
  /// What most of the pages looked at in a cell look like; nil where none is there, or that is not known yet.
  package private(set) var classes: [PageClass?]
  package private(set) var isFinished: Bool

  /// Pages of a cell that are looked at.
  package static let pagesPerCell: UInt64 = 4
  private static let pagesInSlice = 32

  package init(_ area: MapArea, of memory: GuestMemory) {
    self.area = area
    self.memory = memory
    cells = area.cells.flatMap { Array($0) }
    classes = [PageClass?](repeating: nil, count: cells.count)
    isFinished = cells.isEmpty
  }

  /// How much of the work is done, 0…1.
  package var part: Double { isFinished ? 1 : Double(next) / Double(max(cells.count, 1)) }

  /// Looks at a slice.
  /// - Throws: when the capture cannot be read.
  package mutating func step() throws(CaptureError) {
    var left = Self.pagesInSlice
    while left > 0, next < cells.count {
      // Cells without a page cost as well.
      left -= max(1, try look(at: next))
      next += 1
    }
    guard next >= cells.count, !isFinished else { return }
    markAlike()
    isFinished = true
  }

  /// Looks at some pages of a cell. Returns how many.
  private mutating func look(at place: Int) throws(CaptureError) -> Int {
    let pfns = area.pfns(ofCell: cells[place])
    var counts = [Int](repeating: 0, count: PageClass.allCases.count)
    var looked = 0
    var last: UInt64?
    for start in stride(from: pfns.lowerBound, to: pfns.upperBound, by: Self.step(pfns)) {
      guard let pfn = memory.sends.firstEntry(from: start), pfn < pfns.upperBound else { break }
      if pfn == last { continue }
      last = pfn
      guard let page = try memory.page(pfn: pfn, at: area.checkpoint) else { continue }
      looked += 1
      let found = PageClass(page.bytes.span)
      counts[Int(found.rawValue)] += 1
      if found != .zero { seen.append((place, Self.digest(page.bytes.span))) }
    }
    classes[place] = Self.most(counts)
    return looked
  }

  private static func step(_ pfns: Range<UInt64>) -> Int {
    Int(clamping: max(1, (pfns.upperBound - pfns.lowerBound) / pagesPerCell))
  }

  /// What most of them are; of as many, what comes first.
  private static func most(_ counts: [Int]) -> PageClass? {
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most).flatMap { PageClass(rawValue: UInt8($0)) }
  }

  /// Cells of whose pages half and more have another that is the same.
  private mutating func markAlike() {
    var times: [UInt64: Int] = [:]
    for page in seen { times[page.digest, default: 0] += 1 }
    var pages = [Int](repeating: 0, count: cells.count)
    var alike = pages
    for page in seen {
      pages[page.cell] += 1
      if times[page.digest] ?? 0 > 1 { alike[page.cell] += 1 }
    }
    for place in cells.indices where alike[place] > 0 && alike[place] * 2 >= pages[place] && classes[place] != .zero {
      classes[place] = .alike
    }
    seen = []
  }

  /// The bytes of a page as a number: FNV-1a over its words of eight bytes.
  private static func digest(_ bytes: Span<UInt8>) -> UInt64 {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for start in stride(from: 0, to: bytes.count - 7, by: 8) {
      digest = (digest ^ bytes.littleWord(at: start)) &* 0x100_0000_01b3
    }
    return digest
  }
}
