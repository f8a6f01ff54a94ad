/// The state of an HVM guest's processors and emulated devices, as Xen's `hvm_save` writes it: a list of records from
/// HEADER to END.
package enum HVMContext {
  /// The first word of a HEADER body.
  static let magic: UInt64 = 0x5438_1286
  /// The most records that are listed; a guest of 4096 vCPUs has fewer.
  static let maximumRecords = 65_536
  /// The most record types that are reported, each once; more are noise.
  private static let maximumReportedTypes = 16

  /// Lists the records in a range of file offsets, which is as long as the stream says, cut or not. Reads each
  /// descriptor, not the bodies.
  /// - Parameter isModern: whether it stands in a v2 or v3 stream.
  /// - Throws: when the capture fails to read.
  package static func scan(
    _ capture: Capture, in range: Range<UInt64>, checkpoint: Int?, _ order: ByteOrder = .little, isModern: Bool = false
  ) throws(CaptureError) -> HVMContextScan {
    let limit = max(range.lowerBound, min(range.upperBound, capture.size))
    var scan = HVMContextScan(end: range.lowerBound)
    var reported: Set<UInt16> = []
    var isOverrun = false

    func report(_ rule: FindingRule, at offset: UInt64, value: UInt64, limit: UInt64 = 0, subject: UInt64 = 0) {
      scan.findings.append(
        Finding(
          rule, at: offset, checkpoint: checkpoint, part: .hvmContext, value: value, limit: limit, subject: subject))
    }

    while scan.records.count < maximumRecords, limit - scan.end >= HVMRecord.descriptorByteCount {
      let record = try record(capture, at: scan.end, limit: limit, order)
      let start = record.offset + HVMRecord.descriptorByteCount
      let room = range.upperBound - start
      if scan.records.isEmpty, limit == range.upperBound || start + 8 <= limit {
        try checkHeader(capture, record, order) { report($0, at: $1, value: $2, limit: $3) }
      }
      scan.records.append(record)
      scan.end = record.body.upperBound
      if record.typecode == 0 {
        scan.isTerminated = true
        break
      }
      if UInt64(record.statedLength) > room, record.body.upperBound == limit {
        report(
          .hvmContextOverrun, at: record.offset, value: UInt64(record.statedLength), limit: room,
          subject: StatePlace(record, isModern: isModern).packed)
        isOverrun = true
        break
      }
      // A list of MSRs whose length lies is one that Xen refuses: each is judged.
      let isNew = !reported.contains(record.typecode) || record.typecode == HVMRecordType.msrTypecode
      if reported.count < maximumReportedTypes, isNew,
        let finding = finding(for: record, limit: limit, checkpoint: checkpoint, isModern: isModern)
      {
        reported.insert(record.typecode)
        scan.findings.append(finding)
      }
    }
    if range.isEmpty {
      report(.hvmContextHeader, at: range.lowerBound, value: 0, limit: magic)
    } else if !scan.isTerminated, !isOverrun, limit == range.upperBound {
      report(.hvmContextNoEnd, at: scan.end, value: UInt64(scan.records.count))
    }
    return scan
  }

  /// What is wrong with a record that lies inside the context: its type is unknown, or its length is.
  private static func finding(
    for record: HVMRecord, limit: UInt64, checkpoint: Int?, isModern: Bool
  ) -> Finding? {
    let subject = StatePlace(record, isModern: isModern).packed
    if record.name == nil {
      return Finding(
        .hvmContextUnknownRecord, at: record.offset, checkpoint: checkpoint, part: .hvmContext,
        value: UInt64(record.typecode), subject: subject)
    }
    guard let expected = expectedLength(of: record, limit: limit) else { return nil }
    let isPadded = record.typecode == HVMRecordType.msrTypecode && expected < UInt64(record.statedLength)
    return Finding(
      isPadded ? .msrPadded : .hvmContextRecordLength, at: record.offset, checkpoint: checkpoint, part: .hvmContext,
      value: UInt64(record.statedLength), limit: expected, subject: subject)
  }

  /// The length that a record should state, when it states another and is not cut.
  private static func expectedLength(of record: HVMRecord, limit: UInt64) -> UInt64? {
    let stated = UInt64(record.statedLength)
    guard let type = HVMRecordType.type(record.typecode), record.body.upperBound < limit else { return nil }
    let used = record.body.upperBound - record.body.lowerBound
    if used != stated { return used }
    return type.isKnown(length: stated) ? nil : UInt64(type.layout(length: stated).byteCount)
  }

  /// The record whose descriptor lies at `offset`; at least a descriptor's bytes are there before `limit`.
  static func record(
    _ capture: Capture, at offset: UInt64, limit: UInt64, _ order: ByteOrder
  ) throws(CaptureError) -> HVMRecord {
    let bytes = try capture.bytes(at: offset, count: Int(HVMRecord.descriptorByteCount))
    let typecode = UInt16(truncatingIfNeeded: bytes.prefix(2).number(order))
    let stated = UInt32(truncatingIfNeeded: bytes.dropFirst(4).number(order))
    let start = offset + HVMRecord.descriptorByteCount
    let used =
      typecode == HVMRecordType.msrTypecode
      ? try usedLength(capture, ofMSRsAt: start, stated: UInt64(stated), limit: limit, order) : UInt64(stated)
    return HVMRecord(
      typecode: typecode, instance: UInt16(truncatingIfNeeded: bytes.dropFirst(2).prefix(2).number(order)),
      offset: offset, body: start..<start + min(used, limit - start), statedLength: stated)
  }

  /// The bytes that a CPU_MSR body really takes.
  ///
  /// Xen 4.5 and 4.6, and 4.7 to 4.9 before late 2017, state the room for all MSRs they know, but write only those
  /// that are not zero: the next descriptor then lies inside the stated body. As CPU_MSR is their last type, what
  /// follows must be another one or END; otherwise the stated length is believed.
  private static func usedLength(
    _ capture: Capture, ofMSRsAt offset: UInt64, stated: UInt64, limit: UInt64, _ order: ByteOrder
  ) throws(CaptureError) -> UInt64 {
    let count = (try capture.bytes(at: offset, count: 4)).number(order)
    let used = 8 + 16 * count
    guard count > 0, used < stated, used <= limit - offset else { return stated }
    guard limit - offset - used >= HVMRecord.descriptorByteCount else { return used }
    let next = try capture.bytes(at: offset + used, count: Int(HVMRecord.descriptorByteCount))
    let typecode = next.prefix(2).number(order)
    let isEnd = next.allSatisfy { $0 == 0 }
    return isEnd || typecode == UInt64(HVMRecordType.msrTypecode) ? used : stated
  }

  private static func checkHeader(
    _ capture: Capture, _ record: HVMRecord, _ order: ByteOrder,
    _ report: (FindingRule, UInt64, UInt64, UInt64) -> Void
  ) throws(CaptureError) {
    let words = try capture.bytes(at: record.body.lowerBound, count: Int(min(8, record.body.count)))
    let found = words.prefix(4).number(order)
    let version = words.dropFirst(4).number(order)
    guard record.typecode == HVMRecordType.headerTypecode, words.count == 8, found == magic, version == 1 else {
      report(.hvmContextHeader, record.offset, found, magic)
      return
    }
  }
}

extension HVMRecordType {
  static let headerTypecode: UInt16 = 1
  static let ioapicTypecode: UInt16 = 4
  static let xsaveTypecode: UInt16 = 16
  static let msrTypecode: UInt16 = 20
}
