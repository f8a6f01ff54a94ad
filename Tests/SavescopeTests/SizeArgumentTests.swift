import Testing

@testable import savescope

/// Bytes as users write them.
@Suite struct SizeArgumentTests {
  @Test(
    arguments: [
      ("0", 0), ("4096", 4096), ("0x10", 16), ("1k", 1024), ("500M", 500 << 20), ("20G", 20 << 30), ("2T", 2 << 40),
    ] as [(String, UInt64)])
  func aLetterBehindANumberIsAUnitOf1024(text: String, bytes: UInt64) {
    #expect(SizeArgument(argument: text)?.bytes == bytes)
  }

  @Test(arguments: ["", "G", "-1", "1.5G", "20 G", "20GB", "5ß", "99999999999T"])
  func whatIsNoSizeIsRefused(text: String) { #expect(SizeArgument(argument: text) == nil) }
}
