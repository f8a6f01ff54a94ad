/// Collects the bytes of a report and hands them on 64 KiB at a time.
///
/// The writing methods do not throw, so that a row is written at the speed of memory: the first failure is kept,
/// what follows is dropped, and `check()` throws it. Call `check()` once a row or so, and `flush()` at the end.
/// What is not flushed is lost.
@safe package final class ReportOutput {
  /// Takes bytes to where they belong.
  package typealias Delivery = (RawSpan) throws(OutputError) -> Void

  /// Bytes that are collected before they are handed on.
  package static let capacity = 1 << 16

  private let base: UnsafeMutableRawBufferPointer
  private var count = 0
  private var failure: OutputError?
  private let deliver: Delivery

  package init(_ deliver: @escaping Delivery) {
    self.deliver = deliver
    unsafe base = .allocate(byteCount: Self.capacity, alignment: 16)
  }

  deinit { unsafe base.deallocate() }

  /// Throws the first failure, if there was one.
  package func check() throws(OutputError) {
    if let failure { throw failure }
  }

  /// Hands on what has been collected.
  package func flush() throws(OutputError) {
    handOn()
    try check()
  }

  private func handOn() {
    defer { count = 0 }
    guard count > 0, failure == nil else { return }
    do throws(OutputError) {
      try deliver(unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: base[..<count])))
    } catch {
      failure = error
    }
  }

  // MARK: Bytes

  /// Writes one byte.
  @inline(__always)
  package func write(byte: UInt8) {
    if count == Self.capacity { handOn() }
    unsafe base[count] = byte
    count += 1
  }

  /// Writes words of the program itself.
  package func write(_ text: StaticString) {
    guard text.hasPointerRepresentation else { return write(text: text.description) }
    unsafe write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes text as UTF-8, as it is.
  package func write(text: String) {
    var text = text
    text.withUTF8 { unsafe write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes a word of the program itself.
  @inline(__always)
  func write(_ word: ReportWord) {
    if Self.capacity - count < ReportWord.longest { handOn() }
    // All that a word may have is stored, and what is not the word's is written over.
    unsafe base.storeBytes(of: word.bytes, toByteOffset: count, as: SIMD32<UInt8>.self)
    count += word.count
  }

  /// Writes bytes as they are.
  package func write(bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe write($0) }
  }

  /// Writes the bytes of a span.
  package func write(span: RawSpan) {
    unsafe span.withUnsafeBytes { unsafe write($0) }
  }

  /// Writes `byte` again and again.
  package func write(byte: UInt8, times: Int) {
    var rest = times
    while rest > 0 {
      write(ReportWord(byte, times: min(rest, ReportWord.longest)))
      rest -= ReportWord.longest
    }
  }

  @inline(__always)
  private func write(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count <= Self.capacity - count else { return unsafe writeInParts(bytes) }
    guard let source = bytes.baseAddress, let start = unsafe base.baseAddress else { return }
    // There is room for all of `bytes` behind `count`, as the first line saw to.
    unsafe start.advanced(by: count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  private func writeInParts(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while done < bytes.count {
      if count == Self.capacity { handOn() }
      let length = min(bytes.count - done, Self.capacity - count)
      unsafe write(UnsafeRawBufferPointer(rebasing: bytes[done..<done + length]))
      done += length
    }
  }

  // MARK: Numbers

  /// Writes a number in decimal.
  package func write(number: UInt64) {
    if Self.capacity - count < Self.longestNumber { handOn() }
    let end = count + Self.decimalDigits(of: number)
    var place = end
    var rest = number
    while rest >= 10 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      // A tenth of a number below 100.
      let tens = (pair &* 103) &>> 10
      let ones = pair &- tens &* 10
      place -= 2
      let digits = UInt16(truncatingIfNeeded: tens | ones &<< 8) | 0x3030
      unsafe base.storeBytes(of: digits.littleEndian, toByteOffset: place, as: UInt16.self)
      rest = quotient
    }
    if place > count { unsafe base[place - 1] = UInt8(truncatingIfNeeded: rest) | 0x30 }
    count = end
  }

  /// Writes a signed number in decimal.
  package func write(signed: Int64) {
    if signed < 0 { write(byte: UInt8(ascii: "-")) }
    write(number: signed.magnitude)
  }

  /// Writes a number in hex with `0x` before it.
  package func write(hex: UInt64) {
    write("0x")
    write(hexDigits: hex, width: Self.hexDigits(of: hex))
  }

  /// Writes the lowest `width` hex digits of a number, in lower case.
  package func write(hexDigits number: UInt64, width: Int) {
    for place in stride(from: width - 1, through: 0, by: -1) {
      let digit = place < 16 ? UInt8(truncatingIfNeeded: number >> UInt64(4 * place)) & 0xf : 0
      write(byte: digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Writes a number of millionths as a decimal one, rounded to 1 to 6 places: `12.5000`.
  /// - Parameter dropsZeros: whether places behind the first are left out that end in zeros.
  package func write(millionths: UInt64, places: Int, dropsZeros: Bool = false) {
    var unit: UInt64 = 1
    for _ in places..<6 { unit *= 10 }
    let scale = 1_000_000 / unit
    let (whole, rest) = (millionths / unit + (millionths % unit >= (unit + 1) / 2 ? 1 : 0))
      .quotientAndRemainder(dividingBy: scale)
    write(number: whole)
    write(byte: UInt8(ascii: "."))
    var (left, divisor) = (rest, scale / 10)
    while divisor > 0 {
      write(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left / divisor))
      left %= divisor
      divisor = dropsZeros && left == 0 ? 0 : divisor / 10
    }
  }

  /// How many digits a number has in hex.
  static func hexDigits(of number: UInt64) -> Int { max(1, (67 - number.leadingZeroBitCount) / 4) }

  /// Digits of the largest number, 2^64 - 1.
  private static let longestNumber = 20

  /// How many digits a number has in decimal.
  @inline(__always)
  static func decimalDigits(of number: UInt64) -> Int {
    var digits = 1
    var rest = number
    while rest >= 10_000 {
      rest /= 10_000
      digits += 4
    }
    return digits + (rest >= 1000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
  }
}

/// The forms a report can take.
package enum ReportFormat: String, Sendable, CaseIterable {
  /// For people: aligned, with units and thousands; its wording may change.
  case text
  /// One JSON document.
  case json
  /// A JSON object a line.
  case jsonl
  /// Comma-separated values with a header (RFC 4180).
  case csv
}

/// Why output cannot be written.
package struct OutputError: Error, Sendable, Equatable {
  /// Where the output goes, as the user named it; "standard output" where that is meant.
  package let destination: String
  /// What is wrong and, where something can be done, what.
  package let reason: String
  /// Whether whoever read the output went away (`EPIPE`): nothing that a user has to be told.
  package let isClosedByReader: Bool

  package init(destination: String, reason: String, isClosedByReader: Bool = false) {
    self.destination = destination
    self.reason = reason
    self.isClosedByReader = isClosedByReader
  }
}
