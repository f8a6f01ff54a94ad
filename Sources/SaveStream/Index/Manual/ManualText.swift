/// Words of the manual where no Markdown is read: in a terminal.
package enum ManualText {
  /// Code without its signs, and the page that a link leads to.
  package static func plain(_ text: String) -> String {
    var plain = ""
    var rest = text[...]
    while let link = rest.firstRange(of: "[") {
      guard let middle = rest[link.upperBound...].firstRange(of: "]("),
        let end = rest[middle.upperBound...].firstIndex(of: ")")
      else { break }
      plain += rest[..<link.lowerBound] + "docs/" + rest[middle.upperBound..<end]
      rest = rest[rest.index(after: end)...]
    }
    return (plain + rest).filter { $0 != "`" }
  }
}
