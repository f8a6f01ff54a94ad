/// A format of libxc streams, as its own code names it.
public struct StreamFormat: Sendable, Equatable {
  /// Its name in JSON and in a title line: `legacy`.
  public let name: String
  /// What it is, and which releases write it.
  public let words: String
  /// The releases by whose receivers a stream is judged where none is named; nil where that is not for Xen to say.
  package let judges: ReceiverRange?

  package init(name: String, words: String, judges: ReceiverRange? = nil) {
    self.name = name
    self.words = words
    self.judges = judges
  }
}

/// How the guest was virtualised.
public enum GuestKind: String, Sendable, CaseIterable {
  case pv
  case hvm
}

/// What kind of stream a capture holds, and why we think so.
public struct StreamDescription: Sendable, Equatable {
  public var format: StreamFormat
  /// The file offset of the stream's first byte.
  public var offset: UInt64
  /// The word size of the toolstack that wrote a legacy stream: 32 or 64.
  public var toolstackBits: Int?
  public var guest: GuestKind
  /// The word size of a PV guest: 32 or 64; nil for an HVM guest, whose stream does not tell.
  public var guestBits: Int?
  /// The number of PFN slots that the header states.
  public var p2mSize: UInt64?
  /// One short sentence for each thing that was detected or given, in the order it was decided.
  public var reasons: [String] = []

  package init(
    format: StreamFormat, offset: UInt64, toolstackBits: Int? = nil, guest: GuestKind, guestBits: Int? = nil,
    p2mSize: UInt64? = nil, reasons: [String] = []
  ) {
    self.format = format
    self.offset = offset
    self.toolstackBits = toolstackBits
    self.guest = guest
    self.guestBits = guestBits
    self.p2mSize = p2mSize
    self.reasons = reasons
  }
}
