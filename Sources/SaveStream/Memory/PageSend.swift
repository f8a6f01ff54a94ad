/// One time that a page was sent, or said to be broken.
public struct PageSend: Sendable, Equatable {
  public let checkpoint: Int
  /// The upward scan within the checkpoint's body, from 0.
  public let iteration: Int
  public let type: PageType
  /// `none` for a BROKEN entry, `verify` for content to be compared.
  public let encoding: PageEncoding
  /// Where the content is in the file; empty where there is none, several ranges for a delta split over chunks.
  public let ranges: [Range<UInt64>]
  /// What the delta consists of; nil unless `encoding` is `delta`.
  public let delta: DeltaCounts?
  /// The place among all contents of the capture; for a BROKEN entry, that of the content that follows it.
  let content: UInt64
  /// Whether the content is a page image, not a delta.
  let isImage: Bool

  /// The file offset of the content's first byte.
  public var offset: UInt64? { ranges.first?.lowerBound }
  /// Bytes of the content.
  public var length: UInt64 { ranges.reduce(0) { $0 + UInt64($1.count) } }
}

/// Why the content of a page may not be what a receiver had. Its words stand in `FindingText`.
public enum PageDoubt: String, Sendable, CaseIterable {
  /// A delta came although the page had never been sent: what it leaves out was taken to be zero.
  case deltaWithoutBase
  /// A delta was applied to a page that was sent as a page table: a receiver had replaced its frame numbers by then.
  case deltaOnPageTable
  /// The content of an earlier send is cut off or does not decode, and a delta builds on it.
  case sendMissing
}

/// A page as it was at a checkpoint.
public struct GuestPage: Sendable, Equatable {
  public let pfn: UInt64
  /// As the last send states it.
  public let type: PageType
  /// 4096 bytes; a page table is in the canonical form in which it travels, with PFNs in the place of MFNs.
  public let bytes: [UInt8]
  /// The send that the page is known by, the last one.
  public let source: PageSend
  /// Why the bytes may not be what a receiver had; nil when nothing speaks against them.
  public let doubt: PageDoubt?
}
