/// What a record of an HVM context holds, as far as a layout of its type covers it.
struct HVMRecordContent {
  /// Which of several of its type: the number of a vCPU.
  let instance: Int
  private let layout: Layout
  private let bytes: [UInt8]
  private let order: ByteOrder

  /// The number that a field holds; nil when the record has none of that name, or is cut before it.
  subscript(field: String) -> UInt64? { layout.number(field, in: bytes, order) }

  /// All of its fields.
  var fields: [DecodedField] { layout.decode(bytes, order) }

  /// The content of all records of a type in the context that a range of file offsets holds.
  /// - Parameter name: Xen's name of the type.
  /// - Throws: when the capture cannot be read.
  static func all(
    _ name: String, in range: Range<UInt64>, _ capture: Capture, _ order: ByteOrder
  ) throws(CaptureError) -> [HVMRecordContent] {
    var list: [HVMRecordContent] = []
    for record in try HVMContext.scan(capture, in: range, checkpoint: nil, order).records where record.name == name {
      guard let layout = HVMRecordType.type(record.typecode)?.layout(length: UInt64(record.body.count)) else {
        continue
      }
      let bytes = try capture.bytes(at: record.body.lowerBound, count: min(record.body.count, layout.byteCount))
      list.append(
        HVMRecordContent(instance: Int(record.instance), layout: layout, bytes: bytes, order: order))
    }
    return list
  }
}
