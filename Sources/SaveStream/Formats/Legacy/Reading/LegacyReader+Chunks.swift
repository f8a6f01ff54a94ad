extension LegacyReader {
  // MARK: Batches

  mutating func readBatch(
    _ chunk: LegacyChunk, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    if try isFollowedByCompressedData(chunk, draft) { draft.open?.isCompressed = true }
    let hasImages = draft.open?.isCompressed == false
    let (chunk, placement) = hasImages ? try placeImages(of: chunk, draft) : (try checkEnd(of: chunk, draft), nil)
    // Its count may have been taken for the END that it is one bit from.
    guard chunk.kind == .batch else { return .goOn }
    draft.add(4, as: .framing)
    if case .array(let placement, let sign) = placement {
      position = try draft.add(placement, of: chunk.offset, sign)
      draft.salvage?.goOn(at: position, sign)
      return .goOn
    }
    var array = EntryArray(record: chunk.offset, words: chunk.payload, hasImages: hasImages)
    if case .images(let placement) = placement { array.placement = placement }
    guard let end = try draft.add(array) else {
      position = draft.open?.end ?? position
      try endCheckpoint(at: position, draft)
      return .stop
    }
    position = end
    return .goOn
  }

  /// Whether the array of a batch after checkpoint 0 is followed by compressed data although compression was never
  /// enabled: a sound COMPRESSED_DATA chunk, behind which a known chunk stands, is no page image.
  private mutating func isFollowedByCompressedData(
    _ batch: LegacyChunk, _ draft: CheckpointDraft
  ) throws(CaptureError) -> Bool {
    guard let open = draft.open, !open.isCompressed, open.number > 0,
      open.firstRow == draft.builder.working.entryRows.count,
      try draft.capture.wait(for: batch.payload.upperBound)
    else { return false }
    let next = try LegacyChunk.read(draft.window, at: batch.payload.upperBound, framing: header.framing)
    guard next.kind == .metadata(.compressedData), next.finding == nil, next.cutIn == nil, !next.payload.isEmpty
    else { return false }
    let after = try LegacyChunk.read(draft.window, at: next.payload.upperBound, framing: header.framing)
    guard after.kind != .unknown, after.finding == nil else { return false }
    draft.report(.compressedUnexpected, at: next.offset, part: .compressedData)
    isCompressionEnabled = true
    return true
  }

  // MARK: Metadata

  mutating func readMetadata(
    _ chunk: LegacyChunk, _ id: LegacyChunkID, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    if let found = try foundEnd(of: chunk, draft) {
      return try readDamaged(chunk, id, upTo: found, &position, draft)
    }
    if chunk.finding?.severity == .error { return lose(chunk, draft) }
    let end = min(chunk.payload.upperBound, max(chunk.offset, draft.capture.size))
    let framing = min(chunk.framingLength, end - chunk.offset)
    let payload = end - chunk.offset - framing
    draft.add(framing, as: .framing)
    draft.add(payload, as: id == .compressedData ? .compressedData : .metadata)
    position = end
    if id == .compressedData { takeCompressedData(chunk, available: payload, draft) }
    if let part = chunk.cutIn {
      draft.open?.end = end
      draft.reportCut(part, at: end, have: payload, need: UInt64(chunk.payload.count))
      try endCheckpoint(at: end, draft)
      return .stop
    }
    try note(chunk, id, draft)
    return .goOn
  }

  /// Reads a chunk that does not end where it says: compressed data up to where the stream goes on, and of others what
  /// there is of them, as what they say can be right.
  private mutating func readDamaged(
    _ chunk: LegacyChunk, _ id: LegacyChunkID, upTo found: UInt64, _ position: inout UInt64, _ draft: CheckpointDraft
  ) throws(CaptureError) -> LayerStep {
    let framing = chunk.framingLength
    let sign = try sign(at: found, draft)
    if id == .compressedData {
      let first = chunk.offset + framing
      // No chunk has more; the index counts the bytes of one with 32 bits.
      let payload = min(found - min(found, first), UInt64(Int32.max))
      draft.add(framing, as: .framing)
      draft.add(payload, as: .compressedData)
      draft.open?.isSalvaged = true
      draft.report(
        .streamDamaged, at: chunk.offset, part: .compressedData, value: 0, limit: sign?.packed ?? 0, subject: found)
      takeCompressedData(chunk, available: payload, draft)
      let rest = first + payload..<max(found, first + payload)
      draft.addHole(rest, part: .compressedData, sign: sign, isReported: true)
    } else if found >= chunk.payload.upperBound, chunk.cutIn == nil, chunk.finding?.severity != .error {
      draft.add(framing, as: .framing)
      draft.add(UInt64(chunk.payload.count), as: .metadata)
      try note(chunk, id, draft)
      draft.addHole(chunk.payload.upperBound..<found, part: .chunkID, sign: sign)
    } else {
      draft.addHole(chunk.offset..<found, part: .chunkPayload, sign: sign)
    }
    position = found
    return .goOn
  }

  private mutating func takeCompressedData(_ chunk: LegacyChunk, available: UInt64, _ draft: CheckpointDraft) {
    if let open = draft.open, !open.isCompressed {
      draft.report(.compressedUnexpected, at: chunk.offset, part: .compressedData)
      guard open.number > 0, open.totals.bytes[.pageData] == 0 else { return }
      draft.open?.isCompressed = true
      isCompressionEnabled = true
    }
    if chunk.payload.isEmpty, available == 0, chunk.cutIn == nil {
      draft.report(.compressedEmpty, at: chunk.offset, part: .compressedData)
    }
    draft.add(deltas: chunk.payload.lowerBound..<chunk.payload.lowerBound + available)
  }

  private mutating func note(
    _ chunk: LegacyChunk, _ id: LegacyChunkID, _ draft: CheckpointDraft
  ) throws(CaptureError) {
    if chunks.insert(id) {
      draft.index.formatFacts = StreamShape.legacy(LegacyShape(header: header, chunks: chunks))
      noteFirst(chunk, id, draft)
    }
    switch id {
    case .enableVerifyMode:
      draft.open?.isVerifying = true
      verifyOffset = verifyOffset ?? chunk.offset
    case .lastCheckpoint: body.lastCheckpointOffset = chunk.offset
    case .enableCompression:
      if draft.number == 0 {
        isCompressionEnabled = true
      } else {
        draft.report(.compressionEnabledLate, at: chunk.offset)
      }
    case .vcpuInfo: try noteVcpus(chunk, draft)
    case .hvmViridian: body.hasViridian = true
    case .hvmIoreqServerPFN: body.ioreqServerChunks.pfn = chunk.offset
    case .hvmIoreqServerPages: body.ioreqServerChunks.pages = chunk.offset
    default: break
    }
    if id.isHVMParameter, header.framing.guest == .pv {
      draft.report(.hvmChunkInPV, at: chunk.offset, value: UInt64(UInt32(bitPattern: id.rawValue)))
    }
    for finding in try LegacyPayload.findings(
      id: id.rawValue, payload: chunk.payloadWithLength, toolstackBits: header.framing.wordBytes * 8,
      checkpoint: draft.number, capture: draft.capture)
    {
      draft.report(finding)
    }
  }

  /// Says of the first chunk of a kind that only some receivers take it.
  private func noteFirst(_ chunk: LegacyChunk, _ id: LegacyChunkID, _ draft: CheckpointDraft) {
    switch id {
    case .tmem: draft.report(.tmemPresent, at: chunk.offset)
    case .tmemExtra where !chunks.contains(.tmem): draft.report(.tmemPresent, at: chunk.offset)
    case .enableCompression: draft.report(.compressionPresent, at: chunk.offset)
    default: break
    }
  }

  /// Remembers the vCPUs that a VCPU_INFO names; a PV tail has a record for each.
  private mutating func noteVcpus(_ chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) {
    if body.vcpuCount != nil { draft.report(.vcpuInfoRepeated, at: chunk.offset) }
    guard let vcpus = try chunk.vcpus(draft.window) else { return }
    (body.vcpuNumbers, body.highestVcpu) = (vcpus.numbers, vcpus.highest)
    body.vcpuCount = vcpus.numbers.count
  }

  // MARK: Chunks that cannot be read

  mutating func cutChunkID(_ chunk: LegacyChunk, _ draft: CheckpointDraft) throws(CaptureError) -> LayerStep {
    let end = max(chunk.offset, draft.capture.size)
    draft.add(end - chunk.offset, as: .framing)
    draft.reportCut(.chunkID, at: end, have: end - chunk.offset, need: 4)
    try endCheckpoint(at: end, draft)
    return .stop
  }

  /// Nothing says where the chunk ends.
  mutating func lose(_ chunk: LegacyChunk, _ draft: CheckpointDraft) -> LayerStep {
    if chunk.kind == .unknown {
      draft.report(
        chunk.id > 0 ? .batchTooLarge : .unknownChunk, .error, at: chunk.offset, part: .chunkID,
        value: UInt64(UInt32(bitPattern: chunk.id)), limit: UInt64(LegacyFraming.maximumBatch))
    }
    if chunk.kind == .metadata(.vcpuInfo) { body.vcpuCount = body.vcpuCount ?? 1 }
    return .lost
  }
}
