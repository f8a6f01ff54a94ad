/// Finds the envelopes at the beginning of a capture.
enum EnvelopeReader {
  /// Reads the envelopes, waiting for a capture that is still arriving. What is wrong in them is a finding.
  /// - Throws: when the capture cannot be read.
  static func scan(_ capture: Capture) throws(CaptureError) -> EnvelopeScan {
    var scan = EnvelopeScan()
    let source = EnvelopeSource(capture)
    switch try source.magic(at: 0) {
    case .xl: try XlHeader.scan(source, into: &scan)
    case .xend: try XendRecord.scan(source, prefixLength: 0, into: &scan)
    case .xendSent: try XendRecord.scan(source, prefixLength: 8, into: &scan)
    case .xendSentSecurely: try XendRecord.scan(source, prefixLength: 11, into: &scan)
    case .libvirt: try LibvirtHeader.scan(source, into: &scan)
    case .xapi: try XapiSignature.scan(source, .xapi, into: &scan)
    case .xapiLegacy: try XapiSignature.scan(source, .xapiLegacy, into: &scan)
    case .libxl2, .libxc, .deviceModel, .receiverSide, nil: try scanContent(source, into: &scan)
    }
    return scan
  }

  /// Tells what follows the envelopes found so far. Returns its magic; nil for a legacy stream.
  @discardableResult
  static func scanContent(
    _ source: EnvelopeSource, into scan: inout EnvelopeScan
  ) throws(CaptureError) -> EnvelopeMagic? {
    let magic = try source.magic(at: scan.streamOffset)
    switch magic {
    case .libxl2: try LibxlHeader.scan(source, into: &scan)
    case .libxc:
      // ident, id, then the version, always big endian (`xg_sr_stream_format.h`).
      let version = try source.window.uint32(at: scan.streamOffset &+ 12)
      scan.content = .unread(.libxcStream(version: version?.byteSwapped))
    case .deviceModel: scan.content = .unread(.qemuState)
    case .receiverSide: scan.content = .unread(.receiverSide)
    case .xl: scan.content = .unread(.xlFile)
    case .xend, .xendSent, .xendSentSecurely: scan.content = .unread(.xendFile)
    case .libvirt: scan.content = .unread(.libvirtImage)
    case .xapi: scan.content = .unread(.xapiImage)
    case .xapiLegacy: scan.content = .unread(.legacyXapiImage)
    case nil: scan.content = .legacy
    }
    return magic
  }
}
