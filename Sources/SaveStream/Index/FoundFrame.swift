/// What a frame that a stream names turned out to be: a page of some type, or none.
struct FoundFrame: Equatable {
  /// A page type, or one of those below.
  let code: UInt8

  init(code: UInt8) { self.code = code }
  init(_ type: PageType) { code = type.rawValue }

  /// In range, and not in the guest's memory.
  static let absent = FoundFrame(code: 16)
  static let ordinary = FoundFrame(.ordinary)
  /// Not below the end of the guest's PFNs.
  static let beyond = FoundFrame(code: 17)
  /// PFN 0, which a base holds where nothing was set.
  static let unset = FoundFrame(code: 18)

  /// The page type that a receiver goes by: a page that was never sent has type 0.
  var typeNumber: UInt64 { code < 16 ? UInt64(code & 7) : 0 }

  /// What it is, as an apposition.
  var words: String {
    switch self {
    case .absent: "which is not there"
    case .beyond: "beyond the guest's last"
    case .unset: "which stands for none"
    default: Self.words(PageType(rawValue: code))
    }
  }

  /// A page of a type, with its article.
  static func words(_ type: PageType) -> String {
    if let level = type.pageTableLevel { return "an L\(level) page table" }
    return type == .ordinary
      ? "an ordinary page" : type == .unmapped ? "an unmapped page" : "a page of type \(type.rawValue)"
  }
}

/// A frame that the state of a PV guest names, as the second number of a finding tells of it.
///
/// ```
/// 63                          42 41   25 24     23   21 20   16 15    0
/// │                             │ place │ modern │ level │ found │ vCPU │
/// ```
struct NamedFrame: Equatable {
  var vcpu = 0
  var found: FoundFrame
  /// The level that a page table should have; 0 where an ordinary page belongs.
  var level = 0
  /// Whether a receiver of v2 and v3 streams speaks.
  var isModern = false
  /// Its place in a list, such as that of the GDT's frames.
  var place = 0

  init(_ found: FoundFrame, vcpu: Int = 0, level: Int = 0, place: Int = 0, isModern: Bool) {
    self.vcpu = vcpu
    self.found = found
    self.level = level
    self.place = place
    self.isModern = isModern
  }

  init(packed: UInt64) {
    vcpu = Int(packed & 0xffff)
    found = FoundFrame(code: UInt8(packed >> 16 & 0x1f))
    level = Int(packed >> 21 & 7)
    isModern = packed >> 24 & 1 == 1
    place = Int(packed >> 25)
  }

  var packed: UInt64 {
    UInt64(vcpu & 0xffff) | UInt64(found.code & 0x1f) << 16 | UInt64(level & 7) << 21 | (isModern ? 1 << 24 : 0)
      | UInt64(truncatingIfNeeded: place) << 25
  }
}

/// An entry of a page table, as the second number of a finding tells of it.
///
/// ```
/// 63            19 18    18 17   13 12   9 8     0
/// │ PFN of table │ modern │ found │ level │ entry │
/// ```
struct TableEntry: Equatable {
  var entry: Int
  /// The level of the table that the entry stands in.
  var level: Int
  var table: UInt64
  var found: FoundFrame
  /// Whether a receiver of v2 and v3 streams speaks.
  var isModern: Bool

  init(_ entry: Int, level: Int, table: UInt64, found: FoundFrame, isModern: Bool) {
    self.entry = entry
    self.level = level
    self.table = table
    self.found = found
    self.isModern = isModern
  }

  init(packed: UInt64) {
    entry = Int(packed & 0x1ff)
    level = Int(packed >> 9 & 0xf)
    found = FoundFrame(code: UInt8(packed >> 13 & 0x1f))
    isModern = packed >> 18 & 1 == 1
    table = packed >> 19
  }

  var packed: UInt64 {
    UInt64(entry & 0x1ff) | UInt64(level & 0xf) << 9 | UInt64(found.code & 0x1f) << 13 | (isModern ? 1 << 18 : 0)
      | table << 19
  }
}
