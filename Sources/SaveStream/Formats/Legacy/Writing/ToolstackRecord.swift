/// The content of a TOOLSTACK chunk as libxl writes it: where QEMU has moved guest memory to.
@_spi(Measuring) public struct ToolstackRecord: Sendable, Equatable {
  public var entries: [Entry]

  public init(entries: [Entry] = []) { self.entries = entries }

  /// A stretch of guest memory that lies elsewhere than where it was populated.
  public struct Entry: Sendable, Equatable {
    /// The guest-physical address it was populated at.
    public var physicalOffset: UInt64
    /// The guest-physical address it lies at now.
    public var startAddress: UInt64
    /// In bytes.
    public var size: UInt64
    /// QEMU's name for it, such as `vga.ram`; empty for none.
    public var name: String

    public init(physicalOffset: UInt64, startAddress: UInt64, size: UInt64, name: String) {
      self.physicalOffset = physicalOffset
      self.startAddress = startAddress
      self.size = size
      self.name = name
    }
  }

  /// The bytes on the wire: version 1, a count, and the entries.
  ///
  /// libxl steps from entry to entry by `sizeof(struct) + namelen`, but the name begins before the structure's own
  /// padding, so that a 64-bit toolstack leaves 4 bytes behind each name.
  public func encoded(for toolstack: WordSize) -> [UInt8] {
    var record = LittleEndianBytes()
    record.append(UInt32(1))
    record.append(UInt32(entries.count))
    for entry in entries {
      let name = entry.name.isEmpty ? [] : Array(entry.name.utf8) + [0]
      record.append(entry.physicalOffset)
      record.append(entry.startAddress)
      record.append(entry.size)
      record.append(UInt32(name.count))
      record.append(bytes: name)
      if toolstack == .bits64 { record.append(UInt32(0)) }
    }
    return record.bytes
  }
}
