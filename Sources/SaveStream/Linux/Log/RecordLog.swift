/// The kernel log of 3.5 to 5.9: records one behind the other in a ring of bytes (`struct printk_log`, before 3.11
/// `struct log`).
///
/// ```
/// log_buf ──→ │ … │ time, len, text_len │ text │ … │   len 0: go on at the ring's start
///                  ↑ log_first_idx              ↑ log_next_idx
/// ```
struct RecordLog {
  private let memory: KernelMemory
  /// Bytes that the guest's memory has: texts do not overlap, so that they take no more.
  private let room: UInt64
  private let buffer: UInt64
  private let length: UInt64
  private let first: UInt64
  private let next: UInt64
  private let header: UInt64
  private let time: UInt64
  private let recordLength: UInt64
  private let textLength: UInt64

  /// Bytes of a buffer that are believed; kernels take no more.
  private static let longest: UInt64 = 1 << 31

  init(_ kernel: LinuxKernel) throws {
    memory = kernel.memory
    room = UInt64(kernel.reader.mostPages) &* UInt64(pageSize)
    buffer = try kernel.number(ofSymbol: "log_buf")
    length = try kernel.number(ofSymbol: "log_buf_len", bytes: 4)
    first = try kernel.number(ofSymbol: "log_first_idx", bytes: 4)
    next = try kernel.number(ofSymbol: "log_next_idx", bytes: 4)
    let name = kernel.info.size("printk_log") != nil ? "printk_log" : "log"
    header = try kernel.size(name)
    time = try kernel.offset("\(name).ts_nsec")
    recordLength = try kernel.offset("\(name).len")
    textLength = try kernel.offset("\(name).text_len")
    guard length <= Self.longest, first < length, next <= length else {
      throw LinuxGap.damaged("the kernel log's descriptor")
    }
  }

  /// A way over all records, the oldest first.
  struct Walk {
    private let ring: RecordLog
    /// What was read so far.
    private(set) var log = KernelLog(.records)
    private var place: UInt64
    /// Whether the way still leads over the ring's end.
    private var isWrapped: Bool
    /// Bytes of the records passed: they have a header each and do not overlap, so that the way ends.
    private var passed: UInt64 = 0

    init(_ ring: RecordLog) {
      self.ring = ring
      place = ring.first
      isWrapped = ring.next < ring.first
    }

    /// Goes over some records more. Returns whether it was the last of them.
    /// - Throws: when the capture cannot be read.
    mutating func step(records count: Int) throws(CaptureError) -> Bool {
      for _ in 0..<count {
        guard isWrapped || place < ring.next else { return true }
        let seen = log.records.count + log.lostRecords + log.absentRecords
        guard seen < KernelLog.mostRecords, passed <= ring.room else {
          log.lostRecords += 1
          return true
        }
        if try !takeRecord(), !goToStart() { return true }
      }
      return false
    }

    /// Takes the record at hand; false where none is there, and nothing tells where the next one would be.
    private mutating func takeRecord() throws(CaptureError) -> Bool {
      guard place &+ ring.header <= ring.length else {
        log.lostRecords += 1
        return false
      }
      guard let step = try ring.memory.number(at: ring.buffer &+ place &+ ring.recordLength, bytes: 2) else {
        log.absentRecords += 1
        return false
      }
      // The rest of the ring is empty.
      if step == 0 { return false }
      guard step >= ring.header, place &+ step <= ring.length else {
        log.lostRecords += 1
        return false
      }
      switch try ring.record(at: place, step) {
      case .record(let record): log.records.append(record)
      case .lost: log.lostRecords += 1
      case .absent: log.absentRecords += 1
      }
      place += step
      passed += step
      return true
    }

    /// Goes on at the ring's start; false where the way does not lead there.
    private mutating func goToStart() -> Bool {
      guard isWrapped else { return false }
      (place, isWrapped) = (0, false)
      return true
    }
  }

  private enum Found {
    case record(LogRecord)
    /// It cannot be read.
    case lost
    /// It is in a page that is not there.
    case absent
  }

  private func record(at place: UInt64, _ step: UInt64) throws(CaptureError) -> Found {
    let start = buffer &+ place
    guard let time = try memory.number(at: start &+ time),
      let length = try memory.number(at: start &+ textLength, bytes: 2)
    else { return .absent }
    guard header + length <= step else { return .lost }
    guard let text = try memory.bytes(at: start &+ header, count: Int(length)) else { return .absent }
    return .record(LogRecord(sequence: nil, time: time, caller: nil, text: CaptureText(text), place: place))
  }
}
