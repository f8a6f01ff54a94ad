/// The line with which a suspend image of XAPI begins (`ocaml/xenopsd/lib/suspend_image.ml`).
enum XapiSignature {
  static let byteCount: UInt64 = 15
  static let layout = Layout(
    "XAPI signature", byteCount: Int(byteCount), [.init("signature", at: 0, .text(bytes: Int(byteCount)))])
}
