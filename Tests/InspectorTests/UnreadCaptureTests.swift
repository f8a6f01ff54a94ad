@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) @testable import Inspector

/// Every view says of a capture that is not read what it is, and not that its guest has nothing.
@Suite struct UnreadCaptureTests {
  static let captures: [(bytes: [UInt8], words: [String])] = [
    (UnreadCapture.coloBackChannel, ["the back channel of a COLO run", "the secondary", "the primary's libxl"]),
    (UnreadCapture.qemuState, ["QEMU device-model state", "QEMU writes", "restored"]),
    (UnreadCapture.receiverSide, ["the receiver's side of an xl migration", "xl migrate-receive writes"]),
  ]

  /// The text of a screen in one line, as words may be on two.
  private func text(_ driver: InspectorDriver) -> String {
    driver.lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test(arguments: captures.indices) func viewsSayWhatItIsAndWhoWritesAndReadsIt(_ number: Int) throws {
    let (bytes, words) = Self.captures[number]
    let driver = try InspectorDriver(bytes: bytes, name: "a.bin")
    for key in ["0", "2", "3", "4", "5", "6"] {
      driver.press(key)
      let text = text(driver)
      for word in words { #expect(text.contains(word), "view \(key): \(text)") }
      #expect(text.contains("savescope does not read it"), "view \(key)")
      #expect(!text.contains("No pages") && !text.contains("no page") && !text.lowercased().contains("no checkpoint"))
    }
  }

  @Test(arguments: captures.indices) func goingToACheckpointSaysSo(_ number: Int) throws {
    let driver = try InspectorDriver(bytes: Self.captures[number].bytes, name: "a.bin")
    driver.press(":checkpoint 0<Enter>")
    #expect(!text(driver).contains("There are no checkpoints"))
  }

  @Test func theOtherCaptureOfTwoIsNamedToo() throws {
    let driver = try InspectorDriver(sample: "hvm.bin", comparedWith: "colo.bin")
    try driver.compare(with: UnreadCapture.coloBackChannel, name: "colo.bin")
    driver.press("6")
    #expect(text(driver).contains("The other capture holds the back channel of a COLO run"))
  }
}
