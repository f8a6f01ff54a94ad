@_spi(Measuring) import SaveStream

/// What the signs of the map tell.
enum MapLook: Int, Sendable, CaseIterable {
  /// What is there.
  case types
  /// How the checkpoint itself sent it.
  case encodings
  /// How often it was sent.
  case sends
  /// How long ago it was sent.
  case age
  /// How many bytes the checkpoint itself sent of it.
  case bytes
  /// What its bytes look like.
  case content
  /// What a Linux guest uses it for.
  case use
  /// Which of its processes have it.
  case owner

  var next: MapLook { MapLook(rawValue: rawValue + 1) ?? .types }

  var title: String {
    switch self {
    case .types: "by type"
    case .encodings: "by encoding"
    case .sends: "by times sent, the most in a cell"
    case .age: "by last time sent"
    case .bytes: "by bytes sent"
    case .content: "by content"
    case .use: "by use"
    case .owner: "by owner"
    }
  }

  /// Whether the guest has to be asked.
  var isOfGuest: Bool { self == .use || self == .owner }

  /// Whether its signs stand for classes of numbers, made of those on the screen.
  var hasClasses: Bool { self == .sends || self == .bytes }

  /// The number of a cell that falls in one of these.
  func number(of cell: MapCell) -> UInt64 { self == .bytes ? cell.bytes : UInt64(cell.mostSends) }

  /// Such a number in words.
  func words(_ units: SizeUnits) -> (UInt64) -> String {
    { self == .bytes ? NumberText.size($0, units) : NumberText.grouped($0) }
  }

  /// Every sign of this look, for the legend of a map with so many PFNs a cell.
  func signs(pfnsPerCell: UInt64) -> [MapSign] {
    switch self {
    case .types where pfnsPerCell == 1: [.absent, .page, .tableLevel, .broken, .unmapped, .undefined]
    case .types: [.absent, .some, .all, .table, .broken, .unmapped, .undefined]
    case .encodings: [.notSent, .empty, .delta, .raw, .full, .compared, .missing]
    // Before those of the classes that there are.
    case .sends: [.neverSent]
    case .bytes: [.notSent]
    case .content: [.absent] + PageClass.allCases.map(MapSign.content)
    case .age: [.neverSent, .longAgo, .upTo15Ago, .upTo3Ago, .now]
    case .use: [.absent] + FrameUse.allCases.filter { !$0.isRare }.map(MapSign.use)
    // Behind those of the processes that there are.
    case .owner: [.absent, .owner(OwnerLooks.nobody), .owner(OwnerLooks.several), .owner(OwnerLooks.others)]
    }
  }

  /// The sign of a cell that stands for `pfns` PFNs, as of a checkpoint: of what is mixed in it, what matters most.
  func sign(of cell: MapCell, pfns: UInt64, checkpoint: Int) -> MapSign {
    switch self {
    case .types: Self.signByType(cell, pfns)
    case .encodings: Self.signByEncoding(cell)
    case .age:
      switch cell.lastCheckpoint.map({ checkpoint - $0 }) {
      case nil: .neverSent
      case .some(...0): .now
      case .some(1...3): .upTo3Ago
      case .some(4...15): .upTo15Ago
      default: .longAgo
      }
    // Told by classes, by the bytes, or by the guest.
    case .sends, .bytes, .content, .use, .owner: .absent
    }
  }

  private static func signByType(_ cell: MapCell, _ pfns: UInt64) -> MapSign {
    if cell.pages(of: .broken) > 0 { return .broken }
    let pages = cell.pages
    let tables = PageType.all.filter { $0.pageTableLevel != nil && cell.pages(of: $0) > 0 }
    let ordinary = cell.pages(of: .ordinary)
    if ordinary + tables.reduce(0, { $0 + cell.pages(of: $1) }) < pages { return .undefined }
    if let table = tables.first { return pfns == 1 ? .tableOfLevel(table.pageTableLevel ?? 0) : .table }
    if ordinary > 0 { return UInt64(ordinary) < pfns ? .some : pfns == 1 ? .page : .all }
    return cell.pages(of: .unmapped) > 0 ? .unmapped : .absent
  }

  private static func signByEncoding(_ cell: MapCell) -> MapSign {
    let order: [(PageEncoding, MapSign)] = [
      (.missing, .missing), (.full, .full), (.raw, .raw), (.delta, .delta), (.empty, .empty), (.verify, .compared),
    ]
    return order.first { cell.sent(as: $0.0) > 0 }?.1 ?? .notSent
  }
}

/// A sign of the map: every one of a look differs, for a screen without colours.
struct MapSign: Sendable, Equatable {
  let unicode: Unicode.Scalar
  let ascii: Unicode.Scalar
  let style: Style
  /// What it means, for the legend.
  let words: String

  private init(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar, _ style: Style, _ words: String) {
    self.unicode = unicode
    self.ascii = ascii
    self.style = style
    self.words = words
  }

  func cell(_ glyphs: Glyphs) -> Grid.Cell { Grid.Cell(glyph(glyphs).value, style) }

  /// With colours, blocks are solid: their shades make patterns in many fonts.
  func glyph(_ glyphs: Glyphs) -> Unicode.Scalar {
    guard glyphs.isUnicode else { return ascii }
    guard glyphs.hasColors, Self.shades.contains(unicode) else { return unicode }
    return self == .some ? glyphs.partOfCell : glyphs.bar
  }

  private static let shades: [Unicode.Scalar] = ["░", "▒", "▓", "█"]

  /// The cell under the cursor: a letter or sign that shows on any background. A full cell turned over would be a hole,
  /// and a dot turned over a full cell.
  var selectedCell: Grid.Cell { Grid.Cell((ascii == "." ? "o" : ascii).value, .cursor) }

  // By type.
  static let absent = MapSign("·", ".", .typeAbsent, "absent")
  static let some = MapSign("░", ":", .typeOrdinary, "some there")
  static let all = MapSign("▒", "#", .typeOrdinary, "all there")
  static let page = MapSign("▒", "#", .typeOrdinary, "ordinary")
  static let table = MapSign("T", "T", .typeTable, "table")
  static let tableLevel = tableOfLevel(1)
  static let broken = MapSign("B", "B", .typeBroken, "broken")
  static let unmapped = MapSign("x", "x", .typeAbsent, "unmapped")
  static let undefined = MapSign("?", "?", .typeBroken, "undefined")
  /// A page table alone in its cell shows its level.
  static func tableOfLevel(_ level: Int) -> MapSign {
    let digit = Unicode.Scalar(UInt8(0x30 + max(0, min(level, 9))))
    return MapSign(digit, digit, .typeTable, "table, its level")
  }

  // By encoding.
  static let notSent = MapSign("·", ".", .typeAbsent, "not sent")
  static let empty = MapSign("░", "-", .encodingEmpty, "empty")
  static let delta = MapSign("▒", "+", .encodingDelta, "delta")
  static let raw = MapSign("▓", "%", .encodingRaw, "raw")
  static let full = MapSign("█", "#", .encodingFull, "full")
  static let compared = MapSign("v", "v", .encodingEmpty, "compared")
  static let missing = MapSign("?", "?", .error, "missing")

  // By use.
  static func use(_ use: FrameUse) -> MapSign {
    MapSign(use.letter, use.letter, use.style, use.name)
  }

  // By owner.
  static func owner(_ look: OwnerLooks.Look) -> MapSign { MapSign(look.letter, look.letter, look.style, look.words) }

  // By content.
  static func content(_ found: PageClass) -> MapSign {
    switch found {
    case .zero: MapSign("0", "0", .typeAbsent, "zero")
    case .text: MapSign("t", "t", .contentText, "text")
    case .pointers: MapSign("p", "p", .contentPointers, "pointers")
    case .code: MapSign("c", "c", .contentCode, "like code")
    case .alike: MapSign("=", "=", .contentAlike, "same as another")
    case .other: MapSign("▒", "#", .contentOther, "other")
    }
  }

  // By classes, by times sent, and by age.
  static func heat(_ step: Int, _ words: String) -> MapSign {
    switch step {
    case 0: MapSign("░", "-", .heat1, words)
    case 1: MapSign("▒", "+", .heat2, words)
    case 2: MapSign("▓", "%", .heat3, words)
    default: MapSign("█", "#", .heat4, words)
    }
  }
  static let neverSent = MapSign("·", ".", .heat0, "never")
  static let longAgo = MapSign("░", "-", .heat1, "16 and more ago")
  static let upTo15Ago = MapSign("▒", "+", .heat2, "4 to 15 ago")
  static let upTo3Ago = MapSign("▓", "%", .heat3, "1 to 3 ago")
  static let now = MapSign("█", "#", .heat4, "this one")
}

extension FrameUse {
  /// Whether hardly any guest has such frames, so that no legend needs them.
  fileprivate var isRare: Bool { self == .hugetlb || self == .hwpoison }
}
