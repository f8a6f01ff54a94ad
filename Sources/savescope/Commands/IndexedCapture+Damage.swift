@_spi(Measuring) import SaveStream

/// What is said of damage that nobody asked for; nil where there is none.
extension IndexedCapture {
  /// Of a capture that was read on behind it.
  var wordsOfDamage: String? {
    placeOfDamage.map {
      "\($0): damaged here: what is behind it was found again (savescope verify --salvage says what it was; --no-salvage "
        + "leaves it out)"
    }
  }

  /// The same, where what was written is of the capture as a receiver reads it.
  var wordsOfMore: String? {
    placeOfDamage.map {
      "\($0): damaged here: savescope tree, pages, memory and cut go on behind it, and --salvage does so here"
    }
  }

  private var placeOfDamage: String? {
    index.firstDamage.map { "\(displayed(capture.path)):\(NumberText.hex($0.offset))" }
  }
}
