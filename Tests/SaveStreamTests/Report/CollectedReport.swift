@_spi(Measuring) import SaveStream

/// What a report writes, as bytes.
final class CollectedReport {
  private(set) var bytes: [UInt8] = []
  /// How many times bytes were handed on.
  private(set) var deliveries = 0

  /// Runs `body` over an output and gives what it wrote.
  static func text(_ body: (ReportOutput) throws -> Void) throws -> String {
    String(decoding: try bytes(body), as: UTF8.self)
  }

  static func bytes(_ body: (ReportOutput) throws -> Void) throws -> [UInt8] {
    let collected = CollectedReport()
    let output = collected.output
    try body(output)
    try output.flush()
    return collected.bytes
  }

  var output: ReportOutput {
    ReportOutput { [self] span in
      deliveries += 1
      span.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
  }
}
