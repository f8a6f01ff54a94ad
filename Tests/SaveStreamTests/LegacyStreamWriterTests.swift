@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@Suite struct LegacyStreamWriterTests {
  /// A page whose bytes all have one value.
  private func page(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 4096) }

  /// The bytes that `body` makes a writer write.
  private func written(
    by toolstack: WordSize = .bits64, _ body: (inout LegacyStreamWriter<MemorySink>) -> Void
  ) -> [UInt8] {
    var writer = LegacyStreamWriter(to: MemorySink(), toolstack: toolstack)
    body(&writer)
    #expect(writer.byteCount == UInt64(writer.sink.bytes.count))
    return writer.sink.bytes
  }

  // MARK: Header

  @Test func anHVMHeaderIsTheNumberOfSlotsInTheToolstacksWord() {
    let header = LegacyStreamHeader(p2mSize: 0x1000)
    #expect(written { $0.writeHeader(header) } == [0, 0x10, 0, 0, 0, 0, 0, 0])
    #expect(written(by: .bits32) { $0.writeHeader(header) } == [0, 0x10, 0, 0])
  }

  @Test func aPVHeaderListsItsBlocksAndTheFramesOfTheP2MTable() {
    let context = [UInt8](repeating: 0xaa, count: 2800)
    let header = LegacyStreamHeader(
      p2mSize: 0x1000, paravirtual: .init(guest: .bits32, vcpuContext: context, p2mFrameList: [0x21, 0x22]))
    let bytes = written(by: .bits32) { $0.writeHeader(header) }
    #expect(
      Array(bytes.prefix(20)) == [0, 0x10, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0x0b, 0, 0] + Array("vcpu".utf8)
        + [0xf0, 0x0a, 0, 0])
    #expect(Array(bytes.suffix(16)) == Array("extv".utf8) + [0, 0, 0, 0, 0x21, 0, 0, 0, 0x22, 0, 0, 0])
    #expect(bytes.count == 12 + 0xb00 + 8)
  }

  @Test func theXSaveBlockStatesTheBytesThatEveryVCPUHasInTheTail() {
    let context = [UInt8](repeating: 0, count: 5168)
    let header = LegacyStreamHeader(
      p2mSize: 0x1000,
      paravirtual: .init(guest: .bits64, vcpuContext: context, xsaveByteCount: 864, p2mFrameList: [1]))
    let bytes = written { $0.writeHeader(header) }
    #expect(Array(bytes[16..<20]) == [0x4c, 0x14, 0, 0])
    #expect(Array(bytes.suffix(20)) == Array("xcnt".utf8) + [4, 0, 0, 0, 0x60, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
  }

  // MARK: Batches

  @Test func anEntryOfABatchHasItsTypeInTheTopBitsOf32() {
    #expect(PFNArrayEntry(pfn: 0x12).word == 0x12)
    #expect(PFNArrayEntry(pfn: 0x12, type: PageType(rawValue: 0xc)).word == 0xc000_0012)
    #expect(PFNArrayEntry(pfn: 0x12, type: .broken).word == 0xd000_0012)
    #expect(PFNArrayEntry(pfn: 0x12, type: .unmapped).word == 0xf000_0000)
  }

  @Test func imagesFollowTheEntriesThatCarryContent() {
    let entries = [
      PFNArrayEntry(pfn: 1), PFNArrayEntry(pfn: 2, type: .unmapped), PFNArrayEntry(pfn: 3, type: .allocateOnly),
      PFNArrayEntry(pfn: 4),
    ]
    let bytes = written(by: .bits32) { writer in
      writer.writePFNArray(entries)
      writer.writeImage(page(7).span)
      writer.writeImage(page(8).span)
      writer.endBody()
    }
    let array: [UInt8] = [4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xf0, 3, 0, 0, 0xe0, 4, 0, 0, 0]
    let isRight = bytes == array + page(7) + page(8) + [0, 0, 0, 0]
    #expect(isRight)
  }

  @Test func compressionBeginsWithTheBodyAfterTheTailThatFollowsItsAnnouncement() {
    var writer = LegacyStreamWriter(to: MemorySink())
    let tail = LegacyHVMTail(ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [], deviceModel: nil)
    writer.writeHeader(LegacyStreamHeader(p2mSize: 16))
    writer.writeMetadata(.enableCompression)
    #expect(writer.sendsImages)
    writer.endBody()
    writer.writeTail(tail)
    #expect(!writer.sendsImages)
    #expect(writer.checkpoint == 1)
    let start = writer.sink.bytes.count
    writer.writePFNArray([PFNArrayEntry(pfn: 5)])
    writer.writeCompressedData(([0] as [UInt8]).span)
    writer.endBody()
    #expect(
      Array(writer.sink.bytes[start...]) == [1, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]
        + [0xf4, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0])
  }

  @Test func theLengthOfCompressedDataIsAWordOfTheToolstack() {
    var writer = LegacyStreamWriter(to: MemorySink(), toolstack: .bits32)
    writer.writeMetadata(.enableCompression)
    writer.endBody()
    writer.writeTail(LegacyPVTail(unmappedPFNs: [], vcpus: [], sharedInfo: page(0)))
    let start = writer.sink.bytes.count
    writer.writeCompressedData(([0x80, 1] as [UInt8]).span)
    #expect(Array(writer.sink.bytes[start...]) == [0xf4, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0x80, 1])
  }

  // MARK: Metadata

  @Test func chunksLookAsXenWritesThem() {
    let bytes = written { writer in
      writer.writeMetadata(.vcpuInfo(maximumID: 1, online: [3]))
      writer.writeMetadata(.hvmParameter(.hvmConsolePFN, 0x5f))
      writer.writeMetadata(
        .tscInfo(mode: 1, nanoseconds: 0x0102_0304_0506_0708, kilohertz: 0x0a0b_0c0d, incarnation: 2))
      writer.writeMetadata(.lastCheckpoint)
    }
    let vcpus: [UInt8] = [0xfe, 0xff, 0xff, 0xff, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    let console: [UInt8] = [0xf8, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0x5f, 0, 0, 0, 0, 0, 0, 0]
    let clock: [UInt8] = [
      0xf9, 0xff, 0xff, 0xff, 1, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1, 0xd, 0xc, 0xb, 0xa, 2, 0, 0, 0,
    ]
    #expect(bytes == vcpus + console + clock + [0xf7, 0xff, 0xff, 0xff])
  }

  @Test func anHVMParameterOfZeroIsLeftOut() {
    #expect(written { $0.writeMetadata(.hvmParameter(.hvmViridian, 0)) }.isEmpty)
  }

  @Test func aToolstackEntryHasPaddingBehindItsNameInA64BitToolstackOnly() {
    let record = ToolstackRecord(entries: [
      .init(physicalOffset: 0x2c000, startAddress: 0x38000, size: 0x2000, name: "vga.ram")
    ])
    #expect(record.encoded(for: .bits32).count == 8 + 28 + 8)
    #expect(record.encoded(for: .bits64).count == 8 + 32 + 8)
    #expect(Array(record.encoded(for: .bits64)[36..<44]) == Array("vga.ram\0".utf8))
    #expect(ToolstackRecord().encoded(for: .bits64) == [1, 0, 0, 0, 0, 0, 0, 0])
  }

  // MARK: Tails

  @Test func anHVMTailIsTheSameForBothToolstacks() {
    let tail = LegacyHVMTail(
      ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [9, 9],
      deviceModel: .init(signature: .libxl, state: Array("QEVM".utf8)))
    let bytes = written { $0.writeTail(tail) }
    #expect(bytes == written(by: .bits32) { $0.writeTail(tail) })
    let magic: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    #expect(bytes == magic + [2, 0, 0, 0, 9, 9] + Array("DeviceModelRecord0002\u{4}\0\0\0QEVM".utf8))
  }

  @Test func theDeviceModelRecordOfXendHasNoLength() {
    let tail = LegacyHVMTail(
      ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: [],
      deviceModel: .init(signature: .xend, state: Array("QEVM".utf8)))
    #expect(written { $0.writeTail(tail) }.suffix(25) == Array("QemuDeviceModelRecordQEVM".utf8)[...])
  }

  @Test func aPVTailPadsExtendedContextsTo128Bytes() {
    let vcpu = LegacyPVTail.VCPU(
      context: [UInt8](repeating: 1, count: 2800), extendedContext: [UInt8](repeating: 2, count: 56),
      xsave: .init(featureMask: 7, content: [5, 5, 5]))
    let tail = LegacyPVTail(unmappedPFNs: [0x40, 0x41], vcpus: [vcpu], sharedInfo: page(6))
    let bytes = written(by: .bits32) { $0.writeTail(tail) }
    #expect(Array(bytes.prefix(12)) == [2, 0, 0, 0, 0x40, 0, 0, 0, 0x41, 0, 0, 0])
    let extended = 12 + 2800
    #expect(bytes[extended + 55] == 2 && bytes[extended + 56] == 0)
    #expect(
      Array(bytes[extended + 128..<extended + 147]) == [7, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 5, 5, 5])
    #expect(bytes.count == extended + 147 + 4096)
    #expect(vcpu.xsave?.byteCount == 19)
  }
}
