@_spi(Measuring) import SaveStream

/// A legacy stream written anew, plain and compressed: the same memory as of every checkpoint.
struct RecodeDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    for target in RecodeTarget.allCases {
      var sizes = SenderSizes()
      if random.flip() { sizes.cachePages = 1 + random.below(8) }
      var sink = WrittenBytes()
      let result: RecodeResult
      do {
        result = try StreamRecoder(capture: reading.capture, index: reading.index, to: target, sizes: sizes)
          .write(to: &sink)
      } catch is RecodeFailure {
        // Such as one that is in this form already.
        continue
      }
      try check(sink.bytes, result, target)
    }
  }

  private func check(_ bytes: [UInt8], _ result: RecodeResult, _ target: RecodeTarget) throws {
    guard reading.subject.isPlain else { return }
    guard let again = ReadBack(bytes) else { return promise(false, "a recoded stream cannot be read") }
    promise(
      again.index.checkpoints.count >= result.checkpoints,
      "\(again.index.checkpoints.count) checkpoints recoded, and \(result.checkpoints) told")
    guard let last = reading.index.takeover, last < result.checkpoints else { return }
    promise((again.index.takeover ?? -1) >= last, "recoded to \(target): no takeover at \(last)")
    let before = try RememberedMemory(reading.memory(), at: last, types: false)
    let differing = try again.memory(at: last, types: false).firstDifference(from: before)
    promise(differing == nil, "recoded to \(target): page \(differing ?? 0) differs at \(last)")
  }
}
