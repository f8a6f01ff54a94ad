/// Something that a stream holds of a guest beside its pages, where it is, whatever the format. Known pages, registers,
/// images of memory and the rest ask for these.
package struct GuestPart: Sendable, Equatable {
  /// What it is.
  package enum Kind: Sendable, Equatable {
    /// `vcpu_guest_context` of a vCPU, of a guest with words of so many bits.
    case vcpuContext(Int, bits: Int)
    case vcpuExtended(Int)
    /// xcr0, xcr0_accum and the area behind them.
    case vcpuXSAVE(Int)
    case vcpuMSRs(Int)
    case sharedInfo
    case hvmContext
    /// The 64-bit value of the parameter of this number (`HVM_PARAM_*`).
    case hvmParameter(UInt64)
    /// Pairs of 64-bit words: number and value of a parameter (`HVMParameters.pairs`).
    case hvmParameters
    case tsc
    /// PFNs of the guest's own table of machine frames, from the page that tells of this PFN on.
    case frameList(firstPFN: UInt64, wordBytes: Int)
    /// PFNs that had no frame when the guest was suspended.
    case unmappedPFNs(wordBytes: Int)
    case cpuidPolicy
    case msrPolicy
    /// What QEMU saved, without what a toolstack puts before it.
    case deviceModel
    case xenstore
    case toolstack
  }

  /// Where in a checkpoint it stands.
  package enum Place: Sendable, Equatable {
    case header, body, tail
  }

  package let kind: Kind
  package let place: Place
  /// Its payload; file offsets. May reach past the end of the capture.
  package let range: Range<UInt64>

  package init(_ kind: Kind, _ place: Place, _ range: Range<UInt64>) {
    self.kind = kind
    self.place = place
    self.range = range
  }
}
