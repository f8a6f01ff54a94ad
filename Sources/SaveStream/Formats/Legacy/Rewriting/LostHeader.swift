/// What stands in the place of a header that is lost in what is written of a salvaged stream.
extension LegacyHeader {
  /// What the header must have said: of an HVM guest the number of its PFNs, of which the highest that was sent tells
  /// the least that it can be. Nothing where the header is there, or a PV guest's: nobody knows where that one's page
  /// tables were.
  func substitute(pfnEnd: UInt64) -> [UInt8] {
    guard isAssumed, framing.guest == .hvm else { return [] }
    var bytes = LittleEndianBytes()
    if framing.wordBytes == 4 { bytes.append(UInt32(clamping: pfnEnd)) } else { bytes.append(pfnEnd) }
    return bytes.bytes
  }
}

extension MigrationHeader {
  /// What headers that are lost must have said: `index` knows that as a hole. Nothing where they are there. They name
  /// the first release that wrote such streams, as nothing tells which one it was.
  func substitute(in index: IndexSnapshot) -> WrittenStreamHeader? {
    guard isAssumed, let guest, index.soundParts(of: offset..<offset + Self.byteCount).isEmpty else { return nil }
    return WrittenStreamHeader(version: version, guest: guest, xen: (4, version == 2 ? 6 : 14))
  }
}
