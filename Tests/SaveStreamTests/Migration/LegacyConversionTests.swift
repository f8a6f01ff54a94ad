import Samples
import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct LegacyConversionTests {
  private struct Converted {
    let bytes: [UInt8]
    let outcome: LegacyConversion.Outcome
    let checkpoint: Int
    let memory: GuestMemory
    var records: MigrationRecords {
      get throws { try MigrationRecords(bytes, envelope: outcome.form == .libvirt ? libvirtEnvelope : nil) }
    }
    private var libvirtEnvelope: Int { 64 + Int(bytes[20]) + Int(bytes[21]) << 8 }
  }

  private func convert(_ read: IndexedCapture) throws -> Converted {
    let memory = try GuestMemory(capture: read.capture, index: read.index)
    let conversion = try LegacyConversion(of: memory)
    var sink = MemorySink()
    let outcome = try conversion.write(to: &sink)
    return Converted(bytes: sink.bytes, outcome: outcome, checkpoint: conversion.checkpoint, memory: memory)
  }

  private func expectMemory(_ converted: Converted) throws {
    var pages = try converted.records.pages
    try converted.memory.sweep(at: converted.checkpoint) { page in
      let written = pages.removeValue(forKey: page.pfn)
      // The pin of a page that is no table, which receivers of legacy streams ignore and later ones refuse.
      let type = page.type.rawValue == 8 ? 0 : page.type.rawValue
      let isSame = written?.type == type && written?.content == page.bytes
      #expect(isSame, "PFN \(page.pfn)")
    }
    #expect(pages.isEmpty)
  }

  // MARK: Against Xen's converter

  /// That one takes the first checkpoint, has the parameters in two records before HVM_CONTEXT, SHARED_INFO behind the
  /// vCPUs and the device model as it was where it is not told of libxl; all content is the same.
  @Test(arguments: Fixtures.tiny.filter { $0.convertedPath != nil })
  func saysWhatXensConverterSays(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    guard read.index.checkpoints.count == 1, let path = fixture.convertedPath else { return }
    let ours = try convert(read).records
    let theirs = try MigrationRecords(FixtureFile.bytes(path))
    #expect(ours.header == theirs.header)
    #expect(ours.envelope == theirs.envelope)
    #expect(ours.parameters == theirs.parameters)
    #expect(bodies(ours, isLibxl: false) == bodies(theirs, isLibxl: false))
    if !theirs.libxlHeader.isEmpty {
      #expect(ours.libxlHeader == theirs.libxlHeader)
      #expect(ours.records.filter(\.isLibxl) == theirs.records.filter(\.isLibxl))
    } else if let state = ours.bodies(of: 3, isLibxl: true).first {
      #expect(theirs.rest.suffix(state.count - 8).elementsEqual(state.dropFirst(8)))
    }
    let isSame =
      ours.pages.count == theirs.pages.count
      && ours.pages.allSatisfy {
        theirs.pages[$0.key]?.type == $0.value.type && theirs.pages[$0.key]?.content == $0.value.content
      }
    #expect(isSame)
  }

  /// The records beside parameters, by type and then by content.
  private func bodies(_ records: MigrationRecords, isLibxl: Bool) -> [String] {
    records.records.filter { $0.isLibxl == isLibxl && $0.type != 10 }.map { record in
      "\(record.type) \(record.body.count) "
        + record.body.prefix(5200).map { String($0, radix: 16) }.joined(separator: " ")
    }.sorted()
  }

  // MARK: Every capture

  @Test(arguments: Fixtures.tiny)
  func writesTheMemoryOfTheLastCheckpointOfARealCapture(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let converted = try convert(read)
    #expect(converted.checkpoint == read.index.lastCompleteCheckpoint)
    try expectMemory(converted)
    let isSame = try convert(read).bytes == converted.bytes
    #expect(isSame)
  }

  @Test(arguments: SampleKind.legacy)
  func writesTheMemoryOfTheLastCheckpointOfASample(_ kind: SampleKind) throws {
    try expectMemory(convert(IndexedCapture(bytes: kind.bytes)))
  }

  @Test(arguments: Fixtures.half(of: Fixtures.malformed + Fixtures.field))
  func copesWithStreamsBrokenOnPurpose(_ fixture: CaptureFixture) throws {
    guard let read = try? IndexedCapture(path: fixture.path) else { return }
    do {
      let converted = try convert(read)
      try expectMemory(converted)
    } catch is LegacyConversion.Failure {
    } catch is CheckpointCut.Failure {}
  }

  // MARK: What stands where

  @Test func theStateIsThatOfTheCheckpointAndTheClockThatOfTheFirst() throws {
    let read = try IndexedCapture(bytes: SampleKind.hvmRemusCompressed.bytes)
    let converted = try convert(read)
    #expect(converted.checkpoint == 4 && converted.outcome.resolvedPages == 9)
    let records = try converted.records
    #expect(records.types == [0x10, 8, 9, 10, 0, 0x102, 0x103, 0x100])
    let own = try read.index.parts(of: 4, read.capture)
    let context = try #require(own.last { $0.kind == .hvmContext })
    let contextBytes = try read.capture.bytes(at: context.range.lowerBound, count: context.range.count)
    #expect(records.bodies(of: 9) == [contextBytes])
    #expect(Array(try #require(records.bodies(of: 8).first)[4..<8]) == [0x00, 0x9f, 0x24, 0x00])
    #expect(records.parameters[5] == 0x5e && records.parameters[1] == 0x5c)
  }

  @Test func whereQEMUHadMovedMemoryIsInXenstoresWords() throws {
    for kind in [SampleKind.hvm, .hvm32BitToolstack] {
      let records = try convert(IndexedCapture(bytes: kind.bytes)).records
      let data = try #require(records.bodies(of: 2, isLibxl: true).first)
      #expect(
        String(decoding: data.dropFirst(8), as: UTF8.self)
          == "physmap/2c000/start_addr\u{0}38000\u{0}physmap/2c000/size\u{0}2000\u{0}physmap/2c000/name\u{0}vga.ram\u{0}"
      )
    }
  }

  @Test func aGuestWithoutADeviceModelHasNoLayerOfLibxl() throws {
    let pv = try convert(IndexedCapture(bytes: SampleKind.pv64.bytes))
    #expect(pv.outcome.form == .libxc)
    let records = try pv.records
    #expect(records.libxlHeader.isEmpty && records.envelope.isEmpty && records.rest.isEmpty)
    #expect(records.types == [2, 0x10, 3, 8, 7, 4, 5, 6, 4, 5, 6, 0])
    #expect(records.bodies(of: 3) == [[0, 0, 0, 0, 0x4f, 0, 0, 0, 0x13, 0, 0, 0, 0, 0, 0, 0]])
    // xcr0 comes first: mask and size of the legacy tail are gone.
    #expect(records.bodies(of: 6).map(\.count) == [8 + 16 + 832, 8 + 16 + 832])
  }

  // MARK: Envelopes

  @Test func anXlHeaderSaysThatANewerStreamFollows() throws {
    let source = SampleKind.xlHVM.bytes
    let converted = try convert(IndexedCapture(bytes: source))
    #expect(converted.outcome.form == .xl)
    var header = try converted.records.envelope
    #expect(header[36] == 3)
    header[36] = source[36]
    let isSame = source.starts(with: header)
    #expect(isSame && header.count > 1000)
  }

  @Test func anXlHeaderOfAPVGuestIsKeptWithALayerOfLibxl() throws {
    let header = WrittenXlHeader(config: "name = \"x\"\n", isJSON: false, streamIsV2: false)
    let converted = try convert(IndexedCapture(bytes: header.encoded + SampleKind.pv32.bytes))
    #expect(converted.outcome.form == .xl)
    let records = try converted.records
    #expect(records.envelope[36] == 2)
    #expect(records.records.filter(\.isLibxl).map(\.type) == [0])
  }

  @Test(arguments: Fixtures.field.filter { $0.name == "xend-hvm" })
  func theDeviceModelOfXendGoesToTheEndOfTheFile(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let converted = try convert(read)
    #expect(converted.outcome.form == .libxl)
    #expect(converted.outcome.layersLeftOut == [.xend])
    let state = try #require(converted.records.bodies(of: 3, isLibxl: true).first).dropFirst(8)
    #expect(state.starts(with: Array("QEVM".utf8)))
    let bytes = try read.bytes
    let isSame = bytes.suffix(state.count).elementsEqual(state)
    #expect(isSame)
    #expect(bytes.dropLast(state.count).suffix(21).elementsEqual("QemuDeviceModelRecord".utf8))
  }

  @Test(arguments: Fixtures.field.filter { $0.name == "xapi-legacy-hvm" })
  func theDeviceModelOfXAPIHasItsLengthInBigEndianOrder(_ fixture: CaptureFixture) throws {
    let converted = try convert(IndexedCapture(path: fixture.path))
    #expect(converted.outcome.form == .libxl)
    let state = try #require(converted.records.bodies(of: 3, isLibxl: true).first).dropFirst(8)
    #expect(state.starts(with: Array("QEVM".utf8)) && state.count > 100)
  }

  @Test(arguments: Fixtures.field.filter { $0.name == "libvirt-v1-hvm" })
  func aHeaderOfLibvirtSaysThatANewerStreamFollows(_ fixture: CaptureFixture) throws {
    let read = try IndexedCapture(path: fixture.path)
    let converted = try convert(read)
    #expect(converted.outcome.form == .libvirt)
    #expect(converted.bytes[16] == 2)
    var header = try converted.records.envelope
    header[16] = 1
    let isSame = try read.bytes.starts(with: header)
    #expect(isSame && header.count > 64)
    #expect(try IndexedCapture(bytes: converted.bytes).findingKeys == [])
  }

  // MARK: What is left out

  @Test(arguments: Fixtures.field.filter { $0.name == "tmem" })
  func transcendentMemoryIsLeftOutAndNamed(_ fixture: CaptureFixture) throws {
    let converted = try convert(IndexedCapture(path: fixture.path))
    #expect(converted.outcome.chunksLeftOut.contains("TMEM"))
    try expectMemory(converted)
  }

  @Test func pagesThatTheHardwareLostAreLeftOutAndCounted() throws {
    let converted = try convert(IndexedCapture(bytes: SampleKind.hvmLive.bytes))
    #expect(converted.outcome.brokenPages == 2)
    #expect(converted.outcome.pages == 54)
  }

  @Test func aStreamThatIsCutIsConvertedUpToTheLastWholeCheckpoint() throws {
    let converted = try convert(IndexedCapture(bytes: SampleKind.hvmRemusCut.bytes))
    #expect(converted.checkpoint == 1)
    try expectMemory(converted)
  }

  @Test func saysWhyItDoesNothing() throws {
    let cut = try IndexedCapture(bytes: Array(SampleKind.hvm.bytes.prefix(20_000)))
    #expect(throws: LegacyConversion.Failure.nothingComplete) { try convert(cut) }
    let nothing = try IndexedCapture(bytes: Array("QEVM".utf8) + [0, 0, 0, 3, 0, 0, 0, 0])
    #expect(throws: LegacyConversion.Failure.noLegacyStream) { try convert(nothing) }
  }
}
