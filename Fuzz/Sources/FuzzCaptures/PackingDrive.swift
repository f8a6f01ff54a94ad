import Glibc
@_spi(Measuring) import SaveStream

/// Captures that are packed, or come through a pipe: unpacked and kept in a temporary file up to a limit.
struct PackingDrive {
  private let subject: Subject
  /// Where temporary files go: in memory.
  private static let folder = "/dev/shm"
  /// What no input needs more than.
  private static let most: UInt64 = 8 << 20

  init(_ subject: Subject) { self.subject = subject }

  func run(_ random: inout Random) {
    // The bytes may be packed themselves.
    if random.below(4) == 0 {
      read(subject.bytes, limit: Self.most, &random)
      return
    }
    let compression = random.element(of: [.gzip, .zstd, .xz, .none] as [Capture.Compression])
    guard !subject.bytes.isEmpty, var packed = PackedBytes.pack(subject.bytes, compression) else { return }
    let isWhole = random.flip()
    if !isWhole { damage(&packed, &random) }
    let isLimited = random.below(4) == 0
    let limit = isLimited ? UInt64(random.below(subject.bytes.count)) : Self.most
    let read = self.read(packed, limit: limit, &random)
    guard isWhole, !isLimited, subject.bytes.count < Int(Self.most) else { return }
    // Bytes that look packed themselves are unpacked in their place.
    guard compression != .none || subject.bytes.count > 6 && !looksPacked else { return }
    promise(read == Self.outcome(of: subject), "what was \(compression) reads otherwise than it is")
  }

  private var looksPacked: Bool {
    [[0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, 0x37, 0x7a]].contains { subject.bytes.starts(with: $0) }
  }

  private func damage(_ packed: inout [UInt8], _ random: inout Random) {
    switch random.below(3) {
    case 0: packed.removeLast(random.below(packed.count))
    case 1: packed[random.below(packed.count)] ^= 1 << UInt8(random.below(8))
    default: packed += packed.prefix(random.below(packed.count))
    }
  }

  /// What an index came to, as far as two of the same bytes have to agree.
  private struct Outcome: Equatable {
    var findings: [String] = []
    var entries: UInt64 = 0
    var size: UInt64 = 0
  }

  private static func outcome(of subject: Subject) -> Outcome? { subject.index.map { outcome(of: $0) } }

  private static func outcome(of index: IndexSnapshot) -> Outcome {
    Outcome(
      findings: index.findings.map { "\($0.rule)@\($0.offset)" }, entries: index.entryCount, size: index.size)
  }

  @discardableResult
  private func read(_ bytes: [UInt8], limit: UInt64, _ random: inout Random) -> Outcome? {
    let options = OpenOptions(spoolFolder: Self.folder, spoolLimit: limit)
    guard random.flip() else {
      guard let file = InputFile(bytes) else { return nil }
      return index(file.path, options, atLeast: bytes.count)
    }
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    let (reading, writing) = (ends[0], ends[1])
    let writer = Thread {
      var place = 0
      while place < bytes.count {
        let count = bytes[place...].withUnsafeBytes { Glibc.write(writing, $0.baseAddress, $0.count) }
        if count <= 0 { break }
        place += count
      }
      close(writing)
    }
    let outcome = index("/proc/self/fd/\(reading)", options) { close(reading) }
    writer.join()
    return outcome
  }

  /// - Parameter least: bytes that are there without a temporary file.
  private func index(
    _ path: String, _ options: OpenOptions, atLeast least: Int = 0, whenOpen: () -> Void = {}
  ) -> Outcome? {
    let capture = try? Capture.open(path, options: options)
    whenOpen()
    guard let capture else { return nil }
    let indexer = CaptureIndexer(capture: capture, options: subject.options)
    let isRead = (try? indexer.run()) != nil
    promise(
      capture.size <= max(options.spoolLimit ?? .max, UInt64(least)), "\(capture.size) bytes are beyond the limit")
    return isRead ? Self.outcome(of: indexer.index.snapshot) : nil
  }
}
