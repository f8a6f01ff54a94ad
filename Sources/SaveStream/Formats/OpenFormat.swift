/// A format that is not built in: what the switch over formats is open for. The tests bring one, to show that nothing
/// but its own code has to know it.
package protocol OpenFormat: SendableMetatype {
  /// Whether these first bytes are those of such a stream.
  static func begins(_ bytes: [UInt8]) -> Bool
  /// A reader of a stream that begins so.
  static func reader() -> any LayerReader
}

/// The open formats that are known.
package enum OpenFormats {
  /// For everything that is done within a task; an indexer keeps what it was made with.
  @TaskLocal package static var known: [any OpenFormat.Type] = []
}
