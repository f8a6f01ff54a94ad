/// What a v2 or v3 stream says of the releases that can have saved its guest.
extension MigrationShape {
  package var isConverted: Bool { header.isConverted }

  package func releases(_ reader: TreeReader) throws(CaptureError) -> [ReleaseEvidence] {
    // What it has is the converter's, but for the state of the guest.
    if header.isConverted {
      return [
        ReleaseEvidence(
          from: .init(3, 0), through: .init(4, 5), "a legacy stream was converted, says the domain header")
      ]
    }
    let version = "it is a libxc v\(header.version) stream"
    let format =
      header.version == 2
      ? ReleaseEvidence(from: .init(4, 6), through: .init(4, 13), version)
      : ReleaseEvidence(from: .init(4, 14), version)
    let release = XenRelease(header.xenMajor, header.xenMinor)
    let named = ReleaseEvidence(from: release, through: release, "the domain header names it")
    guard let checkpoint = reader.index.lastCompleteCheckpoint else { return [named, format] }
    let records = CheckpointRecords(checkpoint: checkpoint, reader: reader.reading(header.order))
    return try [named, format] + parameterReleases(records) + layerReleases(records)
  }

  /// What the numbers of the HVM parameters say.
  private func parameterReleases(_ records: CheckpointRecords) throws(CaptureError) -> [ReleaseEvidence] {
    guard
      let head = records.heads(in: records.tail).first(where: { MigrationRecordType(rawValue: $0.type) == .hvmParams })
    else { return [] }
    let pairs = try HVMParameters.list(head.body, records.reader.capture, header.order)
    let numbers = Set(pairs.map(\.index))
    return Self.parameterReleases.filter { numbers.contains(UInt64($0.number)) }.map { item in
      let name = HVMParameter.name(item.number) ?? "\(item.number)"
      return ReleaseEvidence(from: item.first, through: item.last, "HVM_PARAMS has \(name)")
    }
  }

  /// The releases that write a parameter, where not all do.
  private static let parameterReleases: [(number: Int, first: XenRelease?, last: XenRelease?)] = [
    (4, nil, .init(4, 13)), (15, nil, .init(4, 8)), (36, .init(4, 7), nil), (37, .init(4, 9), nil),
    (38, .init(4, 10), nil),
  ]

  /// What records of libxl say.
  private func layerReleases(_ records: CheckpointRecords) -> [ReleaseEvidence] {
    guard outer == .libxl2 else { return [] }
    return records.heads(in: records.outer).compactMap { head in
      switch LibxlRecordType(rawValue: head.type) {
      case .checkpointState: return ReleaseEvidence(from: .init(4, 7), "libxl writes CHECKPOINT_STATE")
      case .emulatorContext:
        let isTraditional = records.reader.number(at: head.body.lowerBound, bytes: 4) == 1
        return isTraditional ? ReleaseEvidence(through: .init(4, 20), "its device model is qemu-traditional") : nil
      default: return nil
      }
    }
  }
}
