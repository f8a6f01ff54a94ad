/// The image of a kernel that has its own head (ELF, x86-64) in memory: FreeBSD's.
enum KernelExecutable {
  private static let programHeads = 56
  private static let mostHeads: UInt64 = 64
  private static let loaded: UInt64 = 1
  private static let notes: UInt64 = 4
  private static let mostNoteBytes: UInt64 = 4096
  /// Types of notes: the version of the guest, by Xen's name, and the number of FreeBSD's interfaces, by its own.
  private static let guestVersion: UInt64 = 7

  /// Whether a page begins as such an image of FreeBSD does whose entry is in the kernel's part of all addresses.
  static func begins(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 9]), bytes.count >= 32 else { return false }
    let (kind, machine) = (bytes.number(at: 16, bytes: 2), bytes.number(at: 18, bytes: 2))
    return kind == 2 && machine == 62 && bytes.number(at: 24, bytes: 8) >= LinuxKernel.imageBase
  }

  /// The guest whose image begins with a page, where the page is mapped at the address that the image names for it.
  /// - Throws: when the capture cannot be read.
  static func guest(at pfn: UInt64, _ memory: KernelMemory) throws(CaptureError) -> OtherGuest? {
    guard let page = try memory.reader.page(pfn), page.count == pageSize else { return nil }
    let (start, count) = (page.number(at: 32, bytes: 8), min(page.number(at: 56, bytes: 2), mostHeads))
    guard start <= UInt64(pageSize) - count * UInt64(programHeads) else { return nil }
    var isMapped = false
    var version: CaptureText?
    for number in 0..<Int(count) {
      let head = Int(start) + number * programHeads
      let (type, offset) = (page.number(at: head, bytes: 4), page.number(at: head + 8, bytes: 8))
      let (address, length) = (page.number(at: head + 16, bytes: 8), page.number(at: head + 32, bytes: 8))
      if type == loaded, offset == 0, try memory.physical(address) == pfn << 12 { isMapped = true }
      if type == notes, version == nil { version = try self.version(at: address, length, memory) }
    }
    return isMapped ? .freeBSD(version: version) : nil
  }

  /// The version among the notes at an address: the text of Xen's.
  private static func version(
    at address: UInt64, _ length: UInt64, _ memory: KernelMemory
  ) throws(CaptureError) -> CaptureText? {
    guard let bytes = try memory.bytes(at: address, count: Int(min(length, mostNoteBytes))) else { return nil }
    var place = 0
    while place + 12 <= bytes.count {
      let (name, content) = (Int(bytes.number(at: place, bytes: 4)), Int(bytes.number(at: place + 4, bytes: 4)))
      let (text, end) = (place + 12 + (name + 3) & ~3, place + 12 + (name + 3) & ~3 + content)
      guard end <= bytes.count else { return nil }
      if bytes.number(at: place + 8, bytes: 4) == guestVersion, bytes[(place + 12)...].starts(with: Array("Xen\0".utf8))
      {
        return CaptureText(bytes[text..<end].prefix { $0 != 0 })
      }
      place = (end + 3) & ~3
    }
    return nil
  }
}
