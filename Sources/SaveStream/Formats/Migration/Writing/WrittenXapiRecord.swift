/// A record of a suspend image of XAPI (2014 and later), to be written.
///
/// ```
/// "XenSavedDomv2-\n"   records: i64 type, i64 length, payload
/// ```
package enum WrittenXapiRecord: Sendable, Equatable {
  /// What xenopsd knows of the guest, as an S-expression.
  case xenops(String)
  /// A libxc stream follows, which states its own end.
  case libxc
  /// What QEMU saved.
  case qemu([UInt8])
  case endOfImage

  /// The line with which an image begins.
  package static let signature = [UInt8]("XenSavedDomv2-\n".utf8)

  /// The bytes on the wire (`ocaml/xenopsd/lib/suspend_image.ml`): nothing is padded.
  package var encoded: [UInt8] {
    switch self {
    case .xenops(let text): Self.record(0x000f, Array(text.utf8))
    case .libxc: Self.record(0x00f0, [])
    case .qemu(let state): Self.record(0x0f00, state)
    case .endOfImage: Self.record(0xffff, [])
    }
  }

  private static func record(_ type: Int64, _ payload: [UInt8]) -> [UInt8] {
    var record = OrderedBytes()
    record.append(type)
    record.append(Int64(payload.count))
    record.append(bytes: payload)
    return record.bytes
  }
}
