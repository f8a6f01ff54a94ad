import SaveStream

extension IndexSnapshot {
  /// Makes sure that there is a stream which was read.
  /// - Throws: when it is of a kind that is known by name only, or when the medium failed.
  func requireRead(_ capture: Capture) throws {
    guard stream != nil else {
      let what = unreadContent.map { "\($0): recognised, but this version cannot read it" } ?? "holds no stream"
      throw ProgramFailure("\(displayed(capture.path)): \(what); savescope summary shows what is known of it")
    }
    if let failed = findings.first(where: { $0.rule == .readFailed }) {
      throw ProgramFailure(
        "\(displayed(capture.path)):\(NumberText.hex(failed.offset)): \(FindingText.message(for: failed)); check the "
          + "medium, or copy the capture to another one")
    }
  }
}
