import TestSupport
import Testing

/// The commands on captures that real Xen code wrote: what a program that reads their output relies on.
@Suite struct CaptureContractTests {
  /// Captures with nothing wrong in them. One that lists a million pages takes too long for what is done here row by
  /// row.
  private static let sound = Fixtures.tiny + Fixtures.v3.filter { $0.name.hasPrefix("tiny-") && $0.name != "tiny-pvh" }

  private static let checkpointKeys = [
    "index", "offset", "length", "complete", "iterations", "entries", "pages", "types", "verifyPages", "bytes", "delta",
  ]

  private func summary(_ capture: CaptureFixture) throws -> JSONValue {
    let child = try ChildProcess.savescope("summary", capture.path, "--format", "json")
    #expect(child.status == 0 && child.errors == "")
    return try JSONValue(parsing: child.outputBytes)
  }

  @Test(arguments: sound) func theSummaryHasEveryKey(_ capture: CaptureFixture) throws {
    let summary = try summary(capture)
    let compressed = summary["stream"]?["compressed"] == .bool(true) ? ["runLengths"] : []
    #expect(
      summary.keys == ["schema", "file", "envelopes", "stream", "origin", "checkpoints", "findings", "notLookedAt"]
        + compressed)
    #expect(summary["file"]?.keys == ["path", "size", "compression"])
    #expect(
      summary["stream"]?.keys == [
        "format", "toolstackBits", "guest", "guestBits", "p2mSize", "distinctPages", "distinctPagesAtLeast",
        "highestPFN", "checkpointed", "compressed", "lastCompleteCheckpoint", "takeover",
      ])
    for checkpoint in summary["checkpoints"]?.elements ?? [] {
      #expect(checkpoint.keys == Self.checkpointKeys)
      #expect(checkpoint["types"]?.keys.count == 16)
    }
  }

  @Test(arguments: sound) func totalsAreTheSumsOfTheRows(_ capture: CaptureFixture) throws {
    let checkpoints = try summary(capture)["checkpoints"]?.elements ?? []
    let rows = try JSONValue.lines(ChildProcess.savescope("pages", capture.path, "--format", "jsonl").output)
    #expect(rows.count == checkpoints.compactMap { $0["entries"]?.integer }.reduce(0, +))
    for (position, checkpoint) in checkpoints.enumerated() {
      let own = rows.filter { $0["checkpoint"]?.integer == position }
      let encodings = own.compactMap { $0["encoding"]?.text }
      #expect(checkpoint["pages"]?.integer == encodings.filter { !["none", "verify", "missing"].contains($0) }.count)
      #expect(checkpoint["verifyPages"]?.integer == encodings.filter { $0 == "verify" }.count)
      for type in checkpoint["types"]?.keys ?? [] {
        #expect(checkpoint["types"]?[type]?.integer == own.filter { $0["type"]?.text == type }.count)
      }
      expectDelta(checkpoint["delta"], own)
    }
  }

  @Test(arguments: sound) func theRunLengthsSumToTheRuns(_ capture: CaptureFixture) throws {
    let summary = try summary(capture)
    guard let lengths = summary["runLengths"]?.elements else { return }
    #expect(lengths.compactMap { $0["from"]?.integer } == [1, 2, 4, 8, 16, 32, 64])
    #expect(lengths.compactMap { $0["to"]?.integer } == [1, 3, 7, 15, 31, 63, 127])
    let totals = try #require(summary["checkpoints"]?.elements).compactMap { $0["delta"] }.filter { $0 != .null }
    let sum = { (key: String) in totals.compactMap { $0[key]?.integer }.reduce(0, +) }
    #expect(lengths.compactMap { $0["runs"]?.integer }.reduce(0, +) == sum("runs"))
    let words = lengths.compactMap { $0["words"]?.integer }.reduce(0, +)
    #expect(words * 4 + sum("full") * 4096 == sum("literalBytes"))
  }

  private func expectDelta(_ delta: JSONValue?, _ rows: [JSONValue]) {
    guard let delta, delta != .null else { return }
    for encoding in ["empty", "full", "delta"] {
      #expect(delta[encoding]?.integer == rows.filter { $0["encoding"]?.text == encoding }.count)
    }
    #expect(delta["runs"]?.integer == rows.compactMap { $0["runs"]?.integer }.reduce(0, +))
    #expect(delta["skips"]?.integer == rows.compactMap { $0["skips"]?.integer }.reduce(0, +))
    #expect(delta["encodedBytes"]?.integer == rows.compactMap { $0["length"]?.integer }.reduce(0, +))
  }

  @Test(arguments: Fixtures.tiny + Fixtures.malformed)
  func theBucketsOfBytesSumToTheLength(_ capture: CaptureFixture) throws {
    for checkpoint in try summary(capture)["checkpoints"]?.elements ?? [] {
      let bytes = try #require(checkpoint["bytes"])
      #expect(bytes.keys.compactMap { bytes[$0]?.integer }.reduce(0, +) == checkpoint["length"]?.integer)
    }
  }

  @Test(arguments: sound) func aGoodCaptureIsSound(_ capture: CaptureFixture) throws {
    let child = try ChildProcess.savescope("verify", capture.path)
    #expect(child.status == 0)
    #expect(child.output.split(separator: "\n").last?.contains(": sound") == true)
  }

  @Test(arguments: Fixtures.malformed) func verifyTellsSoundFromUnsound(_ capture: CaptureFixture) throws {
    let child = try ChildProcess.savescope("verify", capture.path, "--format", "jsonl")
    let rows = try JSONValue.lines(child.output)
    let severities = rows.compactMap { $0["severity"]?.text }
    let isSound = severities.allSatisfy { $0 == "note" }
    #expect(child.status == (isSound ? 0 : 1))
    let isGood = capture.name.hasSuffix("-asis") || capture.name == "pv-as-hvm"
    let releases = IndexedCapture.rulesThatTellReleasesApart
    #expect(rows.allSatisfy { releases.contains($0["rule"]?.text ?? "") } == isGood)
    // What a replay of the sender's cache shows is told by verify alone.
    let indexed = rows.filter { !["delta-desync", "stale-slot"].contains($0["rule"]?.text) }
    let counts = try summary(capture)["findings"]
    for severity in ["error", "warning", "note"] {
      #expect(counts?[severity]?.integer == indexed.count { $0["severity"]?.text == severity })
    }
  }

  @Test(arguments: Fixtures.half(of: sound))
  func theLeavesOfTheTreeTileTheFile(_ capture: CaptureFixture) throws {
    let child = try ChildProcess.savescope("tree", capture.path, "--format", "json")
    let document = try JSONValue(parsing: child.outputBytes)
    let root = try #require(document["root"])
    #expect(root["offset"]?.integer == 0)
    #expect(try root["length"]?.integer == FixtureFile.bytes(capture.path).count)
    #expect(firstGap(in: root) == nil)
  }

  /// The first node whose children do not cover it from end to end.
  private func firstGap(in node: JSONValue) -> String? {
    guard let children = node["children"]?.elements, let offset = node["offset"]?.integer,
      let length = node["length"]?.integer
    else { return nil }
    var position = offset
    for child in children {
      guard child["offset"]?.integer == position else { return "\(node["name"]?.text ?? "?") at \(position)" }
      position += child["length"]?.integer ?? 0
      if let gap = firstGap(in: child) { return gap }
    }
    return position == offset + length ? nil : "\(node["name"]?.text ?? "?") at \(position)"
  }
}
