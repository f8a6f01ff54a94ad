@_spi(Measuring) extension LegacyStreamWriter {
  /// Writes the pages that a sender has collected: as many COMPRESSED_DATA chunks as its output buffer makes of them.
  ///
  /// To be called where the sender's page buffer is full, and at the end of a body. When nothing has been collected,
  /// nothing is written.
  package mutating func writePages(collectedBy sender: inout RemusSender) throws(Sink.Failure) {
    while let deltas = sender.nextChunk() { try writeCompressedData(deltas.span) }
  }
}
