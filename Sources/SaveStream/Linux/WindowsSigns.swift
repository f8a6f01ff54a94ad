/// By what Windows on x86-64 is known in memory.
///
/// ```
/// 0xfffff78000000000   the page that it shares with every process (KUSER_SHARED_DATA):
///   0x030  its folder, in UTF-16: a letter, ":", "\"      0x260  build, since Windows 10
///   0x26c  major version                                   0x270  minor version
/// ```
enum WindowsSigns {
  private static let sharedData: UInt64 = 0xffff_f780_0000_0000
  private static let folder = 0x30
  private static let build = 0x260
  private static let majorVersion = 0x26c
  private static let minorVersion = 0x270
  /// Versions that are believed: XP for x64 to those of today.
  private static let majors: ClosedRange<UInt64> = 5...10
  private static let minors: ClosedRange<UInt64> = 0...4
  private static let builds: ClosedRange<UInt64> = 10_000...99_999

  /// The version that the shared page tells; nil where there is no such page.
  /// - Throws: when the capture cannot be read.
  static func version(in memory: KernelMemory) throws(CaptureError) -> OtherGuest.WindowsVersion? {
    guard let page = try memory.page(holding: sharedData), page.count == pageSize else { return nil }
    let (letter, rest) = (page.number(at: folder, bytes: 2), page.number(at: folder + 2, bytes: 4))
    let (major, minor) = (page.number(at: majorVersion, bytes: 4), page.number(at: minorVersion, bytes: 4))
    // ":" and "\" behind a letter.
    guard (0x41...0x5a).contains(letter & ~0x20), rest == 0x5c_003a, majors.contains(major), minors.contains(minor)
    else { return nil }
    let number = page.number(at: build, bytes: 4)
    return OtherGuest.WindowsVersion(
      major: Int(major), minor: Int(minor), build: major == 10 && builds.contains(number) ? Int(number) : nil)
  }

  /// Whether an executable for x86-64 in the form of Windows (PE) is mapped at an address.
  /// - Throws: when the capture cannot be read.
  static func isKernel(at address: UInt64, in memory: KernelMemory) throws(CaptureError) -> Bool {
    guard let page = try memory.page(holding: address), page.count == pageSize, page.starts(with: [0x4d, 0x5a]) else {
      return false
    }
    let header = Int(page.number(at: 0x3c, bytes: 4))
    guard header <= pageSize - 6 else { return false }
    return page.number(at: header, bytes: 4) == 0x4550 && page.number(at: header + 4, bytes: 2) == 0x8664
  }
}
