extension JSONWriter {
  /// Writes the value of a field, of the JSON type that its kind has; nil as null.
  mutating func value(field value: FieldValue?) {
    switch value {
    case .number(let number), .pfn(let number): self.value(number)
    case .signed(let number): self.value(signed: number)
    case .address(let address, _): self.value(hex: address)
    case .named(let number, let name):
      beginObject()
      field("number", number)
      field("name", name)
      endObject()
    case .text(let text): self.value(text)
    case .bytes(let bytes): self.value(FieldText.hex(bytes))
    case nil: self.value(nil as String?)
    }
  }
}
