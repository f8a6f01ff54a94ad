@_spi(Measuring) import SaveStream

/// The bytes of what a checkpoint sent, by what the guest used the pages for and by whose they were, as of that
/// checkpoint.
package struct SentUses: Sendable, Equatable {
  package let checkpoint: Int
  /// By `FrameUse.place`; behind them those of pages whose use is not known.
  private var byUse = [UInt64](repeating: 0, count: FrameUse.allCases.count + 1)
  /// Of pages with one owner, by that; the others apart.
  private var alone: [UInt32: UInt64] = [:]
  private var ofSeveral: UInt64 = 0
  private var ofNobody: UInt64 = 0
  /// Of pages that an owner has, alone or with others.
  private var all: [UInt32: UInt64] = [:]
  /// The owners that are told of, once all is counted.
  private(set) var owners: [Owner] = []
  /// Why it is not known whose pages are, or not of all.
  package var ownerRemark: String?

  /// A process.
  package struct Owner: Sendable, Equatable {
    package let tgid: UInt32
    /// nil where that is not known.
    package let name: CaptureText?
    /// Bytes of pages that it has, alone or with others.
    package let bytes: UInt64
    /// Bytes of those that are its own alone.
    package let aloneBytes: UInt64
  }

  /// Owners that are kept.
  private static let mostOwners = 6

  init(checkpoint: Int) { self.checkpoint = checkpoint }

  mutating func add(_ row: PageRow, _ use: FrameUse?, _ owners: [UInt32]) {
    let bytes = row.length ?? 0
    byUse[use?.place ?? FrameUse.allCases.count] &+= bytes
    switch owners.count {
    case 0: ofNobody &+= bytes
    case 1: alone[owners[0], default: 0] &+= bytes
    default: ofSeveral &+= bytes
    }
    for owner in owners { all[owner, default: 0] &+= bytes }
  }

  /// Keeps the owners of the most bytes. To be called when all is counted.
  mutating func finish(_ names: [UInt32: CaptureText]) {
    let sorted = all.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostOwners)
    owners = sorted.map { tgid, bytes in
      Owner(tgid: tgid, name: names[tgid], bytes: bytes, aloneBytes: alone[tgid] ?? 0)
    }
    otherOwners = alone.reduce(0) { $0 &+ $1.value } &- owners.reduce(0) { $0 &+ $1.aloneBytes }
    (alone, all) = ([:], [:])
  }

  /// Bytes of pages with a use; nil for those whose use is not known.
  package subscript(use: FrameUse?) -> UInt64 { byUse[use?.place ?? FrameUse.allCases.count] }

  /// Bytes of pages with one owner, who is not told of.
  private(set) var otherOwners: UInt64 = 0
  /// Bytes of pages that several have, and of those that nobody has.
  var severalOwners: UInt64 { ofSeveral }
  var nobody: UInt64 { ofNobody }
  /// Bytes of all pages.
  package var sum: UInt64 { byUse.reduce(0, &+) }
}
