/// The sends of a page, one after the other, in little room: a page may have been sent a million times.
package struct PackedSends: RandomAccessCollection, Sendable {
  private var packed: ContiguousArray<Packed> = []
  /// The ranges of those that have several, which are rare, by their places.
  private var split: [Int: [Range<UInt64>]] = [:]

  private struct Packed {
    let content: UInt64
    let offset: UInt64
    let checkpoint: UInt32
    let iteration: UInt32
    let length: UInt32
    let counts: DeltaCounts
    let type: PageType
    let encoding: PageEncoding
    let flags: Flags
  }

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let image = Flags(rawValue: 1)
    static let delta = Flags(rawValue: 2)
    /// It has content in the capture.
    static let ranges = Flags(rawValue: 4)
  }

  /// All sends of a list.
  /// - Throws: when the capture cannot be read.
  init(_ list: PageSendList) throws(CaptureError) {
    packed.reserveCapacity(list.count)
    for position in 0..<list.count { append(try list.send(at: position)) }
  }

  private mutating func append(_ send: PageSend) {
    var flags: Flags = send.isImage ? .image : []
    if send.delta != nil { flags.insert(.delta) }
    if !send.ranges.isEmpty { flags.insert(.ranges) }
    if send.ranges.count > 1 { split[packed.count] = send.ranges }
    packed.append(
      Packed(
        content: send.content, offset: send.offset ?? 0, checkpoint: UInt32(clamping: send.checkpoint),
        iteration: UInt32(clamping: send.iteration), length: UInt32(clamping: send.length),
        counts: send.delta ?? DeltaCounts(), type: send.type, encoding: send.encoding, flags: flags))
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { packed.count }

  package subscript(place: Int) -> PageSend {
    let send = packed[place]
    let hasRanges = send.flags.contains(.ranges)
    let ranges = hasRanges ? split[place] ?? [send.offset..<send.offset + UInt64(send.length)] : []
    return PageSend(
      checkpoint: Int(send.checkpoint), iteration: Int(send.iteration), type: send.type, encoding: send.encoding,
      ranges: ranges, delta: send.flags.contains(.delta) ? send.counts : nil, content: send.content,
      isImage: send.flags.contains(.image))
  }
}
