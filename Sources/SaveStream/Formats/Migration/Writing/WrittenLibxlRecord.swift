/// A record of a libxl v2 stream, to be written.
package enum WrittenLibxlRecord: Sendable {
  case end
  /// A whole libxc stream follows, which states its own end.
  case libxcContext
  /// Keys and values that belong to the device model.
  case emulatorXenstoreData(Emulator, [(key: String, value: String)])
  /// What the device model saved.
  case emulatorContext(Emulator, [UInt8])
  /// What belongs to a checkpoint has been sent.
  case checkpointEnd
  /// A word of a COLO sender.
  case checkpointState(UInt32)

  /// Which program emulates the guest's devices (`emulator_id`).
  package enum Emulator: UInt32, Sendable {
    /// So says a stream that was converted: a legacy one does not tell.
    case unknown
    case qemuTraditional
    case qemu
  }

  /// The number on the wire (`REC_TYPE_*`, `libxl_sr_stream_format.h`).
  package var type: UInt32 {
    switch self {
    case .end: 0
    case .libxcContext: 1
    case .emulatorXenstoreData: 2
    case .emulatorContext: 3
    case .checkpointEnd: 4
    case .checkpointState: 5
    }
  }

  /// The body on the wire, without padding.
  func body(_ order: ByteOrder) -> [UInt8] {
    switch self {
    case .end, .libxcContext, .checkpointEnd: return []
    case .emulatorXenstoreData(let emulator, let pairs):
      var body = Self.head(of: emulator, order)
      for pair in pairs { body.append(text: "\(pair.key)\0\(pair.value)\0") }
      return body.bytes
    case .emulatorContext(let emulator, let state):
      var body = Self.head(of: emulator, order)
      body.append(bytes: state)
      return body.bytes
    case .checkpointState(let word):
      var body = OrderedBytes(order)
      body.append(word)
      return body.bytes
    }
  }

  /// What every record of an emulator begins with: its id, and an index of 0.
  static func head(of emulator: Emulator, _ order: ByteOrder) -> OrderedBytes {
    var head = OrderedBytes(order)
    head.append(emulator.rawValue)
    head.append(UInt32(0))
    return head
  }
}
