@_spi(Measuring) import SaveStream

/// What to look for, and where.
@_spi(Measuring) public struct SearchRequest: Sendable, Equatable {
  /// What is looked for.
  public enum Target: Sendable, Equatable {
    /// A pattern among the bytes of the capture, and, where it is text, among the names of nodes.
    case pattern(SearchPattern)
    /// A pattern in guest memory as of the end of a checkpoint.
    case memory(SearchPattern, checkpoint: Int)
    /// A row of the Pages view with this PFN, among those that a filter lets pass.
    case pfn(UInt64, allEntries: Bool, where: Filter<PageRow>?)
    /// A pattern among the lines that a view shows: it knows them all, so that nothing has to be read.
    case lines(SearchPattern)

    var pattern: SearchPattern? {
      switch self {
      case .pattern(let pattern), .memory(let pattern, _), .lines(let pattern): pattern
      case .pfn: nil
      }
    }

    /// Whether it has to be known who sent what before this can be looked for.
    var needsMemory: Bool { if case .memory = self { true } else { false } }
  }

  public let target: Target
  /// Where to look: file offsets, guest-physical addresses, or positions of rows, in the order in which a search
  /// forwards goes through them. They may reach past the end.
  public let stretches: [Range<UInt64>]
  /// Towards the start of the capture: from the end of the last stretch.
  public let backwards: Bool
  /// Hits after which it stops.
  public let mostHits: Int

  /// The place at which it begins.
  var start: UInt64 { (backwards ? stretches.last?.upperBound : stretches.first?.lowerBound) ?? 0 }

  /// All there is, from a place on and then from the other end.
  static func all(from place: UInt64) -> [Range<UInt64>] {
    [place..<UInt64.max, 0..<place].filter { !$0.isEmpty }
  }
}

/// Something that a search found.
@_spi(Measuring) public struct SearchHit: Sendable, Equatable {
  public enum Match: Sendable, Equatable {
    /// Bytes of the capture, at its place.
    case bytes
    /// A node by its name: positions from the root's children down.
    case node([Int])
    /// Bytes of guest memory, at its place.
    case memory
    /// A row of the Pages view, at its place.
    case row
    /// A line of the view that is shown, by its number.
    case line
  }

  /// The file offset, guest-physical address, or position of the row.
  public let place: UInt64
  public let match: Match
  /// Bytes of the match; 0 where it is not one of bytes.
  var count = 0
  /// What stands around it; nil where nobody kept that.
  var excerpt: HitExcerpt?
  /// The line as the list of matches shows it; nil for what is no line, and until there is such a list.
  var words: String?

  public static func == (left: SearchHit, right: SearchHit) -> Bool {
    left.place == right.place && left.match == right.match
  }
}

/// Some bytes around a match, for a list of hits.
struct HitExcerpt: Sendable {
  let bytes: [UInt8]
  /// Those of the match among them.
  let match: Range<Int>

  /// Bytes that are kept before a match, and from its start on.
  private static let (before, behind) = (8, 40)

  init(of match: Range<Int>, in all: [UInt8]) {
    let start = max(match.lowerBound - Self.before, 0)
    let end = min(match.lowerBound + Self.behind, all.count)
    bytes = Array(all[start..<max(end, start)])
    self.match = match.lowerBound - start..<min(match.upperBound - start, bytes.count)
  }

  /// The name of a node.
  init(name: [UInt8]) {
    bytes = Array(name.prefix(Self.before + Self.behind))
    match = 0..<0
  }
}

/// How far a search is.
@_spi(Measuring) public struct SearchProgress: Sendable, Equatable {
  public let request: SearchRequest
  /// What was found since the last time, ascending.
  public let hits: [SearchHit]
  /// What has not been looked at, as in the request.
  public let left: [Range<UInt64>]
  /// The part of everything that has been looked at, 0…1.
  public let part: Double
  /// Whether it has ended: nothing is left, or there are as many hits as were wanted.
  public var isFinished: Bool
}
