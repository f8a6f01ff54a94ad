@_spi(Measuring) import SaveStream

@_spi(Measuring) @testable import Inspector

/// What one goes somewhere for: a line that leads there, and what is done with what is found. By chance alone such places
/// are seldom come to: the delta of a page, two sends of one page, a map of what a guest uses its memory for.
struct Errand {
  private let line: String
  private let commands: [Command]

  init(_ known: KnownWords, _ random: inout Random) {
    (line, commands) =
      switch random.below(8) {
      case 0...1: (":\(known.contentOffset(&random))", random.element(of: Self.withContent))
      case 2...3: (":pfn \(known.repeatedPFN(&random))", random.element(of: Self.withPage))
      case 4: ("4", random.element(of: Self.withMap))
      case 5: ("8", random.element(of: Self.withGuest))
      case 6:
        (":diff \(known.checkpoint(&random)) \(known.checkpoint(&random))", random.element(of: Self.withDifference))
      default: ("/" + random.element(of: known.texts), random.element(of: Self.withMatches))
      }
  }

  func events(in inspector: Inspector) -> [InspectorEvent] {
    let isView = line.count == 1
    return Typing.typed(line) + (isView ? [] : [.key(.enter)]) + Typing.keys(of: commands, in: inspector)
  }

  private static let withContent: [[Command]] = [
    [.view(.tree), .changeLook, .nextPane, .nextPane, .right, .down, .selectRange, .right, .down, .copy],
    [.view(.tree), .changeLook, .nextPane, .pageDown, .last, .first, .changeLook, .right, .activate],
    [.view(.tree), .nextPane, .down, .down, .nextPane, .selectRange, .pageDown, .copy],
    [.view(.tree), .left, .changeLook, .nextPane, .nextPane, .right, .down, .selectRange, .right, .copy],
    [.view(.tree), .left, .left, .changeLook, .nextPane, .pageDown, .last, .activate, .page],
    [.view(.tree), .page, .nextSend, .markSend, .nextSend, .markSend],
  ]

  private static let withPage: [[Command]] = [
    [.markSend, .nextSend, .markSend, .nextPane, .down, .pageDown, .last, .first, .maximise],
    [.nextSend, .markSend, .previousSend, .markSend, .changeLook, .changeLook, .nextPane, .down, .markSend],
    [.changeLook, .nextPane, .down, .right, .down, .changeLook, .right, .activate],
    [.pageRows, .sortColumn, .sortDirection, .toggleAllEntries, .down, .page],
  ]

  private static let withMap: [[Command]] =
    (1..<MapLook.allCases.count).map { looks in
      [Command](repeating: .changeLook, count: looks) + [.right, .down, .zoomIn, .zoomOut, .activate]
    }

  private static let withGuest: [[Command]] = [
    [.nextPane, .down, .pageDown, .last, .first, .activate], [.down, .down, .nextPane, .down, .right, .activate],
    [.search], [.last, .activate], [.nextPane, .nextPane, .down, .changeLook, .filter],
  ]

  private static let withDifference: [[Command]] = [
    [.changeLook, .down, .nextPane, .changeLook, .down, .pageDown, .last],
    [.nextDifference, .nextDifference, .previousDifference, .sortColumn, .last, .page],
    [.nextPane, .selectRange, .down, .copy],
  ]

  private static let withMatches: [[Command]] = [
    [.searchNext, .searchNext, .searchPrevious], [.listMatches, .down, .activate, .back], [.stepBack, .searchNext],
    [.searchPrevious, .stop, .searchNext, .listMatches, .last, .activate],
  ]
}
