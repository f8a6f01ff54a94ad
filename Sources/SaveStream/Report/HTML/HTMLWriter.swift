/// Writes a page of HTML piece by piece, so that no page is ever held. What it writes is well-formed as XML, too.
///
/// Names and markup are words of the program; everything else goes through `text` or an attribute's value, which escape
/// what HTML would act upon. That stands on top of the escape of a capture's text (`EscapedText`), not in its place.
struct HTMLWriter {
  let output: ReportOutput

  /// Writes markup of the program.
  func markup(_ markup: StaticString) { output.write(markup) }

  /// Begins an element.
  func begin(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
    write(name, attributes)
    output.write(">")
  }

  /// Ends the element that was begun last.
  func end(_ name: StaticString) {
    output.write("</")
    output.write(name)
    output.write(">")
  }

  /// Writes an element that holds nothing.
  func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
    write(name, attributes)
    output.write("/>")
  }

  /// Writes an element that holds text.
  func element(_ name: StaticString, _ text: String) { element(name, [:], text) }

  /// Writes an element that holds text.
  func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>, _ text: String) {
    begin(name, attributes)
    self.text(text)
    end(name)
  }

  private func write(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    output.write("<")
    output.write(name)
    for (key, value) in attributes {
      output.write(" ")
      output.write(key)
      output.write("=\"")
      text(value)
      output.write("\"")
    }
  }

  /// Writes text with what HTML would act upon escaped. A control character, which no XML may hold, becomes U+FFFD.
  func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output.write("&amp;")
      case "<": output.write("&lt;")
      case ">": output.write("&gt;")
      case "\"": output.write("&quot;")
      case "'": output.write("&#39;")
      case "\n", "\t": output.write(byte: UInt8(ascii: scalar))
      case _ where scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value) || scalar.value & 0xfffe == 0xfffe:
        output.write("\u{fffd}")
      default: for byte in UTF8.encode(scalar) ?? .init() { output.write(byte: byte) }
      }
    }
  }

  // MARK: Tables and lists

  /// Begins a section with its heading.
  func beginSection(_ heading: String) {
    markup("<section>")
    element("h2", heading)
  }

  /// Begins a table with its caption, where it has one, and heads; cells of columns that are numbers stand on the
  /// right.
  func beginTable(_ caption: String, _ heads: [TextTable.Column]) {
    markup("<div class=\"wide\"><table>")
    if !caption.isEmpty { element("caption", caption) }
    markup("<thead><tr>")
    for head in heads { element("th", ["scope": "col", "class": head.isNumber ? "number" : "words"], head.heading) }
    markup("</tr></thead><tbody>\n")
  }

  /// Writes a row of a table; its first cell is its head.
  func row(_ heads: [TextTable.Column], _ cells: [String]) {
    markup("<tr>")
    for (place, (head, cell)) in zip(heads, cells).enumerated() {
      let kind = head.isNumber ? "number" : "words"
      if place == 0 {
        element("th", ["scope": "row", "class": kind], cell)
      } else {
        element("td", ["class": kind], cell)
      }
    }
    markup("</tr>\n")
  }

  func endTable() { markup("</tbody></table></div>\n") }

  /// Writes a term and what is said of it.
  func fact(_ term: String, _ words: String) {
    element("dt", term)
    element("dd", words)
    markup("\n")
  }
}
