/// What a capture's `truth.tsv` says of guest memory: type and digest of each page at each checkpoint.
public struct MemoryTruth: Sendable {
  public struct Page: Sendable, Equatable {
    /// The nibble of the page type.
    public let type: UInt8
    /// The first sixteen hex digits of the SHA-1 of the page.
    public let digest: String

    public init(type: UInt8, digest: String) {
      self.type = type
      self.digest = digest
    }
  }

  /// Pages by PFN, for each checkpoint that the file lists.
  public private(set) var checkpoints: [Int: [UInt64: Page]] = [:]

  /// Reads a file of four columns: checkpoint, PFN and type in hex, digest.
  public init(path: String) throws {
    for line in try FixtureFile.lines(path).dropFirst() {
      let cells = line.split(separator: "\t")
      guard cells.count == 4, let checkpoint = Int(cells[0]), let pfn = UInt64(cells[1], radix: 16),
        let type = UInt8(cells[2], radix: 16)
      else { throw FixtureFile.Failure(description: "\(path): \(line)") }
      checkpoints[checkpoint, default: [:]][pfn] = Page(type: type, digest: String(cells[3]))
    }
  }
}
