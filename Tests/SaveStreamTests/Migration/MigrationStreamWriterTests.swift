@_spi(Measuring) import SaveStream
import TestSupport
import Testing

@_spi(Measuring) import struct SaveStream.MemorySink

@Suite struct MigrationStreamWriterTests {
  /// The bytes that `body` makes a writer write.
  private func written(
    _ order: ByteOrder = .little, _ body: (inout MigrationStreamWriter<MemorySink>) -> Void
  ) -> [UInt8] {
    var writer = MigrationStreamWriter(to: MemorySink(), order: order)
    body(&writer)
    #expect(writer.byteCount == UInt64(writer.sink.bytes.count))
    return writer.sink.bytes
  }

  @Test func theImageHeaderIsBigEndianWhateverTheRestIs() {
    let header = WrittenStreamHeader(version: 2, guest: .hvm, xen: (4, 13))
    let little = written { $0.writeHeader(header) }
    #expect(
      little == [UInt8](repeating: 0xff, count: 8) + Array("XENF".utf8) + [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]
        + [2, 0, 0, 0, 12, 0, 0, 0, 4, 0, 0, 0, 13, 0, 0, 0])
    let big = written(.big) { $0.writeHeader(header) }
    #expect(Array(big[8..<24]) == Array("XENF".utf8) + [0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0])
    #expect(Array(big[24...]) == [0, 0, 0, 2, 0, 12, 0, 0, 0, 0, 0, 4, 0, 0, 0, 13])
  }

  @Test func aRecordIsPaddedToAMultipleOf8ThatItsLengthDoesNotCount() {
    #expect(
      written { $0.write(.hvmContext([1, 2, 3])) } == [9, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0])
    #expect(written(.big) { $0.write(.checkpoint) } == [0, 0, 0, 0x0e, 0, 0, 0, 0])
  }

  @Test func aBodyMayComeInPieces() {
    let piece: [UInt8] = [7, 8, 9]
    let none: [UInt8] = []
    let bytes = written { writer in
      writer.beginRecord(5, length: 6)
      writer.write(piece.span)
      writer.write(piece.span)
      writer.write(none.span)
      writer.write(.end)
    }
    #expect(bytes == [5, 0, 0, 0, 6, 0, 0, 0, 7, 8, 9, 7, 8, 9, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func typesStandInTheUpperFourBitsOfAnEntryAndImagesBehindAllEntries() {
    let page = [UInt8](repeating: 0xab, count: 4096)
    let bytes = written(.big) { writer in
      writer.writePageData([
        PageDataWord(pfn: 0x12345, type: PageType(rawValue: 0xc)), PageDataWord(pfn: 0x12346, type: .unmapped),
      ])
      writer.writeImage(page.span)
    }
    #expect(Array(bytes[..<16]) == [0, 0, 0, 1, 0, 0, 0x10, 0x18, 0, 0, 0, 2, 0, 0, 0, 0])
    #expect(Array(bytes[16..<32]) == [0xc0, 0, 0, 0, 0, 1, 0x23, 0x45, 0xf0, 0, 0, 0, 0, 1, 0x23, 0x46])
    #expect(Array(bytes[32...]) == page)
  }

  @Test func recordsOfAPVGuestSayWhoseTheyAre() {
    #expect(written { $0.write(.pvInfo(.bits64)) }.dropFirst(8).elementsEqual([8, 4, 0, 0, 0, 0, 0, 0]))
    #expect(written { $0.write(.pvInfo(.bits32)) }.dropFirst(8).elementsEqual([4, 3, 0, 0, 0, 0, 0, 0]))
    let extended = written { $0.write(.vcpuExtended(3, [0xaa])) }
    #expect(extended == [5, 0, 0, 0, 9, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0xaa, 0, 0, 0, 0, 0, 0, 0])
    let registers = written { $0.write(.vcpuMSRs(1, [WrittenRecord.MSR(0x48, 6)])) }
    #expect(registers.dropFirst(16).elementsEqual([0x48, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]))
  }

  @Test func frequencyComesBeforeTheGuestsTime() {
    let bytes = written { $0.write(.tscInfo(mode: 1, kilohertz: 2, nanoseconds: 3, incarnation: 4)) }
    #expect(Array(bytes.prefix(8)) == [8, 0, 0, 0, 24, 0, 0, 0])
    #expect(
      Array(bytes.dropFirst(8)) == [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func parametersOfValue0AreNotWritten() {
    let parameters = [(1, 0xfe), (9, 0), (17, 2)].map { WrittenRecord.HVMParameterValue($0.0, $0.1) }
    let bytes = written { $0.write(.hvmParameters(parameters)) }
    #expect(bytes.count == 8 + 8 + 32)
    #expect(bytes[8] == 2 && bytes[16] == 1 && bytes[24] == 0xfe && bytes[32] == 17)
  }

  @Test func libxlsRecordsStandAroundThoseOfLibxc() {
    var writer = LibxlStreamWriter(to: MemorySink())
    writer.writeHeader(isConverted: true)
    writer.libxc.write(.checkpoint)
    writer.write(.emulatorXenstoreData(.qemu, [("a", "b")]))
    writer.write(.checkpointEnd)
    let bytes = writer.sink.bytes
    #expect(Array(bytes[..<24]) == Array("LibxlFmt".utf8) + [0, 0, 0, 2, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(bytes[24..<32]) == [0x0e, 0, 0, 0, 0, 0, 0, 0])
    let data: [UInt8] = [2, 0, 0, 0, 12, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0x61, 0, 0x62, 0, 0, 0, 0, 0]
    #expect(Array(bytes[32..<56]) == data)
    #expect(Array(bytes[56...]) == [4, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func everyEnvelopeHasItsHeader() {
    let xl = WrittenXlHeader(config: "{}").encoded
    #expect(Array(xl[32...]) == [4, 3, 2, 1, 3, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 3, 0, 0, 0, 0x7b, 0x7d, 0])
    let none = WrittenXlHeader(config: "", isJSON: false).encoded
    #expect(Array(none[36...]) == [2, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0])
    let libvirt = WrittenLibvirtHeader(xml: "<d/>").encoded
    #expect(Array(libvirt[16..<24]) == [2, 0, 0, 0, 5, 0, 0, 0])
    #expect(Array(libvirt[64...]) == Array("<d/>\0".utf8))
    let qemu = WrittenXapiRecord.qemu([9]).encoded
    #expect(qemu == [0, 0x0f, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9])
  }
}
