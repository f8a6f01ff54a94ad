/// Reads the signature of a XAPI suspend image of 2014 or before, and enters the legacy stream behind it. What XAPI wrote
/// of the device model behind that stream is read with the tail that it belongs to (`DeviceModelRecord.Form.xapi`).
struct XapiLegacyReader: LayerReader {
  let detector: LayerDetector
  private var hasPassedSignature = false
  private var hasEntered = false

  init(detector: LayerDetector) { self.detector = detector }

  mutating func step(_ position: inout UInt64, into draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    if !hasPassedSignature {
      hasPassedSignature = true
      return try draft.pass(XapiSignature.byteCount, from: &position) ? .goOn : .stop
    }
    if hasEntered { return .end }
    hasEntered = true
    return try detector.layer(at: position, draft, inside: .xapiLegacy)
  }
}
