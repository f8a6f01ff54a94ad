/// The buffer of messages of a NetBSD or OpenBSD kernel, which begins a page.
///
/// ```
/// u64 magic 0x063061    u64 next to write    u64 next to read    u64 bytes    text …
/// ```
enum BSDMessages {
  private static let magic: UInt64 = 0x06_3061
  private static let headBytes = 32
  private static let sizes: ClosedRange<UInt64> = 2048...(1 << 24)
  /// Pages of text in which the kernel's first lines are looked for.
  private static let pagesLookedAt: UInt64 = 4
  private static let longestVersion = 32

  /// Whether a page begins as such a buffer.
  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= headBytes, bytes.number(at: 0, bytes: 8) == magic else { return false }
    let size = bytes.number(at: 24, bytes: 8)
    return sizes.contains(size) && bytes.number(at: 8, bytes: 8) <= size && bytes.number(at: 16, bytes: 8) <= size
  }

  /// The guest that a line of the buffer names, as the kernel does when it starts: `NetBSD 9.3 (GENERIC) #0: …`.
  /// - Throws: when the capture cannot be read.
  static func guest(at pfn: UInt64, _ reader: GuestReader) throws(CaptureError) -> OtherGuest? {
    var text: [UInt8] = []
    for number in 0..<pagesLookedAt {
      guard let page = try reader.page(pfn &+ number) else { break }
      text += page
    }
    for line in text.dropFirst(headBytes).split(separator: UInt8(ascii: "\n")) {
      let words = line.prefix(longestVersion * 2).split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard words.count == 3, words[2].first == UInt8(ascii: "("), words[1].count <= longestVersion,
        words[1].first.map({ (0x30...0x39).contains($0) }) == true
      else { continue }
      if words[0].elementsEqual("NetBSD".utf8) { return .netBSD(version: CaptureText(words[1])) }
      if words[0].elementsEqual("OpenBSD".utf8) { return .openBSD(version: CaptureText(words[1])) }
    }
    return nil
  }
}
