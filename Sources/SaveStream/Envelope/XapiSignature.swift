/// The line with which a suspend image of XAPI begins (`ocaml/xenopsd/lib/suspend_image.ml`).
enum XapiSignature {
  static let layout = Layout("XAPI signature", byteCount: 15, [.init("signature", at: 0, .text(bytes: 15))])

  static func scan(
    _ source: EnvelopeSource, _ kind: EnvelopeKind, into scan: inout EnvelopeScan
  ) throws(CaptureError) {
    try scan.addSpan(kind, length: UInt64(layout.byteCount), source)
    scan.content = .unread(kind == .xapi ? .xapiImage : .legacyXapiImage)
  }
}
