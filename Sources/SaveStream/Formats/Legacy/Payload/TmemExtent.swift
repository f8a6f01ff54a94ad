/// How far a TMEM or TMEM_EXTRA payload reaches: these two state no length, so that only a walk through them tells.
enum TmemExtent: Equatable {
  /// The payload is there in whole and ends before this file offset.
  case ends(at: UInt64)
  /// The capture ends inside it.
  case cut
  /// What lies at this file offset cannot belong to it, so that its end cannot be found.
  case unparseable(at: UInt64)
}

extension LegacyPayload {
  /// Walks a TMEM (or, with `extra`, TMEM_EXTRA) payload that begins at a file offset, and waits for its bytes where
  /// they are still arriving. Every step takes bytes of the capture, whatever the counts in it say.
  /// - Throws: when the capture fails to read.
  static func tmemLength(
    at offset: UInt64, extra: Bool, capture: Capture
  ) throws(CaptureError) -> TmemExtent {
    extra
      ? try TmemPayload.extentOfExtra(at: offset, capture: capture)
      : try TmemPayload.walk(at: offset, capture: capture).extent
  }
}
