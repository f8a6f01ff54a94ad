/// What is known of a legacy body while it is read, beside what every format has.
struct LegacyBody {
  /// Where the chunk is that says no checkpoint follows; nil without one.
  var lastCheckpointOffset: UInt64?
  /// The vCPUs that the body's VCPU_INFO names, and whether there was one.
  var vcpuCount: Int?
  /// The numbers of these vCPUs, and the highest that the guest can have; nil where no VCPU_INFO says it.
  var vcpuNumbers: [Int] = []
  var highestVcpu: Int?
  /// Whether it has an HVM_VIRIDIAN chunk.
  var hasViridian = false
  var ioreqServerChunks: (pages: UInt64?, pfn: UInt64?) = (nil, nil)

  /// Says what only the whole body shows. `end` is where its END word is.
  /// - Parameter mayLackVcpuInfo: whether the sender may have been one of Xen 3.0, which writes none.
  func check(at end: UInt64, mayLackVcpuInfo: Bool, _ draft: CheckpointDraft) {
    if vcpuCount == nil { draft.report(.vcpuInfoMissing, mayLackVcpuInfo ? .note : nil, at: end, part: .body) }
    switch ioreqServerChunks {
    case (nil, let offset?): draft.report(.ioreqServerPair, at: offset, value: 0)
    case (let offset?, nil): draft.report(.ioreqServerPair, at: offset, value: 1)
    default: break
    }
  }
}
