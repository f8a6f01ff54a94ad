/// The addresses that a root of page tables gives a meaning: four or five levels of 512 entries, those of a guest in
/// long mode.
///
/// ```
/// 63          62   52 51            12 11   9 8 7 6 5 4 3 2 1 0
/// │no-execute│ unused│ frame         │unused│ │L│ │ │ │ │U│W│P│   P present, U user mode, L a large page (2 MiB, 1 GiB)
/// ```
///
/// The tables of a PV guest travel with PFNs in the place of machine frames, so that all kinds of guests are walked
/// alike.
package struct AddressSpace: Sendable, Equatable {
  /// The PFN of the root table.
  package let root: UInt64
  /// 4 or 5.
  package let levels: Int

  package init(root: UInt64, levels: Int = 4) {
    self.root = root
    self.levels = levels == 5 ? 5 : 4
  }

  /// Where an address leads.
  package enum Translation: Sendable, Equatable {
    /// To this physical address.
    case physical(UInt64)
    /// The entry of a table of this level (1 leads to pages) is not present.
    case notPresent(level: Int)
    /// A table of this level is not in the stream.
    case tableMissing(level: Int, pfn: UInt64)
    /// The address is one that no processor takes: its upper bits are not all alike.
    case notCanonical
  }

  /// Follows an address down the tables. Reads as many pages as there are levels.
  /// - Throws: when the capture cannot be read.
  package func translate(_ address: UInt64, _ reader: GuestReader) throws(CaptureError) -> Translation {
    guard isCanonical(address) else { return .notCanonical }
    var table = root
    for level in (1...levels).reversed() {
      let shift = Self.shift(ofLevel: level)
      let place = Int(address >> shift & 511) * 8
      guard let entry = try reader.word(place, ofPage: table) else { return .tableMissing(level: level, pfn: table) }
      guard let next = PageTableFormat.pfn(of: entry) else { return .notPresent(level: level) }
      if level == 1 || Self.isLargePage(entry, level: level) {
        let mask = UInt64(1) << shift - 1
        return .physical((next << 12) & ~mask | address & mask)
      }
      table = next
    }
    return .notPresent(level: 1)
  }

  /// Whether the bits from the highest one that is translated up are all alike.
  package func isCanonical(_ address: UInt64) -> Bool {
    let top = Int64(bitPattern: address) >> (levels == 5 ? 56 : 47)
    return top == 0 || top == -1
  }

  /// Bits of an address below those that choose the entry of a table.
  static func shift(ofLevel level: Int) -> UInt64 { UInt64(12 + 9 * (level - 1)) }

  /// Whether an entry leads to a page of 2 MiB or 1 GiB.
  static func isLargePage(_ entry: UInt64, level: Int) -> Bool { (level == 2 || level == 3) && entry >> 7 & 1 == 1 }
}
