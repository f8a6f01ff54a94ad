/// The line with which a suspend image of XAPI begins (`ocaml/xenopsd/lib/suspend_image.ml`).
enum XapiSignature {
  static let layout = Layout("XAPI signature", byteCount: 15, [.init("signature", at: 0, .text(bytes: 15))])
}
