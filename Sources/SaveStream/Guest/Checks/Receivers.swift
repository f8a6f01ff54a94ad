/// Whose receivers a stream is judged by where no release is named: what all of them refuse is an error, and what only
/// some of them refuse is a note.
enum Receivers: Sendable {
  /// Of a legacy stream: Xen 4.5.
  case upTo45
  /// Of a v2 stream: Xen 4.6 and later.
  case since46
  /// Of a v3 stream: Xen 4.14 and later.
  case since414

  /// Of a v2 or v3 stream.
  init(version: UInt32) { self = version > 2 ? .since414 : .since46 }

  var isModern: Bool { self != .upTo45 }

  /// How bad it is what receivers since some release between 4.6 and 4.14 refuse, and none before.
  var severityOfLateRefusal: Severity { self == .since414 ? .error : .note }
}
