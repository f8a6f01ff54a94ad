extension LegacyReceiver {
  /// What comes before the first chunk, from the start of the capture, as this receiver takes it: where it takes no
  /// XSAVE in the tail, the `xcnt` block of the extended info is left out, which would announce it.
  func pieces(upTo header: LegacyHeader) -> [ImagePiece] {
    let dropped = header.blocks.filter { $0.id.elementsEqual("xcnt".utf8) }.map { $0.offset..<$0.payload.upperBound }
    guard !takesXsave, let extendedInfo = header.extendedInfo, !dropped.isEmpty else {
      return [.copied(0..<header.end)]
    }
    let total = extendedInfo.lowerBound + UInt64(header.framing.wordBytes)
    let left = dropped.reduce(extendedInfo.upperBound - total - 4) { $0 - UInt64($1.count) }
    var size = LittleEndianBytes()
    size.append(UInt32(clamping: left))
    var pieces: [ImagePiece] = [.copied(0..<total), .written(size.bytes)]
    var position = total + 4
    for range in dropped {
      pieces.append(.copied(position..<range.lowerBound))
      position = range.upperBound
    }
    return pieces + [.copied(position..<header.end)]
  }
}
