/// What a format has to say of its chunks or records for whoever looks for the way through a damaged stream.
protocol ChunkGrammar {
  /// What stands at a file offset, when a chunk or record is taken to begin there.
  func link(at offset: UInt64) throws(CaptureError) -> ChunkLink
  /// Whether the head of a chunk that can be told from other bytes could stand at a place: quick, and wrong now and
  /// then.
  func isPossibleHead(_ bytes: Span<UInt8>, at place: Int) -> Bool
  /// Bytes that this looks at.
  var headByteCount: Int { get }
  /// Whether a chunk of this kind may be where a stream is found again.
  func mayBegin(at offset: UInt64) throws(CaptureError) -> Bool
  /// What stands at a place that is believed, and how many there are in it of what is counted.
  func kind(at offset: UInt64) throws(CaptureError) -> (kind: PlaceSign.Kind, count: Int)
}

/// How far a chunk or record can be believed.
enum ChunkLink {
  /// It makes no sense.
  case contradicted
  /// Nothing speaks against it; what follows has to tell.
  case weak(next: UInt64)
  /// Other bytes do not look like it: PFNs in order, a structure with a magic.
  case strong(next: UInt64)
  /// The capture or the stream ends in it.
  case open

  /// Where what follows it begins; nil where that is not known.
  var next: UInt64? {
    switch self {
    case .weak(let next), .strong(let next): next
    case .contradicted, .open: nil
    }
  }
}

/// How far the chunks from a file offset on can be believed.
enum ChainVerdict: Equatable {
  case contradicted
  /// Up to a chunk that is beyond doubt; its file offset.
  case believed(upTo: UInt64)
  /// Nothing speaks against it up to where the capture ends.
  case open
}

extension ChunkGrammar {
  /// Follows chunks from a file offset on until one is beyond doubt.
  func verdict(at offset: UInt64) throws(CaptureError) -> ChainVerdict {
    var linksLeft = mostLinks
    return try verdict(at: offset, &linksLeft)
  }

  /// The same, of a guess, which is wrong when no more chunks may be looked at.
  /// - Parameter linksLeft: chunks that may be looked at yet, for all guesses.
  func verdict(at offset: UInt64, _ linksLeft: inout Int) throws(CaptureError) -> ChainVerdict {
    var position = offset
    for _ in 0..<mostLinks {
      guard linksLeft > 0 else { return .contradicted }
      linksLeft -= 1
      switch try link(at: position) {
      case .contradicted: return .contradicted
      case .strong: return .believed(upTo: position)
      case .open: return .open
      case .weak(let next):
        guard next > position else { return .contradicted }
        position = next
      }
    }
    return .believed(upTo: position)
  }

  /// The chunks from a file offset on against which nothing speaks, and the one behind them that makes no sense: one of
  /// them is damaged. That at the offset alone where none makes no sense before one is beyond doubt, or the capture ends.
  func suspects(from offset: UInt64) throws(CaptureError) -> [UInt64] {
    var suspects = [offset]
    for _ in 0..<mostLinks {
      switch try link(at: suspects[suspects.count - 1]) {
      case .contradicted: return suspects
      case .strong, .open: return [offset]
      case .weak(let next):
        guard next > suspects[suspects.count - 1] else { return suspects }
        suspects.append(next)
      }
    }
    return [offset]
  }

  /// Chunks that are followed.
  private var mostLinks: Int { 64 }

  /// Whether a stream can be read on from a file offset, beyond doubt: a chunk like no other bytes, and behind it
  /// another that makes sense.
  /// - Parameter linksLeft: chunks that may be looked at yet, for all places.
  func isBelievable(at offset: UInt64, _ linksLeft: inout Int) throws(CaptureError) -> Bool {
    linksLeft -= 1
    switch try link(at: offset) {
    case .contradicted, .open: return false
    case .strong(let next):
      guard next > offset else { return true }
      return try verdict(at: next, &linksLeft) != .contradicted
    case .weak(let next):
      guard next > offset, try mayBegin(at: offset), case .believed = try verdict(at: next, &linksLeft) else {
        return false
      }
      return true
    }
  }
}

extension ChunkGrammar {
  /// Why a place is believed, and how sure that is.
  /// - Parameter linksLeft: chunks that may be looked at yet, for all places.
  func sign(at offset: UInt64, _ linksLeft: inout Int) throws(CaptureError) -> PlaceSign {
    let (kind, count) = try kind(at: offset)
    return PlaceSign(kind, count: count, try certainty(at: offset, kind, count, &linksLeft))
  }

  private func certainty(
    at offset: UInt64, _ kind: PlaceSign.Kind, _ count: Int, _ linksLeft: inout Int
  ) throws(CaptureError) -> PlaceSign.Certainty {
    switch try link(at: offset) {
    case .contradicted, .open: return .guess
    // What follows is beyond doubt, or it would not be believed.
    case .weak: return .likely
    case .strong(let next):
      // PFNs and flags of a PV guest are no magic.
      if kind == .pvTail { return .likely }
      if kind == .hvmTail || next <= offset { return .certain }
      guard case .believed = try verdict(at: next, &linksLeft) else { return .likely }
      let isShort = (kind == .batch || kind == .pageData) && count < fewestCertain
      return isShort ? .likely : .certain
    }
  }

  /// Entries in order from which on they are no accident at all.
  private var fewestCertain: Int { 8 }
}
