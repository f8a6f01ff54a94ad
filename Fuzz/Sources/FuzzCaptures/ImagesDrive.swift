@_spi(Measuring) import SaveStream

/// Guest memory written as images.
struct ImagesDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    guard let checkpoint = reading.checkpoint(&random) else { return }
    let image = try MemoryImage(of: reading.memory(), at: checkpoint)
    for form in MemoryImage.Format.allCases {
      var sink = CountedBytes()
      let description = random.flip() ? reading.subject.bytes.prefix(2000) : nil
      let outcome = try image.write(
        form, source: reading.capture.path, kernelDescription: description.map { Array($0) }, to: &sink)
      promise(outcome.pages == image.pageCount, "\(outcome.pages) pages written, \(image.pageCount) are there")
      promise(!sink.endsInHole, "an image ends in a hole")
    }
  }
}
