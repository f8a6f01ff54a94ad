/// Page tables of x86 guests, as a stream holds them: with PFNs in the place of machine frames.
///
/// ```
/// 63          62   52 51            12 11   9 8 7 6 5 4 3 2 1 0
/// │no-execute│ unused│ PFN           │unused│ flags            │
/// ```
enum PageTableFormat {
  /// A page full of entries.
  /// - Parameters:
  ///   - level: 1 to 4; level 1 leads to pages.
  ///   - entryBytes: 8, or 4 for a 32-bit guest without PAE.
  static func layout(level: Int, entryBytes: Int = 8) -> Layout {
    Layout(
      "l\(level)_page_table", byteCount: pageSize,
      [
        .init(
          "entry", at: 0,
          .array(.pageTableEntry(bytes: entryBytes, level: level), count: pageSize / entryBytes))
      ])
  }

  /// The PFN that an entry leads to; nil when it is not present.
  static func pfn(of entry: UInt64) -> UInt64? { entry & 1 == 1 ? entry >> 12 & (1 << 40 - 1) : nil }

  /// Where an entry leads, and its flags; software's own bits are left out.
  static func words(for entry: UInt64, level: Int) -> String {
    guard let pfn = pfn(of: entry) else { return entry == 0 ? "none" : "not present" }
    let names = flags.filter { entry >> UInt64($0.bit) & 1 == 1 && !($0.bit == sizeBit && level == 1) }.map(\.name)
    return (["PFN 0x" + String(pfn, radix: 16)] + names).joined(separator: ", ")
  }

  /// Says at levels 2 and 3 that the entry maps a large page; at level 1 it is a bit of the memory type.
  private static let sizeBit = 7

  private static let flags: [(bit: Int, name: String)] = [
    (1, "writable"), (2, "user"), (3, "write-through"), (4, "uncached"), (5, "accessed"), (6, "dirty"),
    (sizeBit, "large page"), (8, "global"), (63, "no-execute"),
  ]
}
