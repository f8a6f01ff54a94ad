/// The tail of a legacy checkpoint by its parts, as far as the capture holds them.
///
/// ```
/// HVM:  ioreq, buffered ioreq, xenstore PFN (8 each)   length (4)   HVM context   device-model record
/// PV:   count (4)   unmapped PFNs (one toolstack word each)   vCPU records   shared info (4096)
/// ```
struct LegacyTail: Sendable {
  /// What a part of a tail is.
  enum Kind: Sendable, Equatable {
    case magicPFNs
    case hvmContextLength
    case hvmContext
    /// Signature, length and state.
    case deviceModel
    /// Count and PFNs.
    case unmapped
    /// Context, extended context and XSAVE of the vCPU with this place in the map.
    case vcpu(Int)
    case sharedInfo
  }

  struct Part: Sendable, Equatable {
    let kind: Kind
    /// File offsets; ends with the capture when the part is cut.
    let range: Range<UInt64>
  }

  var parts: [Part] = []
  /// What the capture ends in, when it ends inside the tail.
  var cutIn: StreamPart?
  /// Whether something in it makes a receiver give up.
  var isRefused = false
  var findings: [Finding] = []

  /// Whether the capture holds all of it and a receiver would take it.
  var isComplete: Bool { cutIn == nil && !isRefused }
}
