@_spi(Measuring) import SaveStream

/// The state of a made-up QEMU: version 3 of its format, a few sections, as QEMU saves it for Xen.
struct SampleDeviceModel: Sendable {
  let clock: SampleClock

  /// Big-endian, unlike all else in a stream: magic, version, full sections, a zero byte.
  var bytes: [UInt8] {
    var state = LittleEndianBytes()
    state.append(text: "QEVM")
    state.append(UInt32(3).bigEndian)
    for (id, section) in sections.enumerated() {
      state.append(UInt8(4))
      state.append(UInt32(id).bigEndian)
      state.append(UInt8(section.name.utf8.count))
      state.append(text: section.name)
      state.append(UInt32(0).bigEndian)
      state.append(section.version.bigEndian)
      state.append(bytes: section.content)
    }
    state.append(UInt8(0))
    return state.bytes
  }

  private var sections: [(name: String, version: UInt32, content: [UInt8])] {
    [
      ("timer", 2, timer), ("0000:00:00.0/I440FX", 3, pciDevice(vendor: 0x8086, device: 0x1237, class: 0x0600)),
      ("0000:00:01.0/PIIX3", 3, pciDevice(vendor: 0x8086, device: 0x7000, class: 0x0601)), ("ps2kbd", 3, keyboard),
      ("0000:00:02.0/vga", 2, pciDevice(vendor: 0x1013, device: 0x00b8, class: 0x0300)),
    ]
  }

  /// Offsets of QEMU's clocks, in ticks and in nanoseconds.
  private var timer: [UInt8] {
    var content = LittleEndianBytes()
    for value in [clock.timeStampCounter, 0, clock.nanoseconds] { content.append(value.bigEndian) }
    return content.bytes
  }

  /// The version of the PCI part, 256 bytes of configuration space, and the state of four interrupt lines.
  private func pciDevice(vendor: UInt16, device: UInt16, class code: UInt16) -> [UInt8] {
    var content = LittleEndianBytes(zeros: 4 + 256 + 16)
    content.put(UInt32(2).bigEndian, at: 0)
    content.put(vendor, at: 4)
    content.put(device, at: 6)
    content.put(UInt16(0x0007), at: 8)
    content.put(code, at: 14)
    content.put(UInt16(0x5853), at: 4 + 0x2c)
    content.put(UInt16(0x0001), at: 4 + 0x2e)
    return content.bytes
  }

  /// Scan codes that wait to be read.
  private var keyboard: [UInt8] {
    var content = LittleEndianBytes(zeros: 32)
    content.put(bytes: [0x1e, 0x9e, 0x39, 0xb9], at: 4)
    return content.bytes
  }
}
