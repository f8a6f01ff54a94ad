extension FindingRule {
  /// The rules of envelopes.
  static let envelopeRows: [FindingRule: Row] = [
    .xlByteOrder: Row(
      .error,
      "the byte-order word of the xl header does not hold this machine's 0x01020304; xl refuses such a file"),
    .xlUnknownFlag: Row(.error) {
      "the xl header has a mandatory flag that is not known (flags \(Number.hex($0.value))); xl refuses such a file"
    },
    .xlConfigOverrun: Row(.error) {
      "the configuration in the xl header claims more bytes than the header holds\(Text.claim($0)); xl calls the "
        + "file truncated"
    },
    .xlStreamVersion: Row(.error, "the xl header names another kind of stream than the one that follows it"),
  ]
}
