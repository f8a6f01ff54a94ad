/// What pages of a guest say of the kernel whose image they are, gathered page by page: the notes in which an image
/// tells Xen its name, those of Solo5, and the block in which Windows tells a debugger where it is.
///
/// ```
/// note     u32 length of the name, u32 length of the content, u32 type, name, content: each at a multiple of 4
/// KDBG     two pointers, "KDBG", u32 length, u64 address of the kernel's image
/// ```
struct ImageSigns {
  /// Whether a Linux was come upon: its banner, or the note of its image.
  private(set) var hasLinux = false
  private var name: CaptureText?
  private var version: CaptureText?
  private var hasSolo5 = false

  // The first four characters of each, as a number: "Xen", "Solo5", "KDBG", "Linux version".
  private static let xen: UInt32 = 0x006e_6558
  private static let solo: UInt32 = 0x6f6c_6f53
  private static let kdbg: UInt32 = 0x4742_444b
  private static let linux: UInt32 = 0x756e_694c
  private static let banner = Array("Linux version ".utf8)
  private static let soloName = Array("Solo5\0".utf8)
  /// Types of Solo5's notes: MFT1 and ABI1.
  private static let soloTypes: [UInt64] = [0x3154_464d, 0x3149_4241]
  /// Types of Xen's notes.
  private static let guestName: UInt64 = 6
  private static let guestVersion: UInt64 = 7
  /// Bytes before a note's name.
  private static let noteHead = 12
  private static let longestText = 64
  /// Bytes of the block of Windows that are believed.
  private static let blockBytes: ClosedRange<UInt64> = 0x80...0x1000

  /// The guest that the signs name; nil where they name none, or there is a Linux.
  var guest: OtherGuest? {
    guard !hasLinux else { return nil }
    if hasSolo5 { return .solo5 }
    return name.map { .named($0, version: version) }
  }

  /// Looks at a page.
  /// - Returns: addresses at which Windows may have its kernel.
  mutating func look(at page: [UInt8]) -> [UInt64] {
    guard page.count == pageSize else { return [] }
    var bases: [UInt64] = []
    let span = page.span
    var place = 0
    while place < pageSize {
      let word = span.littleWord(at: place)
      // Most of a guest's memory is zeros.
      if word != 0 {
        look(at: UInt32(truncatingIfNeeded: word), of: page, place, &bases)
        look(at: UInt32(truncatingIfNeeded: word >> 32), of: page, place + 4, &bases)
      }
      place += 8
    }
    return bases
  }

  /// Looks at four characters of a page; `bases` are addresses at which Windows may have its kernel.
  private mutating func look(at number: UInt32, of page: [UInt8], _ place: Int, _ bases: inout [UInt64]) {
    switch number {
    case Self.xen: lookAtNote(of: page, place)
    case Self.solo: lookAtSolo(page, place)
    case Self.kdbg: if let base = Self.base(page, place) { bases.append(base) }
    case Self.linux: if page[place...].starts(with: Self.banner) { hasLinux = true }
    default: break
    }
  }

  private mutating func lookAtNote(of page: [UInt8], _ place: Int) {
    guard place >= Self.noteHead, page.number(at: place - 12, bytes: 4) == 4 else { return }
    let (length, type) = (page.number(at: place - 8, bytes: 4), page.number(at: place - 4, bytes: 4))
    guard type == Self.guestName || type == Self.guestVersion, length <= UInt64(Self.longestText),
      let text = Self.text(page[(place + 4)...].prefix(Int(length)))
    else { return }
    if type == Self.guestName {
      if text == CaptureText("linux".utf8) { hasLinux = true } else if name == nil { name = text }
    } else if version == nil {
      version = text
    }
  }

  /// A text up to its NUL, where it has one and characters of ASCII before it.
  private static func text(_ bytes: ArraySlice<UInt8>) -> CaptureText? {
    guard let end = bytes.firstIndex(of: 0), end > bytes.startIndex else { return nil }
    let text = bytes[..<end]
    return text.allSatisfy { (0x20...0x7e).contains($0) } ? CaptureText(text) : nil
  }

  private mutating func lookAtSolo(_ page: [UInt8], _ place: Int) {
    guard place >= Self.noteHead, page[place...].starts(with: Self.soloName),
      page.number(at: place - 12, bytes: 4) == UInt64(Self.soloName.count),
      Self.soloTypes.contains(page.number(at: place - 4, bytes: 4))
    else { return }
    hasSolo5 = true
  }

  private static func base(_ page: [UInt8], _ place: Int) -> UInt64? {
    guard place >= 16, place <= pageSize - 16, blockBytes.contains(page.number(at: place + 4, bytes: 4)) else {
      return nil
    }
    let base = page.number(at: place + 8, bytes: 8)
    return base >> 47 == 0x1_ffff && base & 4095 == 0 ? base : nil
  }
}
