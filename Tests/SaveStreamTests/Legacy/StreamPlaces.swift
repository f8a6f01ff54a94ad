import TestSupport

/// Bytes of a real capture from a place that its `chunks.txt` names.
struct StreamPlace {
  /// The file offset.
  let offset: Int
  /// From there to the next place, or to the end.
  let bytes: [UInt8]
}

/// Where Xen's receiver found things in a real capture.
enum StreamPlaces {
  /// Every tail of a kind, `PV` or `HVM`.
  static func tails(of capture: CaptureFixture, kind: String) throws -> [StreamPlace] {
    try places(of: capture) { $0.hasSuffix("TAIL \(kind)") }
  }

  /// The payload of every chunk with this id, without the id itself.
  static func payloads(of capture: CaptureFixture, id: Int32) throws -> [StreamPlace] {
    try places(of: capture) { $0.contains(" chunk \(id) ") }.map {
      StreamPlace(offset: $0.offset + 4, bytes: Array($0.bytes.dropFirst(4)))
    }
  }

  private static func places(of capture: CaptureFixture, where isMatch: (Substring) -> Bool) throws -> [StreamPlace] {
    guard let path = capture.chunksPath else { return [] }
    let lines = try FixtureFile.lines(path)
    let base =
      lines.lazy.compactMap { line in
        line.hasPrefix("libxc stream starts") ? line.split(separator: " ").compactMap { Int($0) }.first : nil
      }.first ?? 0
    let starts = lines.compactMap { line in
      line.hasPrefix("@") ? Int(line.dropFirst().prefix { $0.isNumber }).map { (line, $0 + base) } : nil
    }
    guard starts.contains(where: { isMatch($0.0) }) else { return [] }
    let file = try FixtureFile.bytes(capture.path)
    return starts.filter { isMatch($0.0) }.map { line, offset in
      // Places inside a tail are no end of it.
      let next = starts.first { $0.1 > offset && !$0.0.contains(" tail ") }?.1 ?? file.count
      return StreamPlace(offset: offset, bytes: Array(file[offset..<next]))
    }
  }
}
