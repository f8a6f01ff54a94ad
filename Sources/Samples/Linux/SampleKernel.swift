@_spi(Measuring) import SaveStream

/// The memory of a made-up guest in which a Linux kernel stands, page by page, and the lines by which the kernel
/// describes itself (VMCOREINFO). No byte of it is a real kernel's.
///
/// Places are physical addresses.
package struct SampleKernel: Sendable {
  /// What to add to a place for the address that it has in the kernel's image.
  package let distance: UInt64
  /// Levels of page tables.
  package let levels: Int
  /// The PFN of the root of the kernel's page tables.
  package let rootPFN: UInt64
  /// PFNs for the page tables that are made next.
  package var tablePFNs: Range<UInt64>
  /// Content by PFN; what is missing has no page.
  package private(set) var pages: [UInt64: [UInt8]] = [:]
  private var dirty: Set<UInt64> = []
  private var lines: [String]

  /// Where a kernel of x86-64 that was not moved has its place 0.
  package static let imageBase: UInt64 = 0xffff_ffff_8000_0000

  /// - Parameters:
  ///   - release: as `uname -r` shows it.
  ///   - tablePFNs: the first of them becomes the root.
  package init(release: String, distance: UInt64 = imageBase, levels: Int = 4, tablePFNs: Range<UInt64>) {
    self.distance = distance
    self.levels = levels
    rootPFN = tablePFNs.lowerBound
    self.tablePFNs = tablePFNs.dropFirst()
    lines = [
      "OSRELEASE=\(release)", "PAGESIZE=4096", "SIZE(list_head)=16",
      "NUMBER(phys_base)=\(Int64(bitPattern: Self.imageBase &- distance))",
      "NUMBER(pgtable_l5_enabled)=\(levels == 5 ? 1 : 0)",
    ]
    name("swapper_pg_dir", at: rootPFN << 12)
    putPage(rootPFN)
  }

  // MARK: The description

  /// Adds a line to the description.
  package mutating func describe(_ line: String) { lines.append(line) }

  /// Says where a symbol is.
  package mutating func name(_ symbol: String, at place: UInt64) { name(symbol, address: address(of: place)) }

  /// Says which address a symbol has.
  package mutating func name(_ symbol: String, address: UInt64) {
    describe("SYMBOL(\(symbol))=\(String(address, radix: 16))")
  }

  /// The text of the description, which fits into a page.
  package var description: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

  // MARK: Memory

  /// The address that a place has in the kernel's image.
  package func address(of place: UInt64) -> UInt64 { distance &+ place }

  /// Puts a number into memory.
  package mutating func put(_ number: UInt64, at place: UInt64, bytes count: Int = 8) {
    put((0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64($0 * 8)) }, at: place)
  }

  /// Puts the address of another place into memory.
  package mutating func put(addressOf target: UInt64, at place: UInt64) { put(address(of: target), at: place) }

  /// Puts bytes into memory. A page that is not there is made.
  package mutating func put(_ bytes: [UInt8], at place: UInt64) {
    var rest = bytes[...]
    var place = place
    while !rest.isEmpty {
      let (pfn, offset) = (place >> 12, Int(place & 4095))
      let part = rest.prefix(SampleMemory.pageSize - offset)
      pages[pfn, default: Self.emptyPage].replaceSubrange(offset..<offset + part.count, with: part)
      dirty.insert(pfn)
      rest = rest.dropFirst(part.count)
      place += UInt64(part.count)
    }
  }

  /// Makes a page that holds `content`, and zeros behind it.
  package mutating func putPage(_ pfn: UInt64, _ content: [UInt8] = []) {
    pages[pfn] = Self.emptyPage
    put(content, at: pfn << 12)
    dirty.insert(pfn)
  }

  /// Takes a page away.
  package mutating func remove(pfn: UInt64) { pages[pfn] = nil }

  /// The number at a place within a page; 0 where there is no page.
  package func number(at place: UInt64, bytes count: Int = 8) -> UInt64 {
    guard let page = pages[place >> 12] else { return 0 }
    let offset = Int(place & 4095)
    return page[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The PFNs written since this was last asked, ascending.
  package mutating func takeDirty() -> [UInt64] {
    defer { dirty = [] }
    return dirty.sorted()
  }

  private static let emptyPage = [UInt8](repeating: 0, count: SampleMemory.pageSize)

  // MARK: Page tables

  /// Maps a page at an address, by tables that are made where they are missing.
  /// - Parameters:
  ///   - flags: of the entry that leads to the page.
  ///   - root: the PFN of the tables' root; the kernel's own where none is named.
  package mutating func map(_ address: UInt64, to pfn: UInt64, flags: UInt64, under root: UInt64? = nil) {
    var table = root ?? rootPFN
    let tableFlags = PageTableEntry.table & ~(flags & PageTableEntry.user == 0 ? PageTableEntry.user : 0)
    for level in (2...levels).reversed() {
      let place = Self.place(of: address, level: level, in: table)
      if number(at: place) == 0 {
        let next = tablePFNs.lowerBound
        tablePFNs = tablePFNs.dropFirst()
        putPage(next)
        put(next << 12 | tableFlags, at: place)
      }
      table = number(at: place) >> 12
    }
    put(pfn << 12 | flags, at: Self.place(of: address, level: 1, in: table))
  }

  private static func place(of address: UInt64, level: Int, in table: UInt64) -> UInt64 {
    table << 12 + (address >> UInt64(12 + 9 * (level - 1)) & 511) * 8
  }
}
