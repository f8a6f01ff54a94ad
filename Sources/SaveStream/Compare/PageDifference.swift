/// A page that is not the same on the two sides of a comparison.
///
/// Stays at 16 bytes, as there may be one for every page of a guest.
package struct PageDifference: BitwiseCopyable, Sendable, Equatable {
  /// How a page differs.
  public enum Change: String, Sendable, CaseIterable {
    /// Its bytes differ, and perhaps its type too.
    case changed
    /// Its type differs, its bytes do not.
    case typeChanged
    /// It is there on the second side only.
    case added
    /// It is there on the first side only.
    case removed
  }

  public let pfn: UInt64
  private let differingWords: UInt16
  private let from: State
  private let to: State

  /// The page as it is on each side; nil where it is not there.
  init(pfn: UInt64, from: State?, to: State?, words: Int = 0) {
    self.pfn = pfn
    differingWords = UInt16(clamping: words)
    self.from = from ?? .absent
    self.to = to ?? .absent
  }

  public var change: Change {
    guard from.type != nil else { return .added }
    guard to.type != nil else { return .removed }
    return differingWords > 0 ? .changed : .typeChanged
  }

  /// Words of four bytes that differ; nil for a page that is on one side only.
  public var words: Int? { from.type == nil || to.type == nil ? nil : Int(differingWords) }

  /// The type on the first side; nil when the page is not there.
  public var fromType: PageType? { from.type }
  /// The type on the second side; nil when the page is not there.
  public var toType: PageType? { to.type }
  /// Whether the page is on both sides, with two types.
  public var hasTwoTypes: Bool { change == .typeChanged || change == .changed && fromType != toType }

  /// Why the bytes may not be what a receiver had, that of the second side first; nil when nothing speaks against them.
  public var doubt: PageDoubt? { to.doubt ?? from.doubt }
}

extension PageDifference {
  /// A page of one side: its type, and why it is in doubt.
  struct State: BitwiseCopyable, Sendable, Equatable {
    /// Bits 0 to 3 the type, 4 whether the page is there, 5 and up the doubt, 0 for none.
    private let rawValue: UInt8

    static let absent = State(rawValue: 0)

    private init(rawValue: UInt8) { self.rawValue = rawValue }

    init(type: PageType, doubt: PageDoubt? = nil) {
      let number = doubt.flatMap { PageDoubt.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      rawValue = type.rawValue | 0x10 | UInt8(truncatingIfNeeded: number << 5)
    }

    var type: PageType? { rawValue & 0x10 == 0 ? nil : PageType(rawValue: rawValue & 0xf) }

    var doubt: PageDoubt? {
      let number = Int(rawValue >> 5)
      return number == 0 ? nil : PageDoubt.allCases[number - 1]
    }
  }
}

/// How many pages a comparison found to be what.
///
/// A page whose bytes and type both differ counts as `changed` and as `typeChanged`.
package struct PageDifferenceTotals: Sendable, Equatable {
  /// Pages with the same bytes and the same type on both sides.
  public internal(set) var same: UInt64 = 0
  /// Pages whose bytes differ.
  public internal(set) var changed: UInt64 = 0
  /// Pages whose type differs.
  public internal(set) var typeChanged: UInt64 = 0
  /// Pages that are on the second side only.
  public internal(set) var added: UInt64 = 0
  /// Pages that are on the first side only.
  public internal(set) var removed: UInt64 = 0
  /// Words of four bytes that differ, in all changed pages.
  public internal(set) var words: UInt64 = 0
  /// Pages that differ and may not be what a receiver had.
  public internal(set) var doubtful: UInt64 = 0

  mutating func add(_ page: PageDifference) {
    switch page.change {
    case .changed: changed += 1
    case .typeChanged: break
    case .added: added += 1
    case .removed: removed += 1
    }
    if page.hasTwoTypes { typeChanged += 1 }
    words += UInt64(page.words ?? 0)
    if page.doubt != nil { doubtful += 1 }
  }
}
