@_spi(Measuring) import SaveStream
import TestSupport

/// What no mutation would make: a small guest, of which is read what its kernel says, with the inspector over it; and a page
/// that is sent hundreds of times.
struct GuestsDrive {
  func run(_ random: inout Random) throws {
    let subject = Subject(SmallGuests.stream(&random), ReadingOptions())
    guard let index = subject.index else { return promise(false, "a guest that is made up cannot be read") }
    let reading = Reading(subject, index)
    try LinuxDrive(reading).run(&random)
    if random.flip() { try KeysDrive(reading).run(&random) }
    if random.below(8) == 0 { try followBusyPage(&random) }
  }

  /// A page that more checkpoints send than are gone through while somebody waits.
  private func followBusyPage(_ random: inout Random) throws {
    let bytes = RemusCaptureBuilder.busyPage(3, checkpoints: 200 + random.below(400))
    let subject = Subject(bytes, ReadingOptions())
    guard let index = subject.index else { return promise(false, "a stream that is made up cannot be read") }
    let reading = Reading(subject, index)
    switch random.below(4) {
    case 0: try PagesDrive(reading).run(&random)
    case 1: try ComparisonDrive(reading).run(&random)
    case 2: try MemoryDrive(reading).run(&random)
    default: try KeysDrive(reading).run(&random)
    }
  }
}
