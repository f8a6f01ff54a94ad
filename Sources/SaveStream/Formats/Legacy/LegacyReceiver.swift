/// What the receiver of a release takes in a legacy stream, where that is less than what senders up to Xen 4.5 write.
///
/// Sources: `pagebuf_get_one`, `buffer_tail_pv` and `buffer_tail_hvm` in `xc_domain_restore.c`;
/// XEN_DOMCTL_set_ext_vcpucontext in `arch/x86/domctl.c`; `hvm_load` and `hvm/save.h`.
package struct LegacyReceiver: Sendable, Equatable {
  let point: PointRelease

  init(_ point: PointRelease) { self.point = point }

  /// Xen 4.0, for which `cut` can write an image.
  package static let xen40 = LegacyReceiver(PointRelease(4, 0, 4))

  /// The release: `4.0`.
  package var release: String { point.release.text }

  /// Whether it knows a chunk; it gives up on one that it does not.
  func knows(_ chunk: LegacyChunkID) -> Bool { chunk.firstReceiver <= point }

  /// The highest vCPU id that it takes.
  package var highestVcpu: Int { point.release < XenRelease(4, 2) ? 63 : Int(LegacyFraming.maximumVcpus) - 1 }

  /// Whether the vCPUs of a PV guest may have an XSAVE part.
  var takesXsave: Bool { point.release >= XenRelease(4, 1) }

  /// The one size of an extended vCPU context that it takes, in bytes; nil where it goes by what the context states.
  var extendedContextBytes: UInt32? { point.release < XenRelease(4, 2) ? 32 : nil }

  /// Whether it knows the signature of a device-model record.
  func knows(_ signature: DeviceModelRecord.Signature) -> Bool {
    signature != .libxl || point.release >= XenRelease(4, 1)
  }

  /// Whether it knows that entries of a type carry no page; where not, it takes what follows for one.
  func knows(_ type: PageType) -> Bool {
    switch type {
    case .allocateOnly: point.release >= XenRelease(4, 2)
    case .broken: point.release >= XenRelease(4, 3)
    default: true
    }
  }

  /// Whether its Xen knows a type of record of an HVM context.
  func knows(hvmRecord typecode: UInt16) -> Bool { HVMRecordType.isKnown(typecode, to: point.release) }

  /// The most bytes that its Xen takes in an HVM record of a type; nil where all releases write the same.
  func mostBytes(ofHVMRecord typecode: UInt16) -> UInt32? { HVMRecordType.mostBytes(typecode, in: point.release) }
}

extension LegacyChunkID {
  /// The first release whose receiver knows the chunk. HVM_VIRIDIAN and HVM_X87_FIP_WIDTH came with point releases.
  var firstReceiver: PointRelease {
    switch self {
    case .hvmConsolePFN, .lastCheckpoint, .hvmACPIIOPortsLocation: PointRelease(4, 1, 0)
    case .hvmViridian: PointRelease(4, 1, 3)
    case .compressedData, .enableCompression, .hvmGenerationIDAddress, .hvmPagingRingPFN, .hvmAccessRingPFN,
      .hvmSharingRingPFN, .toolstack:
      PointRelease(4, 2, 0)
    case .hvmIoreqServerPFN, .hvmIoreqServerPages: PointRelease(4, 5, 0)
    case .hvmX87FIPWidth: PointRelease(4, 5, 4)
    default: PointRelease(4, 0, 0)
    }
  }
}
