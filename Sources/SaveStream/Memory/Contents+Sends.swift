extension Contents {
  /// A send with all that is known of it.
  func describe(_ send: PageSends.Send) throws(CaptureError) -> PageSend {
    let found = try find(send.content)
    let row = row(of: send.content)
    let isVerify = row.isVerify && !found.isMissing
    var ranges: [Range<UInt64>] = []
    var counts: DeltaCounts?
    switch found {
    case .image(let offset): ranges = [offset..<offset + UInt64(pageSize)]
    case .delta(let extent):
      ranges = extent.ranges
      counts = extent.encoding == .delta ? extent.counts : nil
    case .missing: break
    }
    let encoding: PageEncoding = isVerify ? .verify : isDoubtful(send.content) ? .doubtful : found.encoding
    return PageSend(
      checkpoint: checkpoint(of: send.content), iteration: row.iteration, type: send.type, encoding: encoding,
      ranges: ranges, delta: counts, content: send.content,
      isImage: row.hasImages)
  }

  /// The bytes of a send's content.
  func bytes(of send: PageSend) throws(CaptureError) -> [UInt8] { try capture.deltaBytes(in: send.ranges) }
}
