/// A section of QEMU's state of version 3.
///
/// ```
/// 0 u8 4 (full) or 1 (start)   1 be32 id   5 u8 name length   6 name   be32 instance   be32 version   state
/// ```
/// Nothing states how long the state is, and only QEMU knows each device's layout. So sections are found by scanning
/// for what one begins with, with ids that ascend; this is a guess, if a good one.
package struct QEMUSection: Sendable, Equatable {
  package let id: UInt64
  package let name: CaptureText
  package let instance: UInt64
  package let version: UInt64
  /// File offsets, from the section's first byte up to the next section.
  package let range: Range<UInt64>
  /// The bytes before the device's own state.
  let headByteCount: UInt64

  /// The bytes of a section before its name.
  static let fixedByteCount = 6
  /// The bytes of the longest head.
  static let longestHead = fixedByteCount + 255 + 8
  /// The most bytes that are scanned.
  static let maximumScanned = 64 << 20
  /// The most sections that are listed.
  static let maximumCount = 4096
  private static let windowByteCount = 1 << 16

  /// Looks for sections in a range of file offsets. The last one reaches to its end.
  /// - Throws: when the capture cannot be read.
  static func scan(_ range: Range<UInt64>, _ capture: Capture) throws(CaptureError) -> [QEMUSection] {
    var heads: [(offset: UInt64, head: Head)] = []
    var position = range.lowerBound
    let limit = range.lowerBound + UInt64(min(range.count, maximumScanned))
    while position < limit, heads.count < maximumCount {
      let wanted = min(UInt64(windowByteCount + longestHead), range.upperBound - position)
      let bytes = try capture.bytes(at: position, count: Int(wanted))
      guard !bytes.isEmpty else { break }
      var place = 0
      while place < min(bytes.count, windowByteCount), heads.count < maximumCount {
        guard bytes[place] == 4 || bytes[place] == 1, let head = Head(bytes, at: place, after: heads.last?.head.id)
        else {
          place += 1
          continue
        }
        heads.append((position + UInt64(place), head))
        place += head.byteCount
      }
      position += UInt64(max(place, 1))
    }
    return heads.enumerated().map { place, found in
      let end = place + 1 < heads.count ? heads[place + 1].offset : range.upperBound
      return QEMUSection(
        id: found.head.id, name: CaptureText(found.head.name), instance: found.head.instance,
        version: found.head.version, range: found.offset..<end, headByteCount: UInt64(found.head.byteCount))
    }
  }

  /// A node for it: named by id and device, as QEMU calls it.
  func node() -> TreeNode {
    let nameLength = Int(headByteCount) - Self.fixedByteCount - 8
    let layout = Layout(
      "section", byteCount: Int(headByteCount), rest: .init("state"),
      [
        .init("type", at: 0, .choice(bytes: 1, names: [1: "start", 4: "full"])),
        .init("id", at: 1, .bigEndian(bytes: 4)),
        .init("name_length", at: 5, .number(bytes: 1)),
        .init("name", at: Self.fixedByteCount, .text(bytes: nameLength)),
        .init("instance", at: Int(headByteCount) - 8, .bigEndian(bytes: 4)),
        .init("version", at: Int(headByteCount) - 4, .bigEndian(bytes: 4)),
      ])
    let device = name.escaped(unicode: false).map { $0 == "/" ? ":" : $0 }
    return .structure(
      layout, named: "section \(id) " + String(device), kind: .record, at: range.lowerBound,
      available: UInt64(range.count), meaning: "found by scanning")
  }

  /// What a section begins with.
  private struct Head {
    let id: UInt64
    let name: ArraySlice<UInt8>
    let instance: UInt64
    let version: UInt64

    var byteCount: Int { fixedByteCount + name.count + 8 }

    /// nil where no section can begin: ids ascend in small steps, names are printable, versions small.
    init?(_ bytes: [UInt8], at place: Int, after previous: UInt64?) {
      guard bytes.count - place > fixedByteCount, bytes[place + 1] == 0, bytes[place + 2] == 0 else { return nil }
      let number = bytes.number(at: place + 1, bytes: 4, .big)
      let length = Int(bytes[place + 5])
      let start = place + fixedByteCount
      guard length > 1, bytes.count - start >= length + 8, previous.map({ number > $0 }) ?? true else { return nil }
      let text = bytes[start..<start + length]
      guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else { return nil }
      (id, name) = (number, text)
      instance = bytes.number(at: start + length, bytes: 4, .big)
      version = bytes.number(at: start + length + 4, bytes: 4, .big)
      guard version < 0x10000 else { return nil }
    }
  }
}
