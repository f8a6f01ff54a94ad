/// What of a v2 or v3 stream only some receivers take.
extension MigrationShape {
  package func traits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait] {
    [formatTrait(reader)] + (header.version > 2 ? [versionTrait] : [])
  }

  /// Up to 4.13 the two numbers of the line stand the wrong way round.
  private var versionTrait: ReceiverTrait {
    ReceiverTrait(
      "version \(header.version) of the stream", at: header.offset + 12,
      [
        Reception(
          .xen(PointRelease(4, 6, 0), PointRelease.last(before: XenRelease(4, 14))), .givesUp,
          LogLine("Invalid Version: Expected \(header.version), Got 2"), source: "read_headers in xc_sr_restore.c")
      ])
  }

  /// A receiver of legacy streams takes the first eight bytes for p2m_size. In a stream of libxc they are all ones, so
  /// that the list of frames comes to nothing and cannot be read.
  private func formatTrait(_ reader: TreeReader) -> ReceiverTrait {
    let layer = reader.index.layers.last { $0.kind == .libxl2 }
    let start = layer?.offset ?? header.offset
    let isPV = header.guest == .pv
    let second = reader.reading(.little).number(at: start + 8, bytes: 8) ?? 0
    let log: LogLine =
      !isPV
      ? "memory alloc failed" : layer == nil ? "read p2m_frame_list failed" : "Couldn't allocate p2m_frame_list array"
    let batch = LogLine("Page batch (\(UInt32(truncatingIfNeeded: second))) exceeded MAX_BATCH (1024)", by: .converter)
    let marker = LogLine("Unexpected extended info marker \(NumberText.hex(second))", by: .converter)
    return ReceiverTrait(
      layer == nil ? "a libxc v\(header.version) stream" : "a libxl v2 stream", at: start,
      [
        Reception(.legacy, .givesUp, log, source: "xc_domain_restore, load_p2m_frame_list"),
        Reception(.converter, .givesUp, isPV ? marker : batch, source: "read_legacy_stream"),
      ])
  }
}
