import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Logs of kernels of all ages, in guests made up for the purpose.
@Suite struct KernelLogTests {
  private func log(_ guest: SmallKernel) throws -> KernelLog { try KernelLog.read(LinuxKernel.of(guest.stream())) }

  private func texts(_ records: [LogRecord]) -> [String] { records.map { $0.text.escaped() } }

  private func lines(_ log: KernelLog) -> [String] { log.records.flatMap { LinuxText.lines(of: $0) } }

  // MARK: Since 5.10

  /// A ring of eight descriptors and 256 bytes of text.
  private struct Ring {
    var guest: SmallKernel
    private var ring: SamplePrintkRing

    init(levels: Int = 4) {
      guest = SmallKernel(levels: levels)
      ring = SamplePrintkRing(
        in: &guest.kernel,
        at: .init(pointer: 0x10000, ring: 0x10100, descriptors: 0x11000, infos: 0x12000, texts: 0x13000),
        countBits: 3, sizeBits: 8, firstSequence: 4)
    }

    /// Adds a record, with its text where the kernel would put it.
    mutating func add(
      _ text: String, nanoseconds: UInt64 = 1_000_000, caller: UInt32 = 1, state: SamplePrintkRing.State = .finalized
    ) {
      ring.add(text, nanoseconds: nanoseconds, caller: caller, state: state, to: &guest.kernel)
    }
  }

  @Test func recordsOfTheRingComeInTheirOrder() throws {
    var ring = Ring()
    ring.add("first")
    ring.add("second\nline", nanoseconds: 12_345_678_901_000, caller: 0x8000_0003)
    let log = try log(ring.guest)
    #expect(lines(log) == ["[    0.001000] first", "[12345.678901] second", "line"])
    #expect(log.records.map(\.sequence) == [4, 5])
    #expect(log.records.map { $0.caller?.name } == ["T1", "C3"])
  }

  @Test func aTextThatDoesNotFitStandsAtTheStartOfTheBuffer() throws {
    var ring = Ring()
    for number in 0..<6 { ring.add("\(number) " + String(repeating: "x", count: 48)) }
    // The first three are written over.
    ring.guest.put(64 + 3, at: 0x10120)
    #expect(try lines(log(ring.guest)).map { $0.dropFirst(15).first } == ["3", "4", "5"])
  }

  @Test func recordsThatAreBeingWrittenOrFreeAreLeftOut() throws {
    var ring = Ring()
    ring.add("whole")
    ring.add("being written", state: .reserved)
    ring.add("committed", state: .committed)
    ring.add("free", state: .reusable)
    let log = try log(ring.guest)
    #expect(texts(log.records) == ["whole", "committed"])
    #expect(log.lostRecords == 0)
  }

  @Test func aRecordThatIsDamagedIsCountedAndTheRestIsThere() throws {
    var ring = Ring()
    ring.add("before")
    ring.add("damaged")
    ring.add("behind")
    // Its length leads out of the buffer.
    ring.guest.put(0xffff, at: 0x12000 + 88 + 16, bytes: 2)
    let log = try log(ring.guest)
    #expect(texts(log.records) == ["before", "behind"])
    #expect(log.lostRecords == 1)
  }

  @Test func whatLiesInPagesThatAreNotThereIsCountedApart() throws {
    var ring = Ring()
    ring.add("first")
    ring.add("second")
    ring.guest.put(0xffff, at: 0x12000 + 88 + 16, bytes: 2)
    ring.guest.remove(pfn: 0x13)
    let log = try log(ring.guest)
    #expect(log.records.isEmpty && log.lostRecords == 1 && log.absentRecords == 1)
    #expect(LinuxText.remark(of: log)?.contains("1 message of the log is not in the capture") == true)
    var guest = recordGuest([(0, "one"), (24, "two")], first: 0, next: 48)
    guest.remove(pfn: 0x11)
    let other = try self.log(guest)
    #expect(other.records.isEmpty && other.lostRecords == 0 && other.absentRecords == 1)
    guest = characterGuest("<6>one\n<6>two\n", end: 77)
    guest.remove(pfn: 0x11)
    let third = try self.log(guest)
    #expect(third.records.isEmpty && third.lostRecords == 0 && third.absentRecords > 0)
  }

  @Test func aRingThatClaimsTooMuchIsDamaged() throws {
    var ring = Ring()
    ring.add("text")
    ring.guest.put(60, at: 0x10100, bytes: 4)
    #expect(throws: LinuxGap.damaged("the kernel log's descriptor")) { try log(ring.guest) }
    ring.guest.put(UInt64.max, at: 0x10000)
    #expect(throws: LinuxGap.self) { try log(ring.guest) }
  }

  @Test func fiveLevelsOfPageTablesAreWalked() throws {
    var ring = Ring(levels: 5)
    ring.add("five levels")
    #expect(try lines(log(ring.guest)) == ["[    0.001000] five levels"])
  }

  @Test func whatWasAddedIsToldByItsNumber() throws {
    var ring = Ring()
    ring.add("old", nanoseconds: 1000)
    let earlier = try log(ring.guest)
    ring.add("new", nanoseconds: 2000)
    let later = try log(ring.guest)
    #expect(texts(later.added(since: earlier)) == ["new"])
    #expect(later.added(since: later) == [])
    // A guest that started anew counts from the start again.
    var other = Ring()
    other.add("other", nanoseconds: 7000)
    #expect(try texts(log(other.guest).added(since: later)) == ["other"])
  }

  // MARK: 3.5 to 5.9

  /// Records in a buffer of 256 bytes.
  private func recordGuest(_ records: [(place: UInt64, text: String)], first: UInt64, next: UInt64) -> SmallKernel {
    var guest = SmallKernel()
    for line in [
      "SIZE(printk_log)=16", "OFFSET(printk_log.ts_nsec)=0", "OFFSET(printk_log.len)=8",
      "OFFSET(printk_log.text_len)=10",
    ] {
      guest.describe(line)
    }
    guest.name("log_buf", at: 0x10000)
    guest.name("log_buf_len", at: 0x10008)
    guest.name("log_first_idx", at: 0x1000c)
    guest.name("log_next_idx", at: 0x10010)
    guest.put(addressOf: 0x11000, at: 0x10000)
    guest.put(256, at: 0x10008, bytes: 4)
    guest.put(first, at: 0x1000c, bytes: 4)
    guest.put(next, at: 0x10010, bytes: 4)
    guest.put([UInt8](repeating: 0, count: 256), at: 0x11000)
    for (number, record) in records.enumerated() {
      let length = UInt64((16 + record.text.utf8.count + 7) / 8 * 8)
      guest.put(UInt64(number + 1) * 1_000_000_000, at: 0x11000 + record.place)
      guest.put(length, at: 0x11000 + record.place + 8, bytes: 2)
      guest.put(UInt64(record.text.utf8.count), at: 0x11000 + record.place + 10, bytes: 2)
      guest.put(Array(record.text.utf8), at: 0x11000 + record.place + 16)
    }
    return guest
  }

  @Test func recordsOneBehindTheOtherGoOnAtTheStart() throws {
    let guest = recordGuest([(200, "one"), (0, "two"), (24, "three")], first: 200, next: 48)
    let log = try log(guest)
    #expect(log.form == .records)
    #expect(lines(log) == ["[    1.000000] one", "[    2.000000] two", "[    3.000000] three"])
  }

  @Test func whatWasAddedIsToldByItsPlace() throws {
    let earlier = try log(recordGuest([(0, "one"), (24, "two")], first: 0, next: 48))
    let later = try log(recordGuest([(0, "one"), (24, "two"), (48, "six")], first: 0, next: 72))
    #expect(texts(later.added(since: earlier)) == ["six"])
  }

  @Test func aRecordWithoutALengthEndsNoLoop() throws {
    var guest = recordGuest([(0, "one"), (24, "two")], first: 0, next: 48)
    guest.put(3, at: 0x11000 + 24 + 8, bytes: 2)
    let log = try log(guest)
    #expect(texts(log.records) == ["one"] && log.lostRecords == 1)
  }

  // MARK: Before 3.5

  private func characterGuest(_ text: String, end: UInt64) -> SmallKernel {
    var guest = SmallKernel()
    guest.putLog(text, room: 64, end: end)
    return guest
  }

  @Test func aRingOfCharactersIsReadInLines() throws {
    let log = try log(characterGuest("<6>[    0.000001] one\n<4>no time\n", end: 100))
    #expect(log.form == .characters)
    #expect(lines(log) == ["[    0.000001] one", "no time"])
  }

  @Test func whatWasAddedIsToldByTheCharacters() throws {
    let earlier = try log(characterGuest("<6>one\n", end: 70))
    let later = try log(characterGuest("<6>one\n<6>two\n", end: 77))
    #expect(texts(later.added(since: earlier)) == ["two"])
  }
}

extension LinuxKernel {
  /// The kernel of a stream, as of its first checkpoint.
  static func of(_ stream: [UInt8]) throws -> LinuxKernel {
    let read = try IndexedCapture(bytes: stream)
    var search = try KernelSearch(GuestMemory(capture: read.capture, index: read.index), at: 0)
    return try search.run()
  }
}
