@_spi(Measuring) import SaveStream

/// A capture that is written while it is read: in the end it reads as one that was there as a whole.
struct GrowingDrive {
  private let subject: Subject

  init(_ subject: Subject) { self.subject = subject }

  func run(_ random: inout Random) {
    let bytes = subject.bytes
    guard bytes.count > 8, let file = InputFile(bytes.prefix(8 + random.below(bytes.count - 8))) else { return }
    guard let capture = try? Capture.open(file.path), capture.compression == .none else { return }
    let known = Int(capture.size)
    guard capture.startFollowing() else { return }
    let middle = known + random.below(bytes.count - known + 1)
    file.append(bytes[known..<middle])
    let shown = Shown()
    let indexer = CaptureIndexer(capture: capture, options: subject.options)
    let reader = Thread { shown.isRead = (try? indexer.run()) != nil }
    // What the screen would be told of meanwhile.
    _ = indexer.index.snapshot.findings.count
    file.append(bytes[middle...])
    // Nobody follows a file for longer than it is written.
    _ = try? capture.wait(for: UInt64(bytes.count))
    capture.stopFollowing()
    reader.join()
    guard capture.endOfFollowing == nil, let index = subject.index else { return }
    let grown = indexer.index.snapshot
    promise(shown.isRead, "a capture that grew is none")
    promise(grown.entryCount == index.entryCount, "\(grown.entryCount) rows when it grew, else \(index.entryCount)")
    let findings = { (index: IndexSnapshot) in index.findings.map { "\($0.rule)@\($0.offset)" } }
    promise(findings(grown) == findings(index), "findings when it grew: \(findings(grown)); else \(findings(index))")
  }

  private final class Shown: @unchecked Sendable { var isRead = false }
}
