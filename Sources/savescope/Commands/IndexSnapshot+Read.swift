import SaveStream

extension IndexSnapshot {
  /// Makes sure that there is a stream which was read.
  /// - Throws: when it is of a kind that is known by name only, or when the medium failed.
  func requireRead(_ capture: Capture) throws {
    if stream == nil || findings.contains(where: { $0.rule == .notReadYet }) {
      let kind = envelopes.last.map { StreamText.envelope($0.kind) } ?? StreamText.kind(of: self)
      throw ProgramFailure(
        "\(displayed(capture.path)): \(kind): recognised, but this version cannot read what is inside; "
          + "savescope summary shows what is known of it")
    }
    if let failed = findings.first(where: { $0.rule == .readFailed }) {
      throw ProgramFailure(
        "\(displayed(capture.path)):\(NumberText.hex(failed.offset)): \(FindingText.message(for: failed)); check the "
          + "medium, or copy the capture to another one")
    }
  }
}
