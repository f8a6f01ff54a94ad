import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

/// Whose image a capture is, from which release, and when it was saved.
@Suite struct ImageOriginTests {
  private func origin(_ path: String) throws -> ImageOrigin {
    let read = try IndexedCapture(path: path)
    return try ImageOrigin(of: read.index, in: read.capture)
  }

  private func origin(field name: String) throws -> ImageOrigin {
    try origin(#require(Fixtures.field.first { $0.name == name }).path)
  }

  private func origin(_ bytes: [UInt8]) throws -> ImageOrigin {
    let read = try IndexedCapture(bytes: bytes)
    return try ImageOrigin(of: read.index, in: read.capture)
  }

  // MARK: The guest

  @Test func theConfigurationOfXlNamesTheGuest() throws {
    let origin = try origin(#require(Fixtures.v3.first { $0.name == "tiny-pv" }).path)
    #expect(OriginText.guest(origin) == ["tinypv", "1 vCPU", "4.0 MiB of memory", "PV"])
    #expect(OriginText.uuid(origin) == "22650947-f894-48d3-a0fa-298c6a0d5c32")
    #expect(origin.releases.words == "Xen 4.17")
    #expect(origin.savedAt?.text == "2026-11-23 03:09:23 UTC")
  }

  @Test(arguments: [
    ("libvirt.bin", "comfrey"), ("v3-hvm.bin", "mallow"), ("migration-tap.bin", "vervain"), ("xl-hvm.bin", "yarrow"),
  ])
  func everyEnvelopeWithAConfigurationNamesTheGuest(_ sample: String, _ name: String) throws {
    let config = try #require(try origin(Fixtures.sample(sample)).config)
    #expect(config.name == CaptureText(name.utf8))
    #expect(config.vcpus != nil && config.memoryKiB != nil && config.kind == .hvm && config.uuid != nil)
  }

  @Test func xapiNamesTheGuestInItsFirstRecord() throws {
    #expect(try origin(Fixtures.sample("xapi.bin")).config?.name == CaptureText("lovage".utf8))
    #expect(try origin(field: "xapi-v2-legacy-inside").config?.name == CaptureText("old1".utf8))
  }

  @Test func xendNamesTheGuest() throws {
    #expect(try origin(field: "xend-hvm").config?.name == CaptureText("w2k3".utf8))
    #expect(OriginText.guest(try origin(field: "xen31-pv64-xm")) == ["build4", "64.0 MiB of memory", "PV"])
  }

  @Test func aBareStreamNamesNobody() throws {
    let origin = try origin(Fixtures.sample("pv64.bin"))
    #expect(origin.config == nil)
    #expect(OriginText.guest(origin).isEmpty && OriginText.uuid(origin) == nil)
  }

  @Test func aNameCannotSteerTheTerminal() throws {
    let config = Array("name = \"a\u{1b}[2Jb\"\n".utf8)
    let magic = Array("Xen saved domain, xl format\n".utf8) + [0x20, 0, 0x20, 0x0d]
    let length = UInt8(config.count)
    let header = magic + [4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, length + 4, 0, 0, 0, length, 0, 0, 0]
    let origin = try origin(header + config + FixtureFile.bytes(Fixtures.sample("hvm.bin")))
    #expect(origin.config?.name?.byteCount == 6)
    #expect(OriginText.guest(origin).joined().utf8.allSatisfy { $0 >= 0x20 })
  }

  // MARK: Releases

  @Test(arguments: Fixtures.captures)
  func theReleaseWhoseCodeWroteALegacyStreamIsInTheRange(_ fixture: CaptureFixture) throws {
    let releases = try origin(fixture.path).releases
    let code: XenRelease = fixture.name.hasPrefix("xen41-") ? .init(4, 1) : .init(4, 5)
    #expect(releases.contains(code), "\(releases.evidence.map(\.text))")
    if code == .init(4, 5) {
      #expect(releases.first ?? .init(3, 0) >= .init(4, 1), "LAST_CHECKPOINT, or an xcnt block")
    }
  }

  @Test(arguments: Fixtures.v3)
  func theDomainHeaderNamesTheReleaseAndNothingSpeaksAgainstIt(_ fixture: CaptureFixture) throws {
    let releases = try origin(fixture.path).releases
    #expect(releases.words == "Xen 4.17", "\(releases.evidence.map(\.text))")
    #expect(releases.evidence.count > 1)
  }

  /// It is read as one of version 2, which 4.6 to 4.13 wrote, where no policy is left that says otherwise.
  @Test func headersThatAreLostContradictNothing() throws {
    var bytes = try IndexedCapture(path: Fixtures.sample("v3-hvm.bin")).bytes
    bytes.replaceSubrange(1145..<1445, with: repeatElement(0, count: 300))
    let read = try IndexedCapture(bytes: bytes, options: ReadingOptions(salvages: true))
    let releases = try ImageOrigin(of: read.index, in: read.capture).releases
    #expect(releases.words == "Xen 4.14 to 4.19", "\(releases.evidence.map(\.text))")
  }

  @Test func aConvertedStreamIsOfTheReleaseThatSavedTheGuest() throws {
    for fixture in Fixtures.tiny {
      guard let path = fixture.convertedPath else { continue }
      let origin = try origin(path)
      #expect(origin.isConverted)
      #expect(origin.releases.contains(.init(4, 5)), "\(fixture): \(origin.releases.evidence.map(\.text))")
      #expect(OriginText.releases(origin)?.hasSuffix("converted by Xen 4.6 or later") == true)
    }
  }

  @Test(arguments: [
    ("xen31-pv64", "Xen 3.1"), ("xen31-pv64-xm", "Xen 3.1"), ("xend-hvm", "Xen 4.0 to 4.4"),
    ("libvirt-v1-hvm", "Xen 4.5"), ("xapi-legacy-hvm", "Xen 4.1 to 4.5"), ("cut-vcpu-1", "Xen 4.1 to 4.5"),
    ("qemu-record-to-eof", "Xen 4.0 to 4.4"), ("head-lost-16", nil),
  ])
  func aStreamIsOfNoOlderAndNoNewerReleaseThanWhatIsInIt(_ name: String, _ words: String?) throws {
    let path = try #require(Fixtures.field.first { $0.name == name }).path
    let capture = try Capture.open(path)
    let indexer = CaptureIndexer(capture: capture)
    try? indexer.run()
    #expect(try ImageOrigin(of: indexer.index.snapshot, in: capture).releases.words == words)
  }

  /// It is wrong, as a finding says, and so no evidence.
  @Test func aFlagThatNamesAnotherStreamSaysNothingOfTheRelease() throws {
    let releases = try origin(field: "xl-flags-v2-legacy-stream").releases
    #expect(!releases.isContradictory && releases.last == .init(4, 5))
  }

  @Test func chunksBoundTheReleaseFromBelow() throws {
    func first(_ send: (inout MadeUpStream) -> Void) throws -> XenRelease? {
      var stream = MadeUpStream(.pv)
      send(&stream)
      stream.endCheckpoint()
      return try origin(stream.bytes).releases.first
    }
    #expect(try first { $0.send([(1, 1)]) } == .init(3, 2))
    #expect(try first { $0.announce([1], type: .broken) } == .init(4, 3))
    #expect(
      try first {
        $0.send([(1, 1)])
        $0.endCheckpoint()
      } == .init(4, 0))
  }

  @Test(arguments: [
    (1016, "Xen 3.4 or earlier"), (1024, "Xen 4.0 to 4.6"), (1032, "Xen 4.7 or later"), (1000, nil),
  ])
  func theLengthOfAnHVMRecordTellsTheRelease(_ length: Int, _ words: String?) throws {
    let number = { (value: Int) in (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    let record = [2, 0, 0, 0] + number(length) + [UInt8](repeating: 0, count: length)
    let bytes = record + record + [UInt8](repeating: 0, count: 8)
    let evidence = try HVMContext.releases(Capture(bytes: bytes), in: 0..<UInt64(bytes.count))
    #expect(ReleaseRange(evidence).words == words)
    #expect(evidence.count == (words == nil ? 0 : 1), "vCPUs that are alike are told once")
  }

  @Test func aContextWithoutEndIsLookedAtWithinBounds() throws {
    let bytes = [UInt8]((0..<80_000).flatMap { _ in [9, 0, 0, 0, 0, 0, 0, 0] as [UInt8] })
    #expect(try HVMContext.releases(Capture(bytes: bytes), in: 0..<UInt64.max).isEmpty)
  }

  // MARK: Captures that are cut

  @Test func everyBeginningOfACaptureHasAnOrigin() throws {
    for sample in ["xapi.bin", "v3-hvm.bin", "libvirt.bin"] {
      let bytes = try FixtureFile.bytes(Fixtures.sample(sample))
      for length in stride(from: 1, to: min(bytes.count, 6000), by: 37) {
        let capture = Capture(bytes: Array(bytes.prefix(length)))
        let indexer = CaptureIndexer(capture: capture)
        try? indexer.run()
        _ = try ImageOrigin(of: indexer.index.snapshot, in: capture)
      }
    }
  }
}
