/// Reads the signature of a XAPI suspend image of 2014 or before, and enters the legacy stream behind it. What XAPI
/// wrote of the device model behind that stream is read with the tail that it belongs to
/// (`DeviceModelRecord.Form.xapi`).
struct XapiLegacyReader: HeaderReader {
  let detector: LayerDetector
  var stage = HeaderStage.header

  init(detector: LayerDetector) { self.detector = detector }

  func passHeader(_ position: inout UInt64, _ draft: CheckpointDraft) throws(CaptureError) {
    _ = try draft.pass(XapiSignature.byteCount, from: &position)
  }

  func enter(at offset: UInt64, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    try detector.layer(at: offset, draft, inside: .xapiLegacy)
  }
}
