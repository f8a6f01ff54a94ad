@_spi(Measuring) import SaveStream

/// What the Page view wants to know of a page.
package enum BiographyRequest: Sendable {
  /// The page that was sent first.
  case firstSent
  /// What a page holds as of a checkpoint.
  case content(pfn: UInt64, checkpoint: Int)
  /// Some of the times that it was sent, by their positions, ascending.
  case steps(pfn: UInt64, [Int])
  /// The page after two of its sends, by their positions.
  case comparison(pfn: UInt64, Int, Int)
  /// The place of a send's entry in its PFN array.
  case entry(pfn: UInt64, Int)
}

/// The answer to a `BiographyRequest`.
package enum BiographyAnswer: Sendable {
  /// The page and its checkpoint; nil when none was sent.
  case firstSent((pfn: UInt64, checkpoint: Int)?)
  case content(PageContent)
  case steps(pfn: UInt64, [Int], [PageStep], maps: [RunMap?])
  /// Sends that a filter lets pass, and whether there are no more.
  case selection(SendSelection, isFinished: Bool)
  case comparison(SendComparison)
  /// nil when the array does not hold it.
  case entry(UInt64?)
}

/// A page as of a checkpoint, with all that is known of it there.
@_spi(Measuring) public struct PageContent: Sendable {
  let pfn: UInt64
  let checkpoint: Int
  /// nil when it is not there, for the reason in `absence`.
  let page: GuestPage?
  let absence: PageAbsence?
  /// Which words differ from the end of the checkpoint before; nil where there is no page now or then.
  let changed: ChangedWords?
  /// What the stream says that it is for.
  let known: [KnownPage]
  var structure: PageStructure?
  /// Times that it was sent, in all and up to the checkpoint, and how many of these say that it is broken.
  let sendCount: Int
  let sendsSoFar: Int
  let brokenCount: Int
  let brokenSoFar: Int
  /// Times that each checkpoint, or each group of as many, sent it: 64 numbers at most.
  let sendsByCheckpoint: [Int]
  /// The last of those up to the checkpoint.
  let lastSend: PageSend?
}

/// Which sends of a page a filter lets pass, wanted.
@_spi(Measuring) public struct SendSelectionRequest: Sendable, Equatable {
  let pfn: UInt64
  /// The position of the first send to look at.
  let first: Int
  /// The filter as it was written.
  let expression: String
  let filter: Filter<WhyRow<PageHistoryRow>>

  /// Whether the sender's cache has to be gone through.
  var asksForWhy: Bool { filter.asksFor(anyOf: WhyRow<PageHistoryRow>.whyFields) }

  public static func == (left: SendSelectionRequest, right: SendSelectionRequest) -> Bool {
    left.pfn == right.pfn && left.first == right.first && left.expression == right.expression
  }
}

/// Some sends of a page that a filter lets pass.
@_spi(Measuring) public struct SendSelection: Sendable {
  let pfn: UInt64
  let expression: String
  /// The positions of those that pass, ascending.
  let passing: [Int]
  /// The positions of those that were looked at.
  let looked: Range<Int>
}
