/// The kernel log before 3.5: a ring of characters, each line with its level and mostly its time before it.
///
/// ```
/// log_buf ──→ │ …d\n<6>[    1.204567] text\n<4>[    1.20 … │
///                                          ↑ log_end, which counts on from round to round
/// ```
struct CharacterLog {
  private let memory: KernelMemory
  private let buffer: UInt64
  private let length: UInt64
  /// Characters ever written, modulo 2^32.
  private let end: UInt64
  private let count: UInt64

  /// Bytes of a buffer that are believed, and of a line.
  private static let longest: UInt64 = 1 << 26
  private static let longestLine = 1 << 14

  init(_ kernel: LinuxKernel) throws {
    memory = kernel.memory
    buffer = try kernel.number(ofSymbol: "log_buf")
    length = try kernel.number(ofSymbol: "log_buf_len", bytes: 4)
    end = try kernel.number(ofSymbol: "log_end", bytes: 4)
    count = min(try kernel.number(ofSymbol: "logged_chars", bytes: 4), length, end)
    guard length <= Self.longest, length.nonzeroBitCount == 1 else {
      throw LinuxGap.damaged("the kernel log's descriptor")
    }
  }

  /// A way over all characters, the oldest first.
  struct Walk {
    private let ring: CharacterLog
    /// What was read so far.
    private(set) var log = KernelLog(.characters)
    private var place: UInt64
    /// The line at hand, and where it began.
    private var line: [UInt8] = []
    private var start: UInt64
    /// Whether its beginning could not be read.
    private var isLost = false

    init(_ ring: CharacterLog) {
      self.ring = ring
      log.end = ring.end
      place = ring.end - ring.count
      start = place
    }

    /// Goes over some pages more. Returns whether it was the last of them.
    /// - Throws: when the capture cannot be read.
    mutating func step(pages count: Int) throws(CaptureError) -> Bool {
      for _ in 0..<count {
        guard place < ring.end else { break }
        guard log.records.count < KernelLog.mostRecords else {
          log.lostRecords += 1
          place = ring.end
          break
        }
        try takePage()
      }
      guard place >= ring.end else { return false }
      if !line.isEmpty, !isLost { log.records.append(CharacterLog.record(line, at: start)) }
      line = []
      return true
    }

    /// Takes the characters up to the end of a page or of the ring.
    private mutating func takePage() throws(CaptureError) {
      let inRing = place & (ring.length - 1)
      let address = ring.buffer &+ inRing
      let part = min(ring.end - place, UInt64(pageSize) - address & 4095, ring.length - inRing)
      if let bytes = try ring.memory.bytes(at: address, count: Int(part)) {
        for (position, byte) in bytes.enumerated() {
          if byte != 0x0a, line.count < CharacterLog.longestLine {
            line.append(byte)
          } else {
            if !isLost { log.records.append(CharacterLog.record(line, at: start)) }
            (line, isLost, start) = ([], false, place + UInt64(position) + 1)
          }
        }
      } else {
        // What begins or ends in a page that is not there is left out.
        if !isLost || !line.isEmpty { log.absentRecords += 1 }
        (line, isLost) = ([], true)
      }
      place += part
    }
  }

  /// A line with what stands before its text: `<6>[    1.204567] `.
  private static func record(_ line: [UInt8], at place: UInt64) -> LogRecord {
    var text = line[...]
    if text.first == UInt8(ascii: "<"), let end = text.prefix(5).firstIndex(of: UInt8(ascii: ">")),
      text[1..<end].allSatisfy(isDigit)
    {
      text = text[(end + 1)...]
    }
    var time: UInt64?
    if let stamp = Self.time(text) { (time, text) = (stamp.nanoseconds, text.dropFirst(stamp.length)) }
    return LogRecord(sequence: nil, time: time, caller: nil, text: CaptureText(text), place: place)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// `[ssss.uuuuuu] `, and how long it is.
  private static func time(_ text: ArraySlice<UInt8>) -> (nanoseconds: UInt64, length: Int)? {
    guard text.first == UInt8(ascii: "["), let end = text.prefix(24).firstIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    let parts = text[(text.startIndex + 1)..<end].drop { $0 == 0x20 }.split(separator: UInt8(ascii: "."))
    guard parts.count == 2, parts[1].count == 6, parts.allSatisfy({ $0.allSatisfy(isDigit) }), parts[0].count <= 9,
      let seconds = UInt64(String(decoding: parts[0], as: UTF8.self)),
      let micros = UInt64(String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    let hasBlank = end + 1 < text.endIndex && text[end + 1] == 0x20
    return (seconds * 1_000_000_000 + micros * 1000, end - text.startIndex + (hasBlank ? 2 : 1))
  }
}
