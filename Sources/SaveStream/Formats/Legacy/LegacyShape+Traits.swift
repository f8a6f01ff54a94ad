/// What of a legacy stream only some receivers take.
extension LegacyShape {
  package func traits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait] {
    guard !reader.index.checkpoints.isEmpty else { return [] }
    let tail = try tail(of: 0, reader)
    return try chunkTraits(reader) + vcpuTraits(reader) + headerTraits(reader) + entryTraits(reader)
      + deviceModelTraits(tail, reader) + zeroTraits(tail, reader)
  }

  // MARK: Bodies

  /// The first chunk of each kind that not all receivers know.
  private func chunkTraits(_ reader: TreeReader) -> [ReceiverTrait] {
    var wanted = (-21 ... -1).map { LegacyChunkID(rawValue: $0) }.filter { chunks.contains($0) && $0.isOfSome }
    var traits: [ReceiverTrait] = []
    for checkpoint in reader.index.checkpoints.indices where !wanted.isEmpty {
      for (id, chunk) in body(checkpoint, reader).chunks(where: wanted.contains) where wanted.contains(id) {
        wanted.removeAll { $0 == id }
        traits.append(
          ReceiverTrait(
            "a chunk \(id.name ?? "\(id.rawValue)")", at: chunk.offset, checkpoint: checkpoint, id.receptions)
        )
      }
    }
    return traits
  }

  private func body(_ checkpoint: Int, _ reader: TreeReader) -> LegacyBodyNodes {
    let row = reader.index.checkpoints[checkpoint]
    return LegacyBodyNodes(
      checkpoint: checkpoint, range: row.offset..<(row.bodyEnd ?? row.end), header: header, reader: reader)
  }

  /// Ids of vCPUs that 4.0 and 4.1 have no bit for.
  private func vcpuTraits(_ reader: TreeReader) throws(CaptureError) -> [ReceiverTrait] {
    guard let chunk = body(0, reader).chunks(where: { $0 == .vcpuInfo }).last?.chunk,
      let highest = try ByteWindow(reader.capture).int32(at: chunk.payload.lowerBound), highest > 63
    else { return [] }
    return [
      ReceiverTrait(
        "a vCPU \(highest)", at: chunk.offset, checkpoint: 0,
        [Reception(.through(4, 1), .givesUp, "Error when reading max_vcpu_id", source: "pagebuf_get_one")])
    ]
  }

  /// Types of entries without a page, which receivers before take a page for.
  private func entryTraits(_ reader: TreeReader) -> [ReceiverTrait] {
    [(PageType.allocateOnly, ReceiverRange.through(4, 1)), (.broken, .through(4, 2))].compactMap { type, receivers in
      guard reader.index.totals.entriesByType[Int(type.rawValue)] > 0 else { return nil }
      return ReceiverTrait(
        "entries of type \(type.name)", at: reader.index.checkpoints[0].offset, checkpoint: 0,
        [Reception(receivers, .givesUp, source: "pagebuf_get_one: expects a page")])
    }
  }

  // MARK: The header

  private func headerTraits(_ reader: TreeReader) -> [ReceiverTrait] {
    var traits: [ReceiverTrait] = []
    if let block = header.blocks.first(where: { $0.id.elementsEqual("xcnt".utf8) }) {
      let log: LogLine? = reader.index.checkpoints[0].detail > 1 ? "PT base is bad. pfn=… nr=… type=…" : nil
      traits.append(
        ReceiverTrait(
          "XSAVE parts of the vCPUs", at: block.offset,
          [Reception(.xen(4, 0), .failsAtStart, log, source: "buffer_tail_pv: does not expect them")]))
    }
    // The converter makes a record of the list.
    let length = UInt64(header.frameList.count) / UInt64(header.framing.wordBytes) * 8 + 8
    if length > 8 << 20 {
      traits.append(
        ReceiverTrait(
          "a p2m frame list of \(NumberText.size(length))", at: header.frameList.lowerBound,
          [
            Reception(
              .xen(PointRelease(4, 6, 0), PointRelease(4, 9, 4)), .givesUp,
              LogLine("Record (…) length \(NumberText.hex(length)) exceeds max (0x800000)"),
              source: "read_record in xc_sr_restore.c, of what the converter makes")
          ]))
    }
    return traits
  }

  // MARK: Tails

  /// The record of libxl 4.1 and later.
  private func deviceModelTraits(
    _ tail: LegacyTail, _ reader: TreeReader
  ) throws(CaptureError) -> [ReceiverTrait] {
    guard header.framing.deviceModel == .toolstack,
      let record = tail.parts.first(where: { $0.kind == .deviceModel })?.range
    else { return [] }
    let bytes = try reader.capture.bytes(at: record.lowerBound, count: Int(DeviceModelRecord.signatureByteCount))
    guard let signature = DeviceModelRecord.Signature(bytes), signature == .libxl else { return [] }
    let log = LogLine("Invalid QEMU signature: \(signature.rawValue.dropLast())")
    return [
      ReceiverTrait(
        "a device-model record \(signature.rawValue)", at: record.lowerBound, checkpoint: 0,
        [Reception(.xen(4, 0), .givesUp, log, source: "buffer_tail_hvm")])
    ]
  }

  /// Zeros behind one image that does not say that it is the last: receivers that read on find a body without chunks
  /// and a tail of zeros, again and again, and start a PV guest from the last of them.
  private func zeroTraits(_ tail: LegacyTail, _ reader: TreeReader) -> [ReceiverTrait] {
    let index = reader.index
    guard header.framing.guest == .pv, index.checkpoints.count == 1, !index.checkpoints[0].isLast,
      let zeros = index.findings.first(where: { $0.rule == .trailingBytes && $0.severity == .note }),
      let part = index.trailing.first(where: { $0.range.lowerBound == zeros.offset })
    else { return [] }
    let unmapped = tail.parts.first { $0.kind == .unmapped }?.range.count ?? 0
    let row = index.checkpoints[0]
    let length = row.end - (row.bodyEnd ?? row.end) + 8
    guard UInt64(part.range.count) >= length - min(length, UInt64(unmapped)) else { return [] }
    return [
      ReceiverTrait(
        "zeros behind the stream", at: part.range.lowerBound, checkpoint: 0,
        [
          Reception(
            .xen(PointRelease(4, 0, 0), PointRelease(4, 3, 1)), .fails, "PT base is bad. pfn=0 nr=… type=…",
            source: "xc_domain_restore: takes the zeros for checkpoints")
        ])
    ]
  }
}

extension LegacyChunkID {
  /// Whether only some receivers take it; those that the converter alone refuses have rules.
  fileprivate var isOfSome: Bool { self == .enableVerifyMode || firstReceiver > PointRelease(4, 0, 0) }

  /// What receivers do that do not.
  fileprivate var receptions: [Reception] {
    var receptions: [Reception] = []
    if let last = PointRelease.last(before: firstReceiver) {
      let log = LogLine("Max batch size exceeded (\(rawValue)). Giving up.")
      receptions.append(
        Reception(.xen(PointRelease(4, 0, 0), last), .givesUp, log, source: "pagebuf_get_one"))
    }
    if self == .hvmX87FIPWidth {
      let log = LogLine("Unrecognised chunk \(rawValue)", by: .converter)
      receptions.append(Reception(.converter, .givesUp, log, source: "read_chunks"))
    }
    if self == .enableVerifyMode {
      let log = LogLine("RuntimeError: Unable to convert a debug stream", by: .converter)
      receptions.append(
        Reception(.converter(PointRelease(4, 6, 0), PointRelease(4, 6, 1)), .givesUp, log, source: "read_chunks"))
    }
    return receptions
  }
}
