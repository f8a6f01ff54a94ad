extension SmallKernel {
  /// A note of an ELF image: its type, whose it is, and its content, each padded to four bytes.
  public static func note(_ type: UInt32, _ owner: String, _ content: [UInt8]) -> [UInt8] {
    let padded = { (bytes: [UInt8]) in bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4) }
    let owner = Array(owner.utf8) + [0]
    let head = [UInt32(owner.count), UInt32(content.count), type].flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    return head + padded(owner) + padded(content)
  }

  /// A note of Xen that holds a text.
  public static func note(_ type: UInt32, _ text: String) -> [UInt8] { note(type, "Xen", Array(text.utf8) + [0]) }

  /// Puts the head of FreeBSD's kernel into page 0x10, with a note of its version.
  /// - Parameter place: where the image says that it is.
  public mutating func putFreeBSD(mappedAt place: UInt64) {
    put([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 9], at: 0x10000)
    put(2, at: 0x10010, bytes: 2)
    put(62, at: 0x10012, bytes: 2)
    put(addressOf: 0x10800, at: 0x10018)
    put(64, at: 0x10020)
    put(2, at: 0x10038, bytes: 2)
    let notes = Self.note(6, "FreeBSD") + Self.note(7, "1302001")
    put(1, at: 0x10040, bytes: 4)
    put(addressOf: place, at: 0x10050)
    put(4, at: 0x10078, bytes: 4)
    put(addressOf: 0x10400, at: 0x10088)
    put(UInt64(notes.count), at: 0x10098)
    put(notes, at: 0x10400)
  }
}
