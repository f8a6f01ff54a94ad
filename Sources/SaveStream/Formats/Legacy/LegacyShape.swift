/// A legacy stream as others see it: its parts by kind, and its nodes.
package struct LegacyShape: StreamReading {
  let header: LegacyHeader
  /// The metadata chunks that have been read, in whatever checkpoint.
  var chunks = LegacyChunkSet()

  package func parts(of checkpoint: Int?, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    guard let checkpoint else {
      guard !header.frameList.isEmpty else { return [] }
      return [GuestPart(.frameList(firstPFN: 0, wordBytes: header.framing.wordBytes), .header, header.frameList)]
    }
    let vcpus = header.framing.guest == .pv ? try onlineVcpus(checkpoint, reader) : []
    return try bodyParts(checkpoint, reader) + tailParts(checkpoint, vcpus, reader)
  }

  /// Numbers vCPUs by their places, as the map of their ids lies among the pages.
  package func state(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    try tailParts(checkpoint, [], reader)
  }

  package func numberedState(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [GuestPart] {
    try parts(of: checkpoint, reader).filter { $0.place == .tail }
  }

  package var statesPFNEnd: Bool { !header.isAssumed }

  package func hasLostHeader(in index: IndexSnapshot) -> Bool { header.isAssumed }

  /// Whether what is written of the stream begins without a header, as nobody knows what it said.
  package var lacksSubstitute: Bool { header.isAssumed && header.framing.guest == .pv }

  package func headerNode(_ range: Range<UInt64>) -> TreeNode { LegacyHeaderNodes.node(header) }

  package func checkpointNode(_ checkpoint: Int, _ row: CheckpointRow) -> TreeNode {
    CheckpointNodes.node(checkpoint, row, header)
  }

  package func guestNodes(of checkpoint: Int, _ reader: TreeReader) -> [TreeNode] {
    LegacyGuestNodes.list(checkpoint, header, reader)
  }

  package func readsAs(_ other: StreamShape) -> Bool {
    guard case .legacy(let other) = other else { return false }
    return header.readsAs(other.header)
  }

  package func hasNodes(like other: StreamShape) -> Bool { if case .legacy = other { true } else { false } }

  // MARK: Parts

  private func bodyParts(_ checkpoint: Int, _ reader: TreeReader) -> [GuestPart] {
    let row = reader.index.checkpoints[checkpoint]
    guard let bodyEnd = row.bodyEnd else { return [] }
    let body = LegacyBodyNodes(
      checkpoint: checkpoint, range: row.offset..<bodyEnd, header: header, reader: reader)
    return body.chunks(where: \.describesGuest).compactMap { id, chunk in
      let payload = chunk.payload
      if let parameter = id.hvmParameter {
        // Four bytes of padding, then the value.
        return GuestPart(
          .hvmParameter(parameter), .body, min(payload.lowerBound + 4, payload.upperBound)..<payload.upperBound)
      }
      switch id {
      case .tscInfo: return GuestPart(.tsc, .body, payload)
      case .toolstack: return GuestPart(.toolstack, .body, payload)
      default: return nil
      }
    }
  }

  private func tailParts(
    _ checkpoint: Int, _ vcpus: [Int], _ reader: TreeReader
  ) throws(CaptureError) -> [GuestPart] {
    var parts: [GuestPart] = []
    for part in try tail(of: checkpoint, reader).parts { parts += try guestParts(of: part, vcpus, reader.capture) }
    return parts
  }

  /// The tail of a checkpoint; nothing where its body has no end.
  func tail(of checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> LegacyTail {
    let row = reader.index.checkpoints[checkpoint]
    guard let bodyEnd = row.bodyEnd else { return LegacyTail() }
    var tail = LegacyTailReader(
      window: ByteWindow(reader.capture), header: header, offset: bodyEnd, checkpoint: checkpoint)
    try tail.read(vcpuCount: Int(row.detail))
    return tail.tail
  }

  /// The ids of the vCPUs that a PV tail describes, in its order, as the VCPU_INFO chunk of its body names them; empty
  /// where the body has no such chunk.
  private func onlineVcpus(_ checkpoint: Int, _ reader: TreeReader) throws(CaptureError) -> [Int] {
    let row = reader.index.checkpoints[checkpoint]
    let body = LegacyBodyNodes(
      checkpoint: checkpoint, range: row.offset..<(row.bodyEnd ?? row.end), header: header, reader: reader)
    // Of several the last one counts.
    return try body.chunks(where: { $0 == .vcpuInfo }).last?.chunk.vcpus(ByteWindow(reader.capture))?.numbers ?? []
  }

  private func guestParts(
    of part: LegacyTail.Part, _ vcpus: [Int], _ capture: Capture
  ) throws(CaptureError) -> [GuestPart] {
    switch part.kind {
    case .magicPFNs:
      // The PFNs that modern streams have among the parameters.
      return [UInt64](arrayLiteral: 5, 6, 1).enumerated().map { place, parameter in
        let start = part.range.lowerBound + UInt64(place) * 8
        return GuestPart(.hvmParameter(parameter), .tail, start..<start + 8)
      }
    case .hvmContextLength: return []
    case .hvmContext: return [GuestPart(.hvmContext, .tail, part.range)]
    case .deviceModel: return [GuestPart(.deviceModel, .tail, try DeviceModelRecord.state(in: part.range, capture))]
    case .unmapped:
      let first = min(part.range.lowerBound + UnmappedList.countByteCount, part.range.upperBound)
      return [
        GuestPart(.unmappedPFNs(wordBytes: header.framing.wordBytes), .tail, first..<part.range.upperBound)
      ]
    case .vcpu(let place): return vcpuParts(place < vcpus.count ? vcpus[place] : place, part.range)
    case .sharedInfo: return [GuestPart(.sharedInfo, .tail, part.range)]
    }
  }

  private func vcpuParts(_ vcpu: Int, _ range: Range<UInt64>) -> [GuestPart] {
    let bits = header.guestWordBytes * 8
    var position = range.lowerBound
    func part(_ kind: GuestPart.Kind, _ length: UInt64) -> GuestPart {
      let end = min(range.upperBound, position + length)
      defer { position = end }
      return GuestPart(kind, .tail, position..<end)
    }
    var parts = [part(.vcpuContext(vcpu, bits: bits), UInt64(VcpuContext.layout(guestBits: bits).byteCount))]
    if header.hasExtendedContext { parts.append(part(.vcpuExtended(vcpu), ExtendedVcpuContext.byteCount)) }
    if header.xsaveBytes != nil {
      // Behind a mask and a size.
      position = min(range.upperBound, position + XsaveArea.headerByteCount)
      parts.append(part(.vcpuXSAVE(vcpu), range.upperBound - position))
    }
    return parts
  }
}

extension LegacyChunkID {
  /// The number of the HVM parameter that the chunk states (`HVM_PARAM_*`); nil for a chunk of another kind.
  var hvmParameter: UInt64? {
    switch self {
    case .hvmIdentPT: 12
    case .hvmVM86TSS: 15
    case .hvmConsolePFN: 17
    case .hvmACPIIOPortsLocation: 19
    case .hvmViridian: 9
    case .hvmGenerationIDAddress: 34
    case .hvmPagingRingPFN: 27
    case .hvmAccessRingPFN: 28
    case .hvmSharingRingPFN: 29
    case .hvmIoreqServerPFN: 32
    case .hvmIoreqServerPages: 33
    case .hvmX87FIPWidth: 36
    default: nil
    }
  }
}
