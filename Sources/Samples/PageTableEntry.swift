@_spi(Measuring) import SaveStream

/// Page-table entries of 8 bytes, as x86 and PAE guests use them.
///
/// In the tables of a sample the frame number is a PFN: the canonical form in which page tables of a PV guest travel.
enum PageTableEntry {
  static let present: UInt64 = 1 << 0
  static let writable: UInt64 = 1 << 1
  static let user: UInt64 = 1 << 2
  static let accessed: UInt64 = 1 << 5
  static let dirty: UInt64 = 1 << 6
  static let noExecute: UInt64 = 1 << 63

  /// An entry that leads to another table.
  static let table = present | writable | user | accessed | dirty
  /// An entry that maps a page of data.
  static let data = present | writable | accessed | dirty | noExecute
  /// An entry that maps a page of code.
  static let code = present | accessed
  /// An entry that maps a page table or a descriptor table, which a PV guest may not write.
  static let readOnly = present | accessed | noExecute

  static func entry(_ pfn: Int, _ flags: UInt64) -> UInt64 { UInt64(pfn) << 12 | flags }

  /// What Linux leaves for a page that was swapped out: not present, so no sender touches it.
  static func swapped(slot: UInt64) -> UInt64 { slot << 14 | 1 << 2 }
}
