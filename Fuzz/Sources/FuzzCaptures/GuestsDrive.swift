@_spi(Measuring) import SaveStream

/// A small guest that is made up, as no mutation would make one: what is read of its kernel, and the inspector over it.
struct GuestsDrive {
  func run(_ random: inout Random) throws {
    let subject = Subject(SmallGuests.stream(&random), ReadingOptions())
    guard let index = subject.index else { return promise(false, "a guest that is made up cannot be read") }
    let reading = Reading(subject, index)
    try LinuxDrive(reading).run(&random)
    if random.below(4) == 0 { try KeysDrive(reading).run(&random) }
  }
}
