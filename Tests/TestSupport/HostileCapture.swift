@_spi(Measuring) import SaveStream

/// A compressed Remus capture behind an xl header with what a terminal would act upon wherever a capture has text: in
/// the config, in the name of a device, of a stretch of memory, in what the guest printed.
public enum HostileCapture {
  /// A title, a colour, a cleared screen (by a C1 control and by its byte), text from right to left, bytes that are no
  /// UTF-8, and the ends of lines.
  public static let text =
    Array("\u{1b}]0;owned\u{7}\u{1b}[31m\u{9b}2J\u{202e}gnp\u{7f}\r\n\\".utf8) + [0x9b, 0xff, 0xc0]

  /// - Parameter mark: what tells the texts of two captures apart.
  public static func bytes(mark: String = "") -> [UInt8] {
    let text = text + Array(mark.utf8)
    var writer = LegacyStreamWriter(to: MemorySink())
    writer.writeHeader(LegacyStreamHeader(p2mSize: 16))
    writer.writePFNArray([3, consolePFN].map { PFNArrayEntry(pfn: $0) })
    for bytes in [[], text] {
      writer.writeImage((bytes + [UInt8](repeating: 0, count: pageSize - bytes.count)).span)
    }
    writer.writeMetadata(.enableCompression)
    endCheckpoint(&writer, text)
    writer.writePFNArray([PFNArrayEntry(pfn: 3)])
    writer.writeCompressedData(RemusCaptureBuilder.delta(word: 7, "\u{1b}[2J").span)
    endCheckpoint(&writer, text)
    return xlHeader(text) + writer.sink.bytes
  }

  private static let consolePFN: UInt64 = 4

  private static func endCheckpoint(_ writer: inout LegacyStreamWriter<MemorySink>, _ text: [UInt8]) {
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.writeMetadata(.hvmParameter(.hvmConsolePFN, consolePFN))
    // One entry, whose name is the text; four bytes behind it, as a 64-bit libxl leaves them.
    let entry = [UInt8](repeating: 0, count: 24) + number(text.count) + text + [0, 0, 0, 0]
    writer.writeMetadata(.toolstack(number(1) + number(1) + entry))
    writer.endBody()
    let device = [UInt8(text.count)] + text + [UInt8](repeating: 0, count: 12)
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [UInt8](repeating: 0, count: 64),
        deviceModel: .init(signature: .libxl, state: Array("QEVM".utf8) + [0, 0, 0, 1] + device)))
  }

  private static func xlHeader(_ config: [UInt8]) -> [UInt8] {
    Array("Xen saved domain, xl format\n \0 \r".utf8) + number(0x0102_0304) + number(0) + number(0)
      + number(config.count + 4) + number(config.count) + config
  }

  private static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
}
