extension ExtendedVcpuContext {
  /// What the `size` that an extended context states says of the releases that can have written it; nil where it is
  /// cut, or of a size that none writes.
  static func releases(_ range: Range<UInt64>, _ reader: TreeReader) -> ReleaseEvidence? {
    guard range.upperBound - range.lowerBound >= sizeOffset + 4,
      let size = reader.number(at: range.lowerBound + sizeOffset, bytes: 4), let (first, last) = releases[size]
    else { return nil }
    return ReleaseEvidence(from: first, through: last, "the extended vCPU context states \(size) bytes")
  }

  private static let releases: [UInt64: (first: XenRelease, last: XenRelease?)] = [
    32: (.init(3, 2), .init(4, 1)), 40: (.init(4, 2), .init(4, 2)), 56: (.init(4, 3), .init(4, 9)),
    64: (.init(4, 10), nil),
  ]
}
