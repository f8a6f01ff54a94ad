/// What in a guest's state or configuration only some releases take, whatever the format of the stream.
enum GuestTraits {
  /// - Parameter state: what stands behind the pages of the checkpoint that a receiver starts from.
  /// - Throws: when the capture cannot be read.
  static func list(
    _ state: [GuestPart], _ reader: TreeReader
  ) throws(CaptureError) -> [ReceiverTrait] {
    var traits: [ReceiverTrait] = []
    for part in state {
      switch part.kind {
      case .hvmContext: traits += try HVMContext.traits(reader.capture, in: part.range, reader.order)
      case .hvmParameters: traits += try parameterTraits(part.range, reader)
      case .vcpuExtended(0): traits += extendedTraits(part.range, reader)
      default: break
      }
    }
    return try traits + configTraits(reader)
  }

  // MARK: PV

  /// Up to 4.1 the size had to be that of their own structure (`XEN_DOMCTL_set_ext_vcpucontext`).
  private static func extendedTraits(_ range: Range<UInt64>, _ reader: TreeReader) -> [ReceiverTrait] {
    let offset = range.lowerBound + ExtendedVcpuContext.sizeOffset
    guard let size = reader.number(at: offset, bytes: 4), size > 32 else { return [] }
    return [
      ReceiverTrait(
        "an extended vCPU context of \(size) bytes", at: offset,
        [
          Reception(
            .through(4, 1), .failsAtStart, "Couldn't set extended vcpu0 info", source: "xc_domain_restore")
        ])
    ]
  }

  // MARK: HVM

  /// The first receivers of parameters with a number that not all know (`HVM_NR_PARAMS`).
  private static let firstOfParameter: [(number: UInt64, first: PointRelease)] = [
    (36, PointRelease(4, 6, 3)), (37, PointRelease(4, 9, 0)), (38, PointRelease(4, 10, 0)),
  ]

  private static func parameterTraits(
    _ range: Range<UInt64>, _ reader: TreeReader
  ) throws(CaptureError) -> [ReceiverTrait] {
    var traits: [ReceiverTrait] = []
    for pair in try HVMParameters.pairs(range, reader.capture, reader.order) {
      guard let first = firstOfParameter.first(where: { $0.number == pair.number })?.first else { continue }
      let log = LogLine("set HVM param \(pair.number) = …")
      let value = pair.value.lowerBound
      traits.append(
        ReceiverTrait(
          "HVM parameter \(pair.number)", at: value - 8,
          [
            Reception(
              .xen(PointRelease(4, 6, 0), PointRelease.last(before: first)), .fails, log,
              source: "handle_hvm_params in xc_sr_restore_x86_hvm.c")
          ]))
    }
    return traits
  }

  // MARK: The configuration

  /// How libxl and xl's configurations spell the old device model.
  private static let traditional = ["qemu_xen_traditional", "qemu-xen-traditional"]

  private static func configTraits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait] {
    guard let model = try reader.index.guestConfig(reader.capture)?.deviceModelVersion?.escaped(unicode: false),
      traditional.contains(model), let envelope = reader.index.envelopes.first
    else { return [] }
    return [
      ReceiverTrait(
        "the device model qemu-traditional in the configuration", at: envelope.offset,
        [
          Reception(
            .since(4, 21), .rejects, LogLine("unknown device model version", by: .libxl), source: "libxl_create.c")
        ])
    ]
  }
}

extension HVMContext {
  /// What only some releases take of a context: records that came with a release, or grew with one.
  /// - Throws: when the capture cannot be read.
  static func traits(
    _ capture: Capture, in range: Range<UInt64>, _ order: ByteOrder
  ) throws(CaptureError) -> [ReceiverTrait] {
    var seen: Set<UInt64> = []
    var traits: [ReceiverTrait] = []
    for record in try scan(capture, in: range, checkpoint: nil, order).records {
      let known = HVMRecordType.releases[record.typecode]
      let first = known?.byLength[record.statedLength]?.first ?? known?.since
      guard let known, let first, let last = PointRelease.last(before: first),
        seen.insert(UInt64(record.typecode) << 32 | UInt64(record.statedLength)).inserted
      else { continue }
      var receptions: [Reception] = []
      if let since = known.since, let before = PointRelease.last(before: since) {
        let log = LogLine("HVM restore: unknown entry typecode \(record.typecode)", by: .xen)
        receptions.append(
          Reception(.xen(PointRelease(4, 0, 0), before), .failsAtStart, log, source: "hvm_load in hvm/save.c"))
      }
      let log = LogLine("HVM restore: failed to load entry \(record.typecode)/\(record.instance)", by: .xen)
      receptions.append(
        Reception(.xen(PointRelease(4, 0, 0), last), .failsAtStart, log, source: "_hvm_check_entry in hvm/save.c"))
      let words = "an HVM record \(known.name) of \(NumberText.counted(record.statedLength, "byte"))"
      traits.append(ReceiverTrait(words, at: record.offset, receptions))
    }
    return traits
  }
}
