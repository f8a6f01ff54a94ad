/// A chart over checkpoints, as SVG: bars of one or several parts above each other, or a curve. Each bar says its value
/// where a pointer rests on it.
struct SVGChart {
  /// A part of each bar: its name, and the class of its colour, `f0` to `f6`.
  struct Part {
    let name: String
    let color: Int
  }

  /// A place on the axis: the checkpoint at its start, what it is called, and a value for each part; empty where there
  /// is nothing to show.
  struct Place {
    let checkpoint: Int
    let name: String
    let values: [Double]

    var sum: Double { values.reduce(0, +) }
  }

  let title: String
  let parts: [Part]
  let places: [Place]
  let scale: ChartScale
  /// Whether a curve joins the places.
  var isCurve = false
  /// What stands under it.
  var remark = ""
  /// A value with its unit.
  let text: (Double) -> String

  // MARK: Measures, in units of the drawing

  private static let (width, height) = (760.0, 210.0)
  private static let (left, right, top, bottom) = (74.0, 6.0, 10.0, 24.0)
  private static var plotWidth: Double { width - left - right }
  private static var plotHeight: Double { height - top - bottom }

  func write(to html: HTMLWriter) {
    html.markup("<figure>")
    html.element("h3", title)
    if parts.count > 1 { writeLegend(to: html) }
    let box = "0 0 \(Int(Self.width)) \(Int(Self.height))"
    html.begin("svg", ["viewBox": box, "role": "img", "aria-label": "\(title). \(remark)"])
    html.markup("\n")
    writeAxes(to: html)
    if isCurve { writeCurve(to: html) }
    for place in places.indices { write(place, to: html) }
    html.end("svg")
    if !remark.isEmpty { html.element("figcaption", remark) }
    html.markup("</figure>\n")
  }

  private func writeLegend(to html: HTMLWriter) {
    html.markup("<ul class=\"legend\">")
    for part in parts {
      html.markup("<li>")
      html.begin("svg", ["viewBox": "0 0 10 10", "aria-hidden": "true"])
      html.empty("rect", ["class": "f\(part.color)", "width": "10", "height": "10", "rx": "2"])
      html.end("svg")
      html.text(part.name)
      html.markup("</li>")
    }
    html.markup("</ul>\n")
  }

  private static func number(_ value: Double) -> String { NumberText.decimal(value, places: 1) }

  private var slot: Double { Self.plotWidth / Double(max(places.count, 1)) }
  private func x(_ place: Int) -> Double { Self.left + Double(place) * slot }
  private func y(_ value: Double) -> Double { Self.top + Self.plotHeight * (1 - scale.part(value)) }

  private func writeAxes(to html: HTMLWriter) {
    for step in 0...2 {
      let value = scale.top * Double(step) / 2
      let y = Self.number(y(value))
      html.empty(
        "line",
        [
          "class": step == 0 ? "base" : "grid", "x1": Self.number(Self.left),
          "x2": Self.number(Self.width - Self.right),
          "y1": y, "y2": y,
        ])
      html.element(
        "text", ["x": Self.number(Self.left - 6), "y": y, "dy": "4", "text-anchor": "end"], text(value))
    }
    // As many labels as stand beside each other.
    let every = max(1, (places.count + 9) / 10)
    for place in stride(from: 0, to: places.count, by: every) {
      html.element(
        "text",
        [
          "x": Self.number(x(place) + slot / 2), "y": Self.number(Self.height - 8), "text-anchor": "middle",
        ], NumberText.grouped(places[place].checkpoint))
    }
    html.markup("\n")
  }

  private func write(_ position: Int, to html: HTMLWriter) {
    let place = places[position]
    guard !place.values.isEmpty else { return }
    html.begin("g")
    html.element("title", "\(place.name): \(words(for: place))")
    let gap = min(2, slot * 0.2)
    let width = min(slot - gap, 48)
    let start = x(position) + (slot - width) / 2
    if isCurve {
      let radius = places.count > 80 ? 1.5 : 3.0
      html.empty(
        "circle",
        [
          "class": "f0", "cx": Self.number(x(position) + slot / 2), "cy": Self.number(y(place.sum)),
          "r": Self.number(radius),
        ])
    } else {
      var below = 0.0
      for (part, value) in zip(parts, place.values) where value > 0 {
        let (low, high) = (y(below), y(below + value))
        below += value
        guard low - high > 0.04 else { continue }
        html.empty(
          "rect",
          [
            "class": "f\(part.color)", "x": Self.number(start), "y": Self.number(high), "width": Self.number(width),
            "height": Self.number(low - high),
          ])
      }
      if place.sum > scale.top { writeCut(from: start, width, to: html) }
    }
    html.end("g")
    html.markup("\n")
  }

  /// A peak over a bar that goes on above the chart.
  private func writeCut(from start: Double, _ width: Double, to html: HTMLWriter) {
    let (middle, half) = (start + width / 2, max(3, min(width / 2, 6)))
    let points = [(middle - half, Self.top), (middle, 1), (middle + half, Self.top)]
    html.empty(
      "polygon",
      ["class": "cut", "points": points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")])
  }

  private func writeCurve(to html: HTMLWriter) {
    for stretch in places.indices.split(whereSeparator: { places[$0].values.isEmpty }) {
      let points = stretch.map { "\(Self.number(x($0) + slot / 2)),\(Self.number(y(places[$0].sum)))" }
      html.empty("polyline", ["class": "curve", "points": points.joined(separator: " ")])
    }
    html.markup("\n")
  }

  private func words(for place: Place) -> String {
    guard parts.count > 1 else { return text(place.sum) }
    let values = zip(parts, place.values).filter { $0.1 > 0 }.map { "\($0.0.name) \(text($0.1))" }
    return values.joined(separator: ", ")
  }
}
