/// The records of a stream of Xen 4.6 and later, taken apart for a test, by code that shares nothing with the
/// library's.
public struct MigrationRecords: Sendable {
  public struct Record: Sendable, Equatable {
    /// Whether it is libxl's.
    public let isLibxl: Bool
    public let type: UInt32
    public let body: [UInt8]
  }

  /// Bytes before the stream, or before libxl's header.
  public private(set) var envelope: [UInt8] = []
  /// libxl's header of 16 bytes; empty without one.
  public private(set) var libxlHeader: [UInt8] = []
  /// Image header and domain header, 40 bytes.
  public private(set) var header: [UInt8] = []
  /// All but those of pages.
  public private(set) var records: [Record] = []
  /// What the pages of the stream add up to: type and content by PFN.
  public private(set) var pages: [UInt64: (type: UInt8, content: [UInt8])] = [:]
  /// Entries of each record of pages.
  public private(set) var entriesByRecord: [Int] = []
  /// Bytes behind the last record.
  public private(set) var rest: [UInt8] = []

  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Takes a little-endian stream apart that ends by END and has no checkpoints.
  /// - Parameter envelope: bytes before it; by default those of an xl header, where there is one.
  public init(_ bytes: [UInt8], envelope length: Int? = nil) throws {
    var position = length ?? 0
    if length == nil, bytes.starts(with: Array("Xen saved domain".utf8)) {
      position = 48 + Int(Self.number(bytes, 44, 4))
    }
    envelope = Array(bytes.prefix(position))
    if bytes.dropFirst(position).starts(with: Array("LibxlFmt".utf8)) {
      libxlHeader = Array(bytes[position..<position + 16])
      position += 24
    }
    header = Array(bytes[position..<position + 40])
    position += 40
    var isLibxl = false
    while true {
      guard position + 8 <= bytes.count else { throw Failure(description: "no END before \(position)") }
      let type = UInt32(Self.number(bytes, position, 4))
      let count = Int(Self.number(bytes, position + 4, 4))
      let padded = (count + 7) / 8 * 8
      guard position + 8 + padded <= bytes.count else { throw Failure(description: "cut at \(position)") }
      let body = Array(bytes[position + 8..<position + 8 + count])
      position += 8 + padded
      if type == 1, !isLibxl {
        try addPages(body)
        continue
      }
      records.append(Record(isLibxl: isLibxl, type: type, body: body))
      guard type == 0 else { continue }
      if isLibxl || libxlHeader.isEmpty { break }
      isLibxl = true
    }
    rest = Array(bytes[position...])
  }

  private mutating func addPages(_ body: [UInt8]) throws {
    let count = Int(Self.number(body, 0, 4))
    entriesByRecord.append(count)
    var content = 8 + 8 * count
    for entry in 0..<count {
      let word = Self.number(body, 8 + 8 * entry, 8)
      let type = UInt8(word >> 60)
      guard type < 13 else { continue }
      guard content + 4096 <= body.count else { throw Failure(description: "a record of pages lacks one") }
      pages[word & (1 << 52 - 1)] = (type, Array(body[content..<content + 4096]))
      content += 4096
    }
    guard content == body.count else { throw Failure(description: "\(body.count - content) bytes behind the pages") }
  }

  /// The HVM parameters of all records, by number.
  public var parameters: [UInt64: UInt64] {
    var parameters: [UInt64: UInt64] = [:]
    for record in records where !record.isLibxl && record.type == 10 {
      for place in 0..<Int(Self.number(record.body, 0, 4)) {
        parameters[Self.number(record.body, 8 + 16 * place, 8)] = Self.number(record.body, 16 + 16 * place, 8)
      }
    }
    return parameters
  }

  /// The types of the records, libxl's with 0x100 added.
  public var types: [UInt32] { records.map { $0.type + ($0.isLibxl ? 0x100 : 0) } }

  /// The bodies of the records of a type.
  public func bodies(of type: UInt32, isLibxl: Bool = false) -> [[UInt8]] {
    records.filter { $0.type == type && $0.isLibxl == isLibxl }.map(\.body)
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
    guard start + count <= bytes.count else { return 0 }
    return bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
