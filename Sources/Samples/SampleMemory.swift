@_spi(Measuring) import SaveStream

/// The memory of a made-up guest: what each PFN holds, and which pages were written since they were last sent.
struct SampleMemory: Sendable {
  /// Bytes of a page.
  static let pageSize = 4096

  /// The content by PFN; nil where the guest has no page.
  private(set) var pages: [[UInt8]?]
  /// PFNs that are page tables, and of which type.
  private(set) var tables: [Int: PageType] = [:]
  private var dirty: Set<Int> = []

  /// Memory of `slots` PFNs (p2m_size) without a page.
  init(slots: Int) { pages = Array(repeating: nil, count: slots) }

  /// The PFNs that have a page, ascending.
  var populated: [Int] { pages.indices.filter { pages[$0] != nil } }
  /// The PFNs that have none, ascending.
  var holes: [Int] { pages.indices.filter { pages[$0] == nil } }

  /// The content of a page; zeros where there is none.
  subscript(pfn: Int) -> [UInt8] { pages[pfn] ?? [UInt8](repeating: 0, count: Self.pageSize) }

  /// Puts `content`, with zeros behind it, in the place of a page.
  mutating func setPage(_ pfn: Int, _ content: [UInt8] = []) {
    var page = LittleEndianBytes(zeros: Self.pageSize)
    page.put(bytes: content, at: 0)
    pages[pfn] = page.bytes
    dirty.insert(pfn)
  }

  /// Gives a page back to Xen.
  mutating func removePage(_ pfn: Int) {
    pages[pfn] = nil
    dirty.remove(pfn)
  }

  /// Makes a page that holds entries of a page table.
  mutating func setTable(_ pfn: Int, type: PageType, entries: [Int: UInt64]) {
    var table = LittleEndianBytes(zeros: Self.pageSize)
    for (index, entry) in entries { table.put(entry, at: 8 * index) }
    setPage(pfn, table.bytes)
    if type != .ordinary { tables[pfn] = type }
  }

  /// Makes an ordinary page of a page table, with zeros in it.
  mutating func releaseTable(_ pfn: Int) {
    tables[pfn] = nil
    setPage(pfn)
  }

  /// Writes to a part of a page.
  mutating func write(_ content: [UInt8], to pfn: Int, at offset: Int) {
    var page = LittleEndianBytes(self[pfn])
    page.put(bytes: content, at: offset)
    setPage(pfn, page.bytes)
  }

  /// Writes a number to a page.
  mutating func write<Number: FixedWidthInteger>(_ number: Number, to pfn: Int, at offset: Int) {
    var field = LittleEndianBytes()
    field.append(number)
    write(field.bytes, to: pfn, at: offset)
  }

  /// The PFNs written since this was last asked, ascending.
  mutating func takeDirty() -> [Int] {
    defer { dirty = [] }
    return dirty.sorted()
  }

  /// The type that a sender would give the page.
  func type(of pfn: Int) -> PageType {
    pages[pfn] == nil ? .unmapped : tables[pfn] ?? .ordinary
  }
}
