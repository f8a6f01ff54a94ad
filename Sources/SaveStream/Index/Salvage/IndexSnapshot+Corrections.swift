extension Capture {
  /// The same bytes with the numbers and magics that were taken for others as those: what is copied of them can be read
  /// where nobody guesses. Itself where nothing was.
  func corrected(by index: IndexSnapshot) -> Capture {
    let corrections = index.correctedBytes
    return corrections.isEmpty ? self : Capture(correcting: self, corrections)
  }
}

extension IndexSnapshot {
  /// The file offsets of the numbers and magics that were taken for others.
  var correctedOffsets: Set<UInt64> {
    // Those of magics and headers are among the findings alone, and of these not all are kept.
    Set(corrections.keys).union(findings.filter { $0.rule == .wordCorrected }.map(\.offset))
  }

  /// Whether the header of the stream is lost, and was read as one that the rest fits.
  var hasLostHeader: Bool { shape?.reading.hasLostHeader(in: self) ?? false }

  /// The bytes that were taken for others, ascending by file offset.
  var correctedBytes: [CorrectedByte] {
    var found: [UInt64: UInt8] = [:]
    for finding in findings where finding.rule == .wordCorrected {
      for (place, byte) in bytes(taken: finding).enumerated() { found[finding.offset &+ UInt64(place)] = byte }
    }
    for (offset, word) in corrections {
      for place in 0..<4 { found[offset &+ UInt64(place)] = UInt8(truncatingIfNeeded: word >> UInt32(8 * place)) }
    }
    return found.map { CorrectedByte(offset: $0.key, byte: $0.value) }.sorted { $0.offset < $1.offset }
  }

  /// The bytes of a magic or header that a finding says were read: of a magic one byte, of a header a word.
  private func bytes(taken finding: Finding) -> [UInt8] {
    let word = UInt32(truncatingIfNeeded: finding.limit)
    var order: ByteOrder = .little
    if case .migration(let shape)? = shape { order = shape.header.order }
    func bytes(_ order: ByteOrder) -> [UInt8] {
      var bytes = OrderedBytes(order)
      bytes.append(word)
      return bytes.bytes
    }
    switch finding.part {
    case .envelope: return [UInt8(truncatingIfNeeded: finding.limit)]
    case .imageHeader: return bytes(.big)
    case .domainHeader: return bytes(order)
    default: return []
    }
  }
}
