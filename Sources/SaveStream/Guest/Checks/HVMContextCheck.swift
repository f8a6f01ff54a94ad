/// What Xen refuses inside the records of an HVM context, beside their lengths.
enum HVMContextCheck {
  private static let machineCheckTypecode: UInt16 = 18
  /// Records that are looked into.
  private static let mostRecords = 4096

  /// The findings of a scan, and of what the records hold.
  static func findings(
    _ capture: Capture, in range: Range<UInt64>, checkpoint: Int?, _ order: ByteOrder = .little
  ) throws(CaptureError) -> [Finding] {
    let scan = try HVMContext.scan(capture, in: range, checkpoint: checkpoint, order)
    var findings = scan.findings
    let xsave = XsaveCheck(capture: capture, order: order, checkpoint: checkpoint)
    for record in scan.records.prefix(mostRecords) {
      let body = record.body
      switch record.typecode {
      case HVMRecordType.xsaveTypecode where body.count > 8:
        // The mask of features in front is not looked at.
        findings += try xsave.findings(body.lowerBound + 8..<body.upperBound, at: record.offset, part: .hvmContext)
      case machineCheckTypecode where body.count >= 8:
        let capabilities = try capture.bytes(at: body.lowerBound, count: 8).number(order)
        findings += MachineCheckCheck.findings(
          capabilities, at: body.lowerBound, checkpoint: checkpoint, part: .hvmContext)
      default: break
      }
    }
    return findings
  }
}
