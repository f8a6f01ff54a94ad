/// A row of a page's history: one time that it was sent, by its number.
public struct PageHistoryRow: Sendable, Equatable {
  /// The place among all sends of the page, from 0.
  public let number: Int
  public let send: PageSend

  public init(number: Int, send: PageSend) {
    self.number = number
    self.send = send
  }
}

extension PageHistory {
  /// A row for each send, or for each that a filter lets pass.
  public func rows(where filter: Filter<PageHistoryRow>? = nil) -> [PageHistoryRow] {
    sends.enumerated().map { PageHistoryRow(number: $0.offset, send: $0.element) }
      .filter { filter?.matches($0) ?? true }
  }
}

extension PageHistoryRow: FilterableRow {
  public static let filterSchema = FilterSchema([
    FilterField("send"), FilterField("checkpoint", also: ["ckpt"]), FilterField("iteration", also: ["iter"]),
    .pageType("type"), .words("encoding", PageEncoding.allCases.map(\.rawValue)), FilterField("offset"),
    FilterField("length", also: ["bytes"]), FilterField("runs"), FilterField("skips"),
    FilterField("changedWords", also: ["sent", "words"]), FilterField("ratio", .decimal),
  ])

  public func filterValue(of field: Int) -> UInt64? {
    switch field {
    case 0: UInt64(number)
    case 1: UInt64(send.checkpoint)
    case 2: UInt64(send.iteration)
    case 3: UInt64(send.type.rawValue)
    case 4: send.encoding.place
    case 5: send.offset
    case 6: length
    case 7: send.delta.map { UInt64($0.runs) }
    case 8: send.delta.map { UInt64($0.skips) }
    case 9: send.delta.map { UInt64($0.literalWords) }
    case 10: PageRow.ratio(send.encoding, length)
    default: nil
    }
  }

  private var length: UInt64? { send.ranges.isEmpty ? nil : send.length }
}
