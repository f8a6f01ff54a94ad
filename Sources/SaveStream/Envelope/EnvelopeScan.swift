/// What the beginning of a capture is: the wrappers around a stream, and what they wrap.
struct EnvelopeScan: Sendable {
  /// What follows the envelopes.
  enum Content: Sendable, Equatable {
    /// No magic that is known: a legacy libxc stream, or no stream at all.
    case legacy
    /// Something that is recognised, but not read.
    case unread(Unread)
  }

  /// From the outermost inwards; each begins where the one before ends.
  var spans: [EnvelopeSpan] = []
  var content = Content.legacy
  /// The file offset of the content's first byte.
  var streamOffset: UInt64 = 0
  var findings: [Finding] = []
  /// What the config in an envelope says of the guest; nil where it says nothing.
  var guestHint: GuestKind?
}
