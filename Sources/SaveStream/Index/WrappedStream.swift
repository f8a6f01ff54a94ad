/// The kinds of stream that an envelope can hold and say that it holds.
enum WrappedStream: Sendable {
  case legacy, libxl2, libxc

  /// What it is called.
  var words: String {
    switch self {
    case .legacy: "legacy stream"
    case .libxl2: "libxl v2 stream"
    case .libxc: "libxc v2 or v3 stream"
    }
  }

  /// What the receiver of such a stream logs when it gets one of another kind: `convert-legacy-stream`,
  /// `libxl_stream_read.c`, `xg_sr_restore.c`.
  var receiversLog: String {
    switch self {
    case .legacy: "Unexpected extended info marker"
    case .libxl2: "Invalid ident"
    case .libxc: "Invalid marker"
    }
  }

  /// The kind that the word of an envelope stands for: mandatory_flags of an xl header, the version of libvirt's, the
  /// type of a XAPI record; nil where it stands for none.
  static func named(by word: UInt64, in layer: Layer.Kind) -> WrappedStream? {
    switch layer {
    case .xl: word & 2 == 0 ? .legacy : .libxl2
    case .libvirt: [1: .legacy, 2: .libxl2][word]
    case .xapi: [0xf0: .libxc, 0xf1: .libxl2, 0xf2: .legacy][word]
    default: nil
    }
  }
}
