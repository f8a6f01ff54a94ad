/// What the layer around a legacy stream says of it that the stream does not.
struct LegacyHint: Sendable, Equatable {
  /// How the guest is virtualised; nil where nothing says so.
  var guest: GuestKind?
  /// The word size of the toolstack, where only one can have written the layer.
  var toolstackBits: Int?
  /// How the device-model record in the tail of an HVM guest is spelt.
  var deviceModel = DeviceModelRecord.Form.toolstack

  /// - Parameters:
  ///   - layer: the innermost layer around the stream; nil where there is none.
  ///   - guest: what its config says of the guest.
  init(inside layer: Layer.Kind?, guest: GuestKind?) {
    self.guest = guest
    guard layer == .xapiLegacy else { return }
    toolstackBits = 32
    deviceModel = .xapi
  }
}
