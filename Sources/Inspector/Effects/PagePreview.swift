@_spi(Measuring) import SaveStream

/// A page as it was at the end of a checkpoint, to be shown beside its row.
package struct PagePreview: Sendable {
  let pfn: UInt64
  let checkpoint: Int
  /// nil when it is not there.
  let page: GuestPage?
  /// Which words differ from the end of the checkpoint before; nil where there is no page now or then.
  let changed: ChangedWords?
}
