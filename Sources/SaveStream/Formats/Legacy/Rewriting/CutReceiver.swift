/// What the receiver of a release takes in an image, where that is less than what senders up to Xen 4.5 write.
///
/// A cut for it leaves out what it does not know, and is refused where the guest has what it cannot have.
package struct CutReceiver: Sendable, Equatable {
  /// The release: `4.0`.
  package let release: String
  /// The lowest id of a metadata chunk that it knows; it gives up on one below.
  let lowestChunk: LegacyChunkID
  /// The highest vCPU id that it takes.
  package let highestVcpu: Int
  /// Whether the vCPUs of a PV guest may have an XSAVE part.
  let takesXsave: Bool
  /// The one size of an extended vCPU context that it takes, in bytes; nil where it goes by what the context states.
  let extendedContextBytes: UInt32?
  let deviceModels: Set<DeviceModelRecord.Signature>
  /// The highest type of record that it knows in an HVM context.
  let highestHVMRecord: UInt16
  /// The most bytes that it takes in HVM records of these types, where some release writes more.
  let hvmRecordBytes: [UInt16: UInt32]

  /// Xen 4.0: `pagebuf_get_one`, `buffer_tail_pv` and `buffer_tail_hvm` in `xc_domain_restore.c`;
  /// XEN_DOMCTL_set_ext_vcpucontext in `arch/x86/domctl.c`; `hvm_load` and `hvm/save.h`.
  package static let xen40 = CutReceiver(
    release: "4.0", lowestChunk: .tscInfo, highestVcpu: 63, takesXsave: false, extendedContextBytes: 32,
    deviceModels: [.xend, .xendRemus], highestHVMRecord: 15, hvmRecordBytes: [5: 16, 15: 16])

  /// Whether it knows a chunk.
  func knows(_ chunk: LegacyChunkID) -> Bool { chunk.rawValue >= lowestChunk.rawValue }
}
