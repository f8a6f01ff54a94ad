@_spi(Measuring) import SaveStream

/// A copy without the guest's content: as long, with the same rows and the same findings.
struct RedactionDrive: ReadingDrive {
  let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  func run(_ random: inout Random) throws {
    var redactor = try Redactor(reading.capture, reading.index, key: RedactionKey(random.next(), random.next()))
    var sink = WrittenBytes()
    try redactor.write(to: &sink) { _ in }
    promise(UInt64(sink.bytes.count) == reading.index.size, "\(sink.bytes.count) bytes of \(reading.index.size)")
    guard reading.subject.isPlain else { return }
    guard let again = ReadBack(sink.bytes) else { return promise(false, "a copy that cannot be read") }
    promise(again.index.entryCount == reading.index.entryCount, "\(again.index.entryCount) rows in the copy")
    let count = min(reading.index.entryCount, 2000)
    let copied = PageRows(capture: again.capture, index: again.index)
    promise(
      try copied.rows(0..<count, contentOnly: false) == reading.rows.rows(0..<count, contentOnly: false),
      "a row differs in the copy")
    let (before, after) = (Self.keys(reading.index), Self.keys(again.index))
    let (lost, new) = (before.subtracting(after), after.subtracting(before))
    promise(lost.isEmpty && new.isEmpty, "findings lost \(lost.sorted()), new \(new.sorted())")
  }

  /// What is wrong, but for stretches that are lost: what lies behind one is not understood, and so it is blanked.
  private static func keys(_ index: IndexSnapshot) -> Set<String> {
    Set(index.findings.filter { $0.rule != .lostStretch }.map { "\($0.rule.rawValue)@\($0.offset) \($0.severity)" })
  }
}
