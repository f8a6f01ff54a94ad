import TestSupport

@_spi(Measuring) @testable import SaveStream

/// Where a page image is, by its PFN.
struct PagePlace: Hashable {
  let pfn: UInt64
  let offset: UInt64
}

extension IndexedCapture {
  /// The rows of pages whose content is there.
  func presentRows() throws -> [PageRow] {
    let rows = PageRows(capture: capture, index: index)
    return try rows.rows(0..<rows.count(contentOnly: true), contentOnly: true).filter { $0.encoding != .missing }
  }
}

extension [PageRow] {
  /// Where their images are.
  var places: Set<PagePlace> {
    Set<PagePlace>(compactMap { row in row.offset.map { PagePlace(pfn: row.pfn, offset: $0) } })
  }
}
