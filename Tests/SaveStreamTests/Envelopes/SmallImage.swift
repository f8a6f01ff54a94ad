@_spi(Measuring) import SaveStream
import TestSupport

/// A legacy stream of one page, and what the envelopes that are known put around it.
enum SmallImage {
  /// A sound stream of an HVM guest.
  static func legacy(
    _ toolstack: WordSize = .bits64, deviceModel: LegacyHVMTail.DeviceModel? = .init(signature: .libxl, state: qemu)
  ) -> [UInt8] {
    var writer = LegacyStreamWriter(to: MemorySink(), toolstack: toolstack)
    writer.writeHeader(LegacyStreamHeader(p2mSize: 16))
    writer.writePFNArray([PFNArrayEntry(pfn: 3)])
    writer.writeImage([UInt8](repeating: 0x33, count: pageSize).span)
    writer.writeMetadata(.vcpuInfo(maximumID: 0, online: [1]))
    writer.writeMetadata(.lastCheckpoint)
    writer.endBody()
    writer.writeTail(
      LegacyHVMTail(
        ioreqPFN: 1, bufferedIoreqPFN: 2, xenstorePFN: 3, context: RecordStream.hvmContext, deviceModel: deviceModel))
    return writer.sink.bytes
  }

  static let qemu: [UInt8] = Array("QEVM".utf8) + [0, 0, 0, 3] + [UInt8](repeating: 0x51, count: 24)

  static func number(_ value: UInt64, bytes: Int = 8) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
  }

  // MARK: libvirt

  static func xml(type: String = "hvm") -> String {
    "<domain type='xen'><name>w</name><os><type arch='x86_64'>\(type)</type></os></domain>"
  }

  /// A libvirt header and its XML.
  static func libvirt(version: UInt64, xml: String = xml(), length: UInt64? = nil) -> [UInt8] {
    let text = Array(xml.utf8) + [0]
    return Array("libvirt-xml\n \0 \r".utf8) + number(version, bytes: 4)
      + number(length ?? UInt64(text.count), bytes: 4) + [UInt8](repeating: 0, count: 40) + text
  }

  // MARK: XAPI

  /// An image of before 2014.
  static func xapiLegacy(state: [UInt8] = qemu, length: UInt64? = nil) -> [UInt8] {
    Array("XenSavedDomain\n".utf8) + legacy(.bits32, deviceModel: nil) + Array("QemuDeviceModelRecord\n".utf8)
      + number(length ?? UInt64(state.count), bytes: 4).reversed() + state
  }

  static let xapiSignature = Array("XenSavedDomv2-\n".utf8)
  static let xenops = record(0x0f, Array("((time x)(word_size 64))".utf8))
  static let endOfImage = record(0xffff)

  /// A record whose length counts its payload, unless another one is given.
  static func record(_ type: UInt64, _ payload: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
    number(type) + number(length ?? UInt64(payload.count)) + payload
  }

  /// An image with a legacy stream inside.
  static func xapi(behind records: [UInt8] = endOfImage) -> [UInt8] {
    xapiSignature + xenops + record(0xf2) + legacy() + records
  }

  /// An image with a stream inside that leaves its checkpoint open.
  static func xapiOpen(behind records: [UInt8]) -> [UInt8] {
    xapiSignature + xenops + record(0xf0) + OpenEndedFormat.bytes + records
  }
}
