import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// A sound capture in which fields are changed one by one.
struct AlteredCapture {
  private(set) var bytes: [UInt8]
  private let tree: ChunkTree

  /// A field capture, by its name.
  init(field name: String) throws {
    let fixture = try #require(Fixtures.field.first { $0.name == name })
    try self.init(bytes: FixtureFile.bytes(fixture.path))
  }

  init(bytes: [UInt8]) throws {
    self.bytes = bytes
    tree = try IndexedCapture(bytes: bytes).tree
  }

  /// A node of the sound capture.
  func node(_ path: String) throws -> TreeNode { try #require(tree.node(at: path), "\(path)") }

  /// Writes a little-endian number over a field, or into a structure `place` bytes behind its beginning.
  /// - Returns: the file offset of the number.
  @discardableResult
  mutating func set(_ path: String, to value: UInt64, at place: Int = 0, byteCount: Int? = nil) throws -> UInt64 {
    let node = try node(path)
    let start = Int(node.offset) + place
    let count = byteCount ?? Int(node.length)
    bytes.replaceSubrange(start..<start + count, with: [UInt8].number(value, bytes: count))
    return UInt64(start)
  }

  /// The findings that the capture has now.
  func findings() throws -> [Finding] { Array(try IndexedCapture(bytes: bytes).index.findings) }
}

/// One field of a sound capture that is changed, and the finding that follows.
struct Alteration: Sendable, CustomStringConvertible {
  let capture: String
  let path: String
  var place = 0
  var byteCount: Int?
  let value: UInt64
  let rule: FindingRule
  let severity: Severity
  /// What the message says of it.
  let words: [String]

  init(
    _ capture: String, _ path: String, place: Int = 0, byteCount: Int? = nil, to value: UInt64, _ rule: FindingRule,
    _ severity: Severity = .error, _ words: String...
  ) {
    (self.capture, self.path, self.place, self.byteCount) = (capture, path, place, byteCount)
    (self.value, self.rule, self.severity, self.words) = (value, rule, severity, words)
  }

  var description: String { "\(rule.rawValue) by \(path) of \(capture)" }

  /// Changes the field, and expects the finding within the record or structure that it stands in.
  func check() throws {
    var altered = try AlteredCapture(field: capture)
    #expect(try altered.findings().allSatisfy { $0.severity == .note })
    let offset = try altered.set(path, to: value, at: place, byteCount: byteCount)
    let findings = try altered.findings()
    let found = try #require(findings.first { $0.rule == rule }, "\(findings.map(\.rule.rawValue))")
    #expect(found.severity == severity)
    #expect(found.offset <= offset && offset - found.offset < 1100)
    let message = FindingText.message(for: found)
    for word in words { #expect(message.contains(word), "\(message)") }
  }
}
