@_spi(Measuring) import SaveStream

/// What to say with bytes of pages of which some may not be what a receiver had; nil where there are none.
func doubtfulPagesWarning(_ count: UInt64) -> String? {
  guard count > 0 else { return nil }
  return
    "warning: \(NumberText.counted(count, "page")) may not be what a receiver had; savescope verify --memory says why"
}
