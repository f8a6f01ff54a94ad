import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct XapiTests {
  private static let qemu = SmallImage.record(0xf00, SmallImage.qemu)

  private func read(_ bytes: [UInt8]) throws -> IndexedCapture {
    try OpenFormats.$known.withValue([OpenEndedFormat.self]) { try IndexedCapture(bytes: bytes) }
  }

  /// Where a record begins in an image, found by its bytes.
  private func offset(of record: [UInt8], in image: [UInt8]) throws -> UInt64 {
    UInt64(try #require(image.indices.first { image[$0...].starts(with: record) }))
  }

  // MARK: A legacy stream inside

  @Test func readsALegacyStreamAndTheRecordsBehindIt() throws {
    let image = SmallImage.xapi(behind: SmallImage.record(0xf11, Array("EFI".utf8)) + SmallImage.endOfImage)
    let read = try read(image)
    #expect(read.findingKeys == [])
    #expect(read.index.layers.map(\.kind) == [.xapi, .stream])
    #expect(read.index.takeover == 0)
    #expect(read.tree.tilingFaults() == [])
    let head = try #require(read.tree.node(at: "xapi"))
    #expect(read.tree.reader.names(in: head) == ["signature", "xenops", "libxc-legacy"])
    #expect(
      read.tree.reader.value("xenops/s-expression", of: head)
        == .text(CaptureText("((time x)(word_size 64))".utf8)))
    let trailer = try #require(read.tree.node(at: "xapi#2"))
    #expect(read.tree.reader.names(in: trailer) == ["varstored", "end-of-image"])
    #expect(read.tree.reader.value("end-of-image/type", of: trailer) == .named(0xffff, "End_of_image"))
  }

  @Test func whatLiesBehindEndOfImageTrails() throws {
    let zeros = [UInt8](repeating: 0, count: 5000)
    let read = try read(SmallImage.xapi() + zeros)
    #expect(read.index.findings.map(\.rule) == [.trailingBytes])
    #expect(read.index.findings.allSatisfy { $0.severity == .note })
    #expect(read.index.trailing.map(\.range.count) == [5000])
  }

  @Test func aTypeThatNamesTheOtherStreamIsAnErrorAtThatRecord() throws {
    let image = SmallImage.xapiSignature + SmallImage.record(0xf0) + SmallImage.legacy() + SmallImage.endOfImage
    let read = try read(image)
    let finding = try #require(read.index.findings.first)
    #expect(finding.rule == .xapiStreamType && finding.offset == 15)
    #expect(finding.value == 0xf0 && finding.limit == 0xf2)
    #expect(read.index.checkpoints.count == 1)
  }

  // MARK: A stream that leaves its checkpoint open

  @Test func recordsBehindTheStreamBelongToItsCheckpoint() throws {
    let records = SmallImage.record(0xf11, Array("EFI".utf8)) + Self.qemu
    let image = SmallImage.xapiOpen(behind: records + SmallImage.endOfImage)
    let read = try read(image)
    #expect(read.findingKeys == [])
    let row = try #require(read.index.checkpoints.first)
    #expect(row.isComplete && row.isLast && read.index.takeover == 0)
    #expect(row.end == UInt64(image.count - 16))
    #expect(read.index.totals(ofCheckpoint: 0).bytes[.tail] == UInt64(records.count))
    #expect(read.index.totals(ofCheckpoint: 0).bytes.sum == row.length)
    #expect(read.tree.tilingFaults() == [])
    #expect(read.tree.node(at: "checkpoint[0]/tail/qemu-trad/state/magic")?.value == .text(CaptureText("QEVM".utf8)))
    #expect(read.tree.node(at: "xapi#2/end-of-image") != nil)
    let part = try #require(read.index.parts(of: 0, read.capture).first)
    #expect(part.kind == .deviceModel)
    #expect(part.range.upperBound == row.end && part.range.count == SmallImage.qemu.count)
  }

  @Test func withoutEndOfImageTheCheckpointIsIncomplete() throws {
    let image = SmallImage.xapiOpen(behind: Self.qemu)
    let read = try read(image)
    #expect(read.findingKeys == ["cut-short@\(image.count)"])
    #expect(read.index.findings.first?.severity == .error)
    #expect(read.index.lastCompleteCheckpoint == nil && read.index.takeover == nil)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func zerosInPlaceOfEndOfImageAreARecordOfUnknownType() throws {
    let image = SmallImage.xapiOpen(behind: Self.qemu)
    let read = try read(image + [UInt8](repeating: 0, count: 5000))
    #expect(read.findingKeys == ["xapi-record-unknown@\(image.count)"])
    #expect(read.index.checkpoints.first?.end == UInt64(image.count))
    #expect(read.index.takeover == nil)
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func goesOnBehindAnUnknownRecordWhoseLengthLeadsToASoundOne() throws {
    let unknown = SmallImage.record(0x1234, [1, 2, 3, 4, 5])
    let image = SmallImage.xapiOpen(behind: unknown + Self.qemu + SmallImage.endOfImage)
    let read = try read(image)
    let place = try offset(of: unknown, in: image)
    #expect(read.findingKeys == ["xapi-record-unknown@\(place)"])
    #expect(read.index.checkpoints.first?.end == UInt64(image.count - 16))
    #expect(read.index.totals(ofCheckpoint: 0).bytes[.unknown] == UInt64(unknown.count))
    #expect(read.index.takeover == nil)
  }

  @Test func aDeviceModelOfMoreThanOneMiBIsRefusedAtItsLength() throws {
    let long = SmallImage.record(0xf00, SmallImage.qemu + [UInt8](repeating: 0, count: 1 << 20))
    let image = SmallImage.xapiOpen(behind: long + SmallImage.endOfImage)
    let read = try read(image)
    let place = try offset(of: Array(long.prefix(16)), in: image)
    #expect(read.findingKeys == ["xapi-qemu-length@\(place + 8)"])
    #expect(read.index.takeover == nil && read.index.checkpoints.first?.end == UInt64(image.count - 16))
  }

  @Test func aDeviceModelThatIsNoneIsAnError() throws {
    let read = try read(
      SmallImage.xapiOpen(behind: SmallImage.record(0xf00, Array("QEMU is gone".utf8)) + SmallImage.endOfImage))
    #expect(read.index.findings.map(\.rule) == [.deviceModelMagic])
  }

  @Test(arguments: [0xf01, 0xf0, 0xf2] as [UInt64])
  func recordsThatHaveNoPlaceAreRefused(_ type: UInt64) throws {
    let record = SmallImage.record(type, type == 0xf01 ? SmallImage.qemu : [])
    let image = SmallImage.xapiOpen(behind: record + Self.qemu + SmallImage.endOfImage)
    let read = try read(image)
    let place = image.count - 16 - Self.qemu.count - record.count
    #expect(read.findingKeys == ["xapi-record-refused@\(place)"])
    #expect(read.index.findings.first?.value == type)
    #expect(read.index.checkpoints.first?.end == UInt64(image.count - 16))
    #expect(read.tree.tilingFaults() == [])
  }

  @Test(arguments: [0, 1, 100, 70_000])
  func findsTheRecordBehindTheStateOfAVirtualGPU(_ length: Int) throws {
    let state = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let image = SmallImage.xapiOpen(behind: SmallImage.record(0xf10) + state + Self.qemu + SmallImage.endOfImage)
    let read = try read(image)
    #expect(read.index.findings.map(\.rule) == [.xapiDemuLength])
    #expect(read.index.takeover == 0)
    #expect(read.index.checkpoints.first?.end == UInt64(image.count - 16))
    #expect(read.tree.tilingFaults() == [])
    #expect(try read.index.parts(of: 0, read.capture).map(\.kind) == [.deviceModel])
  }

  @Test func aVirtualGPUWithoutAnEndTakesTheRest() throws {
    let image = SmallImage.xapiOpen(behind: SmallImage.record(0xf10) + [UInt8](repeating: 0xa5, count: 9000))
    let read = try read(image)
    #expect(read.index.takeover == nil)
    #expect(read.index.findings.contains { $0.severity == .error })
    #expect(read.tree.tilingFaults() == [])
  }

  // MARK: Heads

  @Test func anImageWithoutAStreamHasNone() throws {
    let read = try read(SmallImage.xapiSignature + SmallImage.xenops + SmallImage.endOfImage)
    #expect(read.index.findings.map(\.rule) == [.noStream])
    #expect(read.index.stream == nil)
  }

  @Test(arguments: [UInt64.max, 1 << 63, 1 << 40]) func aLengthPastTheEndIsACut(_ length: UInt64) throws {
    let image = SmallImage.xapiSignature + SmallImage.record(0x0f, Array("((x))".utf8), length: length)
    let read = try read(image)
    #expect(read.findingKeys == ["cut-short@\(image.count)"])
    #expect(read.tree.tilingFaults() == [])
  }

  @Test func cutAnywhereItIsSaidToBeCut() throws {
    for image in [
      SmallImage.xapi(), SmallImage.xapiOpen(behind: Self.qemu + SmallImage.endOfImage),
      SmallImage.xapiOpen(behind: SmallImage.record(0xf13, Array("tpm".utf8)) + SmallImage.endOfImage),
    ] {
      // Cuts in the stream are another matter.
      let stream = SmallImage.xapiSignature.count + SmallImage.xenops.count + 16
      let isLegacy = image.count > pageSize
      let rest = stream + (isLegacy ? SmallImage.legacy().count : OpenEndedFormat.bytes.count)
      for length in 4..<image.count where !(stream..<rest).contains(length) {
        let read = try read(Array(image[..<length]))
        #expect(read.index.findings.contains { $0.rule == .cutShort }, "cut at \(length): \(read.findingKeys)")
        #expect(read.tree.tilingFaults() == [], "cut at \(length)")
      }
    }
  }
}
