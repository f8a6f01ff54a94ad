@_spi(Measuring) import SaveStream

/// A legacy stream written as a newer one: the same memory.
struct ConversionDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    let memory = try reading.memory()
    let conversion = try LegacyConversion(of: memory)
    var sink = WrittenBytes()
    _ = try conversion.pageCount
    _ = try conversion.write(to: &sink)
    let last = conversion.checkpoint
    guard reading.subject.isPlain, reading.index.takeover ?? -1 >= last else { return }
    guard let again = ReadBack(sink.bytes), again.index.stream != nil else {
      return promise(false, "a converted stream cannot be read")
    }
    promise(again.index.checkpoints.first?.isComplete ?? false, "a converted stream is not complete")
    let before = try RememberedMemory(memory, at: last, types: false)
    let differing = try again.memory(at: 0, types: false).firstDifference(from: before)
    promise(differing == nil, "page \(differing ?? 0) of the converted stream differs")
  }
}
