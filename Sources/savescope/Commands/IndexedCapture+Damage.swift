@_spi(Measuring) import SaveStream

extension IndexedCapture {
  /// What is said where a capture was read on behind damage and nobody had asked for it; nil where there is none.
  var wordsOfDamage: String? {
    guard let damage = index.firstDamage else { return nil }
    return
      "\(displayed(capture.path)):\(NumberText.hex(damage.offset)): damaged here: what is behind it was found again (savescope verify --salvage "
      + "says what it was; --no-salvage leaves it out)"
  }
}
