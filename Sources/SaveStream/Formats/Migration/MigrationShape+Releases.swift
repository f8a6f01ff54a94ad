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
    // Without headers, records that version 3 alone has say something, and that there are none says nothing.
    let stated = header.isAssumed ? (header.version == 2 ? [] : [format]) : [named, format]
    guard let checkpoint = reader.index.lastCompleteCheckpoint else { return stated }
    let reader = reader.reading(header.order)
    let rest = CheckpointRecords(checkpoint: checkpoint, reader: reader).rest()
    return try stated + parameterReleases(rest.heads, reader) + layerReleases(rest.outer, reader)
  }

  /// What the numbers of the HVM parameters say.
  private func parameterReleases(
    _ heads: [RecordHead], _ reader: TreeReader
  ) throws(CaptureError) -> [ReleaseEvidence] {
    guard let head = heads.first(where: { MigrationRecordType(rawValue: $0.type) == .hvmParams }) else { return [] }
    let pairs = try HVMParameters.list(head.body, reader.capture, header.order)
    let numbers = Set(pairs.map(\.number))
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
  private func layerReleases(_ range: Range<UInt64>, _ reader: TreeReader) -> [ReleaseEvidence] {
    guard outer == .libxl2 else { return [] }
    let order = LibxlNodes.order(reader)
    return RecordHead.list(in: range, order, reader).compactMap { head in
      switch LibxlRecordType(rawValue: head.type) {
      case .checkpointState: return ReleaseEvidence(from: .init(4, 7), "libxl writes CHECKPOINT_STATE")
      case .emulatorContext:
        let isTraditional = reader.reading(order).number(at: head.body.lowerBound, bytes: 4) == 1
        return isTraditional ? ReleaseEvidence(through: .init(4, 20), "its device model is qemu-traditional") : nil
      default: return nil
      }
    }
  }
}
