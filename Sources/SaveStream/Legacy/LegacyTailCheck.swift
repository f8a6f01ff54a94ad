/// Looks into the parts of a tail for what Xen's receivers refuse.
struct LegacyTailCheck {
  let header: LegacyHeader
  let checkpoint: Int
  let capture: Capture

  func findings(_ tail: LegacyTail) throws(CaptureError) -> [Finding] { [] }
}
