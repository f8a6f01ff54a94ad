/// What a page of guest memory looks like, from its bytes alone: a guess, but for zeros and for pages that are alike.
package enum PageClass: UInt8, Sendable, CaseIterable {
  case zero
  /// Nearly all bytes that are not zero are printable ASCII.
  case text
  /// Many words are addresses of a 64-bit kernel or program.
  case pointers
  /// The bytes are those that machine code of x86 has most.
  case code
  /// Another page that was looked at has the same bytes.
  case alike
  case other

  /// - Parameter bytes: of a page, 4096.
  package init(_ bytes: Span<UInt8>) {
    let counts = ByteCounts(bytes)
    if counts.zeros == bytes.count {
      self = .zero
    } else if counts.isText {
      self = .text
    } else if Self.hasPointers(bytes) {
      self = .pointers
    } else {
      self = counts.isCode ? .code : .other
    }
  }

  /// How often bytes occur in a page.
  private struct ByteCounts {
    var zeros = 0
    var printable = 0
    var opcodes = 0
    var prefixes = 0
    let count: Int

    init(_ bytes: Span<UInt8>) {
      count = bytes.count
      for place in bytes.indices {
        let byte = bytes[place]
        if byte == 0 { zeros += 1 }
        if PageClass.isText(byte) { printable += 1 }
        switch byte {
        // REX.W and MOV: what 64-bit and 32-bit code has most.
        case 0x48, 0x8b, 0x89: (prefixes, opcodes) = (prefixes + 1, opcodes + 1)
        case 0x0f, 0x83, 0x85, 0xc3, 0xc7, 0xe8, 0xe9, 0x4c, 0x8d, 0x74, 0x75: opcodes += 1
        default: break
        }
      }
    }

    var isText: Bool { count - zeros >= 128 && printable * 10 >= (count - zeros) * 9 }

    var isCode: Bool { opcodes * 6 >= count && prefixes * 25 >= count && zeros * 2 <= count }
  }

  /// Whether a quarter of the words that are not zero, and eight of them at least, are addresses.
  private static func hasPointers(_ bytes: Span<UInt8>) -> Bool {
    var (words, pointers) = (0, 0)
    for start in stride(from: 0, to: bytes.count - 7, by: 8) {
      let word = bytes.littleWord(at: start)
      guard word != 0 else { continue }
      words += 1
      if isPointer(word) { pointers += 1 }
    }
    return pointers >= 8 && pointers * 4 >= words
  }

  /// Whether a byte is one of ASCII text.
  package static func isText(_ byte: UInt8) -> Bool {
    0x20...0x7e ~= byte || 0x09...0x0a ~= byte || byte == 0x0d
  }

  /// Whether a word of eight bytes is an address of a kernel's upper half, or of programs and libraries as Linux places
  /// them.
  package static func isPointer(_ word: UInt64) -> Bool {
    switch word {
    case 0xffff_8000_0000_0000...0xffff_ffff_ffff_0000: true
    case 0x5500_0000_0000...0x7fff_ffff_ffff: true
    default: false
    }
  }
}
