/// The sender's rules word by word, with nothing clever: what `DeltaEncoder` is compared with.
func naiveDelta(_ page: [UInt8], from base: [UInt8]) -> [UInt8] {
  var delta: [UInt8] = []
  var literal: [UInt8] = []
  var words = 0
  var isRun = false
  func close() {
    guard words > 0 else { return }
    delta.append((isRun ? 0 : 0x80) | UInt8(words))
    delta += literal
    literal = []
    words = 0
  }
  for word in 0..<1024 {
    let bytes = page[word * 4..<word * 4 + 4]
    let isChanged = bytes != base[word * 4..<word * 4 + 4]
    if isChanged != isRun || words == 127 { close() }
    isRun = isChanged
    words += 1
    if isChanged { literal += bytes }
  }
  close()
  return page == base ? [0] : delta
}
