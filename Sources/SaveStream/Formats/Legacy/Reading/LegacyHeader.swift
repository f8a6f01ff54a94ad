/// The header of a legacy stream by its parts: where each is, and what of it decides how to read on.
///
/// ```
/// p2m_size                      one toolstack word
/// PV only:
///   FF…FF                       one toolstack word: extended info follows (3.0.3 and later)
///   total size                  4 bytes
///   block…                      4-byte id, 4-byte size, payload
///   p2m frame list              one toolstack word for each page of the guest's P2M table
/// ```
struct LegacyHeader: Sendable, Equatable {
  let framing: LegacyFraming
  /// The file offset of its first byte.
  let offset: UInt64
  /// One past its last byte that the capture holds.
  var end: UInt64
  /// PFN slots of the guest, as stated.
  var p2mSize: UInt64 = 0
  /// Whether the header is lost, and this is what any could have said.
  var isAssumed = false
  /// Where the extended info is, its signature included; nil where there is none.
  var extendedInfo: Range<UInt64>?
  var blocks: [Block] = []
  /// Bytes of a word of a PV guest: 4 or 8.
  var guestWordBytes: Int
  /// Whether each vCPU record of a PV tail has 128 bytes of extended context (`extv`).
  var hasExtendedContext = false
  /// Bytes of the XSAVE part of each vCPU record in a PV tail, as the `xcnt` block states; nil without one.
  var xsaveBytes: UInt64?
  /// Where the p2m frame list is; empty for HVM.
  var frameList: Range<UInt64> = 0..<0
  /// What the capture ends in, when it ends inside the header.
  var cutIn: StreamPart?

  /// A block of the extended info.
  struct Block: Sendable, Equatable {
    /// Four bytes from the capture.
    let id: [UInt8]
    /// The file offset of its id.
    let offset: UInt64
    /// Its payload, without id and size.
    let payload: Range<UInt64>
  }

  /// Blocks that are looked at; a real header has three.
  static let maximumBlocks = 256

  init(framing: LegacyFraming, offset: UInt64) {
    self.framing = framing
    self.offset = offset
    end = offset
    guestWordBytes = framing.wordBytes
  }
}
