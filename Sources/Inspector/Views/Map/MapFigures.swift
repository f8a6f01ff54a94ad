@_spi(Measuring) import SaveStream

/// The figures of a cell of the map in words.
struct MapFigures {
  let cell: MapCell
  let pfns: Range<UInt64>
  let checkpoint: Int
  let units: SizeUnits

  private var isOnePage: Bool { pfns.count == 1 }

  /// Which PFNs these are, and how many of them are there.
  var title: String {
    guard !isOnePage else { return "PFN \(NumberText.hex(pfns.lowerBound)): \(pageWords)" }
    let range = "\(NumberText.hex(pfns.lowerBound)) to \(NumberText.hex(max(pfns.upperBound, 1) - 1))"
    return "PFNs \(range): \(NumberText.grouped(cell.pages)) of \(NumberText.grouped(pfns.count)) there"
  }

  /// What is there of several pages, how often they were sent, what the checkpoint itself sent.
  var lines: [String] { (isOnePage ? [sends, sent] : [types, sends, sent]).filter { !$0.isEmpty } }

  /// What a page alone in its cell is.
  private var pageWords: String {
    let type = PageType.all.first { cell.pages(of: $0) > 0 }
    return switch type {
    case nil: "absent"
    case .unmapped: "unmapped"
    case .some(let type): type.name
    }
  }

  private var types: String {
    let words = PageType.all.compactMap { type in
      let count = cell.pages(of: type)
      guard count > 0 else { return nil as String? }
      return "\(NumberText.grouped(count)) \(type == .unmapped ? "unmapped" : type.name)"
    }
    return words.isEmpty ? "Nothing there." : words.joined(separator: ", ") + "."
  }

  private var sends: String {
    guard cell.sends > 0, let last = cell.lastCheckpoint else { return "Never sent up to checkpoint \(checkpoint)." }
    let most = isOnePage ? "" : ", one page \(Self.times(cell.mostSends)) at most"
    return "Sent \(Self.times(cell.sends))\(most), last by checkpoint \(last)."
  }

  private static func times(_ count: some BinaryInteger) -> String {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(NumberText.grouped(count)) times"
    }
  }

  /// Empty where it was never sent at all.
  private var sent: String {
    guard cell.sends > 0 else { return "" }
    guard cell.sent > 0 else { return "Checkpoint \(checkpoint) did not send \(isOnePage ? "it" : "them")." }
    let sent = PageEncoding.allCases.map { ($0.rawValue, cell.sent(as: $0)) }.filter { $0.1 > 0 }
    let size = NumberText.size(cell.bytes, units)
    if isOnePage, cell.sent == 1, let encoding = sent.first?.0 {
      return "Checkpoint \(checkpoint) sent it: \(encoding), \(size)."
    }
    let words = sent.map { "\(NumberText.grouped($0.1)) \($0.0)" }.joined(separator: ", ")
    return "Checkpoint \(checkpoint) sent \(words); \(size)."
  }
}
