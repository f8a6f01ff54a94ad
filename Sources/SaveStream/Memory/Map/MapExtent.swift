/// How far a guest's PFNs reach, and where in between pages were ever sent: an HVM guest has a few below 4 GiB, and
/// often nothing between them and its memory.
public struct MapExtent: Sendable, Equatable {
  /// One past the last PFN: p2m_size, or more where higher PFNs were sent; 0 when none was.
  public let end: UInt64
  /// PFNs among which some were sent, or said to be broken: ascending ranges of round length that do not touch.
  public let spans: [Range<UInt64>]

  /// Looks at a thousand places at most, however many PFNs there are.
  init(_ sends: PageSends, p2mSize: UInt64) {
    let sentEnd = sends.endOfPFNs
    end = sentEnd == 0 ? 0 : max(sentEnd, min(p2mSize, UInt64(1) << PageSends.pfnBits))
    var shift: UInt64 = 6
    while sentEnd >> shift > Self.mostSpans { shift += 1 }
    var spans: [Range<UInt64>] = []
    var pfn: UInt64 = 0
    while let next = Self.firstPFN(of: sends, from: pfn) {
      let first = (next >> shift) << shift
      pfn = min(first + (1 << shift), end)
      if let last = spans.last, last.upperBound == first {
        spans[spans.count - 1] = last.lowerBound..<pfn
      } else {
        spans.append(first..<pfn)
      }
    }
    self.spans = spans
  }

  private static func firstPFN(of sends: PageSends, from pfn: UInt64) -> UInt64? {
    var walk = PFNWalk(sends, from: pfn)
    return walk.next()?.sends.pfn
  }

  private static let mostSpans: UInt64 = 1024
}

extension PageSends {
  /// One past the highest PFN that was sent or said to be broken; 0 when none was.
  fileprivate var endOfPFNs: UInt64 {
    let sent = groups.last.flatMap { group in
      group.sends.last.map { group.high << Self.groupShift | Self.lowPFN($0) }
    }
    return max(sent.map { $0 + 1 } ?? 0, removals.last.map { $0.pfn + 1 } ?? 0)
  }
}
