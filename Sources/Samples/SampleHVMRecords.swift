@_spi(Measuring) import SaveStream

/// The records of an HVM context in the making (`xen/include/public/arch-x86/hvm/save.h`), each behind its descriptor.
struct SampleHVMRecords: Sendable {
  private var context = LittleEndianBytes()

  /// Appends records of one type, for one instance after the other.
  mutating func append(_ type: UInt16, _ instances: [[UInt8]]) {
    for (instance, record) in instances.enumerated() {
      context.append(type)
      context.append(UInt16(instance))
      context.append(UInt32(record.count))
      context.append(bytes: record)
    }
  }

  /// All records by ascending type code, END (0) last.
  var bytes: [UInt8] { context.bytes }
}
