@_spi(Measuring) import SaveStream

/// The figures of the map by the plain way: every row up to a checkpoint, counted into a dictionary of PFNs.
struct NaiveMap {
  struct Page {
    /// nil while the page is not there.
    var type: PageType?
    var isBroken = false
    var sends = 0
    var lastCheckpoint = 0
    var sent: [PageEncoding: Int] = [:]
    var bytes: UInt64 = 0
  }

  private(set) var pages: [UInt64: Page] = [:]
  /// The PFNs of the unmapped list of the checkpoint's tail.
  private let unmapped: Set<UInt64>

  init(_ capture: Capture, _ index: IndexSnapshot, checkpoint: Int, unmapped: Set<UInt64>) throws {
    self.unmapped = unmapped
    let rows = PageRows(capture: capture, index: index)
    for number in 0...checkpoint {
      for row in try rows.rows(rows.range(ofCheckpoint: number, contentOnly: false), contentOnly: false) {
        guard row.pfn < index.pfnEnd, row.encoding != .none || row.type == .broken else { continue }
        pages[row.pfn, default: Page()].take(row, isLast: number == checkpoint)
      }
    }
    for (pfn, page) in pages where page.type != nil && unmapped.contains(pfn) { pages[pfn]?.type = .unmapped }
  }

  /// What a cell is wrong about, in words.
  func faults(of cell: MapCell, _ pfns: Range<UInt64>) -> [String] {
    let inside = pages.filter { pfns.contains($0.key) }
    let sent = inside.filter { $0.value.sends > 0 }
    var faults: [String] = []
    func expect(_ found: some Equatable, _ wanted: some Equatable, _ what: String) {
      if "\(found)" != "\(wanted)" { faults.append("\(what) is \(found), not \(wanted)") }
    }
    for type in PageType.all {
      let wanted =
        switch type {
        case .broken: inside.count { $0.value.isBroken && $0.value.type == nil }
        case .unmapped: inside.isEmpty ? 0 : unmapped.count { pfns.contains($0) }
        default: inside.count { $0.value.type == type }
        }
      expect(cell.pages(of: type), wanted, "pages of \(type.name)")
    }
    for encoding in PageEncoding.allCases {
      let wanted = inside.reduce(0) { $0 + ($1.value.sent[encoding] ?? 0) }
      expect(cell.sent(as: encoding), wanted, "sent as \(encoding)")
    }
    expect(cell.pages, inside.count { $0.value.type != nil && $0.value.type != .unmapped }, "pages")
    expect(cell.sends, sent.reduce(0) { $0 + $1.value.sends }, "sends")
    expect(cell.mostSends, sent.map(\.value.sends).max() ?? 0, "most sends")
    expect(cell.bytes, inside.reduce(0) { $0 + $1.value.bytes }, "bytes")
    expect(cell.firstPFN as UInt64?, sent.keys.min() as UInt64?, "first PFN")
    expect(cell.lastCheckpoint as Int?, sent.map(\.value.lastCheckpoint).max() as Int?, "last checkpoint")
    return faults
  }
}

extension NaiveMap.Page {
  fileprivate mutating func take(_ row: PageRow, isLast: Bool) {
    if row.type == .broken {
      (type, isBroken) = (nil, true)
      return
    }
    sends += 1
    lastCheckpoint = row.checkpoint
    if row.encoding != .missing, row.encoding != .verify { type = row.type }
    guard isLast else { return }
    sent[row.encoding, default: 0] += 1
    if row.encoding != .missing { bytes += row.length ?? 0 }
  }
}
