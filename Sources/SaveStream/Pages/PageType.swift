/// The type of a page as a PFN array states it: one of sixteen values, the same in every stream format.
///
/// A legacy entry carries it in bits 31-28, a v2 or v3 entry in bits 63-60. Named after Xen's
/// `XEN_DOMCTL_PFINFO_*` (`xen/include/public/domctl.h`).
public struct PageType: RawRepresentable, Hashable, Sendable {
  /// The four bits, 0…15.
  public let rawValue: UInt8

  /// Takes the low four bits of `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue & 0xf }

  /// An ordinary page (`NOTAB`).
  public static let ordinary = PageType(rawValue: 0)
  /// A hardware-poisoned page: no content (`BROKEN`, written since Xen 4.3).
  public static let broken = PageType(rawValue: 0xd)
  /// "Allocate, the content comes later": no content (`XALLOC`, written since Xen 4.2).
  public static let allocateOnly = PageType(rawValue: 0xe)
  /// Unmapped or invalid: no content, and since Xen 4.1 no PFN either (`XTAB`).
  public static let unmapped = PageType(rawValue: 0xf)

  /// Every type, in the order of its bits.
  public static let all: [PageType] = (0..<16).map { PageType(rawValue: UInt8($0)) }

  /// Whether a sender puts page content behind an entry of this type.
  public var carriesContent: Bool { rawValue < 0xd }

  /// The level of the page table this page is, 1…4, or nil for other pages.
  public var pageTableLevel: Int? {
    let level = Int(rawValue & 7)
    return carriesContent && (1...4).contains(level) ? level : nil
  }

  /// Whether it is a page table that the guest has pinned.
  public var isPinned: Bool { (9...12).contains(rawValue) }

  /// What stands behind the name of a page table that is pinned.
  static let pinnedSuffix = "|PIN"

  /// The types that a name means where pages are chosen by it: that of a page table also means pinned ones.
  package var meantTypes: [PageType] { (1...4).contains(rawValue) ? [self, PageType(rawValue: rawValue | 8)] : [self] }

  /// Whether Xen's receivers know the type; 5, 6 and 7 make them give up.
  public var isDefined: Bool { !(5...7).contains(rawValue) }

  /// Xen's name, with `|PIN` for a pinned page table, or the bits in hex where there is no name.
  public var name: String {
    switch rawValue {
    case 0: "NOTAB"
    case 1...4: "L\(rawValue)TAB"
    case 9...12: "L\(rawValue & 7)TAB" + Self.pinnedSuffix
    case 0xd: "BROKEN"
    case 0xe: "XALLOC"
    case 0xf: "XTAB"
    default: "0x" + String(rawValue, radix: 16)
    }
  }

  /// The type that `name` spells, in any case; nil for an unknown word.
  public init?(named text: String) {
    guard let match = PageType.all.first(where: { $0.name.lowercased() == text.lowercased() }) else { return nil }
    self = match
  }
}
